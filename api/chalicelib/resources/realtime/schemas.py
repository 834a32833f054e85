"""Tickets for sockets."""

from typing import Annotated

from pydantic import Field

from chalicelib.resources.schemas import Answer, Time


class TicketAnswer(Answer):
    """A permission to open one socket: dial `url` with `?ticket=` and the ticket."""

    ticket: Annotated[str, Field(description="Works once.")]
    url: str
    expires_at: Time
