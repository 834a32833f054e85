"""The simulator as an aiohttp application."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

from aiohttp import web

from simulator import api_actions, api_faults, api_messages, api_pages, api_phones
from simulator.errors import Handler, problems
from simulator.world import WORLD, World

_LOCAL_ORIGIN = re.compile(r"https?://([\w-]+\.)*(localhost|127\.0\.0\.1)(:\d+)?")
_BODY_LIMIT = 24 * 2**20


@web.middleware
async def preflights(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer CORS preflights."""
    return web.Response(status=204) if request.method == "OPTIONS" else await handler(request)


async def allow_local_origins(request: web.BaseRequest, response: web.StreamResponse) -> None:
    """Let pages of this machine call the API (CORS), streams included."""
    origin = request.headers.get("Origin", "")
    if _LOCAL_ORIGIN.fullmatch(origin):
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Vary"] = "Origin"
        response.headers["Access-Control-Allow-Methods"] = "GET, POST, PUT, PATCH, DELETE"
        response.headers["Access-Control-Allow-Headers"] = "Content-Type"


def build(state: Path, qr_seconds: float = 20.0, reload_after_logout_ms: int = 500) -> web.Application:
    """Build the application; its state lives in the folder `state`."""
    app = web.Application(middlewares=[preflights, problems], client_max_size=_BODY_LIMIT)
    world = World(state, qr_seconds, reload_after_logout_ms)
    app[WORLD] = world

    async def closing(_app: web.Application) -> AsyncIterator[None]:
        yield
        world.close()

    app.cleanup_ctx.append(closing)
    app.on_response_prepare.append(allow_local_origins)
    for module in (api_pages, api_phones, api_messages, api_actions, api_faults):
        app.add_routes(module.routes)
    return app
