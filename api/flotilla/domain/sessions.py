"""The WhatsApp session of a bot: its state, why it is in it, what to do about it, and the proof that it hears."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from flotilla.domain.bots import Bot, SessionCommand
from flotilla.domain.history import HistoryProgress
from flotilla.domain.ids import BotId, TenantId


class SessionStatus(StrEnum):
    """WAHA's names, which people of the field know."""

    STOPPED = "STOPPED"
    STARTING = "STARTING"
    SCAN_QR_CODE = "SCAN_QR_CODE"
    WORKING = "WORKING"
    FAILED = "FAILED"


class Reason(StrEnum):
    """Why a session is in the state it is in."""

    STOPPED_BY_PERSON = "stopped_by_person"
    WAITING_FOR_RUNNER = "waiting_for_runner"
    RUNNER_LOST = "runner_lost"
    BROWSER_STARTING = "browser_starting"
    CONNECTING = "connecting"
    QR_NOT_SCANNED = "qr_not_scanned"
    LOGGED_OUT = "logged_out"
    CONFLICT = "conflict"
    PAGE_CRASHED = "page_crashed"
    BROWSER_START_FAILED = "browser_start_failed"
    WEB_VERSION_UNSUPPORTED = "web_version_unsupported"
    NETWORK_OFFLINE = "network_offline"
    STORAGE_UNAVAILABLE = "storage_unavailable"
    BANNED = "banned"
    NOT_PROVEN = "not_proven"
    PAGE_STUCK = "page_stuck"
    PAGE_DEAF = "page_deaf"
    RECYCLED = "recycled"
    RESTORED = "restored"


class Remedy(StrEnum):
    """What the runner does by itself about a session: each is tried when the one before did not help."""

    RELOAD = "reload"
    RESTART = "restart"
    MOVE = "move"
    GIVE_UP = "give_up"


REMEDIES: dict[Reason, str] = {
    Reason.STOPPED_BY_PERSON: "The bot is switched off. Start it to connect again.",
    Reason.WAITING_FOR_RUNNER: "A runner will take this bot in a moment.",
    Reason.RUNNER_LOST: "The runner that held this bot is gone; another one takes it over, without a new scan.",
    Reason.BROWSER_STARTING: "The browser is starting; this takes a few seconds.",
    Reason.CONNECTING: "WhatsApp is loading the chats; this takes a few seconds.",
    Reason.QR_NOT_SCANNED: "Scan the QR code: WhatsApp on the phone, Linked devices, Link a device.",
    Reason.LOGGED_OUT: "The phone removed this device. Scan the QR code to link it again.",
    Reason.CONFLICT: "This linked device is open elsewhere too. Close it there and restart, or wait for the next try.",
    Reason.PAGE_CRASHED: "The page crashed; it is being started anew.",
    Reason.BROWSER_START_FAILED: "The browser does not start; the runner's log says why. It is tried again.",
    Reason.WEB_VERSION_UNSUPPORTED: "WhatsApp Web changed in a way this version can't drive. Update Flotilla.",
    Reason.NETWORK_OFFLINE: "The page has no connection to WhatsApp; it reconnects by itself.",
    Reason.STORAGE_UNAVAILABLE: "The browser's profile can't be opened; the runner tries again.",
    Reason.BANNED: "WhatsApp blocked this number. Ask WhatsApp for a review on the phone; it is tried again.",
    Reason.RECYCLED: "The browser is restarted at a quiet moment, for its own good; nothing is lost by it.",
    Reason.RESTORED: "The browser's profile came from a snapshot: messages since that was made may be missing.",
    Reason.NOT_PROVEN: "The session has not proven in the last 30 seconds that it hears; it is being checked.",
    Reason.PAGE_STUCK: "The page stands still; it is loaded anew, then restarted, then moved to another runner.",
    Reason.PAGE_DEAF: "The page looks connected, but WhatsApp does not answer it; it is loaded anew, then restarted.",
}
"""A sentence for people per reason: what is wrong and what happens next or what to do."""


PROOF_LIFETIME = timedelta(seconds=30)


SCREENSHOT_LIFETIME = timedelta(hours=24)
"""A picture of the page may show customers' messages: it is kept no longer than support needs it."""

KEPT_TRANSITIONS = 50
"""So many of the newest are kept with the session: enough for a bad day, and its record stays small."""


@dataclass(frozen=True, slots=True)
class Transition:
    """When a session came into a state, why, what the runner then did by itself, and what else there is to say."""

    at: datetime
    status: SessionStatus
    reason: Reason | None
    remedy: Remedy | None = None
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Pairing:
    """The answer to a person's wish to link by a code: the code and until when it may be typed, or what went wrong."""

    at: datetime
    code: str | None = None
    until: datetime | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Screenshot:
    """A picture of the page for support, or what kept it from being taken. `id` is that of the wish."""

    id: str
    at: datetime
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """The last transition of a bot's session, as its holder recorded it. `fence` is the writer's fencing token.

    `phone` and `linked_at` tell which number scanned and when: what is older than that is history and is never
    answered. They outlive a logout, so that the same number, linked again, goes on where it was. `codes` counts the
    QR codes shown since somebody last asked for one, `failures` those in a row, and `restarts` how often the page was
    opened anew by itself since a person last did so. `history` has the newest transitions, oldest of them first.
    `last_proof_at`: the newest proof of health when it last ceased to work. `chats_read`: how far the reading of the
    chats is that were there before this number was linked; None before it began.
    """

    tenant: TenantId
    bot: BotId
    status: SessionStatus
    reason: Reason | None
    since: datetime
    fence: int
    qr: str | None = None
    qr_at: datetime | None = None
    phone: str | None = None
    detail: str | None = None
    command_done: str | None = None
    linked_at: datetime | None = None
    codes: int = 0
    failures: int = 0
    restarts: int = 0
    history: tuple[Transition, ...] = ()
    pairing: Pairing | None = None
    screenshot: Screenshot | None = None
    last_proof_at: datetime | None = None
    chats_read: HistoryProgress | None = None

    @property
    def gave_up(self) -> bool:
        """Whether it ended by itself and waits for a person: no runner takes the bot until one asks for it."""
        return self.status is SessionStatus.STOPPED and self.reason is Reason.QR_NOT_SCANNED


def new_session(tenant: TenantId, bot: BotId, now: datetime) -> Session:
    """The state of a bot that no runner has held yet."""
    return Session(tenant, bot, SessionStatus.STOPPED, Reason.WAITING_FOR_RUNNER, now, fence=0)


def command_to_do(bot: Bot, session: Session) -> SessionCommand | None:
    """What a person asked of the session and no holder has done yet."""
    return bot.command if bot.command is not None and bot.command.id != session.command_done else None


def rests(bot: Bot, session: Session) -> bool:
    """Whether the bot's session gave up, and nobody has asked for it since: it needs no runner."""
    return session.gave_up and command_to_do(bot, session) is None
