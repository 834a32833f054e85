"""The pages that the account hosts: one to pay on, and one on which a customer manages what was bought."""

from collections.abc import Callable

from aiohttp import web

from tests.stripe.account import Account

_PAGE = """<!doctype html><html lang="en"><title>{title}</title><h1>{title}</h1>
<form method="post"><button>{button}</button></form><a href="{back}">Back</a></html>"""


def add_pages(app: web.Application, account: Callable[[], Account]) -> None:
    """Serve them. The account is asked for anew at each request, since tests begin anew with another."""

    async def show_checkout(request: web.Request) -> web.Response:
        session = _found(account(), request.match_info["id"], status="open")
        return _page("Sample checkout", "Pay", session["cancel_url"])

    async def pay(request: web.Request) -> web.Response:
        session = _found(account(), request.match_info["id"], status="open")
        account().complete(session["id"])
        raise web.HTTPSeeOther(session["success_url"])

    async def show_portal(request: web.Request) -> web.Response:
        portal = _found(account(), request.match_info["id"])
        return _page("Sample portal", "Pay what is owed", portal["return_url"])

    async def settle(request: web.Request) -> web.Response:
        portal = _found(account(), request.match_info["id"])
        for one in account().of_kind("subscription", portal["customer"]):
            if one["status"] in ("past_due", "unpaid"):
                account().become(one["id"], "active")
        raise web.HTTPSeeOther(portal["return_url"])

    app.router.add_get("/pay/{id}", show_checkout)
    app.router.add_post("/pay/{id}", pay)
    app.router.add_get("/portal/{id}", show_portal)
    app.router.add_post("/portal/{id}", settle)


def _found(account: Account, one: str, **state: str) -> dict[str, str]:
    known = account.objects.get(one)
    if known is None or any(known[name] != value for name, value in state.items()):
        raise web.HTTPNotFound
    return known


def _page(title: str, button: str, back: str) -> web.Response:
    return web.Response(text=_PAGE.format(title=title, button=button, back=back), content_type="text/html")
