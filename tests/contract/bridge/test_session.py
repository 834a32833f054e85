"""The life of a linked device, seen through the bridge."""

import asyncio
import os
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.async_api import Error as PlaywrightError

from tests.contract.bridge.conftest import Bot, Simulator

Phones = tuple[str, str, str]


async def test_ready_at_the_qr_screen_is_not_logged_in(bots: Callable[..., Bot]) -> None:
    bot = await bots().start()
    qr = await bot.qr()
    status = await bot.call("status")
    assert status["qr"] == qr
    assert len(qr.split(",")) == 4
    assert (status["main"], status["registered"], status["stream_mode"]) == (False, False, "QR")
    with pytest.raises(PlaywrightError, match="not_ready: "):
        await bot.call("lookup", {"chat": "5511900000000@c.us", "id": "3EB0AAAAAAAAAAAA"})


async def test_a_new_code_on_demand(bots: Callable[..., Bot], simulator: Simulator, phones: Phones) -> None:
    bot = await bots().start()
    old = await bot.qr()
    new = (await bot.call("refreshQr"))["qr"]
    assert new != old
    refused = await simulator.http.post(f"/phones/{phones[0]}/scan", json={"qr": old})
    assert (refused.status_code, refused.json()["code"]) == (422, "expired_qr")
    await simulator.post(f"/phones/{phones[0]}/scan", {"qr": new})
    assert (await bot.main())["me"] == f"{phones[0]}@c.us"


async def test_a_pairing_code(bots: Callable[..., Bot], simulator: Simulator, phones: Phones) -> None:
    bot = await bots().start()
    await bot.qr()
    code = (await bot.call("pairingCode", {"phone": phones[0]}))["code"]
    wrong = await simulator.http.post(f"/phones/{phones[0]}/link", json={"code": "AAAA-AAAA"})
    assert wrong.status_code == 422
    await simulator.post(f"/phones/{phones[0]}/link", {"code": code})
    assert (await bot.main())["me"] == f"{phones[0]}@c.us"


async def test_restart_restores_the_session_and_brings_what_was_missed(
    bot: Bot, bots: Callable[..., Bot], simulator: Simulator, phones: Phones
) -> None:
    me, ana, _ = phones
    await bot.stop()
    written = [(await simulator.write(ana, me, f"while away {n}"))["id"] for n in range(5)]
    again = await bots().start()
    state = await again.main()
    assert state["me"] == f"{me}@c.us"
    await again.message(text="while away 4")
    arrived = [e["message"]["id"] for e in again.events if e["kind"] == "message"]
    assert arrived == written
    assert not any(e["kind"] == "qr" and e["qr"] for e in again.events)


async def test_the_newest_connection_wins(
    bot: Bot, bots: Callable[..., Bot], simulator: Simulator, phones: Phones, tmp_path: Path
) -> None:
    # A copy of a live profile is what a takeover of a host that still runs looks like.
    ignored = shutil.ignore_patterns("Singleton*", "LOCK", "lockfile")
    shutil.copytree(tmp_path / "profile", tmp_path / "copy", ignore=ignored, symlinks=True)
    other = await bots("copy").start()
    await other.main()
    conflict = await bot.until(lambda e: e["kind"] == "state" and e["stream_mode"] == "CONFLICT")
    assert not conflict["main"]
    await simulator.write(phones[1], phones[0], "who hears this?")
    await other.message(text="who hears this?")
    assert not any(e["kind"] == "message" for e in bot.events)
    with pytest.raises(PlaywrightError, match="not_ready: "):
        await bot.send(f"{phones[1]}@c.us", "3EB0AAAAAAAAAAAAAAAA", "from the older one")


async def test_logout_from_the_phone_ends_at_a_new_qr_code(bot: Bot, simulator: Simulator, phones: Phones) -> None:
    [device] = (await simulator.http.get(f"/phones/{phones[0]}/devices")).json()["items"]
    await simulator.http.delete(f"/phones/{phones[0]}/devices/{device['id']}")
    logout = await bot.until(lambda e: e["kind"] == "logout")
    assert logout["reason"] == "user_initiated"
    since = bot.events.index(logout)
    await bot.until(lambda e: e["kind"] == "qr" and e["qr"], since=since)
    assert not (await bot.call("status"))["registered"]


async def test_logout_by_the_bot(bot: Bot, simulator: Simulator, phones: Phones) -> None:
    await bot.call("logout")
    await bot.until(lambda e: e["kind"] == "logout")
    assert (await simulator.http.get(f"/phones/{phones[0]}/devices")).json()["items"] == []


async def test_unlinked_while_away(bot: Bot, bots: Callable[..., Bot], simulator: Simulator, phones: Phones) -> None:
    await bot.stop()
    [device] = (await simulator.http.get(f"/phones/{phones[0]}/devices")).json()["items"]
    await simulator.http.delete(f"/phones/{phones[0]}/devices/{device['id']}")
    again = await bots().start()
    assert await again.qr()
    assert not (await again.call("status"))["registered"]


async def test_cut_and_resumed(bot: Bot, simulator: Simulator, phones: Phones) -> None:
    me, ana, bia = phones
    await bot.send(f"{ana}@c.us", "3EB0AAAAAAAAAAAAAAAA", "before")
    await simulator.post("/faults", {"kind": "disconnect", "number": me, "ms": 700})
    await bot.until(lambda e: e["kind"] == "state" and not e["online"])
    with pytest.raises(PlaywrightError, match="not_ready: "):
        await bot.send(f"{bia}@c.us", "3EB0BBBBBBBBBBBBBBBA", "to somebody new")
    await simulator.write(ana, me, "during the cut")
    result = await bot.send(f"{ana}@c.us", "3EB0BBBBBBBBBBBBBBBB", "written while cut")
    assert result["ack"] == 0
    await bot.message(text="during the cut")
    await bot.until(lambda e: e["kind"] == "ack" and e["ids"] == ["3EB0BBBBBBBBBBBBBBBB"] and e["ack"] == 1)
    sent = await simulator.until(ana, me, lambda m: m["id"] == "3EB0BBBBBBBBBBBBBBBB")
    assert sent["deliveries"] == 1


async def test_killed_browser_loses_nothing(
    bot: Bot, bots: Callable[..., Bot], simulator: Simulator, phones: Phones
) -> None:
    me, ana, _ = phones
    await simulator.post("/faults", {"kind": "lose_sends", "number": me})
    await bot.send(f"{ana}@c.us", "3EB0CCCCCCCCCCCCCCCC", "sent, then killed")
    for process in _processes_of(bot.profile):
        os.kill(process, signal.SIGKILL)
    await simulator.http.delete("/faults")
    await asyncio.sleep(0.2)
    again = await bots().start()
    await again.main()
    found = await again.send(f"{ana}@c.us", "3EB0CCCCCCCCCCCCCCCC", "sent, then killed", lookup=True)
    assert found["outcome"] == "found"
    sent = await simulator.until(ana, me, lambda m: m["id"] == "3EB0CCCCCCCCCCCCCCCC")
    assert sent["deliveries"] == 1


def _processes_of(profile: Path) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                command = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if f"--user-data-dir={profile}".encode() in command:
                found.append(int(entry.name))
    return found


async def test_storage_that_fails_is_no_logout(
    bot: Bot, bots: Callable[..., Bot], simulator: Simulator, phones: Phones
) -> None:
    await bot.stop()
    await simulator.post("/faults", {"kind": "storage", "count": 1})
    broken = await bots().start()
    await asyncio.sleep(1)
    assert not any(e["kind"] in {"qr", "logout"} for e in broken.events)
    await broken.stop()
    again = await bots().start()
    await again.main()


async def test_a_code_shown_for_lack_of_storage_is_not_told(bots: Callable[..., Bot]) -> None:
    bot = await bots().start()
    await bot.qr()
    broken = "() => { IDBFactory.prototype.open = () => { throw new DOMException('broken', 'UnknownError') } }"
    await bot.page.evaluate(broken)
    status = await bot.call("status")
    assert (status["storage"], status["qr"], status["registered"]) == (False, None, False)


async def test_a_probe_tells_how_long_the_page_stood_still(bot: Bot) -> None:
    before = (await bot.call("probe"))["vitals"]
    assert before["tick_age_ms"] < 5_000
    await bot.page.evaluate("() => { const end = performance.now() + 3000; while (performance.now() < end); }")
    assert (await bot.call("probe"))["vitals"]["lag_ms"] >= 1_500


async def test_an_echo_comes_back_unless_the_connection_is_dead(bot: Bot, simulator: Simulator, phones: Phones) -> None:
    await bot.call("echo", {"within_ms": 3000})
    await simulator.post("/faults", {"kind": "half_open", "number": phones[0]})
    assert (await bot.call("status"))["main"]
    with pytest.raises(PlaywrightError, match="timeout: "):
        await bot.call("echo", {"within_ms": 500})
