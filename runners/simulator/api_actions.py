"""Routes of what a phone does to a message that exists, and of groups."""

from aiohttp import web

from simulator.errors import RefusalError
from simulator.model import Json, Message
from simulator.numbers import normalise
from simulator.requests import number_in_path, peer_field, read_json, text_field
from simulator.world import WORLD, World

routes = web.RouteTableDef()


def _target(request: web.Request, peer: object) -> tuple[World, str, Message]:
    world, number = request.app[WORLD], number_in_path(request)
    world.phones.get(number)
    return world, number, world.actions.message(number, peer_field(peer, "with"), request.match_info["id"])


@routes.put("/phones/{number}/messages/{id}/reaction")
async def react(request: web.Request) -> web.Response:
    """React to a message; an empty emoji takes the reaction back."""
    body = await read_json(request)
    world, number, message = _target(request, body.get("with"))
    world.actions.react(number, message, text_field(body, "emoji", limit=20, empty=True))
    return web.Response(status=204)


@routes.put("/phones/{number}/messages/{id}/vote")
async def vote(request: web.Request) -> web.Response:
    """Choose in a poll; an empty list takes the vote back."""
    body = await read_json(request)
    world, number, message = _target(request, body.get("with"))
    options = body.get("options")
    if not isinstance(options, list):
        raise RefusalError(422, "bad_field", "`options` must be a list of the poll's options.")
    world.actions.vote(number, message, [str(option) for option in options])
    return web.Response(status=204)


@routes.patch("/phones/{number}/messages/{id}")
async def edit(request: web.Request) -> web.Response:
    """Edit a message of one's own."""
    body = await read_json(request)
    world, number, message = _target(request, body.get("with"))
    world.actions.edit(number, message, text_field(body, "text"))
    return web.Response(status=204)


@routes.delete("/phones/{number}/messages/{id}")
async def revoke(request: web.Request) -> web.Response:
    """Delete a message of one's own for everyone."""
    world, number, message = _target(request, request.query.get("with"))
    world.actions.revoke(number, message)
    return web.Response(status=204)


@routes.get("/groups")
async def list_groups(request: web.Request) -> web.Response:
    """List the groups."""
    return web.json_response({"items": [group.to_json() for group in request.app[WORLD].phones.groups()]})


def _numbers(body: Json) -> list[str]:
    found = body.get("participants")
    if not isinstance(found, list):
        raise RefusalError(422, "bad_field", "`participants` must be a list of numbers.")
    return [normalise(number, "participants") for number in found]


def _announce(world: World, group_id: str, numbers: list[str]) -> None:
    world.exchange.notify(numbers, lambda view: {"e": "contact", "contact": view.group(group_id)})
    world.hub.publish({"type": "messages", "numbers": numbers})


@routes.post("/groups")
async def create_group(request: web.Request) -> web.Response:
    """Create a group, 201."""
    body, world = await read_json(request), request.app[WORLD]
    creator = normalise(body.get("creator"), "creator")
    group = world.phones.create_group(text_field(body, "subject", limit=100), creator, _numbers(body))
    _announce(world, group.id, list(group.members))
    return web.json_response(group.to_json(), status=201)


@routes.post("/groups/{group}/participants")
async def add_participants(request: web.Request) -> web.Response:
    """Add people to a group."""
    body, world = await read_json(request), request.app[WORLD]
    group = world.phones.group(request.match_info["group"])
    for number in _numbers(body):
        world.phones.add_member(group.id, world.phones.get(number).number)
    changed = world.phones.group(group.id)
    _announce(world, group.id, list(changed.members))
    return web.json_response(changed.to_json())


@routes.delete("/groups/{group}/participants/{number}")
async def remove_participant(request: web.Request) -> web.Response:
    """Remove somebody from a group."""
    world, number = request.app[WORLD], number_in_path(request)
    group = world.phones.group(request.match_info["group"])
    world.phones.remove_member(group.id, number)
    _announce(world, group.id, list(group.members))
    return web.Response(status=204)
