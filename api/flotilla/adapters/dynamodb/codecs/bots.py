"""Bots and the recorded transitions of their sessions."""

from flotilla.adapters.dynamodb import keys
from flotilla.adapters.dynamodb.codecs.features import read_features, write_features
from flotilla.adapters.dynamodb.values import Item, read_time, read_time_or_none, write_time
from flotilla.domain.bots import Answering, Bot, Desired, SessionCommand, SessionVerb
from flotilla.domain.faq import FaqEntry
from flotilla.domain.handover import DEFAULT_HAND_BACK_MINUTES
from flotilla.domain.history import HistoryProgress
from flotilla.domain.ids import BotId, ChatId, UserId
from flotilla.domain.lead_fields import FieldType, OwnField
from flotilla.domain.sessions import Pairing, Reason, Remedy, Screenshot, Session, SessionStatus, Transition


def write_bot(bot: Bot) -> Item:
    """The bot's item; it stands in the fleet's index only while its session should run, or once it is deleted."""
    listed = keys.DELETED_BOTS if bot.deleted else keys.FLEET if bot.should_run else None
    return {
        **keys.bot(bot.tenant, bot.id)._asdict(),
        "kind": "bot",
        "v": 1,
        "gsi1pk": listed,
        "gsi1sk": bot.id if listed is not None else None,
        "name": bot.name,
        "prompt": bot.prompt,
        "language": bot.language,
        "desired": bot.desired.value,
        "answering": bot.answering.value,
        "burst_window_ms": bot.burst_window_ms,
        "required_fields": list(bot.required_fields),
        "created_at": write_time(bot.created_at),
        "updated_at": write_time(bot.updated_at),
        "version": bot.version,
        "command": _write_command(bot.command),
        "deleted": bot.deleted or None,
        "suspended": bot.suspended or None,
        "plan_suspended_at": write_time(bot.plan_suspended_at),
        "hand_back_minutes": bot.hand_back_minutes if bot.hand_back_minutes is not None else _NEVER,
        "paused_by": bot.paused_by,
        "paused_at": write_time(bot.paused_at),
        "features": write_features(bot.features),
        "fields": [_write_field(field) for field in bot.fields] or None,
        "faq": [{"question": entry.question, "answer": entry.answer} for entry in bot.faq] or None,
    }


def read_bot(item: Item) -> Bot:
    """The bot in an item."""
    return Bot(
        id=BotId(keys.id_of(item["sk"])),
        tenant=keys.tenant_of(item["pk"]),
        name=item["name"],
        prompt=item["prompt"],
        language=item.get("language"),
        desired=Desired(item["desired"]),
        answering=Answering(item["answering"]),
        burst_window_ms=item["burst_window_ms"],
        required_fields=tuple(item["required_fields"]),
        created_at=read_time(item["created_at"]),
        updated_at=read_time(item["updated_at"]),
        version=item["version"],
        command=_read_command(item.get("command")),
        deleted=item.get("deleted", False),
        suspended=item.get("suspended", False),
        plan_suspended_at=read_time_or_none(item.get("plan_suspended_at")),
        hand_back_minutes=_read_minutes(item.get("hand_back_minutes", DEFAULT_HAND_BACK_MINUTES)),
        paused_by=UserId(item["paused_by"]) if "paused_by" in item else None,
        paused_at=read_time_or_none(item.get("paused_at")),
        features=read_features(item.get("features")),
        faq=tuple(FaqEntry(entry["question"], entry["answer"]) for entry in item.get("faq", ())),
        fields=tuple(map(_read_field, item.get("fields", ()))),
    )


def _write_field(field: OwnField) -> Item:
    item: Item = {"key": field.key, "label": field.label, "type": field.type.value}
    if field.options:
        item["options"] = list(field.options)
    if field.question:
        item["question"] = field.question
    return item


def _read_field(item: Item) -> OwnField:
    options, question = tuple(item.get("options", ())), item.get("question", "")
    return OwnField(item["key"], item["label"], FieldType(item["type"]), options, question)


_NEVER = -1
"""Stands for no timer at all: an attribute that is absent is one of a bot from before there was any."""


def _read_minutes(stored: int) -> int | None:
    return stored if stored != _NEVER else None


def _write_command(command: SessionCommand | None) -> Item | None:
    if command is None:
        return None
    return {"id": command.id, "verb": command.verb.value, "at": write_time(command.at), "phone": command.phone}


def _read_command(item: Item | None) -> SessionCommand | None:
    if item is None:
        return None
    return SessionCommand(item["id"], SessionVerb(item["verb"]), read_time(item["at"]), item.get("phone"))


def write_session(session: Session) -> Item:
    """The session's item."""
    return {
        **keys.session(session.tenant, session.bot)._asdict(),
        "kind": "session",
        "v": 1,
        "status": session.status.value,
        "reason": session.reason.value if session.reason is not None else None,
        "since": write_time(session.since),
        "fence": session.fence,
        "qr": session.qr,
        "qr_at": write_time(session.qr_at),
        "phone": session.phone,
        "detail": session.detail,
        "command_done": session.command_done,
        "linked_at": write_time(session.linked_at),
        "codes": session.codes or None,
        "failures": session.failures or None,
        "restarts": session.restarts or None,
        "history": [_write_transition(one) for one in session.history] or None,
        "pairing": _write_pairing(session.pairing),
        "screenshot": _write_screenshot(session.screenshot),
        "last_proof_at": write_time(session.last_proof_at),
        "chats_read": _write_progress(session.chats_read),
    }


def _write_transition(transition: Transition) -> list[str | None]:
    reason, remedy = (one.value if one is not None else "" for one in (transition.reason, transition.remedy))
    told = [transition.detail] if transition.detail is not None else []
    return [write_time(transition.at), transition.status.value, reason, remedy, *told]


def _read_transition(stored: list[str]) -> Transition:
    # Those of before remedies were kept have three parts.
    at, status, reason, remedy, *told = stored if len(stored) > 3 else (*stored, "")
    return Transition(
        read_time(at),
        SessionStatus(status),
        Reason(reason) if reason else None,
        Remedy(remedy) if remedy else None,
        told[0] if told else None,
    )


def _write_pairing(pairing: Pairing | None) -> Item | None:
    if pairing is None:
        return None
    return {
        "at": write_time(pairing.at),
        "code": pairing.code,
        "until": write_time(pairing.until),
        "error": pairing.error,
    }


def _read_pairing(item: Item | None) -> Pairing | None:
    if item is None:
        return None
    return Pairing(read_time(item["at"]), item.get("code"), read_time_or_none(item.get("until")), item.get("error"))


def _write_screenshot(screenshot: Screenshot | None) -> Item | None:
    if screenshot is None:
        return None
    return {"id": screenshot.id, "at": write_time(screenshot.at), "error": screenshot.error}


def _read_screenshot(item: Item | None) -> Screenshot | None:
    return Screenshot(item["id"], read_time(item["at"]), item.get("error")) if item is not None else None


def _write_progress(progress: HistoryProgress | None) -> Item | None:
    if progress is None:
        return None
    finished = write_time(progress.finished_at)
    return {"done": progress.chats_done, "total": progress.chats_total, "last": progress.last, "finished_at": finished}


def _read_progress(item: Item | None) -> HistoryProgress | None:
    if item is None:
        return None
    last = ChatId(item["last"]) if item.get("last") else None
    return HistoryProgress(item["done"], item["total"], last, read_time_or_none(item.get("finished_at")))


def read_session(item: Item) -> Session:
    """The session in an item."""
    reason = item.get("reason")
    return Session(
        tenant=keys.tenant_of(item["pk"]),
        bot=BotId(keys.id_of(item["sk"])),
        status=SessionStatus(item["status"]),
        reason=Reason(reason) if reason is not None else None,
        since=read_time(item["since"]),
        fence=item["fence"],
        qr=item.get("qr"),
        qr_at=read_time_or_none(item.get("qr_at")),
        phone=item.get("phone"),
        detail=item.get("detail"),
        command_done=item.get("command_done"),
        linked_at=read_time_or_none(item.get("linked_at")),
        codes=item.get("codes", 0),
        failures=item.get("failures", 0),
        restarts=item.get("restarts", 0),
        history=tuple(map(_read_transition, item.get("history", ()))),
        pairing=_read_pairing(item.get("pairing")),
        screenshot=_read_screenshot(item.get("screenshot")),
        last_proof_at=read_time_or_none(item.get("last_proof_at")),
        chats_read=_read_progress(item.get("chats_read")),
    )
