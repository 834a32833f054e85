"""Routes of faults."""

import asyncio

from aiohttp import web

from simulator.errors import RefusalError
from simulator.faults import parameters
from simulator.model import Json
from simulator.numbers import normalise
from simulator.requests import read_json
from simulator.world import WORLD

routes = web.RouteTableDef()


def _amount(body: Json, name: str, kinds: tuple[type[int], ...] | tuple[type[int], type[float]]) -> float | None:
    value = body.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, kinds) or float(value) <= 0:
        raise RefusalError(422, "bad_field", f"`{name}` must be a number above zero.")
    return float(value)


@routes.get("/faults")
async def list_faults(request: web.Request) -> web.Response:
    """List the faults that are on."""
    return web.json_response({"items": [fault.to_json() for fault in request.app[WORLD].faults.active()]})


@routes.post("/faults")
async def set_fault(request: web.Request) -> web.Response:
    """Switch a fault on, 201; `pages` says how many open pages felt it at once."""
    body, world = await read_json(request), request.app[WORLD]
    kind = str(body.get("kind", ""))
    target = normalise(body["number"]) if "number" in body else body.get("device", body.get("page"))
    if target is not None and not isinstance(target, str):
        raise RefusalError(422, "bad_field", "`device` and `page` must be texts.")
    params = parameters(kind, body)
    count, seconds = _amount(body, "count", (int,)), _amount(body, "seconds", (int, float))
    fault = world.faults.set(kind, target, params, None if count is None else int(count), seconds)
    if kind == "disconnect" and params["ms"]:
        world.faults.set("offline", target, {}, None, params["ms"] / 1000)
    felt = world.strike(fault)
    if seconds is not None:
        asyncio.get_running_loop().call_later(seconds + 0.01, world.catch_up)
    return web.json_response({**fault.to_json(), "pages": felt}, status=201)


@routes.delete("/faults")
async def clear_faults(request: web.Request) -> web.Response:
    """Switch faults off: all, or those of a number or a device."""
    world, query = request.app[WORLD], request.query
    target = normalise(query["number"]) if "number" in query else query.get("device", query.get("page"))
    cleared = world.faults.clear(target=target)
    world.catch_up()
    return web.json_response({"cleared": cleared})


@routes.delete("/faults/{id}")
async def clear_fault(request: web.Request) -> web.Response:
    """Switch one fault off."""
    world = request.app[WORLD]
    if not world.faults.clear(fault_id=request.match_info["id"]):
        raise RefusalError(404, "no_such_fault", f"No fault has the id {request.match_info['id']}.")
    world.catch_up()
    return web.Response(status=204)
