"""Chats and turns: who answers a chat, and the answer that is due in it.

A turn opens with the first unanswered message and covers all that arrive until it is answered. It is committed only
if nobody took over and `upto` is still the newest message it covered.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from flotilla.domain.ids import BotId, ChatId, LeadId, MessageId, TenantId, TurnId
from flotilla.domain.messages import Message, Sender


class Mode(StrEnum):
    """Who answers the chat."""

    BOT = "bot"
    HUMAN = "human"


@dataclass(frozen=True, slots=True)
class Turn:
    """An answer that is due. `upto` is the order key of the newest message it must take into account."""

    id: TurnId
    opened_at: datetime
    due_at: datetime
    upto: str
    claimed_until: datetime | None = None


MAX_BURST = timedelta(seconds=15)
"""However long a customer goes on writing, the first message waits no longer than this."""

CLAIM_LIFETIME = timedelta(seconds=45)
"""How long one worker may hold a turn before another may answer it; longer than the answer function's time-out."""


@dataclass(frozen=True, slots=True)
class Chat:
    """One customer's chat with one bot. `version` counts the saved changes (optimistic concurrency)."""

    tenant: TenantId
    bot: BotId
    id: ChatId
    lead: LeadId
    mode: Mode
    version: int
    created_at: datetime
    last_order: str | None = None
    last_at: datetime | None = None
    turn: Turn | None = None
    human_since: datetime | None = None
    human_by: str | None = None
    language: str | None = None
    asked: tuple[str, ...] = ()


def hear(chat: Chat, message: Message, *, turn: TurnId, window: timedelta, now: datetime) -> Chat:
    """The chat after a customer's message: the open turn is extended, or a new one opens. In human mode none opens.

    A message that the open turn covers already changes nothing, so that a repeated delivery is harmless.
    """
    heard = replace(chat, last_order=max(chat.last_order or "", message.order), last_at=now)
    if chat.mode is Mode.HUMAN:
        return heard
    if chat.turn is None:
        return replace(heard, turn=Turn(turn, now, now + window, message.order))
    if message.order <= chat.turn.upto:
        return heard
    due = min(chat.turn.opened_at + max(MAX_BURST, window), now + window)
    return replace(heard, turn=replace(chat.turn, due_at=due, upto=message.order, claimed_until=None))


def take_over(chat: Chat, by: str, now: datetime, order: str | None = None) -> Chat:
    """The chat after a person stepped in: the bot is silent, and an answer being made is void."""
    return replace(
        chat,
        mode=Mode.HUMAN,
        human_since=now,
        human_by=by,
        turn=None,
        last_order=max(chat.last_order or "", order or "") or None,
        last_at=now,
    )


def hand_back(chat: Chat) -> Chat:
    """The chat after people left it to the bot again. What was said meanwhile is not answered after the fact."""
    return replace(chat, mode=Mode.BOT, human_since=None, human_by=None)


def is_from_person(message: Message) -> bool:
    """Whether a person of the business wrote it, from the panel or on the phone itself."""
    return message.sender in (Sender.VENDOR, Sender.PHONE)


@dataclass(frozen=True, slots=True)
class TurnRef:
    """What the turns queue carries: the turn as it stood when the entry was made."""

    tenant: TenantId
    bot: BotId
    chat: ChatId
    turn: TurnId
    upto: str


@dataclass(frozen=True, slots=True)
class MessageRef:
    """Where one message is."""

    tenant: TenantId
    bot: BotId
    chat: ChatId
    id: MessageId
