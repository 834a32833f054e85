"""Who answers a chat: the bot, or people. Humans first, and back to the bot by a person or by the time."""

from dataclasses import replace
from datetime import datetime, timedelta

from flotilla.domain.chats import Chat, Mode, unanswered_for_good

PHONE_ITSELF = "phone"
"""Who took the chat over when somebody wrote on the bot's own phone: WhatsApp doesn't say who holds it."""

ASKED_FOR_PERSON = "customer"
"""Who took the chat over when the customer asked for a person: nobody of the business yet."""

TIMER = "timer"
"""Who handed a chat back in which no person wrote for so long."""

DEFAULT_HAND_BACK_MINUTES = 12 * 60


def take_over(chat: Chat, by: str, now: datetime, order: str | None = None, *, back_after: timedelta | None) -> Chat:
    """The chat after a person stepped in, or wrote once more: the bot is silent, and an answer being made is void.

    `order` is the key of the person's message if there is one, `back_after` how long without another one until the bot
    has the chat again (None: until somebody hands it back).
    """
    wrote = order is not None
    current = as_of(chat, now)
    goes_on = current.mode is Mode.HUMAN and current.human_by == by
    return replace(
        chat,
        mode=Mode.HUMAN,
        human_since=chat.human_since if goes_on else now,
        human_by=by,
        person_from=chat.person_from if current.mode is Mode.HUMAN else now,
        person_answered_at=now if wrote and chat.waiting_since is not None else chat.person_answered_at,
        human_until=now + back_after if back_after is not None else None,
        back_by=None,
        back_at=None,
        turn=None,
        last_order=max(chat.last_order or "", order or "") or None,
        last_at=now if wrote else chat.last_at,
        unread=0 if wrote else chat.unread,
        waiting_since=None if wrote else chat.waiting_since,
    )


def hand_back(chat: Chat, by: str, at: datetime) -> Chat:
    """The chat after people left it to the bot again; as it is if the bot has it.

    What was said meanwhile is not answered after the fact: the bot answers the customer's next message.
    """
    if chat.mode is Mode.BOT:
        return chat
    back = replace(chat, mode=Mode.BOT, human_since=None, human_by=None, human_until=None, back_by=by, back_at=at)
    return unanswered_for_good(back)


def as_of(chat: Chat, now: datetime) -> Chat:
    """The chat as it is now: handed back if its time is over, though nothing has been saved since."""
    if chat.mode is Mode.HUMAN and chat.human_until is not None and chat.human_until <= now:
        return hand_back(chat, TIMER, chat.human_until)
    return chat


def pause_chat(chat: Chat, by: str, now: datetime) -> Chat:
    """The chat with a bot that is silent until somebody resumes it; as it is if it is paused already."""
    if chat.paused_by is not None:
        return chat
    return unanswered_for_good(replace(chat, paused_by=by, paused_at=now))


def resume_chat(chat: Chat) -> Chat:
    """The chat with a bot that answers again. What was said meanwhile is not answered after the fact."""
    if chat.paused_by is None:
        return chat
    return unanswered_for_good(replace(chat, paused_by=None, paused_at=None))
