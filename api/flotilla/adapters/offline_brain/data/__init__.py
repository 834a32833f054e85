"""Names and places as text files, lower case and without accents; lines that begin with # say where they come from."""

from pathlib import Path

_HERE = Path(__file__).parent


def lines(name: str) -> list[str]:
    """The lines of a file."""
    content = (_HERE / f"{name}.txt").read_text(encoding="utf-8")
    return [line for line in content.splitlines() if line and not line.startswith("#")]
