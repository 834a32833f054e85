"""Tables that people open in a spreadsheet: CSV as RFC 4180 has it."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

CSV = "text/csv"

MAX_BYTES = 4_000_000
"""A Lambda answers with 6 MB at most, and quotes are escaped on the way."""

CUT_SHORT = "export.cut_short"
"""Stands in the last row of a table that is not complete."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMBER = re.compile(r"\+\d{5,15}")

Row = Sequence[str | None]


def write_table(columns: Sequence[str], rows: Iterable[Row], *, note_in: str, complete: bool = True) -> str:
    """The rows under a header. If that isn't all, or too much, the last row says so in the column `note_in`."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    cut = not complete
    for row in rows:
        cells = [_inert(cell or "") for cell in row]
        if text.tell() + sum(len(cell.encode()) + 3 for cell in cells) > MAX_BYTES:
            cut = True
            break
        writer.writerow(cells)
    if cut:
        writer.writerow([CUT_SHORT if column == note_in else "" for column in columns])
    return text.getvalue()


def _inert(cell: str) -> str:
    """What people wrote must not be run as a formula by the program that opens the table.

    A telephone number is none, whatever stands before it, and other programs are to read it as it is.
    """
    return f"'{cell}" if cell.startswith(_FORMULA) and not _NUMBER.fullmatch(cell) else cell
