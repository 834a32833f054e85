"""The pages themselves, their scripts, media, changes as they happen, and health."""

import asyncio
import json
from pathlib import Path

from aiohttp import web

from simulator.errors import RefusalError
from simulator.page_socket import serve
from simulator.requests import text_field
from simulator.world import WORLD

_HERE = Path(__file__).parent
# Scripts of a sample message must never run, whoever wrote it.
_SAFE = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'; sandbox"}
_PAGE_POLICY = (
    "default-src 'self' data: blob:; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self' ws: wss:"
)
routes = web.RouteTableDef()
routes.get("/ws/web")(serve)


def _html(name: str, **values: str) -> web.Response:
    text = (_HERE / "page" / name).read_text()
    for key, value in values.items():
        text = text.replace(f"%{key}%", value)
    return web.Response(text=text, content_type="text/html", headers={"Cache-Control": "no-store"})


@routes.get("/")
async def web_page(request: web.Request) -> web.Response:
    """Serve WhatsApp Web."""
    world = request.app[WORLD]
    down = world.faults.strike("page_down")
    if down:
        raise RefusalError(down.params["status"], "page_down", "A fault keeps the page from being served.")
    ballast, slow = world.faults.find("ballast"), world.faults.strike("slow_boot")
    settings = {
        "ballast": ballast.params["modules"] if ballast else int(request.query.get("ballast", "0")),
        "boot_delay_ms": slow.params["ms"] if slow else 0,
        "storage_broken": bool(world.faults.strike("storage")),
        "reload_after_logout_ms": world.reload_after_logout_ms,
    }
    return _html("web.html", SETTINGS=json.dumps(settings))


@routes.get("/phones.html")
async def people_page(_request: web.Request) -> web.Response:
    """Serve the people's page."""
    page = _html("phones.html")
    page.headers["Content-Security-Policy"] = _PAGE_POLICY
    return page


@routes.get("/assets/{name}")
async def asset(request: web.Request) -> web.StreamResponse:
    """Serve a built script or a style sheet."""
    name = request.match_info["name"]
    for folder in (_HERE / "dist", _HERE / "page"):
        path = folder / name
        if path.suffix in {".js", ".css"} and path.is_file():
            return web.FileResponse(path, headers={"Cache-Control": "no-cache"})
    raise RefusalError(404, "not_built", f"{name} is missing: build the pages with `npm run build` in runners/.")


@routes.get("/health")
async def health(request: web.Request) -> web.Response:
    """Say that the simulator works, and how many pages and phones it has."""
    world = request.app[WORLD]
    return web.json_response({"status": "ok", "phones": len(world.phones.all()), "pages": len(world.hub.pages)})


@routes.post("/media")
async def upload(request: web.Request) -> web.Response:
    """Take a file from a page, 201."""
    mimetype = text_field(dict(request.query), "mimetype", limit=200)
    media = request.app[WORLD].messages.store_media(
        await request.read(), mimetype, request.query.get("filename") or None
    )
    return web.json_response(media.to_json(), status=201)


@routes.get("/media/{id}")
async def download(request: web.Request) -> web.Response:
    """Serve a file of a message."""
    media, content = request.app[WORLD].messages.media(request.match_info["id"])
    headers = dict(_SAFE)
    if not media.mimetype.startswith(("image/", "video/", "audio/")) or "svg" in media.mimetype:
        headers["Content-Disposition"] = "attachment"
    return web.Response(body=content, headers={**headers, "Content-Type": media.mimetype})


@routes.get("/events")
async def events(request: web.Request) -> web.StreamResponse:
    """Stream changes as server-sent events: what changed for whom, not the content."""
    world = request.app[WORLD]
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
    await response.prepare(request)
    changes = world.hub.watch()
    try:
        while True:
            try:
                text = f"data: {json.dumps(await asyncio.wait_for(changes.get(), 15))}\n\n"
            except TimeoutError:
                text = ": still here\n\n"
            await response.write(text.encode())
    except (ConnectionError, asyncio.CancelledError):
        return response
    finally:
        world.hub.unwatch(changes)
