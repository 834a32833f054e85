"""Routes of messages as a phone writes and reads them."""

import secrets

from aiohttp import web

from simulator.clock import now_ms
from simulator.contents import KINDS, read_content
from simulator.errors import RefusalError
from simulator.model import Draft, Json, Message, iso
from simulator.requests import (
    choice_field,
    decode_content,
    number_in_path,
    past_field,
    peer_field,
    read_json,
    text_field,
)
from simulator.world import WORLD, World

_TYPES = ("image", "video", "audio", "ptt", "document", "sticker")
routes = web.RouteTableDef()


def new_message_id() -> str:
    """Make an id as phones make them: 32 hex digits, the first two telling the system."""
    return "3A" + secrets.token_hex(15).upper()


def render(world: World, number: str | None, message: Message) -> Json:
    """Render a message as a phone's record shows it; `from_me` is null without a phone."""
    return {
        "id": message.id,
        "seq": message.seq,
        "from": message.sender,
        "to": message.recipient,
        "from_me": None if number is None else message.sender == number,
        "type": message.type,
        "text": message.text,
        "ack": message.ack,
        "time": iso(message.time_ms),
        "media": message.media.to_json() if message.media else None,
        "content": message.extra,
        "quoted": message.quoted_id,
        "edited": message.edited,
        "revoked": message.revoked,
        "reactions": world.messages.reactions(message),
        "votes": world.messages.votes(message) if message.type == "poll" else [],
        "device": message.device_id,
        "deliveries": message.deliveries,
        "resends": message.resends,
    }


def _media_type(mimetype: str) -> str:
    family = mimetype.split("/", maxsplit=1)[0]
    return family if family in {"image", "video", "audio"} else "document"


def _draft(world: World, number: str, body: Json) -> Draft:
    at = past_field(body, "at", now_ms()) if "at" in body else now_ms()
    recipient = peer_field(body.get("to"), "to")
    quoted = body.get("quoted")
    original = world.actions.message(number, recipient, str(quoted)) if quoted else None
    about: Json = {"quoted_id": original.id, "quoted_author": original.sender} if original else {}
    common = {"id": new_message_id(), "sender": number, "recipient": recipient, "time_ms": at, "phone_at": at, **about}
    given = [kind for kind in ("text", "media", *KINDS) if kind in body]
    if len(given) != 1:
        raise RefusalError(422, "bad_message", f"A message has one of `text`, `media`, {', '.join(KINDS)}.")
    if given[0] in KINDS:
        return Draft(type=given[0], text=None, extra=read_content(given[0], body), **common)
    if "text" in body:
        return Draft(type="text", text=text_field(body, "text"), **common)
    media = body["media"] if isinstance(body["media"], dict) else {}
    content, mimetype = decode_content(media)
    filename = text_field(media, "filename", limit=255) if "filename" in media else None
    caption = text_field(media, "caption", empty=True) if "caption" in media else None
    kind = choice_field(media, "type", _TYPES, _media_type(mimetype))
    stored = world.messages.store_media(content, mimetype, filename)
    return Draft(type=kind, text=caption, media_id=stored.id, **common)


@routes.post("/phones/{number}/messages")
async def write(request: web.Request) -> web.Response:
    """Write a message from a phone, 201."""
    body, number, world = await read_json(request), number_in_path(request), request.app[WORLD]
    world.phones.get(number)
    with world.transaction():
        message, _ = world.exchange.accept(_draft(world, number, body))
        world.exchange.deliver(message)
    fresh = world.actions.message(number, message.recipient, message.id)
    return web.json_response(render(world, number, fresh), status=201)


@routes.get("/phones/{number}/messages")
async def conversation(request: web.Request) -> web.Response:
    """Read a conversation, oldest first; without `with`, everything the phone has."""
    number, world = number_in_path(request), request.app[WORLD]
    world.phones.get(number)
    if "with" in request.query:
        found = world.messages.between(number, peer_field(request.query["with"], "with"))
    else:
        groups = [group.id for group in world.phones.groups(number)]
        found = world.messages.of_account(number, groups, 100_000)
    return web.json_response({"items": [render(world, number, message) for message in found]})


@routes.get("/phones/{number}/chats")
async def chats(request: web.Request) -> web.Response:
    """List a phone's chats, the latest first, with the last message and the number of unread ones."""
    number, world = number_in_path(request), request.app[WORLD]
    world.phones.get(number)
    peers = list(dict.fromkeys([*world.messages.peers(number), *(group.id for group in world.phones.groups(number))]))
    items = [_chat(world, number, peer) for peer in peers]
    items.sort(key=lambda item: item["last"]["seq"] if item["last"] else 0, reverse=True)
    return web.json_response({"items": items})


def _chat(world: World, number: str, peer: str) -> Json:
    phone, last = world.phones.find(peer), world.messages.last(number, peer)
    name = phone.name if phone else world.phones.group(peer).subject if peer.endswith("@g.us") else peer
    unread = len(world.messages.unread(number, peer))
    return {"with": peer, "name": name, "unread": unread, "last": render(world, number, last) if last else None}


@routes.post("/phones/{number}/read")
async def read(request: web.Request) -> web.Response:
    """Open a chat: what others wrote becomes read."""
    number, world = number_in_path(request), request.app[WORLD]
    peer = peer_field((await read_json(request)).get("with"), "with")
    world.exchange.recipients(number, peer)
    return web.json_response({"read": world.actions.read(number, peer)})


@routes.post("/phones/{number}/typing")
async def typing(request: web.Request) -> web.Response:
    """Type, record or stop."""
    body = await read_json(request)
    state = choice_field(body, "state", ("composing", "recording", "paused"), "composing")
    request.app[WORLD].actions.typing(number_in_path(request), peer_field(body.get("with"), "with"), state)
    return web.Response(status=204)


@routes.get("/ledger")
async def ledger(request: web.Request) -> web.Response:
    """Every message of all phones after `after`, in the order the servers took them: for tests that count."""
    world = request.app[WORLD]
    try:
        after, limit = int(request.query.get("after", "0")), min(int(request.query.get("limit", "1000")), 10_000)
    except ValueError as error:
        raise RefusalError(422, "bad_field", "`after` and `limit` must be whole numbers.") from error
    return web.json_response(
        {"items": [render(world, None, message) for message in world.messages.after(after, limit)]}
    )
