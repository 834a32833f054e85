"""How things look from outside. REST answers and events share these shapes: a page can merge one into the other."""

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from flotilla.domain.bots import Bot
from flotilla.domain.chats import Chat
from flotilla.domain.content import ContactCards, Content, Location
from flotilla.domain.features import Features
from flotilla.domain.health import Health, describe
from flotilla.domain.history import HistoryProgress
from flotilla.domain.ids import is_group
from flotilla.domain.lead_fields import OwnField
from flotilla.domain.leads import FieldValue, Lead
from flotilla.domain.media import SHOWN, Media
from flotilla.domain.messages import BrainUse, Message, why_failed
from flotilla.domain.notes import Note
from flotilla.domain.pictures import Picture
from flotilla.domain.session_views import BotWithSession, SessionView

View = dict[str, Any]


def iso(moment: datetime) -> str:
    """UTC, ISO 8601 with milliseconds and Z."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def iso_or_none(moment: datetime | None) -> str | None:
    """Like iso, for what may not have happened yet."""
    return iso(moment) if moment is not None else None


def bot_view(bot: Bot) -> View:
    """A bot as people configure it."""
    return {
        "id": bot.id,
        "name": bot.name,
        "prompt": bot.prompt,
        "language": bot.language,
        "desired": bot.desired.value,
        "answering": bot.answering.value,
        "suspended_by": bot.suspended_by,
        "paused_by": bot.paused_by,
        "paused_at": iso_or_none(bot.paused_at),
        "hand_back_minutes": bot.hand_back_minutes,
        "features": features_view(bot.features),
        "faq": [{"question": entry.question, "answer": entry.answer} for entry in bot.faq],
        "burst_window_ms": bot.burst_window_ms,
        "required_fields": list(bot.required_fields),
        "fields": [_own_field_view(field, bot) for field in bot.fields],
        "created_at": iso(bot.created_at),
        "updated_at": iso(bot.updated_at),
        "version": bot.version,
    }


def _own_field_view(field: OwnField, bot: Bot) -> View:
    return {
        "key": field.key,
        "label": field.label,
        "type": field.type.value,
        "options": list(field.options),
        "question": field.question,
        "required": field.key in bot.required_fields,
    }


def features_view(features: Features) -> View:
    """A bot's features, all of them, with their defaults."""
    view = asdict(features)
    return {**view, "working_hours": {**view["working_hours"], "days": [d.value for d in features.working_hours.days]}}


def session_view(view: SessionView) -> View:
    """A session with its proof of health; `qr` is the text of the code or null."""
    session = view.session
    return {
        "bot_id": session.bot,
        "status": view.status.value,
        "reason": view.reason.value if view.reason else None,
        "remedy": view.remedy,
        "qr": session.qr,
        "qr_at": iso_or_none(session.qr_at),
        "phone": session.phone,
        "since": iso(session.since),
        "proven_until": iso_or_none(view.proven_until),
        "detail": session.detail,
        "uptime_since": iso_or_none(view.uptime_since),
        "restarts": session.restarts,
        "last_proof_at": iso_or_none(view.last_proof_at),
        "pairing_code": view.pairing.code if view.pairing else None,
        "pairing_code_until": iso_or_none(view.pairing.until) if view.pairing else None,
        "pairing_error": view.pairing.error if view.pairing else None,
        "health": health_view(view.health, view.seen_at) if view.health and view.seen_at else None,
        "history": history_view(session.chats_read) if session.chats_read else None,
    }


def history_view(progress: HistoryProgress) -> View:
    """How far the chats are read that were on the phone before it was linked."""
    return {
        "chats_done": progress.chats_done,
        "chats_total": progress.chats_total,
        "finished_at": iso_or_none(progress.finished_at),
    }


def health_view(health: Health, now: datetime) -> View:
    """The numbers of a session's newest probe, and a sentence that reads them."""
    return {
        "checked_at": iso(health.at),
        "summary": describe(health, now),
        "socket_state": health.socket_state,
        "stream_mode": health.stream_mode,
        "stream_info": health.stream_info,
        "answer_ms": health.answer_ms,
        "lag_ms": max(health.vitals.lag_ms, health.vitals.tick_age_ms),
        "last_event_at": iso_or_none(health.last_event_at),
        "events_waiting": health.vitals.backlog,
        "messages_waiting": health.load.waiting,
        "messages_unacked": health.load.unacked,
        "oldest_unacked_ms": health.load.unacked_ms,
        "echoes_lost": health.echoes_lost,
        "memory_bytes": health.memory_bytes,
        "unreadable": health.losses.unreadable,
        "lost": health.losses.lost,
        "gaps": health.losses.gaps,
        "profile_bytes": health.profile.bytes if health.profile is not None else None,
        "profile_overgrown": health.profile is not None and health.profile.overgrown,
    }


def session_history_view(view: SessionView) -> View:
    """What a session went through lately, newest first."""
    newest_first = reversed(view.session.history)
    return {
        "items": [
            {
                "at": iso(one.at),
                "status": one.status.value,
                "reason": one.reason.value if one.reason else None,
                "remedy": one.remedy.value if one.remedy else None,
                "detail": one.detail,
            }
            for one in newest_first
        ]
    }


def bot_with_session_view(both: BotWithSession) -> View:
    """A bot with its session under `session`."""
    return {**bot_view(both.bot), "session": session_view(both.session)}


def field_view(value: FieldValue) -> View:
    """A captured value with its evidence."""
    return {
        "value": value.value,
        "source": value.source.value,
        "confidence": value.confidence,
        "message_id": value.message,
        "quote": value.quote,
        "at": iso(value.at),
    }


def lead_view(lead: Lead) -> View:
    """A lead with what is known of it."""
    return {
        "id": lead.id,
        "bot_id": lead.bot,
        "chat_id": lead.chat,
        "status": lead.status.value,
        "push_name": lead.push_name,
        "is_group": is_group(lead.chat),
        "fields": {name: field_view(value) for name, value in lead.fields.items()},
        "refused": list(lead.refused),
        "assigned_to": lead.assigned_to,
        "assigned_by": lead.assigned_by,
        "assigned_at": iso_or_none(lead.assigned_at),
        "qualified_at": iso_or_none(lead.qualified_at),
        "closed_by": lead.closed_by,
        "closed_at": iso_or_none(lead.closed_at),
        "close_reason": lead.close_reason,
        "created_at": iso(lead.created_at),
        "updated_at": iso(lead.updated_at),
        "version": lead.version,
    }


def message_view(message: Message) -> View:
    """A message with the stages of its life."""
    return {
        "id": message.id,
        "bot_id": message.bot,
        "lead_id": message.lead,
        "chat_id": message.chat,
        "direction": message.direction.value,
        "sender": message.sender.value,
        "author": message.author,
        "author_name": message.author_name,
        "type": message.type,
        "text": message.text,
        "status": message.status.value,
        "reason": message.reason,
        "reason_text": why_failed(message),
        "quoted_id": message.quoted,
        "correlation_id": message.correlation,
        "order": message.order,
        "created_at": iso(message.created_at),
        "edited_at": iso_or_none(message.edited_at),
        "media": media_view(message.media) if message.media is not None else None,
        "content": content_view(message.content) if message.content is not None else None,
        "reactions": [{"who": mark.who, "emoji": mark.emoji} for mark in message.reactions if mark.emoji],
        "votes": [{"who": mark.who, "options": list(mark.options)} for mark in message.votes if mark.options],
        "ai": brain_use_view(message.ai) if message.ai is not None else None,
        "life": [{"stage": stage.value, "at": at} for stage, at in message.life],
        "delays": [{"reason": delay.reason.value, "ms": delay.ms} for delay in message.delays],
        "retry_of": message.retry_of,
        "retried_as": message.retried_as,
    }


def media_view(media: Media) -> View:
    """A message's file without its address, which is asked for when it is needed and lasts for minutes only."""
    about = {"mime": media.mime, "size": media.size, "filename": media.filename, "seconds": media.seconds}
    state = {"ready": media.name is not None, "problem": media.problem, "shown": media.mime in SHOWN}
    return {**about, "width": media.width, "height": media.height, **state}


def content_view(content: Content) -> View:
    """A place, contact cards or a poll, told apart by its `kind`."""
    if isinstance(content, Location):
        return {"kind": "location", **asdict(content)}
    if isinstance(content, ContactCards):
        cards = [{"name": card.name, "phones": list(card.phones)} for card in content.cards]
        return {"kind": "contacts", "cards": cards}
    return {"kind": "poll", "question": content.question, "options": list(content.options)}


def brain_use_view(use: BrainUse) -> View:
    """What a reply took."""
    return {
        "brain": use.brain,
        "tokens_in": use.tokens_in,
        "tokens_out": use.tokens_out,
        "ms": use.ms,
        "cost": use.cost_micros / 1_000_000 if use.cost_micros is not None else None,
    }


def picture_view(picture: Picture) -> View:
    """What is known of a bot's picture; not where it can be looked at, which holds for a short time only."""
    return {
        "id": picture.id,
        "bot_id": picture.bot,
        "mime": picture.mime,
        "size": picture.size,
        "width": picture.width,
        "height": picture.height,
        "keywords": list(picture.keywords),
        "description": picture.description,
        "created_at": iso(picture.created_at),
        "created_by": picture.created_by,
        "version": picture.version,
    }


def note_view(note: Note) -> View:
    """A note about a lead."""
    return {
        "id": note.id,
        "bot_id": note.bot,
        "lead_id": note.lead,
        "author": note.author,
        "author_name": note.name,
        "text": note.text,
        "at": iso(note.at),
    }


def chat_turn_view(chat: Chat) -> View:
    """Who answers the chat. Give it as it is now (`handover.as_of`): a chat whose time is over is the bot's again.

    `by` is a person's id, `phone` (somebody wrote on the bot's own phone) or `customer` (who asked for a person).
    """
    return {
        "chat_id": chat.id,
        "lead_id": chat.lead,
        "mode": chat.mode.value,
        "by": chat.human_by,
        "since": iso_or_none(chat.human_since),
        "human_until": iso_or_none(chat.human_until),
        "back_by": chat.back_by,
        "back_at": iso_or_none(chat.back_at),
        "paused_by": chat.paused_by,
        "paused_at": iso_or_none(chat.paused_at),
        "unread": chat.unread,
        "waiting_since": iso_or_none(chat.waiting_since),
        "thinking": chat.turn is not None,
    }
