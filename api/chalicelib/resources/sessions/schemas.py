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
