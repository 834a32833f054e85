"""Chats and messages. Items stay under 1 KB for usual texts: one write unit each."""

from dataclasses import asdict

from flotilla.adapters.dynamodb import keys
from flotilla.adapters.dynamodb.codecs.content import (
    read_content,
    read_reactions,
    read_votes,
    write_content,
    write_reactions,
    write_votes,
)
from flotilla.adapters.dynamodb.values import Item, read_time, read_time_or_none, write_time
from flotilla.domain.chats import Chat, Mode, Turn
from flotilla.domain.ids import ChatId, LeadId, MessageId, PictureId, TurnId
from flotilla.domain.media import Media
from flotilla.domain.messages import (
    WAITING_TO_BE_SENT,
    BrainUse,
    Delay,
    DelayReason,
    Direction,
    Life,
    Message,
    MessageStatus,
    Sender,
    Stage,
)


def write_chat(chat: Chat) -> Item:
    """The chat's item."""
    return {
        **keys.chat(chat.tenant, chat.bot, chat.id)._asdict(),
        "kind": "chat",
        "v": 1,
        "lead": chat.lead,
        "mode": chat.mode.value,
        "version": chat.version,
        "created_at": write_time(chat.created_at),
        "last_order": chat.last_order,
        "last_at": write_time(chat.last_at),
        "turn": _write_turn(chat.turn),
        "human_since": write_time(chat.human_since),
        "human_by": chat.human_by,
        "language": chat.language,
        "asked": list(chat.asked) or None,
        "human_until": write_time(chat.human_until),
        "back_by": chat.back_by,
        "back_at": write_time(chat.back_at),
        "paused_by": chat.paused_by,
        "paused_at": write_time(chat.paused_at),
        "answer_after": chat.answer_after,
        "away_at": write_time(chat.away_at),
        "unread": chat.unread or None,
        "aliases": list(chat.aliases) or None,
        "moved_to": chat.moved_to,
        "moving": chat.moving or None,
        "waiting_since": write_time(chat.waiting_since),
        "person_from": write_time(chat.person_from),
        "bot_answered_at": write_time(chat.bot_answered_at),
        "person_answered_at": write_time(chat.person_answered_at),
        "emptied_until": chat.emptied_until,
        "pictures": [[picture, write_time(at)] for picture, at in chat.pictures] or None,
    }


def read_chat(item: Item) -> Chat:
    """The chat in an item."""
    tenant, bot, chat = keys.chat_of(item["pk"])
    return Chat(
        tenant=tenant,
        bot=bot,
        id=chat,
        lead=LeadId(item["lead"]),
        mode=Mode(item["mode"]),
        version=item["version"],
        created_at=read_time(item["created_at"]),
        last_order=item.get("last_order"),
        last_at=read_time_or_none(item.get("last_at")),
        turn=_read_turn(item.get("turn")),
        human_since=read_time_or_none(item.get("human_since")),
        human_by=item.get("human_by"),
        language=item.get("language"),
        asked=tuple(item.get("asked", ())),
        human_until=read_time_or_none(item.get("human_until")),
        back_by=item.get("back_by"),
        back_at=read_time_or_none(item.get("back_at")),
        paused_by=item.get("paused_by"),
        paused_at=read_time_or_none(item.get("paused_at")),
        answer_after=item.get("answer_after"),
        away_at=read_time_or_none(item.get("away_at")),
        unread=item.get("unread", 0),
        aliases=tuple(map(ChatId, item.get("aliases", ()))),
        moved_to=ChatId(item["moved_to"]) if "moved_to" in item else None,
        moving=item.get("moving", False),
        waiting_since=read_time_or_none(item.get("waiting_since")),
        person_from=read_time_or_none(item.get("person_from")),
        bot_answered_at=read_time_or_none(item.get("bot_answered_at")),
        person_answered_at=read_time_or_none(item.get("person_answered_at")),
        emptied_until=item.get("emptied_until"),
        pictures=tuple((PictureId(picture), read_time(at)) for picture, at in item.get("pictures", ())),
    )


def _write_turn(turn: Turn | None) -> Item | None:
    if turn is None:
        return None
    written = {
        "id": turn.id,
        "opened_at": write_time(turn.opened_at),
        "due_at": write_time(turn.due_at),
        "upto": turn.upto,
        "claimed_until": write_time(turn.claimed_until),
        "opened_by": turn.opened_by,
    }
    return {name: part for name, part in written.items() if part is not None}


def _read_turn(item: Item | None) -> Turn | None:
    if item is None:
        return None
    return Turn(
        id=TurnId(item["id"]),
        opened_at=read_time(item["opened_at"]),
        due_at=read_time(item["due_at"]),
        upto=item["upto"],
        claimed_until=read_time_or_none(item.get("claimed_until")),
        opened_by=MessageId(item["opened_by"]) if "opened_by" in item else None,
    )


def write_message(message: Message) -> Item:
    """The message's item; it stands in the outbox index only while it waits to be sent."""
    waiting = message.status in WAITING_TO_BE_SENT
    return {
        **keys.message(message.tenant, message.bot, message.chat, message.id)._asdict(),
        "kind": "message",
        "v": 1,
        "outbox_bot": keys.outbox(message.tenant, message.bot) if waiting else None,
        "outbox_order": message.order if waiting else None,
        "lead": message.lead,
        "direction": message.direction.value,
        "sender": message.sender.value,
        "type": message.type,
        "text": message.text,
        "status": message.status.value,
        "order": message.order,
        "created_at": write_time(message.created_at),
        "author": message.author,
        "author_name": message.author_name,
        "quoted": message.quoted,
        "turn": message.turn,
        "answers": message.answers,
        "reason": message.reason,
        "fence": message.fence,
        "origin": message.origin if message.origin != "live" else None,
        "ai": _write_parts(message.ai),
        "media": _write_parts(message.media),
        "content": write_content(message.content),
        "reactions": write_reactions(message.reactions),
        "votes": write_votes(message.votes),
        "edited_at": write_time(message.edited_at),
        "moved_from": message.moved_from,
        "life": {stage.value: at for stage, at in message.life},
        "delays": write_delays(message) or None,
        "queued_at": write_time(message.queued_at),
        "retry_of": message.retry_of,
        "retried_as": message.retried_as,
    }


def read_message(item: Item) -> Message:
    """The message in an item."""
    tenant, bot, chat = keys.chat_of(item["pk"])
    return Message(
        tenant=tenant,
        bot=bot,
        chat=chat,
        id=MessageId(keys.id_of(item["sk"])),
        lead=LeadId(item["lead"]) if "lead" in item else None,
        direction=Direction(item["direction"]),
        sender=Sender(item["sender"]),
        type=item["type"],
        text=item.get("text"),
        status=MessageStatus(item["status"]),
        order=item["order"],
        created_at=read_time(item["created_at"]),
        author=item.get("author"),
        author_name=item.get("author_name"),
        quoted=MessageId(item["quoted"]) if "quoted" in item else None,
        turn=TurnId(item["turn"]) if "turn" in item else None,
        answers=MessageId(item["answers"]) if "answers" in item else None,
        reason=item.get("reason"),
        fence=item.get("fence"),
        origin=item.get("origin", "live"),
        life=_read_life(item["life"]),
        ai=BrainUse(**item["ai"]) if "ai" in item else None,
        media=Media(**item["media"]) if "media" in item else None,
        content=read_content(item.get("content")),
        reactions=read_reactions(item.get("reactions")),
        votes=read_votes(item.get("votes")),
        edited_at=read_time_or_none(item.get("edited_at")),
        moved_from=ChatId(item["moved_from"]) if "moved_from" in item else None,
        delays=tuple(Delay(DelayReason(part["reason"]), part["ms"]) for part in item.get("delays", ())),
        queued_at=read_time_or_none(item.get("queued_at")),
        retry_of=MessageId(item["retry_of"]) if "retry_of" in item else None,
        retried_as=MessageId(item["retried_as"]) if "retried_as" in item else None,
    )


def write_delays(message: Message) -> list[Item]:
    """Why the message waited."""
    return [{"reason": delay.reason.value, "ms": delay.ms} for delay in message.delays]


def _write_parts(thing: BrainUse | Media | None) -> Item | None:
    if thing is None:
        return None
    return {name: part for name, part in asdict(thing).items() if part is not None}


def _read_life(stages: dict[str, int]) -> Life:
    """DynamoDB's maps have no order: the stages come in the order in which a message goes through them."""
    return tuple((stage, stages[stage]) for stage in Stage if stage in stages)
