"""Messages in and out, seen from both ends."""

import asyncio
import base64
from typing import Any

import pytest
from playwright.async_api import Error as PlaywrightError

from tests.contract.bridge.conftest import Bot, Simulator, in_seconds

Phones = tuple[str, str, str]
PNG = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAA"
    "DUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)


async def test_a_text_in_and_an_answer_out_with_its_acks(bot: Bot, simulator: Simulator, phones: Phones) -> None:
    me, ana, _ = phones
    written = await simulator.write(ana, me, "Olá! <b>não</b> é HTML 🎉")
    seen = await bot.message(id=written["id"])
    assert seen["text"] == "Olá! <b>não</b> é HTML 🎉"
    assert (seen["chat"], seen["from_me"], seen["push_name"], seen["type"]) == (f"{ana}@c.us", False, "Ana", "text")
    assert seen["phone_at"] > 0
    sent = await bot.send(seen["chat"], "3EB0AAAAAAAAAAAAAAAA", "Oi, Ana!")
    assert (sent["outcome"], sent["chat"]) == ("sent", f"{ana}@c.us")
    await bot.until(lambda e: e["kind"] == "ack" and e["ack"] == 2)
    await simulator.post(f"/phones/{ana}/read", {"with": me})
    await bot.until(lambda e: e["kind"] == "ack" and e["ack"] == 3)
    assert [e["ack"] for e in bot.events if e["kind"] == "ack"] == [1, 2, 3]
    on_phone = (await simulator.conversation(ana, me))[-1]
    assert (on_phone["id"], on_phone["text"], on_phone["ack"]) == ("3EB0AAAAAAAAAAAAAAAA", "Oi, Ana!", 3)


async def test_what_the_page_is_asked_to_send_is_told_by_its_acks_alone(
    bot: Bot, simulator: Simulator, phones: Phones
) -> None:
    me, ana, _ = phones
    await bot.send(f"{ana}@c.us", "3EB0AAAAAAAAAAAAAAB7", "asked for")
    await bot.until(lambda e: e["kind"] == "ack" and e["ids"] == ["3EB0AAAAAAAAAAAAAAB7"])
    await simulator.write(me, ana, "by a person")
    await bot.message(text="by a person")
    assert [e["message"]["text"] for e in bot.events if e["kind"] == "message"] == ["by a person"]


async def test_sending_again_finds_what_was_sent(bot: Bot, simulator: Simulator, phones: Phones) -> None:
    me, ana, _ = phones
    chat, message_id = f"{ana}@c.us", "3EB0AAAAAAAAAAAAAAAB"
    assert (await bot.call("lookup", {"chat": chat, "id": message_id}))["found"] is False
    assert (await bot.send(chat, message_id, "once", lookup=True))["outcome"] == "sent"
    assert (await bot.call("lookup", {"chat": chat, "id": message_id}))["found"] is True
    assert (await bot.send(chat, message_id, "once", lookup=True))["outcome"] == "found"
    [on_phone] = await simulator.conversation(ana, me)
    assert on_phone["deliveries"] == 1
    await bot.send(chat, message_id, "once")
    repeated = await simulator.until(ana, me, lambda m: m["deliveries"] == 2)
    assert repeated["id"] == message_id


@pytest.mark.accounts
async def test_order_holds_both_ways(bot: Bot, simulator: Simulator, phones: Phones) -> None:
    me, ana, _ = phones
    for n in range(40):
        await simulator.write(ana, me, f"in {n}")
    await bot.message(text="in 39")
    seen = [e["message"]["text"] for e in bot.events if e["kind"] == "message"]
    assert seen == [f"in {n}" for n in range(40)]
    for n in range(40):
        await bot.send(f"{ana}@c.us", f"3EB0{n:016X}", f"out {n}")
    await simulator.until(ana, me, lambda m: m["text"] == "out 39")
    outgoing = [m["text"] for m in await simulator.conversation(ana, me) if not m["from_me"]]
    assert outgoing == [f"out {n}" for n in range(40)]


@pytest.mark.parametrize("addressing", ["lid", "lid_only"])
async def test_people_addressed_by_lid(bot: Bot, simulator: Simulator, phones: Phones, addressing: str) -> None:
    me, ana, _ = phones
    person = (await simulator.http.patch(f"/phones/{ana}", json={"addressing": addressing})).json()
    await simulator.write(ana, me, "hi from a LID")
    seen = await bot.message(text="hi from a LID")
    assert seen["chat"] == f"{person['lid']}@lid"
    sent = await bot.send(seen["chat"], "3EB0AAAAAAAAAAAAAAAC", "hello LID")
    assert sent["chat"] == seen["chat"]
    await simulator.until(ana, me, lambda m: m["text"] == "hello LID")
    again = await bot.send(seen["chat"], "3EB0AAAAAAAAAAAAAAAC", "hello LID", lookup=True)
    assert again["outcome"] == "found"


async def test_a_chat_that_moved_to_its_lid_is_found_by_its_number(
    bot: Bot, simulator: Simulator, phones: Phones
) -> None:
    me, ana, _ = phones
    await bot.send(f"{ana}@c.us", "3EB0AAAAAAAAAAAAAAAD", "before the move")
    person = (await simulator.http.patch(f"/phones/{ana}", json={"addressing": "lid"})).json()
    await simulator.write(ana, me, "after the move")
    await bot.message(chat=f"{person['lid']}@lid")
    found = await bot.send(f"{ana}@c.us", "3EB0AAAAAAAAAAAAAAAD", "before the move", lookup=True)
    assert found["outcome"] == "found"
    sent = await bot.send(f"{ana}@c.us", "3EB0AAAAAAAAAAAAAAAE", "to the number")
    assert sent["chat"] == f"{person['lid']}@lid"
    assert len(await simulator.conversation(ana, me)) == 3


async def test_a_ciphertext_is_told_at_once_and_again_when_readable(
    bot: Bot, simulator: Simulator, phones: Phones
) -> None:
    me, ana, _ = phones
    await simulator.post("/faults", {"kind": "ciphertext", "number": me, "count": 1, "upgrade_ms": 300})
    written = await simulator.write(ana, me, "readable later")
    first = await bot.message(id=written["id"])
    assert (first["type"], first["text"]) == ("ciphertext", None)
    second = await bot.message(id=written["id"], type="text")
    assert second["text"] == "readable later"
    told = [e for e in bot.events if e["kind"] == "message"]
    assert len(told) == 2


async def test_media_in_and_out(bot: Bot, simulator: Simulator, phones: Phones) -> None:
    me, ana, _ = phones
    media = {"data_url": PNG, "filename": "dot.png", "caption": "a dot"}
    written = await simulator.post(f"/phones/{ana}/messages", {"to": me, "media": media})
    seen = await bot.message(id=written["id"])
    assert (seen["type"], seen["text"], seen["media"]["mimetype"]) == ("image", "a dot", "image/png")
    file = await bot.call("media", {"chat": seen["chat"], "id": seen["id"]})
    assert file["data_url"] == PNG
    request = {"chat": seen["chat"], "id": "3EB0AAAAAAAAAAAAAAAF", "type": "document", "data_url": PNG}
    sent = await bot.call("send", {**request, "filename": "menu.png", "caption": "menu", "deadline": in_seconds(15)})
    assert sent["outcome"] == "sent"
    on_phone = await simulator.until(ana, me, lambda m: m["id"] == "3EB0AAAAAAAAAAAAAAAF")
    assert (on_phone["type"], on_phone["text"], on_phone["media"]["filename"]) == ("document", "menu", "menu.png")
    content = await simulator.http.get(f"/media/{on_phone['media']['id']}")
    assert content.content == base64.b64decode(PNG.split(",")[1])


async def test_quotes_both_ways(bot: Bot, simulator: Simulator, phones: Phones) -> None:
    me, ana, _ = phones
    question = await simulator.write(ana, me, "how much?")
    await bot.message(id=question["id"])
    await bot.send(f"{ana}@c.us", "3EB0AAAAAAAAAAAAAAB0", "ten", quoted=question["id"])
    answer = await simulator.until(ana, me, lambda m: m["text"] == "ten")
    assert answer["quoted"] == question["id"]
    reply = await simulator.write(ana, me, "too much", quoted=answer["id"])
    assert (await bot.message(id=reply["id"]))["quoted"] == answer["id"]


async def test_edits_reactions_and_deletion(bot: Bot, simulator: Simulator, phones: Phones) -> None:
    me, ana, _ = phones
    path = f"/phones/{ana}/messages"
    written = await simulator.write(ana, me, "frist")
    await bot.message(id=written["id"])
    await simulator.http.patch(f"{path}/{written['id']}", json={"with": me, "text": "first"})
    edited = await bot.until(lambda e: e["kind"] == "edited")
    assert (edited["id"], edited["text"], edited["from_me"]) == (written["id"], "first", False)
    for reloaded in (False, True):
        if reloaded:
            await bot.page.reload()
            async with asyncio.timeout(10):
                while not (await bot.call("status"))["main"]:
                    await asyncio.sleep(0.05)
        answer = await bot.call("history", {"since_ms": 0, "per_chat": 50, "chats": [f"{ana}@c.us"]})
        [known] = [m for m in answer["chats"][0]["messages"] if m["id"] == written["id"]]
        assert known["text"] == "first"
        assert abs(known["edited_at"] - edited["at"]) < 5_000
    await simulator.http.put(f"{path}/{written['id']}/reaction", json={"with": me, "emoji": "👍"})
    reaction = await bot.until(lambda e: e["kind"] == "reaction")
    assert (reaction["id"], reaction["emoji"], reaction["from"]) == (written["id"], "👍", f"{ana}@c.us")
    await simulator.http.delete(f"{path}/{written['id']}", params={"with": me})
    revoked = await bot.until(lambda e: e["kind"] == "revoked")
    assert (revoked["id"], revoked["from_me"]) == (written["id"], False)


async def test_what_the_phone_does_to_the_bots_own_messages(bot: Bot, simulator: Simulator, phones: Phones) -> None:
    me, ana, _ = phones
    await bot.send(f"{ana}@c.us", "3EB0AAAAAAAAAAAAAAB5", "mine")
    await simulator.until(ana, me, lambda m: m["text"] == "mine")
    mine = f"/phones/{me}/messages/3EB0AAAAAAAAAAAAAAB5"
    await simulator.http.put(f"/phones/{ana}/messages/3EB0AAAAAAAAAAAAAAB5/reaction", json={"with": me, "emoji": "❤️"})
    reaction = await bot.until(lambda e: e["kind"] == "reaction")
    assert (reaction["from_me"], reaction["from"]) == (True, f"{ana}@c.us")
    await simulator.http.patch(mine, json={"with": ana, "text": "edited on the phone"})
    edited = await bot.until(lambda e: e["kind"] == "edited")
    assert (edited["from_me"], edited["text"]) == (True, "edited on the phone")
    await simulator.http.delete(mine, params={"with": ana})
    assert (await bot.until(lambda e: e["kind"] == "revoked"))["from_me"] is True


async def test_typing_and_presence_both_ways(bot: Bot, simulator: Simulator, phones: Phones) -> None:
    me, ana, _ = phones
    await simulator.write(ana, me, "hi")
    await bot.message(text="hi")
    await simulator.http.post(f"/phones/{ana}/typing", json={"with": me, "state": "recording"})
    followed = await bot.call("subscribe", {"chat": f"{ana}@c.us"})
    assert f"{ana}@c.us" in followed["chats"]
    await simulator.http.post(f"/phones/{ana}/typing", json={"with": me, "state": "composing"})
    typing = await bot.until(lambda e: e["kind"] == "typing")
    assert (typing["chat"], typing["state"]) == (f"{ana}@c.us", "composing")
    await simulator.http.patch(f"/phones/{ana}", json={"online": False})
    away = await bot.until(lambda e: e["kind"] == "presence")
    assert away["online"] is False
    await bot.send(f"{ana}@c.us", "3EB0AAAAAAAAAAAAAAB1", "are you there?")
    waiting = await simulator.until(ana, me, lambda m: m["text"] == "are you there?")
    assert waiting["ack"] == 1
    await simulator.http.patch(f"/phones/{ana}", json={"online": True})
    await bot.until(lambda e: e["kind"] == "ack" and e["ack"] == 2)


async def test_reading_by_the_bot_and_by_its_phone(bot: Bot, simulator: Simulator, phones: Phones) -> None:
    me, ana, bia = phones
    await simulator.write(ana, me, "read me")
    await simulator.write(bia, me, "me too")
    await bot.message(text="me too")
    await bot.call("markRead", {"chat": f"{ana}@c.us"})
    assert (await simulator.until(ana, me, lambda m: m["ack"] == 3))["text"] == "read me"
    await simulator.post(f"/phones/{me}/read", {"with": bia})
    assert (await simulator.conversation(bia, me))[0]["ack"] == 3


async def test_what_the_phone_itself_writes(bot: Bot, simulator: Simulator, phones: Phones) -> None:
    me, ana, _ = phones
    await simulator.write(me, ana, "a person answers")
    seen = await bot.message(text="a person answers")
    assert (seen["from_me"], seen["chat"]) == (True, f"{ana}@c.us")


async def test_groups(bot: Bot, simulator: Simulator, phones: Phones) -> None:
    me, ana, bia = phones
    body = {"subject": "Friends", "creator": ana, "participants": [me, bia]}
    group = (await simulator.post("/groups", body))["id"]
    await simulator.write(bia, group, "hello all")
    seen = await bot.message(text="hello all")
    lid = (await simulator.http.get(f"/phones/{bia}")).json()["lid"]
    assert (seen["chat"], seen["is_group"], seen["author"]) == (group, True, f"{lid}@lid")
    sent = await bot.send(group, "3EB0AAAAAAAAAAAAAAB2", "hello from the bot")
    assert sent["chat"] == group
    await simulator.until(ana, group, lambda m: m["text"] == "hello from the bot")
    assert (await bot.send(group, "3EB0AAAAAAAAAAAAAAB2", "again", lookup=True))["outcome"] == "found"


async def test_history_of_chats_that_were_there_before(bots: Any, simulator: Simulator, phones: Phones) -> None:
    me, ana, bia = phones
    for sender, to, text in ((ana, me, "old question"), (me, ana, "old answer"), (bia, me, "old hello")):
        await simulator.write(sender, to, text)
    bot = await bots().start()
    await simulator.post(f"/phones/{me}/scan", {"qr": await bot.qr()})
    await bot.main()
    await asyncio.sleep(0.2)
    assert not any(e["kind"] == "message" for e in bot.events)
    known = (await bot.call("chats", {"since_ms": 0}))["chats"]
    answer = await bot.call("history", {"since_ms": 0, "per_chat": 50, "chats": known})
    chats = {c["chat"]: c["messages"] for c in answer["chats"]}
    assert [m["text"] for m in chats[f"{ana}@c.us"]] == ["old question", "old answer"]
    assert [m["text"] for m in chats[f"{bia}@c.us"]] == ["old hello"]


async def test_who_is_on_whatsapp(bot: Bot, phones: Phones) -> None:
    assert (await bot.call("exists", {"number": f"+{phones[1]}"}))["chat"] == f"{phones[1]}@c.us"
    assert (await bot.call("exists", {"number": "4915100000000"}))["chat"] is None
    with pytest.raises(PlaywrightError, match="no_such_chat: "):
        await bot.send("4915100000000@c.us", "3EB0AAAAAAAAAAAAAAB3", "nobody")


async def test_bad_calls_are_refused(bot: Bot, phones: Phones) -> None:
    chat = f"{phones[1]}@c.us"
    with pytest.raises(PlaywrightError, match="bad_request: "):
        await bot.send("somebody", "3EB0AAAAAAAAAAAAAAB4", "text")
    with pytest.raises(PlaywrightError, match="bad_request: "):
        await bot.send(chat, "short", "text")
    with pytest.raises(PlaywrightError, match="bad_request: "):
        await bot.send(chat, "3EB0AAAAAAAAAAAAAAB4", "")
    with pytest.raises(PlaywrightError, match="timeout: deadline passed"):
        await bot.send(chat, "3EB0AAAAAAAAAAAAAAB4", "too late", deadline=in_seconds(-1))


async def test_emissions_that_fail_come_again(bot: Bot, simulator: Simulator, phones: Phones) -> None:
    me, ana, _ = phones
    bot.fail_emissions = 3
    for n in range(3):
        await simulator.write(ana, me, f"kept {n}")
    await bot.message(text="kept 2")
    told = [e for e in bot.events if e["kind"] == "message"]
    assert [e["message"]["text"] for e in told] == ["kept 0", "kept 1", "kept 2"]
    assert [e["batch"] for e in told] == sorted(e["batch"] for e in told)


async def test_what_wa_js_does_to_messages_reaches_the_phone(bot: Bot, simulator: Simulator, phones: Phones) -> None:
    """The simulated page serves wa-js itself, not only what the bridge uses of it."""
    me, ana, _ = phones
    written = await simulator.write(ana, me, "react to me")
    await bot.message(id=written["id"])
    await bot.send(f"{ana}@c.us", "3EB0AAAAAAAAAAAAAAB6", "frist")
    mine = f"true_{ana}@c.us_3EB0AAAAAAAAAAAAAAB6"
    await bot.page.evaluate("key => WPP.chat.sendReactionToMessage(key, '👍')", f"false_{ana}@c.us_{written['id']}")
    await simulator.until(ana, me, lambda m: m["reactions"] == [{"number": me, "emoji": "👍"}])
    await bot.page.evaluate("key => WPP.chat.editMessage(key, 'first')", mine)
    await simulator.until(ana, me, lambda m: m["text"] == "first" and m["edited"])
    await bot.page.evaluate("([chat, key]) => WPP.chat.deleteMessage(chat, key, false, true)", [f"{ana}@c.us", mine])
    await simulator.until(ana, me, lambda m: m["revoked"])
