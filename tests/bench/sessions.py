"""What sessions cost: the time until one works, from a linked and from a new profile, and the memory of a runner."""

import time
from collections.abc import Sequence
from functools import partial
from statistics import median

from tests.bench.memory import descendants, further, pss_mb
from tests.bench.report import line, section
from tests.chaos.victims import Victims
from tests.e2e.client import BOT_NUMBER, Api, Phone, linked_bot
from tests.stack import Stack, eventually

SESSIONS = (1, 5, 10)
WARM_STARTS = 3
EVERY = 0.05
"""Seconds between looks: by so much, and an answer of the API, a time may be too long."""

SETTLED_AFTER = 30.0
"""Only by then has Chromium given back what the loading of a page took, a third of it; a session is long-lived."""

WITHIN = 90.0


def measure(stack: Stack) -> None:
    """Start the linked bot anew some times, then link further ones, and weigh the runner on the way."""
    api, bot = linked_bot(stack)
    section("Sessions (as shipped: a headless browser per bot, one runner; times: median, longest)")
    totals = [_settled_pss(stack, SESSIONS[0])]
    _warm(stack, api, bot)
    colds: list[tuple[float, float]] = []
    for wanted in SESSIONS[1:]:
        while len(colds) + 1 < wanted:
            colds.append(_link(stack, api, len(colds)))
        totals.append(_settled_pss(stack, wanted))
    line(f"new profile (cold): bot made → code shown, {len(colds)} times", _of([shown for shown, _ in colds]))
    line("code scanned → WORKING", _of([worked for _, worked in colds]))
    for count, total in zip(SESSIONS, totals, strict=True):
        line(f"PSS of runner, driver and browsers, {count} session{'s' * (count > 1)}", f"{total:.0f} MB")
    line("each further session", f"{further(SESSIONS, totals):.0f} MB")


def _warm(stack: Stack, api: Api, bot: str) -> None:
    """A bot that is off is turned on, with a message of a person's waiting: to WORKING, and to the first send."""
    customer = Phone.make(stack, "5511955550098", "Bench of starts (sample)")
    customer.write(BOT_NUMBER, "Good morning")
    eventually(partial(customer.replies, BOT_NUMBER), "the bot's answer", 45)
    lead = eventually(partial(api.lead_of, customer.chat), "the customer's lead", 45)["id"]
    api.post(f"/leads/{lead}/takeover")
    worked, sent = zip(*(_start(stack, api, bot, lead, customer) for _ in range(WARM_STARTS)), strict=True)
    line(f"linked profile (warm): turned on → WORKING, {WARM_STARTS} times", _of(worked))
    line("linked profile: turned on → waiting message on the phone", _of(sent))
    again = [_restart(api, bot) for _ in range(WARM_STARTS)]
    line("restart of a linked session: asked → WORKING again", _of(again))


def _start(stack: Stack, api: Api, bot: str, lead: str, customer: Phone) -> tuple[float, float]:
    api.post(f"/bots/{bot}/session/stop")
    eventually(lambda: not Victims(stack).browsers(), "the browser is closed", WITHIN)
    had = len(customer.replies(BOT_NUMBER))
    api.post(f"/leads/{lead}/messages", {"text": f"Waiting ({had})"})
    begun = time.monotonic()
    api.post(f"/bots/{bot}/session/start")
    eventually(lambda: api.session(bot)["status"] == "WORKING", "the session works", WITHIN, EVERY)
    worked = time.monotonic() - begun
    eventually(lambda: len(customer.replies(BOT_NUMBER)) > had, "the message that waited", WITHIN, EVERY)
    return worked, time.monotonic() - begun


def _restart(api: Api, bot: str) -> float:
    since = api.wait_for_status(bot, "WORKING")["uptime_since"]
    begun = time.monotonic()
    api.post(f"/bots/{bot}/session/restart")

    def anew() -> bool:
        shown = api.session(bot)
        return bool(shown["status"] == "WORKING" and shown["uptime_since"] != since)

    eventually(anew, "the session works again", WITHIN, EVERY)
    return time.monotonic() - begun


def _link(stack: Stack, api: Api, number: int) -> tuple[float, float]:
    """Seconds until a new bot's code was shown, and from its scan until the session worked."""
    phone = Phone.make(stack, f"55119444400{number:02d}", f"Bench bot {number} (sample)")
    begun = time.monotonic()
    bot = api.post("/bots", {"name": f"Bench bot {number}", "prompt": "Be brief."})["id"]
    code = eventually(lambda: api.session(bot)["qr"], "a code", WITHIN, EVERY)
    shown, scanned = time.monotonic() - begun, time.monotonic()
    answer = phone.scan(code)
    assert answer.is_success, answer.text
    eventually(lambda: api.session(bot)["status"] == "WORKING", "the session works", WITHIN, EVERY)
    return shown, time.monotonic() - scanned


def _settled_pss(stack: Stack, sessions: int) -> float:
    """MB of the one runner and all that it started. Raise RuntimeError when that is not so many browsers."""
    time.sleep(SETTLED_AFTER)
    runners, browsers = stack.runner_pids(), Victims(stack).browsers()
    if (len(runners), len(browsers)) != (1, sessions):
        raise RuntimeError(f"{len(runners)} runners with {len(browsers)} browsers, in place of 1 with {sessions}.")
    return pss_mb(descendants(runners[0]))


def _of(seconds: Sequence[float]) -> str:
    return f"{median(seconds):.1f} s, {max(seconds):.1f} s"
