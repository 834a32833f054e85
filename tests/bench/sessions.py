"""What sessions cost: memory of a runner with 1 and 5 sessions, and the time to start one."""

import time

from tests.bench.memory import descendants, pss_mb
from tests.bench.report import line, section
from tests.e2e.client import Api, Phone, linked_bot
from tests.stack import Stack, eventually


def measure(stack: Stack) -> None:
    """Start times of a fresh and of a linked profile, then PSS with 1 and with 5 sessions."""
    api, bot = linked_bot(stack)
    section("Sessions (as shipped: a headless browser per bot, one runner)")
    _settle()
    one = _runner_pss(stack)
    begun = time.monotonic()
    api.post(f"/bots/{bot}/session/restart")
    eventually(lambda: api.session(bot)["status"] != "WORKING", "the restart begins", 30)
    api.wait_for_status(bot, "WORKING")
    line("restart of a linked session: asked → WORKING again", f"{time.monotonic() - begun:.1f} s")
    qr_after, working_after = _link_four_more(stack, api)
    line("new bot: created → QR shown (first of four, in parallel)", f"{qr_after:.1f} s")
    line("scanned → WORKING (the last of four, one after another)", f"{working_after:.1f} s")
    _settle()
    five = _runner_pss(stack)
    line("PSS of runner, driver and browsers, 1 session", f"{one:.0f} MB")
    line("PSS of runner, driver and browsers, 5 sessions", f"{five:.0f} MB")
    line("each further session", f"{(five - one) / 4:.0f} MB")


def _link_four_more(stack: Stack, api: Api) -> tuple[float, float]:
    begun = time.monotonic()
    bots = [api.post("/bots", {"name": f"Bench bot {n}", "prompt": "Be brief."})["id"] for n in range(4)]
    api.wait_for_status(bots[0], "SCAN_QR_CODE")
    qr_after = time.monotonic() - begun
    slowest = 0.0
    for n, bot in enumerate(bots):
        code = api.wait_for_status(bot, "SCAN_QR_CODE")["qr"]
        scanned = time.monotonic()
        answer = Phone.make(stack, f"55119444400{n:02d}", f"Bench bot {n} (sample)").scan(code)
        assert answer.is_success, answer.text
        api.wait_for_status(bot, "WORKING")
        slowest = max(slowest, time.monotonic() - scanned)
    return qr_after, slowest


def _runner_pss(stack: Stack) -> float:
    return pss_mb([pid for runner in stack.runner_pids() for pid in descendants(runner)])


def _settle() -> None:
    # Chromium gives memory back some seconds after a page has loaded; a session is long-lived, so that is its price.
    time.sleep(15)
