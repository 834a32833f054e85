"""Bots."""

from chalicelib.http.endpoints import Call, Reply
from chalicelib.http.errors import PreconditionFailedError
from chalicelib.http.parsing import etag
from chalicelib.resources.bots.schemas import (
    BotAnswer,
    BotListAnswer,
    CreateBotBody,
    UpdateBotBody,
)
from chalicelib.web import Resource
from flotilla import bootstrap
from flotilla.domain.errors import ConflictError
from flotilla.domain.ids import BotId
from flotilla.domain.people import Power
from flotilla.domain.views import View, bot_with_session_view

bots = Resource("bots")


def _show(call: Call, bot_id: BotId) -> Reply:
    both = bootstrap.services().show_bot(call.principal, bot_id)
    return Reply(bot_with_session_view(both), {"ETag": etag(both.bot.version)})


@bots.endpoint("GET", "/bots", access=Power.BOTS_READ, returns=BotListAnswer)
def list_bots(call: Call) -> View:
    """List the workspace's bots with their sessions, oldest first."""
    return {"items": [bot_with_session_view(both) for both in bootstrap.services().list_bots(call.principal)]}


@bots.endpoint(
    "POST", "/bots", access=Power.BOTS_WRITE, returns=BotAnswer, status=201, errors=(402, 409), sends=("ETag",)
)
def create_bot(call: Call, body: CreateBotBody) -> Reply:
    """Create a bot. Its session is off until it is started."""
    bot = bootstrap.services().create_bot(
        call.principal,
        body.name,
        prompt=body.prompt,
        language=body.language,
        burst_window_ms=body.burst_window_ms,
        required_fields=body.required_fields,
        fields=[field.model_dump() for field in body.fields],
    )
    return _show(call, bot.id)


@bots.endpoint("GET", "/bots/{bot_id}", access=Power.BOTS_READ, returns=BotAnswer, sends=("ETag",))
def show_bot(call: Call, bot_id: BotId) -> Reply:
    """Show a bot with its session. The ETag is its version."""
    return _show(call, bot_id)


@bots.endpoint("PATCH", "/bots/{bot_id}", access=Power.BOTS_WRITE, returns=BotAnswer, errors=(409,), sends=("ETag",))
def update_bot(call: Call, bot_id: BotId, body: UpdateBotBody, if_match: int | None) -> Reply:
    """Change a bot's settings; what is left out stays.

    With If-Match, only if nobody else changed it since that version.
    """
    try:
        bootstrap.services().update_bot(call.principal, bot_id, body.changes(), if_match)
    except ConflictError as error:
        if if_match is None:
            raise
        raise PreconditionFailedError(error.message) from None
    return _show(call, bot_id)


@bots.endpoint(
    "POST", "/bots/{bot_id}/pause", access=Power.BOTS_WRITE, returns=BotAnswer, errors=(409,), sends=("ETag",)
)
def pause_bot(call: Call, bot_id: BotId) -> Reply:
    """Pause a bot. Its session goes on; messages are stored and not answered."""
    bootstrap.services().pause_bot(call.principal, bot_id)
    return _show(call, bot_id)


@bots.endpoint(
    "POST", "/bots/{bot_id}/resume", access=Power.BOTS_WRITE, returns=BotAnswer, errors=(409,), sends=("ETag",)
)
def resume_bot(call: Call, bot_id: BotId) -> Reply:
    """Resume a bot. It answers from each customer's next message on."""
    bootstrap.services().resume_bot(call.principal, bot_id)
    return _show(call, bot_id)


@bots.endpoint("DELETE", "/bots/{bot_id}", access=Power.BOTS_WRITE, status=204)
def delete_bot(call: Call, bot_id: BotId) -> Reply:
    """Delete a bot and switch its session off."""
    bootstrap.services().delete_bot(call.principal, bot_id)
    return Reply()
