"""What a probe of a session measures. What the numbers mean is in ailments.py."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Vitals:
    """What the page says of its own pulse, in ms.

    `tick_age_ms`: since its event loop last turned; `lag_ms`: the longest that it stood still since it was asked last;
    `backlog`: batches of events that the runner has not taken yet; `event_age_ms`: since WhatsApp last gave a sign of
    life, None before the first.
    """

    tick_age_ms: int = 0
    lag_ms: int = 0
    backlog: int = 0
    event_age_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Load:
    """What a bot's outbox has before it: messages that wait, those sent without WhatsApp's ack, the oldest's age."""

    waiting: int = 0
    unacked: int = 0
    unacked_ms: int = 0


@dataclass(frozen=True, slots=True)
class Losses:
    """What customers wrote and the runner could not read, since it holds the bot.

    `unreadable` messages stand in their chats without their content; of `lost` events nothing is known but the number.
    `gaps`: so often not all that was missed in a chat could be told.
    """

    unreadable: int = 0
    lost: int = 0
    gaps: int = 0


@dataclass(frozen=True, slots=True)
class Profile:
    """What the login takes on the runner's disk, without what a browser makes anew, when it was last measured.

    `overgrown`: more than was chosen, and what could safely be dropped of it was.
    """

    bytes: int
    overgrown: bool = False


@dataclass(frozen=True, slots=True)
class Health:
    """The numbers of one probe. `answer_ms` is how long the page took to answer.

    `echoes_lost` counts the questions in a row that WhatsApp's server left unanswered: the page asks one only when it
    heard nothing for a while. `memory_bytes` is what the session's browser holds, None where nothing tells.
    """

    at: datetime
    socket_state: str | None
    stream_mode: str | None
    stream_info: str | None
    answer_ms: int
    vitals: Vitals
    load: Load
    echoes_lost: int = 0
    memory_bytes: int | None = None
    losses: Losses = Losses()
    profile: Profile | None = None

    @property
    def last_event_at(self) -> datetime | None:
        """When WhatsApp last gave a sign of life."""
        age = self.vitals.event_age_ms
        return self.at - timedelta(milliseconds=age) if age is not None else None


def describe(health: Health, now: datetime) -> str:
    """The numbers in plain words."""
    parts = [f"The page answered in {health.answer_ms} ms {_ago(now - health.at)}"]
    heard = health.last_event_at
    parts.append(f"WhatsApp was last heard {_ago(now - heard)}" if heard is not None else "nothing heard yet")
    load = health.load
    parts.append(f"{load.waiting} to be sent" if load.waiting else "nothing waits to be sent")
    if load.unacked:
        parts.append(f"{load.unacked} sent without WhatsApp's confirmation for {load.unacked_ms // 1000} s")
    if health.vitals.backlog:
        parts.append(f"{health.vitals.backlog} batches of events not taken yet")
    if health.echoes_lost:
        parts.append(f"questions that WhatsApp left unanswered: {health.echoes_lost}")
    if health.losses.unreadable:
        parts.append(f"{health.losses.unreadable} messages could not be read: look at them on the phone")
    if health.losses.lost:
        parts.append(f"{health.losses.lost} events were lost")
    if health.losses.gaps:
        parts.append(f"older messages that were missed are not here ({health.losses.gaps}): look at them on the phone")
    if health.profile is not None and health.profile.overgrown:
        size = health.profile.bytes // 10**6
        parts.append(f"the browser's profile takes {size} MB, more than it should: log out and link the number again")
    return "; ".join(parts) + "."


def _ago(age: timedelta) -> str:
    seconds = max(0, round(age.total_seconds()))
    if seconds < 120:
        return f"{seconds} s ago"
    minutes = seconds // 60
    return f"{minutes} min ago" if minutes < 120 else f"{minutes // 60} h ago"
