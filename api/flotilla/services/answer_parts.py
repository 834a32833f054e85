"""The parts of an answer: what the brain is asked, and the messages that come of it."""

from dataclasses import replace
from datetime import datetime

from flotilla.domain.bots import Bot
from flotilla.domain.chats import Chat, Turn, TurnRef, bot_reply, split_at_turn
from flotilla.domain.ids import outgoing_message_id
from flotilla.domain.leads import Lead, missing_fields
from flotilla.domain.messages import Direction, Life, Message, Stage, order_key_after
from flotilla.domain.pictures import Picture, sendable
from flotilla.domain.times import epoch_ms
from flotilla.domain.transcript import in_words
from flotilla.ports.brain import BrainRequest


def request_of(
    bot: Bot,
    chat: Chat,
    lead: Lead,
    history: tuple[Message, ...],
    pictures: tuple[Picture, ...],
    ref: TurnRef,
    now: datetime,
) -> BrainRequest:
    """What the brain is asked. A bot that captures no leads has no fields to ask for."""
    before, unanswered = split_at_turn(tuple(map(in_words, history)), ref.upto, chat.answer_after)
    asking = bot if bot.features.lead_capture else replace(bot, required_fields=())
    return BrainRequest(
        bot=asking,
        lead=lead,
        history=(*before, *unanswered),
        unanswered=unanswered,
        missing=missing_fields(lead, asking.required_fields),
        language=bot.language or chat.language,
        asked=chat.asked,
        now=now,
        pictures=sendable(pictures, chat.pictures, now),
    )


def welcomed(bot: Bot, history: tuple[Message, ...], reply: str) -> str:
    """The reply, after the bot's welcome if it is the first thing that the customer ever hears."""
    first = not any(message.direction is Direction.OUT for message in history)
    return f"{bot.features.welcome.text}\n\n{reply}" if first and reply and bot.features.welcome.on else reply


def reply_of(chat: Chat, turn: Turn, text: str, author: str, life: Life, now: datetime) -> Message:
    """The message that answers the turn, under the id that a repeated turn repeats."""
    reply = bot_reply(chat, outgoing_message_id(chat.bot, turn.id, 0), text, now)
    stages = ((Stage.TURN, epoch_ms(turn.due_at)), *life, (Stage.OUTBOX, epoch_ms(now)))
    return replace(reply, author=author, life=stages)


def picture_message(chat: Chat, turn: Turn, picture: Picture, author: str, after: str | None, now: datetime) -> Message:
    """The message that carries a picture: the second of its turn, behind `after`, the order key of the first."""
    message = outgoing_message_id(chat.bot, turn.id, 1)
    carrier = bot_reply(chat, message, "", now)
    order = order_key_after(after, epoch_ms(now), message)
    life = ((Stage.TURN, epoch_ms(turn.due_at)), (Stage.OUTBOX, epoch_ms(now)))
    return replace(carrier, type="image", text=None, media=picture.media, author=author, order=order, life=life)
