"""Whatever a page and its connection do: each event reaches the device, in order, until it is done."""

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from simulator.model import Draft
from simulator.world import World
from tests.unit.simulator.conftest import ANA, BOT


class _Socket:
    closed = False


class QueueMachine(RuleBasedStateMachine):
    """A linked device whose page comes, goes, goes deaf and acknowledges as it likes."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.world = World(Path(self.folder.name))
        for number in (BOT, ANA):
            self.world.phones.create(number, number, "pn")
        self.device = self.world.devices.link(BOT)
        self.page: Any = None
        self.frames: list[Any] = []
        self.written: list[str] = []
        self.kept: list[str] = []

    def teardown(self) -> None:
        self.world.close()
        self.folder.cleanup()

    @rule()
    def write(self) -> None:
        message_id = f"{len(self.written):016d}"
        draft = Draft(id=message_id, sender=ANA, recipient=BOT, type="text", text=message_id, time_ms=1)
        message, new = self.world.exchange.accept(draft)
        assert new
        self.world.exchange.deliver(message)
        self.written.append(message_id)

    @precondition(lambda self: self.page is None)
    @rule()
    def connect(self) -> None:
        self.page = self.world.hub.open(_Socket())  # type: ignore[arg-type]  # the connection only asks whether it is closed
        self.frames = []
        self.page.send = self.frames.append
        self.world.admit(self.page, self.device)
        self.page.ready = self.page.behind = True
        self.world.exchange.catch_up(self.page)

    @precondition(lambda self: self.page is not None)
    @rule()
    def lose(self) -> None:
        self.world.hub.closed(self.page)
        self.page = None

    @rule()
    def go_deaf(self) -> None:
        self.world.faults.set("deaf", BOT, {}, None, None)

    @rule()
    def hear_again(self) -> None:
        self.world.faults.clear()
        self.world.catch_up()

    @precondition(lambda self: self.page is not None)
    @rule(count=st.integers(1, 4))
    def acknowledge(self, count: int) -> None:
        """The page stores the oldest events it was sent and has not stored, then says so."""
        events = [frame for frame in self.frames if frame["t"] == "event"][:count]
        for frame in events:
            self.frames.remove(frame)
            if frame["event"]["e"] == "message" and frame["event"]["message"]["id"] not in self.kept:
                self.kept.append(frame["event"]["message"]["id"])
        self.world.devices.done(self.device.id, [frame["seq"] for frame in events])

    @invariant()
    def what_the_page_kept_is_a_beginning_of_what_was_written(self) -> None:
        assert self.kept == self.written[: len(self.kept)]

    @invariant()
    def nothing_is_lost(self) -> None:
        queued = [event["message"]["id"] for _, event in self.world.devices.queued(self.device.id)]
        assert [*self.kept, *queued] == self.written


QueueMachine.TestCase.settings = settings(max_examples=40, stateful_step_count=30)
TestQueue = QueueMachine.TestCase
