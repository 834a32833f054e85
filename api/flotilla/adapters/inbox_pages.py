"""Pages of conversations, made of groups that come hour by hour, newest hour first."""

from collections.abc import Callable, Iterable
from datetime import datetime

from flotilla.adapters.cursors import read_cursor, write_cursor
from flotilla.domain.errors import InvalidInputError
from flotilla.domain.inbox import Conversation, hour_of
from flotilla.domain.page import Page
from flotilla.ports.repositories.inbox import MOST_SCANNED

Place = tuple[datetime, str]
"""Where a conversation stands in the list."""


def place_of(conversation: Conversation) -> Place:
    """By its last activity, and by its lead where two have the same."""
    return conversation.last_at, conversation.lead.id


def read_place(scope: tuple[str, ...], cursor: str | None) -> Place | None:
    """The place after which a page begins. Raise InvalidInputError if the cursor isn't one of this list's."""
    sort = read_cursor(scope, cursor)
    if sort is None:
        return None
    moment, _, lead = sort.partition("#")
    try:
        return datetime.fromisoformat(moment), lead
    except ValueError:
        raise InvalidInputError("The cursor does not belong to this list; start again without one.") from None


def page_of(
    hours: Iterable[tuple[datetime, Iterable[Conversation]]],
    fits: Callable[[Conversation], bool],
    scope: tuple[str, ...],
    after: Place | None,
    limit: int,
) -> Page[Conversation]:
    """The first ones that fit. Of what was active in several hours only the last activity counts."""
    found: list[Conversation] = []
    scanned = 0
    for hour, group in hours:
        here = sorted((one for one in group if hour_of(one.last_at) == hour), key=place_of, reverse=True)
        for one in here:
            if after is not None and place_of(one) >= after:
                continue
            if len(found) == limit:
                return Page(tuple(found), _cursor(scope, place_of(found[-1])))
            scanned += 1
            if fits(one):
                found.append(one)
        if scanned >= MOST_SCANNED:
            return Page(tuple(found), _cursor(scope, (hour, "")))
    return Page(tuple(found), None)


def _cursor(scope: tuple[str, ...], place: Place) -> str:
    return write_cursor(scope, f"{place[0].isoformat()}#{place[1]}")
