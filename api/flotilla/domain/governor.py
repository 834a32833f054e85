"""The governor of a number: how fast, and to whom, it may write, so that WhatsApp sees somebody who behaves.

What customers are owed goes out after a short, human pause and is never counted. What nobody asked for is spaced,
counted and capped, the more so the younger the link. ADR 0037 says where the figures come from.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from flotilla.domain.messages import Delay, DelayReason, Direction, Message, MessageStatus


class Occasion(StrEnum):
    """Why a message is sent, as WhatsApp might see it."""

    REPLY = "reply"
    FOLLOW_UP = "follow_up"
    FIRST_CONTACT = "first_contact"


REPLY_WINDOW = timedelta(hours=24)
"""For so long after a customer's message, ours are replies to it."""

_REACHED = frozenset({MessageStatus.SENT, MessageStatus.DELIVERED, MessageStatus.READ, MessageStatus.RECEIVED})


@dataclass(frozen=True, slots=True)
class Caps:
    """The most of what nobody asked for: first messages to strangers a day, and all of it an hour and a day."""

    first_contacts: int
    hour: int
    day: int


@dataclass(frozen=True, slots=True)
class Rules:
    """How a number is governed. `warm_up`: caps by the age of the link, each until that age; `caps` hold after."""

    gap: timedelta = timedelta(seconds=1)
    jitter: timedelta = timedelta(seconds=1)
    typing_per_character: timedelta = timedelta(milliseconds=30)
    shortest_typing: timedelta = timedelta(milliseconds=500)
    longest_typing: timedelta = timedelta(seconds=4)
    first_contact_gap: timedelta = timedelta(seconds=30)
    first_contact_jitter: timedelta = timedelta(seconds=30)
    caps: Caps = Caps(50, 80, 500)
    warm_up: tuple[tuple[timedelta, Caps], ...] = (
        (timedelta(days=3), Caps(5, 20, 50)),
        (timedelta(days=7), Caps(10, 40, 200)),
        (timedelta(days=14), Caps(20, 80, 500)),
    )

    def caps_at(self, linked_at: datetime | None, now: datetime) -> Caps:
        """The caps for a number linked then; one that is not known to be linked counts as linked just now."""
        age = now - linked_at if linked_at is not None else timedelta(0)
        return next((caps for until, caps in self.warm_up if age < until), self.caps)


@dataclass(frozen=True, slots=True)
class Tally:
    """What a number has sent unasked: in this hour, on this day (UTC), and to how many strangers on this day."""

    hour: int = 0
    day: int = 0
    first_contacts: int = 0


@dataclass(frozen=True, slots=True)
class Hold:
    """Not now. `until` is when it is worth asking again; a person's switch has no such time."""

    reason: DelayReason
    until: datetime | None = None


def occasion_of(message: Message, recent: Sequence[Message], now: datetime) -> Occasion:
    """Why the message is sent, given the newest messages of its chat."""
    if message.turn is not None:
        return Occasion.REPLY
    theirs = [one for one in recent if one.direction is Direction.IN]
    if any(now - one.created_at < REPLY_WINDOW for one in theirs):
        return Occasion.REPLY
    known = theirs or any(one.id != message.id and one.status in _REACHED for one in recent)
    return Occasion.FOLLOW_UP if known else Occasion.FIRST_CONTACT


def hold(
    rules: Rules,
    occasion: Occasion,
    tally: Tally,
    *,
    linked_at: datetime | None,
    next_first_contact: datetime | None,
    now: datetime,
) -> Hold | None:
    """Why a message has to wait for longer than a pause; None: it needn't. A reply never does."""
    if occasion is Occasion.REPLY:
        return None
    caps, first = rules.caps_at(linked_at, now), occasion is Occasion.FIRST_CONTACT
    too_soon = next_first_contact is not None and now < next_first_contact
    holds = (
        (tally.day >= caps.day, Hold(DelayReason.DAILY_LIMIT, next_day(now))),
        (tally.hour >= caps.hour, Hold(DelayReason.HOURLY_LIMIT, next_hour(now))),
        (first and tally.first_contacts >= caps.first_contacts, Hold(DelayReason.NEW_CONTACTS, next_day(now))),
        (first and too_soon, Hold(DelayReason.NEW_CONTACT_GAP, next_first_contact)),
    )
    return next((held for applies, held in holds if applies), None)


def pauses(rules: Rules, length: int, since_last: timedelta | None, chance: float) -> tuple[Delay, ...]:
    """The pauses before a text of that length, the typing last. `since_last` is negative for a send that is still due.

    `chance` (0 … 1) chooses the jitter. Together they are at most `gap` + `jitter` beyond the send before, or the
    longest typing, whichever is later.
    """
    typing = min(max(rules.typing_per_character * length, rules.shortest_typing), rules.longest_typing)
    apart = rules.gap + rules.jitter * chance
    wait = timedelta(0) if since_last is None else max(timedelta(0), apart - since_last - typing)
    gap = (Delay(DelayReason.GAP, _ms(wait)),) if wait else ()
    return (*gap, Delay(DelayReason.TYPING, _ms(typing)))


def after_first_contact(rules: Rules, now: datetime, chance: float) -> datetime:
    """When the next stranger may be written to."""
    return now + rules.first_contact_gap + rules.first_contact_jitter * chance


def next_hour(now: datetime) -> datetime:
    """The beginning of the next hour, at which the count of an hour starts anew."""
    return now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)


def next_day(now: datetime) -> datetime:
    """The beginning of the next day (UTC), at which the counts of a day start anew."""
    return now.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)


def _ms(span: timedelta) -> int:
    return span // timedelta(milliseconds=1)
