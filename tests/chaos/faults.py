"""The faults of a run, each a way in which the world is unkind to the fleet."""

import os
import signal
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar

from tests.chaos.account import Finding
from tests.chaos.fleet import Fleet
from tests.chaos.plan import Blow
from tests.chaos.victims import Victims, kill, stopped
from tests.chaos.zombie import bots_by_runner, freeze
from tests.stack import eventually

T = TypeVar("T")

BACK_WITHIN = 40.0
"""Seconds to wait for a victim: a runner's bots are another's only after the lease's 15."""

AWS_BACK_WITHIN = 180.0
"""Seconds until the emulated AWS answers again after an ordered stop: long, for machines that others use too."""


@dataclass(frozen=True)
class Done:
    """A fault that was done: when (seconds after the beginning), for how long it kept us busy, and to what."""

    at: float
    kind: str
    seconds: float
    to: str


class Faults:
    """Does blows to one fleet."""

    def __init__(self, fleet: Fleet) -> None:
        self._fleet = fleet
        self._victims = Victims(fleet.stack)
        #: How many messages WhatsApp was told to refuse.
        self.refusals = 0
        #: Faults that did not come to what they are.
        self.off: list[Finding] = []

    def strike(self, blow: Blow) -> str:
        """Do it; returns to what it was done."""
        return KINDS[blow.kind](self, blow)

    def kill_runner(self, blow: Blow) -> str:
        """kill -9 of a runner in the midst of its work."""
        return self._kill(self._holders, blow, "runner")

    def kill_browser(self, blow: Blow) -> str:
        """kill -9 of a Chromium."""
        return self._kill(self._victims.browsers, blow, "Chromium")

    def kill_worker(self, blow: Blow) -> str:
        """kill -9 of a function's worker, likely while it works."""
        function = "Receive" if blow.size < 0.5 else "Answer"
        return self._kill(lambda: self._victims.workers(function), blow, f"worker of {function}")

    def kill_workers(self, _blow: Blow) -> str:
        """kill -9 of every worker of every function at once."""
        found = self._victims.workers()
        for pid in found:
            kill(pid)
        return f"{len(found)} workers"

    def pause_aws(self, blow: Blow) -> str:
        """The emulated AWS stands still: nobody gets an answer, and nobody is refused."""
        seconds = 2 + 6 * blow.size
        with stopped(self._victims.emulator()):
            time.sleep(seconds)
        return f"the emulated AWS for {seconds:.1f} s"

    def restart_aws(self, _blow: Blow) -> str:
        """The emulated AWS stops in order and comes back; its state survives, and nothing in flight does."""
        before = self._victims.emulator()
        os.kill(self._victims.stack(), signal.SIGUSR1)
        eventually(lambda: self._emulator_but(before), "the emulated AWS is back", AWS_BACK_WITHIN)
        return "the emulated AWS"

    def freeze_runner(self, blow: Blow) -> str:
        """A runner stands still until others have its bots, and then goes on as if nothing had been: the zombie."""
        runner = _one(_when_there(self._holders), blow)
        if runner is None:
            return "nobody"
        zombie = freeze(self._fleet, self._victims, runner, beyond=10 * blow.size)
        what = f"runner {runner} with {len(zombie.bots)} bots for {zombie.seconds:.0f} s"
        if not zombie.taken_over:
            self.off.append(Finding("no takeover", what))
        return what

    def _holders(self) -> list[int]:
        return sorted(bots_by_runner(self._fleet, self._victims))

    def freeze_browser(self, blow: Blow) -> str:
        """A page's event loop stands still for some seconds."""
        return self._misbehave(blow, "freeze", ms=int(2000 + 6000 * blow.size))

    def crash_page(self, blow: Blow) -> str:
        """The renderer of a page dies."""
        return self._misbehave(blow, "crash")

    def cut_sockets(self, blow: Blow) -> str:
        """A bot's connection to WhatsApp is cut."""
        return self._misbehave(blow, "disconnect", ms=int(3000 * blow.size))

    def drop_acks(self, blow: Blow) -> str:
        """Acks get lost: the server's, the phone's, or all."""
        levels = [[1], [2], [1, 2, 3]][int(blow.size * 2.99)]
        return self._misbehave(blow, "drop_acks", levels=levels, seconds=8.0)

    def delay_acks(self, blow: Blow) -> str:
        """Acks come late."""
        return self._misbehave(blow, "delay_acks", ms=int(500 + 4000 * blow.size), seconds=10.0)

    def lose_sends(self, blow: Blow) -> str:
        """What the page sends vanishes, until it reconnects and sends it again."""
        return self._misbehave(blow, "lose_sends", seconds=round(2 + 4 * blow.size, 1))

    def refuse_sends(self, blow: Blow) -> str:
        """WhatsApp refuses some messages: they must end as failed, and be on no phone."""
        count = 1 + int(2 * blow.size)
        self.refusals += count
        return self._misbehave(blow, "refuse_sends", count=count)

    def duplicate_delivery(self, blow: Blow) -> str:
        """The page hears everything twice."""
        return self._misbehave(blow, "duplicate_delivery", seconds=10.0)

    def deaf(self, blow: Blow) -> str:
        """The page looks connected and hears nothing for a while."""
        return self._misbehave(blow, "deaf", seconds=round(3 + 7 * blow.size, 1))

    def ciphertext(self, blow: Blow) -> str:
        """Messages arrive as placeholders first."""
        return self._misbehave(blow, "ciphertext", upgrade_ms=int(200 + 3000 * blow.size), seconds=8.0)

    def _misbehave(self, blow: Blow, kind: str, **more: object) -> str:
        number = _one(self._fleet.numbers, blow)
        self._fleet.fault(kind, number=number, **more)
        return f"the bot of {number}" + "".join(f", {name} {value}" for name, value in more.items())

    @staticmethod
    def _kill(find: Callable[[], Sequence[int]], blow: Blow, name: str) -> str:
        victim = _one(_when_there(find), blow)
        if victim is None:
            return f"no {name}"
        kill(victim)
        return f"{name} {victim}"

    def _emulator_but(self, before: int) -> bool:
        try:
            return self._victims.emulator() != before and self._fleet.answers()
        except LookupError:
            return False


def _when_there(find: Callable[[], Sequence[int]]) -> Sequence[int]:
    """What is found; an earlier fault may have left nothing of the kind, which comes back after a while."""
    deadline = time.monotonic() + BACK_WITHIN
    while time.monotonic() < deadline:
        with suppress(LookupError):
            found = find()
            if found:
                return found
        time.sleep(0.5)
    return ()


def _one(found: Sequence[T], blow: Blow) -> T | None:
    return found[int(blow.aim * len(found)) % len(found)] if found else None


KINDS: dict[str, Callable[[Faults, Blow], str]] = {
    name: getattr(Faults, name)
    for name in (
        "kill_runner", "kill_browser", "kill_worker", "kill_workers", "pause_aws", "restart_aws", "freeze_runner",
        "freeze_browser", "crash_page", "cut_sockets", "drop_acks", "delay_acks", "lose_sends", "refuse_sends",
        "duplicate_delivery", "deaf", "ciphertext",
    )
}  # fmt: skip
