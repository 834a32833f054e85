"""Write the table of settings into README.md: `make settings`."""

from __future__ import annotations

from pathlib import Path

from flotilla.settings import docs

README = Path(__file__).resolve().parent.parent.parent / "README.md"
BEGIN, END = "<!-- settings -->\n", "<!-- /settings -->"


def with_settings(text: str) -> str:
    """The README with the table between its marks made anew. Raise ValueError if a mark is missing."""
    before, _, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not end:
        raise ValueError(f"README.md needs {BEGIN.strip()} and {END} around its table of settings.")
    return f"{before}{BEGIN}\n{docs()}\n\n{end}{after}"


if __name__ == "__main__":
    README.write_text(with_settings(README.read_text()))
