"""One bot, its runners and its simulated world: what the tests of this folder act on and look at."""

import asyncio
import os
import signal
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import httpx

from flotilla.adapters.memory.clock import ManualClock
from flotilla.bootstrap.memory import InMemory
from flotilla.domain.bots import Answering, Bot, Desired
from flotilla.domain.ids import BotId, ChatId, LeadId, MessageId, RunnerId, TenantId, outgoing_message_id
from flotilla.domain.inbound import Inbound
from flotilla.domain.messages import Direction, Message, MessageStatus, Sender, order_key_after
from flotilla.domain.session_views import SessionView
from flotilla.domain.sessions import Reason, Session, SessionStatus
from flotilla.services.read_session import ReadSession
from flotilla.settings import read_settings
from runner.channels.whatsapp_web.browser import WhatsAppWeb
from runner.channels.whatsapp_web.orphans import browsers_of
from runner.channels.whatsapp_web.page import load_scripts
from runner.channels.whatsapp_web.snapshots import ProfileSnapshots
from runner.supervisor import Supervisor
from runner.threads import Threads
from runner.toolbox import Timing, toolbox_of

RUNNERS = Path(__file__).parents[3] / "runners"
TENANT = TenantId("tenant-1")

Numbers = Callable[[], str]
"""Gives a number that no phone has yet."""


class SystemClock(ManualClock):
    """The real time, or that `ahead` of it, where the twins expect one that a test controls."""

    ahead = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead


class Live(InMemory):
    """The twins, in real time."""

    @cached_property
    def clock(self) -> SystemClock:
        return SystemClock()


class Simulator:
    """The control API of a running simulator."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.http = httpx.AsyncClient(base_url=base, timeout=20)

    async def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        response = await self.http.post(path, json=body)
        assert response.status_code < 300, response.text
        return dict(response.json()) if response.content else {}

    async def write(self, sender: str, to: str, text: str) -> dict[str, Any]:
        return await self.post(f"/phones/{sender}/messages", {"to": to, "text": text})

    async def conversation(self, number: str, peer: str) -> list[dict[str, Any]]:
        response = await self.http.get(f"/phones/{number}/messages", params={"with": peer})
        return list(response.json()["items"])


class Running:
    """One runner in this process."""

    def __init__(
        self, ports: Live, name: str, profiles: Path, url: str, chromium: str, bounds: dict[str, int], **timing: Any
    ) -> None:
        chosen = {"WHATSAPP_URL": url, "RUNNER_PROFILES_DIR": str(profiles), "CHROMIUM_PATH": chromium}
        settings = read_settings(chosen)
        self.threads = Threads()
        pace = Timing(**{"tick": 0.3, "probe": 1.0, "probe_timeout": 2.0, "sweep": 0.5} | timing)
        tools = replace(
            toolbox_of(ports, RunnerId(name), pace, self.threads),
            **bounds,  # type: ignore[arg-type]  # Numbers, by the names of the toolbox's own.
        )
        snapshots = ProfileSnapshots(profiles, ports.snapshots, ports.data_keys, ports.clock)
        self.channels = WhatsAppWeb(settings, self.threads, load_scripts(RUNNERS), snapshots)
        self.supervisor = Supervisor(tools, self.channels, lambda: None)
        self._stop = asyncio.Event()
        self._task = asyncio.create_task(self.supervisor.run(self._stop))

    async def stop(self) -> None:
        """What SIGTERM does."""
        self._stop.set()
        await self._task
        await self.channels.close()
        self.threads.close()

    async def kill(self) -> None:
        """What a lost machine does: everything ends, and nothing is given back or written any more."""
        tasks = [self._task, *(task for _, task in self.supervisor._held.values())]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self.channels.close()
        self.threads.close()


class Installation:
    """In-memory state, one bot, one simulated world."""

    def __init__(self, simulator: Simulator, folder: Path, number: str) -> None:
        self.simulator = simulator
        self.ports = Live(read_settings({"GOVERNOR": "off"}))
        self.profiles = folder / "profiles"
        self.number = number
        self.bot = self.add_bot("bot-1")
        self.runners: list[Running] = []
        self._named = 0
        self._shown: set[Reason | None] = set()

    def add_bot(self, name: str) -> Bot:
        now = datetime.now(UTC)
        bot = Bot(BotId(name), TENANT, name, "", None, Desired.ENABLED, Answering.ON, 0, (), now, now, version=1)
        self.ports.bots.add(TENANT, bot)
        return bot

    def run(
        self,
        *,
        url: str = "",
        chromium: str = "",
        profiles: Path | None = None,
        session_bytes: int = 0,
        profile_bytes: int = 0,
        **timing: Any,
    ) -> Running:
        """A further runner. `profiles`: its own disk, where it does not share that of the others."""
        disk, page, name = profiles or self.profiles, url or self.simulator.base, f"runner-{self._named}"
        self._named += 1
        bounds = {"session_bytes": session_bytes, "profile_bytes": profile_bytes}
        running = Running(self.ports, name, disk, page, chromium, bounds, **timing)
        self.runners.append(running)
        return running

    async def stop(self, running: Running | None = None) -> None:
        """End a runner in order, the newest where none is named."""
        stopped = running or self.runners[-1]
        await stopped.stop()
        self.runners.remove(stopped)

    def session(self) -> Session | None:
        return self.ports.sessions.find(TENANT, self.bot.id)

    def shown(self) -> SessionView:
        """The session as people see it now."""
        read = ReadSession(self.ports.sessions, self.ports.leases, self.ports.clock)
        view = read(self.ports.bots.get(TENANT, self.bot.id))
        self._shown.add(view.reason)
        return view

    def provoked(self) -> set[Reason | None]:
        """Every reason so far: those on record, and those that people were shown."""
        return self._shown | {reason for _, reason in self.moves()}

    def failures(self) -> int:
        """How often the session failed in a row."""
        session = self.session()
        return session.failures if session is not None else 0

    def holder(self) -> str | None:
        lease = self.ports.leases.find(TENANT, self.bot.id)
        return lease.holder if lease is not None else None

    def moves(self) -> list[tuple[SessionStatus, Reason | None]]:
        """The states that the session was in so far."""
        sessions = [one.new for one in self.ports.store.changes if isinstance(one.new, Session)]
        return [(one.status, one.reason) for one in sessions]

    async def until_status(self, status: SessionStatus, seconds: float = 30) -> Session:
        await until(lambda: (known := self.session()) is not None and known.status is status, seconds, self.session)
        found = self.session()
        assert found is not None
        return found

    async def until_qr(self) -> str:
        await until(lambda: (known := self.session()) is not None and known.qr is not None, 30, self.session)
        found = self.session()
        assert found is not None
        assert found.qr is not None
        return found.qr

    async def link(self) -> None:
        """Run, scan, wait for the session to work."""
        await self.simulator.post("/phones", {"number": self.number, "name": "Bot"})
        qr = await self.until_qr()
        await self.simulator.post(f"/phones/{self.number}/scan", {"qr": qr})
        await self.until_status(SessionStatus.WORKING)

    async def customer(self, number: str) -> str:
        await self.simulator.post("/phones", {"number": number, "name": f"Customer {number}"})
        return number

    def queue(self, customer: str, text: str, source: str = "turn", **changes: Any) -> Message:
        """An answer, as the answering function leaves it, with the fields that a test changes."""
        chat, now = ChatId(f"{customer}@c.us"), datetime.now(UTC)
        known = self.ports.store.messages.get((TENANT, self.bot.id, chat), {})
        message_id = outgoing_message_id(self.bot.id, f"{source}/{customer}", len(known))
        last = max((one.order for one in known.values()), default=None)
        message = Message(
            TENANT,
            self.bot.id,
            chat,
            message_id,
            LeadId("lead"),
            Direction.OUT,
            Sender.BOT,
            "text",
            text,
            MessageStatus.QUEUED,
            order_key_after(last, int(now.timestamp() * 1000), message_id),
            now,
        )
        message = replace(message, **changes)
        assert self.ports.conversations.add_message(TENANT, message)
        return message

    def stored(self, message: Message) -> Message:
        found = self.ports.conversations.find_message(TENANT, message.bot, message.chat, message.id)
        assert found is not None
        return found

    async def until_sent(self, message: Message, *statuses: MessageStatus) -> Message:
        wanted = statuses or (MessageStatus.SENT, MessageStatus.DELIVERED, MessageStatus.READ)
        await until(lambda: self.stored(message).status in wanted, 15, lambda: self.stored(message))
        return self.stored(message)

    async def until_heard(self, text: str, seconds: float = 15) -> Inbound:
        entries = self.ports.inbound_queue.entries
        await until(lambda: any(one.text == text for one in entries), seconds, lambda: entries)
        return next(one for one in entries if one.text == text)

    def heard(self, text: str) -> list[MessageId]:
        return [one.id for one in self.ports.inbound_queue.entries if one.text == text]

    def browsers(self) -> list[int]:
        """Processes of this installation's browsers."""
        return [pid for home in self.profiles.glob("*") for pid in browsers_of(home, 1_000)]

    def kill_browsers(self) -> None:
        for pid in self.browsers():
            os.kill(pid, signal.SIGKILL)


async def until(met: Callable[[], bool], seconds: float, show: Callable[[], object]) -> None:
    end = time.monotonic() + seconds
    while not met():
        if time.monotonic() > end:
            raise AssertionError(f"did not happen within {seconds} s: {show()}")
        await asyncio.sleep(0.02)
