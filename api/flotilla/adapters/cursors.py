"""Cursors: the sort part of a list's last key, and a mark of the list that it belongs to.

They carry no tenant and no partition: a repository joins the sort part with its own caller's partition, so even a
forged cursor can't lead into another list. The mark only makes an honest mistake visible.
"""

import base64
import binascii
import hashlib
import json

from flotilla.domain.errors import InvalidInputError


def write_cursor(scope: tuple[str, ...], sort: str) -> str:
    """The opaque cursor after the item with this sort key, in the list that `scope` names."""
    packed = json.dumps([_mark(scope), sort], separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def read_cursor(scope: tuple[str, ...], cursor: str | None) -> str | None:
    """The sort key in a cursor, None for none. Raise InvalidInputError if it isn't one of this list's."""
    if cursor is None:
        return None
    try:
        packed = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        parts = json.loads(packed)
    except (binascii.Error, ValueError):
        raise _refused() from None
    match parts:
        case [str(mark), str(sort)] if mark == _mark(scope) and 0 < len(sort) <= _LONGEST_SORT_KEY:
            return sort
    raise _refused()


_LONGEST_SORT_KEY = 512


def _mark(scope: tuple[str, ...]) -> str:
    return hashlib.sha256("\0".join(scope).encode()).hexdigest()[:12]


def _refused() -> InvalidInputError:
    return InvalidInputError(
        "The cursor does not belong to this list; start again without one.",
        fields={"cursor": "not a cursor of this list"},
    )
