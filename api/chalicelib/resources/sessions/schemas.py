"""A session with its proof of health."""

from typing import Annotated

from pydantic import Field

from chalicelib.resources.schemas import Answer, Id, Time
from flotilla.domain.sessions import Reason, SessionStatus


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


class TransitionAnswer(Answer):
    """When a session came into a state."""

    at: Time
    status: SessionStatus
    reason: Reason | None


class SessionHistoryAnswer(Answer):
    """The newest transitions of a session, at most 50, newest first."""

    items: list[TransitionAnswer]
