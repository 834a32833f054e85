"""Bad days, as the bridge sees them."""

import asyncio
import time
from collections.abc import Callable

import pytest
from playwright.async_api import Error as PlaywrightError

from tests.contract.bridge.conftest import Bot, Simulator

Phones = tuple[str, str, str]


async def test_a_refused_send_ends_with_a_negative_ack(bot: Bot, simulator: Simulator, phones: Phones) -> None:
    me, ana, _ = phones
    await simulator.post("/faults", {"kind": "refuse_sends", "number": me, "count": 1})
    await bot.send(f"{ana}@c.us", "3EB0AAAAAAAAAAAAAAC0", "refused")
    await bot.until(lambda e: e["kind"] == "ack" and e["ack"] == -1)
    assert await simulator.conversation(ana, me) == []
    await bot.send(f"{ana}@c.us", "3EB0AAAAAAAAAAAAAAC1", "taken")
    await simulator.until(ana, me, lambda m: m["text"] == "taken")


async def test_a_refused_id_sent_again_goes_out_though_it_looks_refused_as_before(
    bot: Bot, simulator: Simulator, phones: Phones
) -> None:
    me, ana, _ = phones
    chat, message_id = f"{ana}@c.us", "3EB0AAAAAAAAAAAAAAC3"
    await simulator.post("/faults", {"kind": "refuse_sends", "number": me, "count": 1})
    await bot.send(chat, message_id, "refused")
    await bot.until(lambda e: e["kind"] == "ack" and e["ack"] == -1)
    found = await bot.send(chat, message_id, "refused", lookup=True)
    assert (found["outcome"], found["ack"]) == ("found", -1)
    # The page's store has the first attempt with its ack, and sends that once more. This is why a retry has a new id.
    with pytest.raises(PlaywrightError, match="refused"):
        await bot.send(chat, message_id, "another text")
    taken = await simulator.until(ana, me, lambda m: m["id"] == message_id)
    assert (taken["text"], taken["deliveries"]) == ("refused", 1)
    await bot.until(lambda e: e["kind"] == "ack" and e["ids"] == [message_id] and e["ack"] >= 1)


async def test_a_dropped_server_ack_is_healed_by_reconnecting_without_a_second_delivery(
    bot: Bot, simulator: Simulator, phones: Phones
) -> None:
    me, ana, _ = phones
    await simulator.post("/faults", {"kind": "drop_acks", "number": me, "count": 1, "levels": [1]})
    await simulator.http.patch(f"/phones/{ana}", json={"online": False})
    sent = await bot.send(f"{ana}@c.us", "3EB0AAAAAAAAAAAAAAC2", "acks get lost")
    assert sent["ack"] == 0
    await simulator.until(ana, me, lambda m: m["text"] == "acks get lost")
    await simulator.post("/faults", {"kind": "disconnect", "number": me})
    await bot.until(lambda e: e["kind"] == "ack" and e["ack"] == 1)
    [on_phone] = await simulator.conversation(ana, me)
    assert (on_phone["deliveries"], on_phone["resends"]) == (1, 1)


async def test_delayed_acks_come_late(bot: Bot, simulator: Simulator, phones: Phones) -> None:
    me, ana, _ = phones
    await simulator.post("/faults", {"kind": "delay_acks", "number": me, "ms": 400})
    began = time.monotonic()
    await bot.send(f"{ana}@c.us", "3EB0AAAAAAAAAAAAAAC3", "slow acks")
    await bot.until(lambda e: e["kind"] == "ack" and e["ack"] == 1)
    assert time.monotonic() - began >= 0.35


async def test_a_deaf_page_looks_connected_and_hears_all_in_order_afterwards(
    bot: Bot, simulator: Simulator, phones: Phones
) -> None:
    me, ana, _ = phones
    fault = await simulator.post("/faults", {"kind": "deaf", "number": me})
    for n in range(3):
        await simulator.write(ana, me, f"unheard {n}")
    await asyncio.sleep(0.3)
    assert not any(e["kind"] == "message" for e in bot.events)
    assert (await bot.call("status"))["main"] is True
    await simulator.http.delete(f"/faults/{fault['id']}")
    await bot.message(text="unheard 2")
    told = [e["message"]["text"] for e in bot.events if e["kind"] == "message"]
    assert told == ["unheard 0", "unheard 1", "unheard 2"]


async def test_a_message_delivered_twice_is_told_once(bot: Bot, simulator: Simulator, phones: Phones) -> None:
    me, ana, _ = phones
    await simulator.post("/faults", {"kind": "duplicate_delivery", "number": me})
    await simulator.write(ana, me, "twice on the wire")
    await simulator.write(ana, me, "the end")
    await bot.message(text="the end")
    assert len([e for e in bot.events if e["kind"] == "message"]) == 2


async def test_a_frozen_page_stands_still(bot: Bot, simulator: Simulator, phones: Phones) -> None:
    await simulator.post("/faults", {"kind": "freeze", "number": phones[0], "ms": 1200})
    await asyncio.sleep(0.1)
    began = time.monotonic()
    await bot.call("status")
    assert time.monotonic() - began > 0.8


async def test_a_crashed_page_tells_playwright(bot: Bot, simulator: Simulator, phones: Phones) -> None:
    crashed = asyncio.Event()
    bot.page.on("crash", lambda _: crashed.set())
    await simulator.post("/faults", {"kind": "crash", "number": phones[0]})
    await asyncio.wait_for(crashed.wait(), 30)


@pytest.mark.parametrize("mode", ["TOS_BLOCK", "DEPRECATED_VERSION"])
async def test_a_block_is_a_stream_mode(bot: Bot, simulator: Simulator, phones: Phones, mode: str) -> None:
    await simulator.post("/faults", {"kind": "block", "number": phones[0], "mode": mode})
    await bot.until(lambda e: e["kind"] == "state" and e["stream_mode"] == mode)
    assert (await bot.call("status"))["main"] is False


async def test_a_conflict_on_demand_and_a_reload_that_takes_over(
    bot: Bot, simulator: Simulator, phones: Phones
) -> None:
    await simulator.post("/faults", {"kind": "conflict", "number": phones[0]})
    conflict = await bot.until(lambda e: e["kind"] == "state" and e["stream_mode"] == "CONFLICT")
    since = bot.events.index(conflict)
    await bot.page.reload()
    await bot.until(lambda e: e["kind"] == "state" and e["main"], since=since)


async def test_ballast_makes_look_ups_slow_until_warmed(
    bots: Callable[..., Bot], simulator: Simulator, phones: Phones
) -> None:
    bot = await bots().start("?ballast=13000")
    await simulator.post(f"/phones/{phones[0]}/scan", {"qr": await bot.qr()})
    await bot.main()
    assert await bot.page.evaluate("Object.keys(require('__debug').modulesMap).length") > 13_000
    assert await bot.call("warm") == {"missing": []}
    await bot.send(f"{phones[1]}@c.us", "3EB0AAAAAAAAAAAAAAC4", "past the ballast")
    await simulator.until(phones[1], phones[0], lambda m: m["text"] == "past the ballast")


async def test_no_code_while_the_fault_lasts(bots: Callable[..., Bot], simulator: Simulator) -> None:
    await simulator.post("/faults", {"kind": "no_qr"})
    bot = await bots().start()
    await asyncio.sleep(1.2)
    assert not any(e["kind"] == "qr" and e["qr"] for e in bot.events)
    await simulator.http.delete("/faults")
    assert await bot.qr()


@pytest.mark.parametrize(
    ("call", "code", "told"),
    [
        ("find", None, "internal"),
        ("find", "chat_not_found", "no_such_chat"),
        ("sendTextMessage", None, "internal"),
        ("sendTextMessage", "quoted_msg_can_not_reply", "refused"),
    ],
)
async def test_only_what_wa_js_is_known_to_refuse_is_refused_for_good(
    bot: Bot, simulator: Simulator, phones: Phones, call: str, code: str | None, told: str
) -> None:
    me, ana, _ = phones
    await bot.page.evaluate(
        """([call, code]) => {
            const real = window.WPP;
            const fail = () => { throw Object.assign(new Error('out of order'), code ? {code} : {}); };
            const chat = new Proxy(real.chat, {get: (chat, name) => name === call ? fail : chat[name]});
            window.WPP = new Proxy(real, {get: (wpp, name) => name === 'chat' ? chat : wpp[name]});
            window.mend = () => { window.WPP = real; };
        }""",
        [call, code],
    )
    with pytest.raises(PlaywrightError, match=f"{told}: "):
        await bot.send(f"{ana}@c.us", "3EB0AAAAAAAAAAAAAAD0", "at the second try")
    await bot.page.evaluate("mend()")
    await bot.send(f"{ana}@c.us", "3EB0AAAAAAAAAAAAAAD0", "at the second try", lookup=True)
    seen = await simulator.until(ana, me, lambda m: m["text"] == "at the second try")
    assert seen["deliveries"] == 1


async def test_a_page_that_is_not_served(bots: Callable[..., Bot], simulator: Simulator) -> None:
    await simulator.post("/faults", {"kind": "page_down", "count": 1})
    bot = await bots().start()
    with pytest.raises(PlaywrightError, match="not_ready: "):
        await bot.call("history", {"since_ms": 0, "per_chat": 1, "chats": []})
