"""Bots: what people want of them. What their WhatsApp session really does is in sessions.py."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from flotilla.domain.faq import FaqEntry
from flotilla.domain.features import Features
from flotilla.domain.handover import DEFAULT_HAND_BACK_MINUTES
from flotilla.domain.ids import BotId, TenantId, UserId
from flotilla.domain.lead_fields import OwnField


class Desired(StrEnum):
    """Whether people (or a schedule) want the bot's session to run."""

    ENABLED = "enabled"
    DISABLED = "disabled"


class Answering(StrEnum):
    """Whether the bot answers what its session hears."""

    ON = "on"
    PAUSED = "paused"


class SessionVerb(StrEnum):
    """What a person can ask of a running session, beyond on and off."""

    RESTART = "restart"
    LOGOUT = "logout"
    PAIRING_CODE = "pairing_code"
    SCREENSHOT = "screenshot"


class SessionAction(StrEnum):
    """What people can ask of a bot's session."""

    START = "start"
    STOP = "stop"
    RESTART = "restart"
    LOGOUT = "logout"


@dataclass(frozen=True, slots=True)
class SessionCommand:
    """A request to the holder of the session; done once, told apart by its id.

    `phone`: the number that a pairing code is for, its digits alone.
    """

    id: str
    verb: SessionVerb
    at: datetime
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class Bot:
    """One WhatsApp number that answers. `burst_window_ms`: how long to wait for the customer to finish writing.

    `hand_back_minutes`: how long after a person's last message a chat goes back to the bot by itself; None is never.
    `paused_by` and `paused_at`: who made it silent, and when. `fields`: the ones of its own.
    `required_fields`: the keys of those it asks for, in this order. The others are taken when a customer tells them.
    `suspended`: together with a workspace that people deleted; `plan_suspended_at`: since when its plan is too small.
    """

    id: BotId
    tenant: TenantId
    name: str
    prompt: str
    language: str | None
    desired: Desired
    answering: Answering
    burst_window_ms: int
    required_fields: tuple[str, ...]
    created_at: datetime
    updated_at: datetime
    version: int
    command: SessionCommand | None = None
    deleted: bool = False
    suspended: bool = False
    plan_suspended_at: datetime | None = None
    hand_back_minutes: int | None = DEFAULT_HAND_BACK_MINUTES
    paused_by: UserId | None = None
    paused_at: datetime | None = None
    features: Features = field(default_factory=Features)
    faq: tuple[FaqEntry, ...] = ()
    fields: tuple[OwnField, ...] = ()

    @property
    def answers(self) -> bool:
        """Whether it answers at all: neither paused, nor without auto response."""
        return self.answering is Answering.ON and self.features.auto_response

    @property
    def back_after(self) -> timedelta | None:
        """How long after a person's last message a chat goes back to the bot."""
        return timedelta(minutes=self.hand_back_minutes) if self.hand_back_minutes is not None else None

    @property
    def should_run(self) -> bool:
        """Whether its session is wanted: by people, and suspended neither with its workspace nor by the plan."""
        return self.is_wanted and self.suspended_by is None

    @property
    def is_wanted(self) -> bool:
        """Whether people want its session, allowed or not."""
        return self.desired is Desired.ENABLED and not self.deleted

    @property
    def suspended_by(self) -> str | None:
        """What keeps it off though people may want it on: `deletion` of the workspace, `plan`, or None."""
        if self.suspended:
            return "deletion"
        return "plan" if self.plan_suspended_at is not None else None


def set_answering(bot: Bot, answering: Answering, by: UserId, now: datetime) -> Bot:
    """The bot, silent or answering again, with who made it silent; as it is if that is no change."""
    if bot.answering is answering:
        return bot
    paused = answering is Answering.PAUSED
    return replace(bot, answering=answering, paused_by=by if paused else None, paused_at=now if paused else None)


DEFAULT_BURST_WINDOW_MS = 1500
