"""What a bot does beyond answering, as flags that people set. They count from the next message on."""

from dataclasses import dataclass, field
from enum import StrEnum


class Weekday(StrEnum):
    """A day of the week, in the week's order."""

    MONDAY = "mon"
    TUESDAY = "tue"
    WEDNESDAY = "wed"
    THURSDAY = "thu"
    FRIDAY = "fri"
    SATURDAY = "sat"
    SUNDAY = "sun"


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """When the bot answers, if `on`. Times are `HH:MM` on the clocks of the time zone (an IANA name).

    Hours that end before they begin go on past midnight; ones that end when they begin go around the clock. `away` is
    what customers are told outside of them; empty is a text of Flotilla's own.
    """

    on: bool = False
    time_zone: str = "UTC"
    days: tuple[Weekday, ...] = tuple(Weekday)[:5]
    opens: str = "09:00"
    closes: str = "18:00"
    away: str = ""


@dataclass(frozen=True, slots=True)
class Welcome:
    """What stands before the first answer that a customer ever gets, if `on`."""

    on: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True)
class Features:
    """A bot's flags. `auto_response` off stores messages and answers none; `lead_capture` off asks for no fields.

    `sending` off sends nothing at all: what is to be sent waits, for a day at most.
    `pictures`: it may send its pictures. `scheduling`: schedules may act on it. `groups`: it hears groups too.
    """

    auto_response: bool = True
    lead_capture: bool = True
    pictures: bool = True
    scheduling: bool = False
    groups: bool = False
    sending: bool = True
    working_hours: WorkingHours = field(default_factory=WorkingHours)
    welcome: Welcome = field(default_factory=Welcome)
