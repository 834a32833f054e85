"""Linked devices on the wire: pairing, the queue, who wins, faults."""

import asyncio
from typing import Any

from tests.unit.simulator.conftest import ANA, BIA, BOT, Sim


async def test_codes_rotate_and_then_idle(start: Any) -> None:
    sim = await start(qr_seconds=0.03)
    await sim.phones()
    page = await sim.page()
    await page.hello()
    first = await page.qr()
    await page.silent(0.6)
    refs = [frame["ref"] for frame in page.frames if frame["t"] == "ref"]
    assert len(set(refs)) == 7
    assert refs[-1] is None
    expired = await sim.call("POST", f"/phones/{BOT}/scan", {"qr": first}, 422)
    assert expired["code"] == "expired_qr"
    idle = (await sim.call("GET", "/devices"))["items"][0]
    assert (idle["state"], idle["qr"]) == ("idle", None)
    await page.send({"t": "refresh_ref"})
    await page.silent(0.02)
    assert (await sim.call("GET", "/devices"))["items"][0]["state"] == "unpaired"


async def test_a_page_that_never_confirms_is_not_linked(sim: Sim) -> None:
    page = await sim.page()
    await page.hello()
    scanning = asyncio.create_task(sim.call("POST", f"/phones/{BOT}/scan", {"qr": await page.qr()}))
    await page.until("paired")
    await page.close()
    assert (await scanning)["code"] == "page_gone"
    assert (await sim.call("GET", f"/phones/{BOT}/devices"))["items"] == []


async def test_events_wait_until_they_are_done(sim: Sim) -> None:
    page, token = await sim.linked()
    await page.close()
    for n in range(3):
        await sim.call("POST", f"/phones/{ANA}/messages", {"to": BOT, "text": f"m{n}"}, 201)
    again = await sim.page()
    await again.resume(token)
    assert [event["message"]["text"] for event in again.events("message")] == ["m0", "m1", "m2"]
    first = next(frame["seq"] for frame in again.frames if frame["t"] == "event")
    await again.send({"t": "done", "seqs": [first]})
    await again.close()
    last = await sim.page()
    await last.resume(token)
    assert [event["message"]["text"] for event in last.events("message")] == ["m1", "m2"]


async def test_the_queue_survives_a_restart_of_the_simulator(start: Any) -> None:
    before = await start()
    await before.phones()
    page, token = await before.linked()
    await page.close()
    await before.call("POST", f"/phones/{ANA}/messages", {"to": BOT, "text": "kept"}, 201)
    after = await start()
    again = await after.page()
    await again.resume(token)
    assert [event["message"]["text"] for event in again.events("message")] == ["kept"]


async def test_deliveries_and_resends_are_counted_apart(sim: Sim) -> None:
    page, _ = await sim.linked()
    chat = f"{ANA}@c.us"
    assert (await page.say(chat, "3EB0AAAAAAAAAAAA", "hi"))["value"]["ack"] == 1
    await page.say(chat, "3EB0AAAAAAAAAAAA", "hi", resend=True)
    await page.say(chat, "3EB0AAAAAAAAAAAA", "hi")
    await page.say(chat, "3EB0BBBBBBBBBBBB", "hi")
    seen = (await sim.call("GET", f"/phones/{ANA}/messages?with={BOT}"))["items"]
    assert [(m["id"], m["deliveries"], m["resends"]) for m in seen] == [
        ("3EB0AAAAAAAAAAAA", 2, 1),
        ("3EB0BBBBBBBBBBBB", 1, 0),
    ]
    ledger = (await sim.call("GET", "/ledger"))["items"]
    assert [m["seq"] for m in ledger] == sorted(m["seq"] for m in ledger)
    refused = await page.say("5599999999999@c.us", "3EB0CCCCCCCCCCCC", "nobody")
    assert (refused["ok"], refused["code"]) == (False, "not_on_whatsapp")


async def test_the_server_ack_comes_before_the_receipts(sim: Sim) -> None:
    page, _ = await sim.linked()
    await page.say(f"{ANA}@c.us", "3EB0AAAAAAAAAAAA", "hi")
    await page.silent()
    kinds = [frame["t"] for frame in page.frames]
    assert kinds.index("reply") < kinds.index("event")
    assert [event["ack"] for event in page.events("receipt")] == [2]


async def test_the_newest_connection_wins(sim: Sim) -> None:
    older, token = await sim.linked()
    newer = await sim.page()
    await newer.resume(token)
    assert (await older.until("block"))["mode"] == "CONFLICT"
    await sim.call("POST", f"/phones/{ANA}/messages", {"to": BOT, "text": "to the newer"}, 201)
    await newer.until("event")
    await older.silent()
    assert older.events("message") == []
    reply = await older.say(f"{ANA}@c.us", "3EB0AAAAAAAAAAAA", "from the older")
    assert reply["code"] == "not_linked"


async def test_logout_reaches_an_open_page_and_one_that_comes_back(sim: Sim) -> None:
    page, token = await sim.linked()
    [device] = (await sim.call("GET", f"/phones/{BOT}/devices"))["items"]
    await sim.call("DELETE", f"/phones/{BOT}/devices/{device['id']}", status=204)
    assert (await page.until("logout"))["reason"] == "user_initiated"
    again = await sim.page()
    await again.hello(token)
    assert (await again.until("logout"))["reason"] == "unknown_companion"
    await sim.call("DELETE", f"/phones/{BOT}/devices/{device['id']}", status=404)


async def test_two_devices_of_one_phone_see_each_others_messages(sim: Sim) -> None:
    one, _ = await sim.linked()
    other, _ = await sim.linked()
    await one.say(f"{ANA}@c.us", "3EB0AAAAAAAAAAAA", "from one")
    await other.until("event")
    [seen] = other.events("message")
    assert (seen["message"]["from_me"], seen["message"]["text"]) == (True, "from one")
    assert one.events("message") == []


async def test_somebody_seen_by_lid_only_hides_the_number(sim: Sim) -> None:
    page, _ = await sim.linked()
    person = await sim.call("PATCH", f"/phones/{ANA}", {"addressing": "lid_only"}, 200)
    await sim.call("POST", f"/phones/{ANA}/messages", {"to": BOT, "text": "who am I?"}, 201)
    await page.until("event")
    [event] = page.events("message")
    assert event["message"]["chat"] == f"{person['lid']}@lid"
    assert event["contact"]["pn"] is None
    assert ANA not in str(event)


async def test_brazilian_numbers_are_found_with_and_without_the_ninth_digit(sim: Sim) -> None:
    page, _ = await sim.linked()
    without = ANA[:4] + ANA[5:]
    found = await page.request({"t": "exists", "address": f"{without}@c.us"})
    assert found["value"]["address"] == f"{ANA}@c.us"
    missing = await page.request({"t": "exists", "address": "4930123456@c.us"})
    assert missing["value"] is None


async def test_faults_are_listed_count_down_and_end(sim: Sim) -> None:
    page, _ = await sim.linked()
    fault = await sim.call("POST", "/faults", {"kind": "refuse_sends", "number": BOT, "count": 2}, 201)
    timed = await sim.call("POST", "/faults", {"kind": "lose_sends", "number": BIA, "seconds": 0.05}, 201)
    listed = {item["id"] for item in (await sim.call("GET", "/faults"))["items"]}
    assert listed == {fault["id"], timed["id"]}
    answers = [await page.say(f"{ANA}@c.us", f"3EB0AAAAAAAAAAA{n}", "hi") for n in range(3)]
    assert [answer["ok"] for answer in answers] == [False, False, True]
    await asyncio.sleep(0.06)
    assert (await sim.call("GET", "/faults"))["items"] == []


async def test_acks_can_be_dropped_by_level_and_target(sim: Sim) -> None:
    page, _ = await sim.linked()
    await sim.call("POST", "/faults", {"kind": "drop_acks", "number": BOT, "levels": [2]}, 201)
    await page.say(f"{ANA}@c.us", "3EB0AAAAAAAAAAAA", "hi")
    await sim.call("POST", f"/phones/{ANA}/read", {"with": BOT}, 200)
    await page.until("event")
    assert [event["ack"] for event in page.events("receipt")] == [3]


async def test_a_cut_page_may_not_return_before_its_time(sim: Sim) -> None:
    _, token = await sim.linked()
    felt = await sim.call("POST", "/faults", {"kind": "disconnect", "number": BOT, "ms": 150}, 201)
    assert felt["pages"] == 1
    early = await sim.page()
    await early.hello(token)
    await early.silent(0.05)
    assert early.frames == []
    await asyncio.sleep(0.2)
    late = await sim.page()
    await late.resume(token)


async def test_a_frame_that_fails_undoes_the_whole_batch(sim: Sim) -> None:
    page, token = await sim.linked()
    message = {
        "id": "3EB0AAAAAAAAAAAA",
        "chat": f"{ANA}@c.us",
        "type": "text",
        "text": "x",
        "time_ms": 1,
        "quoted": None,
    }
    await page.send({"t": "send", "rid": 1, "resend": False, "message": {**message, "media": None}}, {"t": "nonsense"})
    await page.silent()
    assert not [frame for frame in page.frames if frame["t"] == "reply"]
    assert (await sim.call("GET", f"/phones/{ANA}/messages?with={BOT}"))["items"] == []
    again = await sim.page()
    await again.resume(token)
