"""A session with its proof of health."""

from typing import Annotated

from pydantic import Field

from chalicelib.resources.schemas import Answer, Body, Id, Time
from flotilla.domain.sessions import Reason, Remedy, SessionStatus
from flotilla.services.show_screenshot import ScreenshotStatus


class HealthAnswer(Answer):
    """The numbers of the newest health probe."""

    checked_at: Time
    summary: Annotated[str, Field(description="The numbers in plain words.")]
    socket_state: str | None
    stream_mode: str | None
    stream_info: str | None
    answer_ms: Annotated[int, Field(description="How long the page took to answer.")]
    lag_ms: Annotated[int, Field(description="The longest stand-still of the page since the probe before.")]
    last_event_at: Annotated[Time | None, Field(description="When WhatsApp last gave a sign of life.")]
    events_waiting: Annotated[int, Field(description="Batches of events that the runner has not taken yet.")]
    messages_waiting: Annotated[int, Field(description="Messages that wait to be sent.")]
    messages_unacked: Annotated[int, Field(description="Messages sent without WhatsApp's confirmation.")]
    oldest_unacked_ms: int
    echoes_lost: Annotated[int, Field(description="Questions in a row that WhatsApp's server left unanswered.")]
    memory_bytes: Annotated[int | None, Field(description="What the session's browser holds.")]
    unreadable: Annotated[int, Field(description="Messages that stand in their chats without content: not understood.")]
    lost: Annotated[int, Field(description="Events of chats of which nothing could be understood.")]
    gaps: Annotated[int, Field(description="How often not all that was missed in a chat could be told.")]
    profile_bytes: Annotated[int | None, Field(description="What the login takes on the runner's disk.")]
    profile_overgrown: Annotated[bool, Field(description="That is more than it should take.")]


class HistoryAnswer(Answer):
    """How far the chats are read that were on the phone before it was linked."""

    chats_done: Annotated[int, Field(description="Chats that are handed over.")]
    chats_total: int
    finished_at: Time | None


class SessionAnswer(Answer):
    """What a bot's WhatsApp session does now."""

    bot_id: Id
    status: SessionStatus
    reason: Annotated[Reason | None, Field(description="Why it is so; null while all is well.")]
    remedy: Annotated[str | None, Field(description="A sentence for people: what happens next, or what to do.")]
    qr: Annotated[str | None, Field(description="The text of the QR code to scan.")]
    qr_at: Time | None
    phone: Annotated[str | None, Field(description="The number that is linked.")]
    since: Time
    proven_until: Annotated[Time | None, Field(description="Until when the last health probe vouches for WORKING.")]
    detail: str | None
    uptime_since: Annotated[Time | None, Field(description="Since when it works without a break.")]
    restarts: Annotated[int, Field(description="How often it was started anew by itself since a person last did.")]
    last_proof_at: Annotated[Time | None, Field(description="The last health probe that succeeded.")]
    pairing_code: Annotated[str | None, Field(description="The code to type on the phone, while one may be typed.")]
    pairing_code_until: Time | None
    pairing_error: Annotated[str | None, Field(description="What kept a pairing code from being made.")]
    health: Annotated[HealthAnswer | None, Field(description="The newest probe; null where no runner holds the bot.")]
    history: Annotated[HistoryAnswer | None, Field(description="Null before the first link's chats are looked at.")]


class TransitionAnswer(Answer):
    """When a session came into a state."""

    at: Time
    status: SessionStatus
    reason: Reason | None
    remedy: Annotated[Remedy | None, Field(description="What the runner then did about it by itself.")]
    detail: Annotated[str | None, Field(description="What else there is to say about it.")]


class SessionHistoryAnswer(Answer):
    """The newest transitions of a session, at most 50, newest first."""

    items: list[TransitionAnswer]


class PairingCodeBody(Body):
    """Which phone is to be linked."""

    phone: Annotated[str, Field(max_length=30, description="The number with its country code.")]


class ScreenshotAnswer(Answer):
    """The newest picture of a bot's page."""

    status: ScreenshotStatus
    taken_at: Time | None
    url: Annotated[str | None, Field(description="Where the picture can be had until `url_until`.")]
    url_until: Time | None
    error: Annotated[str | None, Field(description="What kept the picture from being taken.")]
