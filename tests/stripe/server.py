"""The account over HTTP, in a thread of its own, with a hosted page to pay on. `mood` makes it fail."""

import asyncio
import hashlib
import hmac
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aiohttp import web

from tests.stripe.account import Account, Json
from tests.stripe.pages import add_pages

WEBHOOK_SECRET = "whsec_sample"
API_KEY = "sk_test_sample"
PRICE = "price_sample_pro"


def signed(body: bytes, *, secret: str = WEBHOOK_SECRET, at: int | None = None) -> str:
    """The header that Stripe sends with a body."""
    moment = at if at is not None else int(time.time())
    digest = hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={moment},v1={digest}"


class StripeLike:
    """`mood`: `well`, `down` (500 to everything), or `slow` (no answer in time). `calls` counts what was asked for."""

    def __init__(self) -> None:
        self.account = Account()
        self.mood = "well"
        self.calls: list[tuple[str, str]] = []

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_route("*", "/v1/{path:.*}", self._api)
        add_pages(app, lambda: self.account)
        return app

    async def _api(self, request: web.Request) -> web.Response:
        path, params = request.match_info["path"], _nested(dict(await request.post()))
        self.calls.append((request.method, path))
        if request.headers.get("Authorization") != f"Bearer {API_KEY}":
            return _error(401, "invalid_request_error", "api_key_expired")
        if self.mood == "down":
            return _error(500, "api_error", None)
        if self.mood == "slow":
            await asyncio.sleep(3)
        key = request.headers.get("Idempotency-Key") if request.method == "POST" else None
        known = self.account.answers.get(key or "")
        if key and known:
            if known[0] != params:
                return _error(400, "idempotency_error", None)
            return web.json_response(known[1][1], status=known[1][0])
        status, body = self._answer(request.method, path, params, dict(request.query))
        if key:
            self.account.answers[key] = params, (status, body)
        return web.json_response(body, status=status)

    def _answer(  # noqa: PLR0911  # One line for each call of the API.
        self, method: str, path: str, params: Json, query: Json
    ) -> tuple[int, Json]:
        account, parts = self.account, path.split("/")
        if method == "POST" and path == "customers":
            return 200, account.customer(params["name"], params["metadata"])
        if method == "POST" and path == "checkout/sessions":
            known = account.objects.get(params["customer"])
            return (200, account.checkout(params)) if known and not known.get("deleted") else _missing("customer")
        if method == "POST" and path == "billing_portal/sessions":
            return 200, account.portal(params)
        if method == "POST" and parts[-1] == "expire":
            account.objects[parts[-2]] |= {"status": "expired", "url": None}
            return 200, account.objects[parts[-2]]
        if method == "DELETE" and parts[0] == "subscriptions":
            if account.objects.get(parts[1], {"status": "canceled"})["status"] == "canceled":
                return _missing("id")
            account.become(parts[1], "canceled")
            return 200, account.objects[parts[1]]
        if parts[0] == "prices":
            return 200, {"id": parts[1], "unit_amount": 4900, "currency": "usd", "recurring": {"interval": "month"}}
        if path in ("subscriptions", "invoices"):
            found = account.of_kind(path.removesuffix("s"), query["customer"])
            ids = [one["id"] for one in found]
            first = ids.index(query["starting_after"]) + 1 if "starting_after" in query else 0
            page = found[first : first + int(query["limit"])]
            more = len(found) > first + len(page)
            return 200, {"object": "list", "data": page, "has_more": more, "url": f"/v1/{path}"}
        known = account.objects.get(parts[-1])
        return (200, known) if known else _missing("id")


@contextmanager
def stripe_like() -> Iterator[tuple[StripeLike, str]]:
    """The server and its address."""
    server, loop, ready = StripeLike(), asyncio.new_event_loop(), threading.Event()
    found: list[str] = []

    async def start() -> web.AppRunner:
        runner = web.AppRunner(server.app())
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        found.append(f"http://127.0.0.1:{runner.addresses[0][1]}")
        server.account.origin = found[0]
        ready.set()
        return runner

    def run() -> None:
        asyncio.set_event_loop(loop)
        runner = loop.run_until_complete(start())
        loop.run_forever()
        loop.run_until_complete(runner.cleanup())

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert ready.wait(10)
    try:
        yield server, found[0]
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


def _nested(flat: dict[str, Any]) -> Json:
    """`a[b][0]=c` as objects in objects."""
    out: Json = {}
    for name, value in flat.items():
        *way, last = re.findall(r"[^\[\]]+", name)
        place = out
        for part in way:
            place = place.setdefault(part, {})
        place[last] = value
    return out


def _missing(param: str) -> tuple[int, Json]:
    return 404, {"error": {"type": "invalid_request_error", "code": "resource_missing", "param": param}}


def _error(status: int, kind: str, code: str | None) -> web.Response:
    return web.json_response({"error": {"type": kind, "code": code, "message": "Sample"}}, status=status)
