"""Sessions of ours beside those of whatsapp-web.js: the same page, browser and run, told by the same commands; and
ours once more in the browser that they start by default.

Memory is taken with one of them running at a time, since PSS shares out what several browsers have in common; speeds
in turns, so that what else the machine does hits all. Times of the page are whole milliseconds: what was heard within
the millisecond in which it happened counts as up to one.
"""

import asyncio
import os
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import httpx

from tests.bench.browsers import Contestant, find_browsers, named
from tests.bench.hosts import OURS, Host, Kind, rival, running
from tests.bench.memory import descendants, further, pss_mb
from tests.bench.report import percentiles, section, table
from tests.bench.simulation import BALLAST, page_of, simulated_whatsapp

SESSIONS = (1, 5, 10)
ROUNDS = 3
SENDS, AT_ONCE = 1_000, 16
HEARD = 100
SETTLED_AFTER = 30.0
"""Only by then has Chromium given back what the loading of a page took, a third of it; a session is long-lived."""

CUSTOMERS = tuple(f"55119600001{n:02d}" for n in range(8))
CHATS = [f"{number}@c.us" for number in CUSTOMERS]

Figures = Mapping[str, Sequence[float]]


def measure() -> None:
    """Print both tables; whatsapp-web.js is left out, with the reason, where it can't be installed."""
    browsers, other = find_browsers(), rival()
    if isinstance(other, str):
        print(f"  whatsapp-web.js is not measured: {other}", flush=True)
    kinds = [OURS, other] if isinstance(other, Kind) else [OURS]
    side_by_side = [Contestant(kind, browsers.shared) for kind in kinds]
    shipped = Contestant(OURS, browsers.default)
    began = os.getloadavg()[0]
    figures = asyncio.run(_measure(list(dict.fromkeys([*side_by_side, shipped]))))
    section(f"Sessions side by side, all in {named(browsers.shared)} ({BALLAST:,} modules)")
    _print(side_by_side, figures)
    if browsers.only_one:
        print("  It is our default too, and the only one here (Debian: chromium, chromium-headless-shell).", flush=True)
    else:
        section(f"The same of ours by default, in {named(browsers.default)}")
        _print([shipped], figures)
    print(f"  load of the machine: {began:.1f} before, {os.getloadavg()[0]:.1f} after", flush=True)


async def _measure(contestants: Sequence[Contestant]) -> Mapping[Contestant, Figures]:
    figures: dict[Contestant, dict[str, list[float]]] = {one: defaultdict(list) for one in contestants}
    with tempfile.TemporaryDirectory(prefix="flotilla-bench-") as name:
        folder = Path(name)
        numbers = [[f"5511960{n:02d}1{m:03d}" for m in range(max(SESSIONS))] for n, _ in enumerate(contestants)]
        phones = [*CUSTOMERS, *(number for some in numbers for number in some)]
        async with simulated_whatsapp(folder, phones) as world:
            stages = {one: _Stage(one, world, folder / f"{n}", numbers[n]) for n, one in enumerate(contestants)}
            for one, stage in stages.items():
                async with stage.host() as host:
                    figures[one]["pss"] = await _memory(host)
            async with AsyncExitStack() as stack:
                hosts = {one: await stack.enter_async_context(stage.host()) for one, stage in stages.items()}
                for _ in range(ROUNDS):
                    for one, host in hosts.items():
                        await _round(host, world, stages[one].numbers[0], figures[one])
    return figures


@dataclass(frozen=True)
class _Stage:
    """What one of them needs to run, again with the same profiles."""

    contestant: Contestant
    world: httpx.AsyncClient
    profiles: Path
    numbers: list[str]

    def host(self) -> AbstractAsyncContextManager[Host]:
        kind, chromium = self.contestant.kind, self.contestant.chromium
        return running(kind, page_of(self.world), self.profiles, chromium, self._scan)

    async def _scan(self, session: int, qr: str) -> None:
        # A code that was replaced meanwhile is refused; the next one is shown at once.
        await self.world.post(f"/phones/{self.numbers[session]}/scan", json={"qr": qr})


async def _memory(host: Host) -> list[float]:
    """PSS of the process and all its browsers, in MB, for each number of sessions."""
    found = []
    for session in range(max(SESSIONS)):
        await host.ask("open", session)
        if session + 1 in SESSIONS:
            await asyncio.sleep(SETTLED_AFTER)
            found.append(pss_mb(descendants(host.pid)))
    return found


async def _round(host: Host, world: httpx.AsyncClient, number: str, figures: dict[str, list[float]]) -> None:
    begun = time.monotonic()
    await host.ask("open", 0)
    figures["start"].append(time.monotonic() - begun)
    await host.ask("send", 0, chats=CHATS[:1], count=1, at_once=1)
    figures["first"].append(time.monotonic() - begun)
    await host.ask("send", 0, chats=CHATS, count=len(CHATS), at_once=1)
    figures["rate"].append(SENDS / await host.ask("send", 0, chats=CHATS, count=SENDS, at_once=AT_ONCE))
    p50, p95 = percentiles(await _hear(host, world, number))
    figures["p50"].append(p50)
    figures["p95"].append(p95)
    await host.ask("close", 0)


async def _hear(host: Host, world: httpx.AsyncClient, number: str) -> list[float]:
    """Milliseconds from the page to the handler, one message at a time."""
    await host.ask("listen", 0)
    for count in range(HEARD):
        body = {"to": number, "text": f"Question {count}"}
        (await world.post(f"/phones/{CUSTOMERS[count % len(CUSTOMERS)]}/messages", json=body)).raise_for_status()
        await host.heard(0)
    delays: list[float] = await host.ask("delays", 0)
    return delays


def _print(contestants: Sequence[Contestant], figures: Mapping[Contestant, Figures]) -> None:
    table([one.kind.name for one in contestants], [[name, *values] for name, values in _rows(contestants, figures)])


def _rows(contestants: Sequence[Contestant], figures: Mapping[Contestant, Figures]) -> list[tuple[str, list[str]]]:
    def each(form: str, *names: str) -> list[str]:
        return [form.format(*(median(figures[one][name]) for name in names)) for one in contestants]

    many = "/".join(map(str, SESSIONS))
    pss = [figures[one]["pss"] for one in contestants]
    return [
        (f"PSS with {many} sessions, MB", [" / ".join(f"{mb:.0f}" for mb in some) for some in pss]),
        ("PSS of each further session, MB", [f"{further(SESSIONS, some):.0f}" for some in pss]),
        (f"sends a second, acks not awaited, {AT_ONCE} at once", each("{:.0f}", "rate")),
        ("message in the page → handler, p50 / p95, ms", each("{:.1f} / {:.1f}", "p50", "p95")),
        ("start with a linked profile → logged in, s", each("{:.2f}", "start")),
        ("start with a linked profile → first send done, s", each("{:.2f}", "first")),
    ]


if __name__ == "__main__":
    measure()
