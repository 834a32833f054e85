"""A picture of the bot's: uploaded as a page does, asked for on the phone, and counted."""

import io
from typing import Any

import httpx
import pytest
from PIL import Image

from tests.e2e.client import BOT_NUMBER, Api, Phone, linked_bot
from tests.stack import Stack, eventually

pytestmark = pytest.mark.e2e


def _file(kind: str) -> bytes:
    written = io.BytesIO()
    Image.linear_gradient("L").convert("RGB").save(written, kind)
    return written.getvalue()


def _upload(api: Api, bot: str, content: bytes, mime: str) -> str:
    """Send a file past the API, by the form that it gives; returns where its completion is."""
    started = api.post(f"/bots/{bot}/pictures", {"mime": mime})
    sent = httpx.post(started["url"], data=started["fields"], files={"file": ("sample", content, mime)}, timeout=20)
    assert sent.status_code in (200, 204), sent.text
    return f"/bots/{bot}/pictures/{started['id']}"


def test_a_customer_asks_for_a_picture_and_gets_it_once(stack: Stack) -> None:
    api, bot = linked_bot(stack)
    path = _upload(api, bot, _file("WEBP"), "image/webp")
    said = {"description": "The flat", "keywords": ["apartamento", "apê"]}
    picture = api.post(f"{path}/complete", said)
    shown = httpx.get(picture["url"], timeout=20)
    assert (shown.status_code, len(shown.content)) == (200, picture["size"])
    assert Image.open(io.BytesIO(httpx.get(picture["thumbnail_url"], timeout=20).content)).format == "WEBP"

    customer = Phone.make(stack, "5511977770001", "Customer of pictures (sample)")
    customer.write(BOT_NUMBER, "Oi, tem foto do APE?")

    def got() -> list[dict[str, Any]] | None:
        replies = customer.replies(BOT_NUMBER)
        return replies if len(replies) >= 2 else None

    text, image = eventually(got, "a text and a picture on the customer's phone")
    assert (text["type"], image["type"]) == ("text", "image")
    lead = eventually(lambda: api.lead_of(customer.chat), "the lead")

    def delivered() -> list[dict[str, Any]] | None:
        items = [one for one in api.get(f"/leads/{lead['id']}/messages")["items"] if one["direction"] == "out"]
        return items if len(items) == 2 and items[1]["status"] in ("delivered", "read") else None

    assert eventually(delivered, "the picture is delivered")[1]["type"] == "image"

    customer.write(BOT_NUMBER, "manda a foto do apartamento de novo?")
    eventually(lambda: len(customer.replies(BOT_NUMBER)) >= 3, "an answer to the second request")
    assert [reply["type"] for reply in customer.replies(BOT_NUMBER)].count("image") == 1
    assert api.http.delete(path).status_code == 204

    listed = eventually(lambda: api.get("/conversations?search=977770001")["items"], "the conversation in the inbox")
    assert (listed[0]["lead"]["id"], listed[0]["last_message"]["direction"]) == (lead["id"], "out")
    assert api.get(f"/leads/{lead['id']}/brief")["lines"]

    def counted() -> Any:
        totals = api.get("/metrics")["totals"]
        return totals["messages"]["in"] >= 2 and totals["messages"]["out"]["bot"] >= 3

    eventually(counted, "the messages are counted")


def test_rubbish_is_refused_and_thrown_away(stack: Stack) -> None:
    api, bot = linked_bot(stack)
    path = _upload(api, bot, b"a text that is named .png", "image/png")
    said = {"description": "x", "keywords": []}
    refused = api.http.post(f"{path}/complete", json=said)
    assert (refused.status_code, refused.json()["code"]) == (422, "bad_picture")
    assert api.http.post(f"{path}/complete", json=said).status_code == 404
    started = api.post(f"/bots/{bot}/pictures", {"mime": "image/png"})
    early = api.http.post(f"/bots/{bot}/pictures/{started['id']}/complete", json=said)
    assert (early.status_code, early.json()["code"]) == (409, "not_uploaded")
    huge = httpx.post(started["url"], data=started["fields"], files={"file": b"x" * (5 * 1024 * 1024 + 1)}, timeout=20)
    assert huge.status_code >= 400
