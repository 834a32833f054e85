"""Chats and turns: who answers a chat, and the answer that is due in it.

A turn opens with the first unanswered message and covers all that arrive until it is answered. It is committed only
if nobody took over and `upto` is still the newest message it covered.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from flotilla.domain.ids import BotId, ChatId, LeadId, MessageId, TenantId, TurnId
from flotilla.domain.messages import REVOKED, Direction, Message, MessageStatus, Sender, order_key_after
from flotilla.domain.pictures import SentPictures
from flotilla.domain.times import epoch_ms


class Mode(StrEnum):
    """Who answers the chat."""

    BOT = "bot"
    HUMAN = "human"


@dataclass(frozen=True, slots=True)
class Turn:
    """An answer that is due. `upto` is the order key of the newest message it must take into account.

    `opened_by` is the message that opened it.
    """

    id: TurnId
    opened_at: datetime
    due_at: datetime
    upto: str
    claimed_until: datetime | None = None
    opened_by: MessageId | None = None


AWAY = "away"
"""The author of the text that tells customers that nobody answers now."""

MAX_BURST = timedelta(seconds=15)
"""However long a customer goes on writing, the first message waits no longer than this."""

MAX_ASKED = 20
"""How many of the bot's questions a chat remembers."""

CLAIM_LIFETIME = timedelta(seconds=20)
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
    asked: tuple[str, ...] = ()  # fields that the bot asked for, the last one last
    human_until: datetime | None = None  # when the chat goes back to the bot by itself; None: never
    back_by: str | None = None  # who handed it back to the bot last: a person, or the timer
    back_at: datetime | None = None
    paused_by: str | None = None  # who told the bot to be silent here, whatever the mode
    paused_at: datetime | None = None
    answer_after: str | None = None  # what was said up to this order key is not answered any more
    away_at: datetime | None = None  # when the customer was last told that nobody answers now
    unread: int = 0  # customer's messages that no person has looked at yet
    pictures: SentPictures = ()  # what the bot sent lately
    aliases: tuple[ChatId, ...] = ()  # the person's further addresses, each of which is a chat that moved here
    moved_to: ChatId | None = None  # this is a further address of the person whose chat is there
    moving: bool = False  # messages may still lie here
    waiting_since: datetime | None = None  # when the customer wrote the oldest message that nobody answered
    person_from: datetime | None = None  # when people last took it from the bot, whoever has it since
    bot_answered_at: datetime | None = None  # when the bot last ended a customer's wait
    person_answered_at: datetime | None = None  # when a person last did
    emptied_until: str | None = None  # up to this order key nothing is left of what was said: see retention

    @property
    def answers(self) -> bool:
        """Whether the bot may answer here."""
        return self.mode is Mode.BOT and self.paused_by is None


def new_chat(tenant: TenantId, bot: BotId, chat: ChatId, lead: LeadId, now: datetime) -> Chat:
    """A chat before its first message, answered by the bot. Version 0: not saved yet."""
    return Chat(tenant, bot, chat, lead, Mode.BOT, version=0, created_at=now)


def see(chat: Chat, order: str, at: datetime) -> Chat:
    """The chat with a message that asks for no answer: one of its history, or one that can't be read yet."""
    return replace(chat, last_order=max(chat.last_order or "", order), last_at=max(chat.last_at or at, at))


def hear(chat: Chat, message: Message, *, turn: TurnId, window: timedelta, now: datetime) -> Chat:
    """The chat after a customer's message: the open turn is extended, or a new one opens, unless the bot is silent.

    It must be told of a message only before that is stored: what is stored has been heard. A message that comes late
    and belongs before others of the open turn voids an answer that is being made without it. One that was said while
    people had the chat is not answered after the fact.
    """
    heard = replace(see(chat, message.order, now), waiting_since=chat.waiting_since or message.created_at)
    if message.order > (chat.last_order or ""):
        # One that is heard again, or late, is not counted twice.
        heard = replace(heard, unread=chat.unread + 1)
    if not chat.answers or message.order <= (chat.answer_after or ""):
        return heard
    if chat.turn is None:
        return replace(heard, turn=Turn(turn, now, now + window, message.order, opened_by=message.id))
    due = min(chat.turn.opened_at + max(MAX_BURST, window), now + window)
    upto = max(chat.turn.upto, message.order)
    return replace(heard, turn=replace(chat.turn, due_at=due, upto=upto, claimed_until=None))


def claim(chat: Chat, now: datetime) -> Chat:
    """The chat with its open turn claimed by one worker; whoever hears, takes over or claims after it voids the claim.

    The time has whole milliseconds, so that the claim can be recognised after it was stored and read again.
    """
    if chat.turn is None:
        raise ValueError("There is no turn to claim.")
    until = now + CLAIM_LIFETIME
    until = until.replace(microsecond=until.microsecond // 1000 * 1000)
    return replace(chat, turn=replace(chat.turn, claimed_until=until))


def answered(chat: Chat, language: str | None, asked: tuple[str, ...]) -> Chat:
    """The chat after its turn was answered, with the language found and the fields just asked for remembered."""
    return replace(chat, turn=None, language=language or chat.language, asked=(*chat.asked, *asked)[-MAX_ASKED:])


def bot_reply(chat: Chat, message: MessageId, text: str, now: datetime) -> Message:
    """The bot's answer to the open turn, which comes after all that was said in the chat."""
    return Message(
        tenant=chat.tenant,
        bot=chat.bot,
        chat=chat.id,
        id=message,
        lead=chat.lead,
        direction=Direction.OUT,
        sender=Sender.BOT,
        type="text",
        text=text,
        status=MessageStatus.QUEUED,
        order=order_key_after(chat.last_order, epoch_ms(now), message),
        created_at=now,
        turn=chat.turn.id if chat.turn is not None else None,
        answers=chat.turn.opened_by if chat.turn is not None else None,
    )


def unanswered_for_good(chat: Chat) -> Chat:
    """The chat without its turn, and with all that was said so far never to be answered."""
    return replace(chat, turn=None, answer_after=max(chat.answer_after or "", chat.last_order or "") or None)


def split_at_turn(
    history: tuple[Message, ...], upto: str, after: str | None = None
) -> tuple[tuple[Message, ...], tuple[Message, ...]]:
    """What can be read in a chat (oldest first) as (what was said before, what is to be answered).

    To be answered are the customer's messages up to `upto`, back to the last thing that somebody said to them, and
    to the order key `after`: what was said up to there is not answered any more. An away text answers nothing.
    """
    readable = tuple(m for m in history if m.status is not MessageStatus.PENDING and m.type != REVOKED)
    unanswered: list[Message] = []
    for message in reversed([m for m in readable if m.order <= upto]):
        if message.author == AWAY:
            continue
        if message.direction is Direction.OUT or message.order <= (after or ""):
            break
        unanswered.insert(0, message)
    ids = {message.id for message in unanswered}
    return tuple(m for m in readable if m.id not in ids), tuple(unanswered)


def is_from_person(message: Message) -> bool:
    """Whether a person of the business wrote it, from the panel or on the phone itself."""
    return message.sender in (Sender.VENDOR, Sender.PHONE)


@dataclass(frozen=True, slots=True)
class TurnRef:
    """What the turns queue carries: the turn as it stood when the entry was made.

    `opened_by`, the message that opened it, ties the answer's log to that message's.
    """

    tenant: TenantId
    bot: BotId
    chat: ChatId
    turn: TurnId
    upto: str
    opened_by: MessageId | None = None


@dataclass(frozen=True, slots=True)
class MessageRef:
    """Where one message is."""

    tenant: TenantId
    bot: BotId
    chat: ChatId
    id: MessageId
