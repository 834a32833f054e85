"""Write the table of settings into README.md: `make settings`."""

from __future__ import annotations

from pathlib import Path

from flotilla.settings import docs
from infra.packaging.parameters import DEFAULT_ON_AWS

README = Path(__file__).resolve().parent.parent.parent / "README.md"
BEGIN, END = "<!-- settings -->\n", "<!-- /settings -->"


def with_settings(text: str) -> str:
    """The README with the table between its marks made anew. Raise ValueError if a mark is missing."""
    before, _, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not end:
        raise ValueError(f"README.md needs {BEGIN.strip()} and {END} around its table of settings.")
    table = "\n".join(map(_said_of_aws, docs().splitlines()))
    return f"{before}{BEGIN}\n{table}\n\n{end}{after}"


def _said_of_aws(row: str) -> str:
    """The row, saying so where `make deploy` would not hear of the variable."""
    unheard = any(row.startswith(f"| `{name}` |") for name in DEFAULT_ON_AWS)
    return row.removesuffix(" |") + "; on AWS always the default |" if unheard else row


if __name__ == "__main__":
    README.write_text(with_settings(README.read_text()))
