"""Bots and the recorded transitions of their sessions."""

from flotilla.adapters.dynamodb import keys
from flotilla.adapters.dynamodb.codecs.features import read_features, write_features
from flotilla.adapters.dynamodb.values import Item, read_time, read_time_or_none, write_time
from flotilla.domain.bots import Answering, Bot, Desired, SessionCommand, SessionVerb
from flotilla.domain.faq import FaqEntry
from flotilla.domain.handover import DEFAULT_HAND_BACK_MINUTES
from flotilla.domain.ids import BotId, UserId
from flotilla.domain.sessions import Reason, Session, SessionStatus, Transition


def write_bot(bot: Bot) -> Item:
    """The bot's item; it stands in the fleet's index only while its session should run."""
    running = bot.should_run
    return {
        **keys.bot(bot.tenant, bot.id)._asdict(),
        "kind": "bot",
        "v": 1,
        "gsi1pk": keys.FLEET if running else None,
        "gsi1sk": bot.id if running else None,
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
        "hand_back_minutes": bot.hand_back_minutes if bot.hand_back_minutes is not None else _NEVER,
        "paused_by": bot.paused_by,
        "paused_at": write_time(bot.paused_at),
        "features": write_features(bot.features),
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
        hand_back_minutes=_read_minutes(item.get("hand_back_minutes", DEFAULT_HAND_BACK_MINUTES)),
        paused_by=UserId(item["paused_by"]) if "paused_by" in item else None,
        paused_at=read_time_or_none(item.get("paused_at")),
        features=read_features(item.get("features")),
        faq=tuple(FaqEntry(entry["question"], entry["answer"]) for entry in item.get("faq", ())),
    )


_NEVER = -1
"""Stands for no timer at all: an attribute that is absent is one of a bot from before there was any."""


def _read_minutes(stored: int) -> int | None:
    return stored if stored != _NEVER else None


def _write_command(command: SessionCommand | None) -> Item | None:
    if command is None:
        return None
    return {"id": command.id, "verb": command.verb.value, "at": write_time(command.at)}


def _read_command(item: Item | None) -> SessionCommand | None:
    if item is None:
        return None
    return SessionCommand(item["id"], SessionVerb(item["verb"]), read_time(item["at"]))


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
    }


def _write_transition(transition: Transition) -> list[str | None]:
    return [write_time(transition.at), transition.status.value, transition.reason.value if transition.reason else ""]


def _read_transition(stored: list[str]) -> Transition:
    at, status, reason = stored
    return Transition(read_time(at), SessionStatus(status), Reason(reason) if reason else None)


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
    )
