"""The brain: one call per reply gives the text, the captured fields and whether a person is wanted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from flotilla.domain.bots import Bot
from flotilla.domain.ids import PictureId
from flotilla.domain.leads import FieldValue, Lead
from flotilla.domain.messages import Message
from flotilla.domain.pictures import Picture


@dataclass(frozen=True, slots=True)
class BrainRequest:
    """What the brain may know. `history` is oldest first and ends with `unanswered`, the messages to answer.

    `pictures` are those that may be sent now: none that the customer got lately.
    """

    bot: Bot
    lead: Lead
    history: tuple[Message, ...]
    unanswered: tuple[Message, ...]
    missing: tuple[str, ...]
    language: str | None
    asked: tuple[str, ...]
    now: datetime
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class BrainAnswer:
    """What the brain decided. `reply` may be empty only if the bot should stay silent. `language`: BCP 47, as found.

    `picture`: the one to send after the reply.
    `cost_micros`: what it cost in millionths of a US dollar, None where nobody knows.
    """

    reply: str
    fields: Mapping[str, FieldValue] = field(default_factory=dict)
    refused: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    language: str | None = None
    wants_person: bool = False
    picture: PictureId | None = None
    brain: str = "offline"
    tokens_in: int = 0
    tokens_out: int = 0
    cost_micros: int | None = 0


class Brain(Protocol):
    """Something that can answer a customer."""

    def answer(self, request: BrainRequest) -> BrainAnswer:
        """Raise UnavailableError when it can't answer in time; the caller then asks another brain."""
        ...


class Listener(Protocol):
    """Something that reads what customers tell, at no cost, where nobody answers them."""

    def listen(self, request: BrainRequest) -> BrainAnswer:
        """The fields, refusals and language in the unanswered messages; no reply, and nothing asked for."""
        ...
