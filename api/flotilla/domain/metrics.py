"""Metrics: what each change of state adds to the counts of a bot's day.

What a change adds depends on nothing but the change, so that the counts come out the same in whatever order and in
whatever batches the changes come. That each counts once is the repository's part, by the change's id.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flotilla.domain.chats import Chat, Mode
from flotilla.domain.events import Change
from flotilla.domain.handover import as_of
from flotilla.domain.histograms import LATENCIES, WAITS, bucket_of
from flotilla.domain.ids import BotId, TenantId
from flotilla.domain.leads import Lead, LeadStatus
from flotilla.domain.messages import BrainUse, Direction, Message, MessageStatus
from flotilla.domain.retention import file_of
from flotilla.domain.sessions import Session, SessionStatus

Counts = Mapping[str, int]

LONGEST_RUN = timedelta(days=400)
"""A session that worked for longer is counted for so long: no bot's days reach back further."""

KEPT = date(1970, 1, 1)
"""The day under which stands what there is in all, and not what came on some day."""

OFFLINE = "offline"
"""The brain that costs nothing and takes no time worth counting."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What one change adds, by day. `change` is unique to what it adds, `at` when the change was made."""

    tenant: TenantId
    bot: BotId
    change: str
    at: datetime
    days: Mapping[date, Counts]


@dataclass(frozen=True, slots=True)
class DayMetrics:
    """The counts of one bot on one day."""

    day: date
    bot: BotId
    counts: Counts


MOST_DAYS = 30
"""Of one tally."""


def counts_anything(change: Change) -> bool:
    """Whether the change may add to any count; told without knowing in which time zone its days lie."""
    return bool(tallies_of(change, ZoneInfo("UTC")))


def tallies_of(change: Change, zone: ZoneInfo) -> tuple[Tally, ...]:
    """What the change adds, with days as the clocks of the time zone have them; one tally, or more for many days."""
    new = change.new
    if not isinstance(new, Message | Lead | Chat | Session):
        return ()
    days: dict[date, Counter[str]] = {}
    for moment, name, by in _additions(change, zone):
        days.setdefault(moment.astimezone(zone).date(), Counter())[name] += by
    kept = [(day, dict(counts)) for day, counts in sorted(days.items())]
    parts = [dict(kept[first : first + MOST_DAYS]) for first in range(0, len(kept), MOST_DAYS)]
    return tuple(
        Tally(new.tenant, new.bot, f"{change.id}/{number}", change.at, part) for number, part in enumerate(parts)
    )


_Addition = tuple[datetime, str, int]


def _additions(change: Change, zone: ZoneInfo) -> Iterator[_Addition]:
    old, new = change.old, change.new
    if isinstance(new, Message):
        before = old if isinstance(old, Message) else None
        if before is None and new.moved_from is not None:
            return  # It was counted in the chat from which it was moved.
        yield from _of_message(before, new)
        yield from _of_file(before, new, zone)
    elif isinstance(new, Lead):
        yield from _of_lead(old if isinstance(old, Lead) else None, new)
    elif isinstance(new, Chat):
        yield from _of_chat(old if isinstance(old, Chat) else None, new)
    elif isinstance(new, Session):
        yield from _of_session(old if isinstance(old, Session) else None, new, zone)


def _of_message(old: Message | None, new: Message) -> Iterator[_Addition]:
    """A message counts once it can be read; what the history of a first link brings was no business of the bot's."""
    if new.origin == "history" or new.status is MessageStatus.PENDING:
        return
    if old is not None and old.status is not MessageStatus.PENDING:
        return
    if new.direction is Direction.IN:
        yield new.created_at, "messages_in", 1
        return
    yield new.created_at, f"messages_out_{new.sender.value}", 1
    if new.ai is not None:
        yield from _of_brain(new.created_at, new.ai)


def _of_file(old: Message | None, new: Message, zone: ZoneInfo) -> Iterator[_Addition]:
    """A file counts when it is there, which is after its message is, and is taken off again when it goes."""
    before, after = _size(old), _size(new)
    if before == after:
        return
    yield datetime.combine(KEPT, time(12), zone), "stored_bytes", after - before
    if before == 0 and new.origin != "history":
        yield new.created_at, "media_bytes", after


def _size(message: Message | None) -> int:
    """How much room its own file takes, in bytes."""
    if message is None or message.media is None or file_of(message) is None:
        return 0
    return message.media.size


def _of_brain(at: datetime, use: BrainUse) -> Iterator[_Addition]:
    if use.brain == OFFLINE:
        yield at, "replies_offline", 1
        return
    yield at, "replies_model", 1
    yield at, bucket_of("model_ms", LATENCIES, use.ms), 1
    yield at, "tokens_in", use.tokens_in
    yield at, "tokens_out", use.tokens_out
    yield at, "cost_micros", use.cost_micros or 0


def _of_lead(old: Lead | None, new: Lead) -> Iterator[_Addition]:
    """A lead counts on the day on which it came, was qualified and ended. One that is reopened has not ended then.

    One that the history of a first link brings did not come then.
    """
    if old is None and new.origin == "history":
        return
    if old is None:
        yield new.created_at, "leads_created", 1
    if new.qualified_at is not None and (old is None or old.qualified_at is None):
        yield new.qualified_at, "leads_qualified", 1
    before, after = _ended(old), _ended(new)
    if before == after:
        return
    if before is not None:
        yield before[0], before[1], -1
    if after is not None:
        yield after[0], after[1], 1


def _ended(lead: Lead | None) -> tuple[datetime, str] | None:
    """When it was closed, and as what."""
    if lead is None or lead.closed_at is None or not lead.closed:
        return None
    return lead.closed_at, "leads_won" if lead.status is LeadStatus.WON else "leads_lost"


def _of_chat(old: Chat | None, new: Chat) -> Iterator[_Addition]:
    """A wait ends with the first answer to it, and counts on the day of the answer."""
    if new.mode is Mode.HUMAN and new.human_since is not None:
        before = as_of(old, new.human_since) if old is not None else None
        if before is None or before.mode is Mode.BOT:
            yield new.human_since, "handovers", 1
    if old is None or old.waiting_since is None or new.waiting_since is not None or new.last_at is None:
        return
    who = "person" if new.mode is Mode.HUMAN else "bot"
    waited = max((new.last_at - old.waiting_since).total_seconds(), 0)
    yield new.last_at, bucket_of(f"answer_{who}", WAITS, waited), 1


def _of_session(old: Session | None, new: Session, zone: ZoneInfo) -> Iterator[_Addition]:
    """Time of work counts when it ends; what still lasts is added by whoever looks (`working_seconds`)."""
    if old is None or old.status is not SessionStatus.WORKING or new.since <= old.since:
        return
    for moment, seconds in working_seconds(old.since, new.since, zone):
        yield moment, "uptime_seconds", seconds


def working_seconds(since: datetime, until: datetime, zone: ZoneInfo) -> Iterator[tuple[datetime, int]]:
    """The seconds from one moment to the other by day: a moment of each day, with how many fall on it."""
    start = max(since, until - LONGEST_RUN)
    while start < until:
        tomorrow = start.astimezone(zone).date() + timedelta(days=1)
        end = min(datetime.combine(tomorrow, time(), zone).astimezone(start.tzinfo), until)
        yield start, round(end.timestamp()) - round(start.timestamp())
        start = end
