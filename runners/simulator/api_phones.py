"""Routes of phones: create, list, change, scan, link, devices."""

from aiohttp import web

from simulator.errors import RefusalError
from simulator.model import Json
from simulator.numbers import normalise
from simulator.requests import choice_field, flag_field, number_in_path, read_json, text_field
from simulator.world import WORLD, World

ADDRESSING = ("pn", "lid", "lid_only")
routes = web.RouteTableDef()


@routes.get("/phones")
async def list_phones(request: web.Request) -> web.StreamResponse:
    """List the phones; a browser that navigates here gets the people's page."""
    if "text/html" in request.headers.get("Accept", ""):
        raise web.HTTPFound(f"/phones.html?{request.query_string}")
    return web.json_response({"items": [phone.to_json() for phone in request.app[WORLD].phones.all()]})


@routes.post("/phones")
async def create_phone(request: web.Request) -> web.Response:
    """Create a phone, 201; one that exists is returned, 200."""
    body = await read_json(request)
    number = normalise(body.get("number"))
    name = text_field(body, "name", limit=100) if "name" in body else number
    addressing = choice_field(body, "addressing", ADDRESSING, "pn")
    world = request.app[WORLD]
    phone, new = world.phones.create(number, name, addressing)  # type: ignore[arg-type]  # one of ADDRESSING
    world.hub.publish({"type": "phones"})
    return web.json_response(phone.to_json(), status=201 if new else 200)


@routes.get("/phones/{number}")
async def get_phone(request: web.Request) -> web.Response:
    """Show one phone."""
    return web.json_response(request.app[WORLD].phones.get(number_in_path(request)).to_json())


@routes.patch("/phones/{number}")
async def change_phone(request: web.Request) -> web.Response:
    """Rename a phone, switch it off or on, change how others see it."""
    body, number, world = await read_json(request), number_in_path(request), request.app[WORLD]
    changes: dict[str, str | int] = {}
    if "name" in body:
        changes["name"] = text_field(body, "name", limit=100)
    if "addressing" in body:
        changes["addressing"] = choice_field(body, "addressing", ADDRESSING)
    if "online" in body:
        changes["online"] = int(flag_field(body, "online"))
    phone = world.phones.update(number, **changes)
    peers = [peer for peer in world.messages.peers(number) if not peer.endswith("@g.us")]
    world.exchange.notify(peers, lambda view: {"e": "contact", "contact": view.person(phone)})
    if "online" in changes:
        _switched(world, number, online=phone.online)
    world.hub.publish({"type": "phones"})
    return web.json_response(phone.to_json())


def _switched(world: World, number: str, *, online: bool) -> None:
    world.actions.presence(number, online=online)
    groups = [group.id for group in world.phones.groups(number)]
    for message in world.messages.of_account(number, groups, 1000) if online else []:
        if message.sender != number:
            world.exchange.raise_ack(message, 2)


@routes.post("/phones/{number}/scan")
async def scan(request: web.Request) -> web.Response:
    """Scan the QR code of a WhatsApp Web page; answers once the page is linked."""
    qr = text_field(await read_json(request), "qr", limit=4096)
    device = await request.app[WORLD].pairing.scan(number_in_path(request), qr)
    return web.json_response({"device": device.id, "number": device.number})


@routes.post("/phones/{number}/link")
async def link(request: web.Request) -> web.Response:
    """Type a pairing code into the phone."""
    code = text_field(await read_json(request), "code", limit=20)
    device = await request.app[WORLD].pairing.enter_code(number_in_path(request), code)
    return web.json_response({"device": device.id, "number": device.number})


def _devices(world: World, number: str | None) -> list[Json]:
    found = [device for device in world.devices.all() if number in {None, device.number}]
    items: list[Json] = []
    for device in found:
        page = world.hub.of_device(device.id)
        state = "connected" if page and page.ready else "connecting" if page else "offline"
        about = {
            "page": page.id if page else None,
            "qr": None,
            "link_code": None,
            "link_number": None,
            "backlog": world.devices.backlog(device.id),
        }
        items.append({"id": device.id, "number": device.number, "state": state, **about})
    return items


@routes.get("/devices")
async def list_devices(request: web.Request) -> web.Response:
    """List the linked devices, and the open pages that wait for a scan with their QR codes."""
    world = request.app[WORLD]
    items = _devices(world, None)
    for page in world.hub.pages:
        if page.device is None and page.keys:
            state = "unpaired" if page.qr else "idle"
            link_number, link_code = page.link_code or (None, None)
            codes = {"qr": page.qr, "link_code": link_code, "link_number": link_number}
            about = {"page": page.id, **codes, "backlog": 0}
            items.append({"id": None, "number": None, "state": state, **about})
    return web.json_response({"items": items})


@routes.get("/phones/{number}/devices")
async def list_devices_of_phone(request: web.Request) -> web.Response:
    """List the devices linked to a phone."""
    world, number = request.app[WORLD], number_in_path(request)
    world.phones.get(number)
    return web.json_response({"items": _devices(world, number)})


@routes.delete("/phones/{number}/devices/{device}")
async def unlink_device(request: web.Request) -> web.Response:
    """Log a device out from its phone."""
    world, number = request.app[WORLD], number_in_path(request)
    for device in world.devices.of(number):
        if device.id == request.match_info["device"]:
            world.unlink(device, "user_initiated")
            return web.Response(status=204)
    raise RefusalError(404, "no_such_device", f"{number} has no linked device {request.match_info['device']}.")
