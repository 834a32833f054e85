"""The WhatsApp session of a bot."""

from chalicelib.http.endpoints import Call
from chalicelib.resources.sessions.schemas import SessionAnswer, SessionHistoryAnswer
from chalicelib.web import Resource
from flotilla import bootstrap
from flotilla.domain.bots import SessionAction
from flotilla.domain.ids import BotId
from flotilla.domain.people import Power
from flotilla.domain.views import View, session_history_view, session_view

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
    errors=(409,),
)
def log_out_session(call: Call, bot_id: BotId) -> View:
    """Unlink the bot from its phone; a new scan links it again. A session that is off answers 409."""
    return _operate(call, bot_id, SessionAction.LOGOUT)
