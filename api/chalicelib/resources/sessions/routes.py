"""The WhatsApp session of a bot."""

from chalicelib.http.endpoints import Call
from chalicelib.resources.sessions.schemas import (
    PairingCodeBody,
    ScreenshotAnswer,
    SessionAnswer,
    SessionHistoryAnswer,
)
from chalicelib.web import Resource
from flotilla import bootstrap
from flotilla.domain.bots import SessionAction
from flotilla.domain.ids import BotId
from flotilla.domain.people import Power
from flotilla.domain.views import View, iso_or_none, session_history_view, session_view
from flotilla.services.show_screenshot import ScreenshotView

sessions = Resource("sessions")


@sessions.endpoint("GET", "/bots/{bot_id}/session", access=Power.BOTS_READ, returns=SessionAnswer)
def show_session(call: Call, bot_id: BotId) -> View:
    """Show what a bot's session does now, and the QR code while one is to be scanned."""
    return session_view(bootstrap.services().show_session(call.principal, bot_id))


@sessions.endpoint("GET", "/bots/{bot_id}/session/history", access=Power.BOTS_READ, returns=SessionHistoryAnswer)
def show_session_history(call: Call, bot_id: BotId) -> View:
    """Show what a bot's session went through lately: when it worked, and what it failed with."""
    return session_history_view(bootstrap.services().show_session(call.principal, bot_id))


def _operate(call: Call, bot_id: BotId, action: SessionAction) -> View:
    return session_view(bootstrap.services().operate_session(call.principal, bot_id, action))


@sessions.endpoint(
    "POST", "/bots/{bot_id}/session/start", access=Power.SESSIONS_OPERATE, returns=SessionAnswer, status=202
)
def start_session(call: Call, bot_id: BotId) -> View:
    """Switch the bot's session on."""
    return _operate(call, bot_id, SessionAction.START)


@sessions.endpoint(
    "POST", "/bots/{bot_id}/session/stop", access=Power.SESSIONS_OPERATE, returns=SessionAnswer, status=202
)
def stop_session(call: Call, bot_id: BotId) -> View:
    """Switch the bot's session off. It stays linked to the phone."""
    return _operate(call, bot_id, SessionAction.STOP)


@sessions.endpoint(
    "POST", "/bots/{bot_id}/session/restart", access=Power.SESSIONS_OPERATE, returns=SessionAnswer, status=202
)
def restart_session(call: Call, bot_id: BotId) -> View:
    """Start the bot's browser anew. It stays linked to the phone."""
    return _operate(call, bot_id, SessionAction.RESTART)


@sessions.endpoint(
    "POST",
    "/bots/{bot_id}/session/logout",
    access=Power.SESSIONS_OPERATE,
    returns=SessionAnswer,
    status=202,
    errors=(402, 409),
)
def log_out_session(call: Call, bot_id: BotId) -> View:
    """Unlink the bot from its phone; a new scan links it again. A session that is off answers 409."""
    return _operate(call, bot_id, SessionAction.LOGOUT)


@sessions.endpoint(
    "POST",
    "/bots/{bot_id}/session/pairing-code",
    access=Power.SESSIONS_OPERATE,
    returns=SessionAnswer,
    status=202,
    errors=(409,),
)
def request_pairing_code(call: Call, bot_id: BotId, body: PairingCodeBody) -> View:
    """Ask for a code to type on the phone instead of a scan; the session shows it, or why there is none."""
    return session_view(bootstrap.services().request_pairing_code(call.principal, bot_id, body.phone))


@sessions.endpoint(
    "POST",
    "/bots/{bot_id}/session/screenshot",
    access=Power.SESSIONS_INSPECT,
    returns=ScreenshotAnswer,
    status=202,
    errors=(409,),
)
def request_screenshot(call: Call, bot_id: BotId) -> View:
    """Take a picture of the bot's page for support. It is kept for a day at most, and in the audit log."""
    return _screenshot_view(bootstrap.services().request_screenshot(call.principal, bot_id))


@sessions.endpoint("GET", "/bots/{bot_id}/session/screenshot", access=Power.SESSIONS_INSPECT, returns=ScreenshotAnswer)
def show_screenshot(call: Call, bot_id: BotId) -> View:
    """Show the newest picture of the bot's page: an address that lasts five minutes."""
    return _screenshot_view(bootstrap.services().show_screenshot(call.principal, bot_id))


def _screenshot_view(view: ScreenshotView) -> View:
    return {
        "status": view.status.value,
        "taken_at": iso_or_none(view.taken_at),
        "url": view.url,
        "url_until": iso_or_none(view.url_until),
        "error": view.error,
    }
