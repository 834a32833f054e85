"""Optimistic concurrency: read, change, save; when somebody was quicker, do it again on what they left."""

from collections.abc import Callable
from typing import TypeVar

from flotilla.domain.errors import ConflictError

T = TypeVar("T")

ATTEMPTS = 6
"""More than a handful of people and functions never write one thing at the same moment."""


def until_no_conflict(attempt: Callable[[], T], *, final: Callable[[ConflictError], bool] = lambda _: False) -> T:
    """What `attempt` returns, which reads anew each time. Raise the ConflictError that is final, or the last one."""
    for _ in range(ATTEMPTS - 1):
        try:
            return attempt()
        except ConflictError as conflict:
            if final(conflict):
                raise
    return attempt()
