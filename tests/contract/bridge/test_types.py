"""Each type of message, from the phone and to the phone."""

import base64
from typing import Any

import pytest

from tests.contract.bridge.conftest import Bot, Simulator, in_seconds

Phones = tuple[str, str, str]
PNG = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5Er"
    "kJggg=="
)
OGG = "data:audio/ogg;base64," + base64.b64encode(b"OggS" + bytes(40)).decode()
MP4 = "data:video/mp4;base64," + base64.b64encode(b"\x00\x00\x00\x18ftypmp42" + bytes(40)).decode()
PDF = "data:application/pdf;base64," + base64.b64encode(b"%PDF-1.7 sample").decode()
FILES = [("image", PNG), ("video", MP4), ("audio", OGG), ("ptt", OGG), ("document", PDF), ("sticker", PNG)]


@pytest.mark.parametrize(("kind", "data_url"), FILES)
async def test_a_file_both_ways(bot: Bot, simulator: Simulator, phones: Phones, kind: str, data_url: str) -> None:
    me, ana, _ = phones
    media = {"data_url": data_url, "type": kind, "filename": "sample"}
    written = await simulator.post(f"/phones/{ana}/messages", {"to": me, "media": media})
    seen = await bot.message(id=written["id"])
    assert (seen["type"], seen["text"]) == (kind, None)
    assert (await bot.call("media", {"chat": seen["chat"], "id": seen["id"]}))["data_url"] == data_url

    request = {"chat": seen["chat"], "id": "3EB0AAAAAAAAAAAAAA10", "type": kind, "data_url": data_url}
    await bot.call("send", {**request, "deadline": in_seconds(15)})
    on_phone = await simulator.until(ana, me, lambda m: m["id"] == "3EB0AAAAAAAAAAAAAA10")
    content = await simulator.http.get(f"/media/{on_phone['media']['id']}")
    assert content.content == base64.b64decode(data_url.split(",")[1])
    if kind != "sticker":  # wa-js makes stickers by page functions that the simulated page does not have.
        assert on_phone["type"] == kind


async def test_a_file_that_is_larger_than_wanted_or_gone_is_told_apart(
    bot: Bot, simulator: Simulator, phones: Phones
) -> None:
    me, ana, _ = phones
    written = await simulator.post(f"/phones/{ana}/messages", {"to": me, "media": {"data_url": PNG}})
    seen = await bot.message(id=written["id"])
    with pytest.raises(Exception, match="too_large: "):
        await bot.call("media", {"chat": seen["chat"], "id": seen["id"], "max_bytes": 10})
    text = await simulator.write(ana, me, "no file in here")
    await bot.message(id=text["id"])
    for message_id in (text["id"], "3EB0AAAAAAAAAAAAAAFF"):
        with pytest.raises(Exception, match="gone: "):
            await bot.call("media", {"chat": seen["chat"], "id": message_id})


CARD = {"name": "Bia Lima", "phone": "+55 11 91234-5678"}
PLACE = {"lat": -8.06, "lng": -34.87}
POLL = {"question": "When?", "options": ["Today", "Tomorrow"]}
CONTENTS = [
    ("location", PLACE, "location"),
    ("location", {**PLACE, "name": "Marco Zero", "address": "Recife"}, "location"),
    ("poll", POLL, "poll_creation"),
]


@pytest.mark.parametrize(("kind", "content", "type_"), CONTENTS)
async def test_places_and_polls_arrive(
    bot: Bot, simulator: Simulator, phones: Phones, kind: str, content: Any, type_: str
) -> None:
    me, ana, _ = phones
    message = await simulator.post(f"/phones/{ana}/messages", {"to": me, kind: content})
    seen = await bot.message(id=message["id"])
    assert (seen["type"], seen["text"], seen[kind]) == (type_, None, content)


@pytest.mark.parametrize(("cards", "type_"), [(CARD, "vcard"), ([CARD, {**CARD, "name": "Cai Melo"}], "multi_vcard")])
async def test_contact_cards_arrive(bot: Bot, simulator: Simulator, phones: Phones, cards: Any, type_: str) -> None:
    me, ana, _ = phones
    message = await simulator.post(f"/phones/{ana}/messages", {"to": me, "contact": cards})
    seen = await bot.message(id=message["id"])
    assert (seen["type"], seen["text"], seen["cards"][0]["name"]) == (type_, None, "Bia Lima")
    assert len(seen["cards"]) == (1 if type_ == "vcard" else 2)
    assert "TEL;waid=5511912345678:+55 11 91234-5678" in seen["cards"][0]["vcard"]


async def test_votes_and_reactions_are_told_with_who_and_what(bot: Bot, simulator: Simulator, phones: Phones) -> None:
    me, ana, _ = phones
    message = await simulator.post(f"/phones/{ana}/messages", {"to": me, "poll": POLL})
    await bot.message(id=message["id"])
    await simulator.http.put(f"/phones/{ana}/messages/{message['id']}/vote", json={"with": me, "options": ["Tomorrow"]})
    vote = await bot.until(lambda e: e["kind"] == "vote")
    assert (vote["id"], vote["from"], vote["options"]) == (message["id"], f"{ana}@c.us", ["Tomorrow"])
    for emoji in ("👍", "❤️", ""):
        since = len(bot.events)
        where = f"/phones/{ana}/messages/{message['id']}/reaction"
        await simulator.http.put(where, json={"with": me, "emoji": emoji})
        event = await bot.until(lambda e: e["kind"] == "reaction", since=since)
        assert (event["id"], event["from"], event["emoji"]) == (message["id"], f"{ana}@c.us", emoji)


async def test_the_other_address_of_a_person_is_told(bot: Bot, simulator: Simulator, phones: Phones) -> None:
    me, ana, _ = phones
    lid = (await simulator.http.patch(f"/phones/{ana}", json={"addressing": "lid"})).json()["lid"]
    seen = await bot.message(id=(await simulator.write(ana, me, "hello"))["id"])
    assert (seen["chat"], seen["alias"]) == (f"{lid}@lid", f"{ana}@c.us")
