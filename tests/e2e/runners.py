"""The runner processes of a stack, and how one of them loses a bot to another."""

import os
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from infra.local import ready
from tests.e2e.client import BOT_NUMBER, Api, Phone
from tests.e2e.deployed import Deployed
from tests.stack import Stack, eventually


@dataclass(frozen=True, slots=True)
class Takeover:
    """What a takeover took, in seconds from the signal on, and the states that the session was in meanwhile."""

    working: float
    answered: float
    states: tuple[str, ...]


@dataclass(frozen=True)
class Runners:
    """The runners of a running stack."""

    stack: Stack

    @cached_property
    def _deployed(self) -> Deployed:
        return Deployed(self.stack)

    def want(self, count: int) -> None:
        """Have ECS keep so many, and wait until they are there."""
        names = self._deployed.outputs
        self._deployed.aws.ecs.update_service(
            cluster=names["ClusterName"], service=names["ServiceName"], desiredCount=count
        )
        eventually(lambda: len(self.pids()) == count, f"{count} runners", 60)

    def pids(self) -> dict[str, int]:
        """Process ids by the runners' names."""
        return {_name(pid): pid for pid in self.stack.runner_pids()}

    def holder(self, bot: str) -> str:
        """Name of the runner that holds a bot; empty while none does."""
        return ready.lease_holder(self._deployed.aws, self._deployed.outputs["RuntimeTableName"], bot)

    def take_over(self, api: Api, bot: str, customer: Phone, signal_number: int, *, within: float) -> Takeover:
        """Signal the linked bot's holder while a customer writes, and wait until another runner has answered."""
        # Whoever takes it has proven it anew only when it works for a shorter time than the holder did.
        worked_since = api.wait_for_status(bot, "WORKING")["uptime_since"]
        holder, heard = self.holder(bot), len(customer.replies(BOT_NUMBER))
        began, at = time.monotonic(), datetime.now(UTC)
        os.kill(self.pids()[holder], signal_number)
        customer.write(BOT_NUMBER, "Is anybody there?")

        def works() -> bool:
            shown = api.session(bot)
            return bool(shown["status"] == "WORKING" and shown["uptime_since"] != worked_since)

        eventually(works, "the session works again", within)
        working = time.monotonic() - began
        eventually(lambda: len(customer.replies(BOT_NUMBER)) > heard, "an answer", within)
        answered = time.monotonic() - began
        assert self.holder(bot) not in ("", holder)
        items = api.get(f"/bots/{bot}/session/history")["items"]
        seen = [one["status"] for one in reversed(items) if datetime.fromisoformat(one["at"]) >= at]
        return Takeover(working, answered, tuple(seen))


def _name(pid: int) -> str:
    try:
        pairs = Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    except OSError:
        return ""
    return next((pair.partition(b"=")[2].decode() for pair in pairs if pair.startswith(b"RUNNER_ID=")), "")
