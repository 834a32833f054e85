"""Bots with phones, and the customers that write to them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

import httpx

from infra.local import deploy, ready
from infra.local.aws import Aws
from infra.local.config import LocalConfig
from tests.chaos.account import Pair
from tests.e2e.client import Api, Phone
from tests.stack import Stack

LINKED_WITHIN = 120.0

QUEUES = ("EventsQueue", "HistoryQueue", "TurnsQueue")


@dataclass(frozen=True)
class Fleet:
    """A running stack with linked bots. Customer n writes to bot n modulo the number of bots.

    `buried` are the dead letters that were there before.
    """

    stack: Stack
    bots: tuple[str, ...]
    numbers: tuple[str, ...]
    customers: tuple[str, ...]
    buried: Mapping[str, int] = field(default_factory=dict)

    @property
    def simulator(self) -> str:
        """Address of the simulated WhatsApp."""
        return str(self.stack.endpoints["simulator"])

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """Each customer's chat."""
        return tuple(Pair(self.numbers[n % len(self.bots)], customer) for n, customer in enumerate(self.customers))

    def bot_of(self, customer: int) -> str:
        """The id of the bot that a customer writes to."""
        return self.bots[customer % len(self.bots)]

    @cached_property
    def aws(self) -> Aws:
        """The stack's emulated AWS, as its root."""
        return Aws(LocalConfig(self.stack.folder, self.stack.port))

    @cached_property
    def outputs(self) -> dict[str, str]:
        """What the deployed template says of itself."""
        return deploy.outputs(deploy.find_stack(self.aws))

    def holders(self) -> dict[str, str]:
        """By bot, the name of the runner that holds it, dead or frozen ones included; empty while none does.

        Raise BotoCoreError or ClientError while the emulated AWS is away.
        """
        table = self.outputs["RuntimeTableName"]
        return {bot: ready.lease_holder(self.aws, table, bot) for bot in self.bots}

    def answers(self) -> bool:
        """Whether the API answers."""
        try:
            return httpx.get(f"{self.stack.endpoints['api']}/health/live", timeout=15).is_success
        except httpx.HTTPError:
            return False

    def redelivery(self) -> dict[str, int]:
        """After how many seconds each queue gives again what a killed function held."""
        name: Literal["VisibilityTimeout"] = "VisibilityTimeout"
        found = {}
        for queue in QUEUES:
            got = self.aws.sqs.get_queue_attributes(QueueUrl=self.outputs[f"{queue}Url"], AttributeNames=[name])
            found[queue] = int(got["Attributes"][name])
        return found

    def hasten_redelivery(self, seconds: Mapping[str, int]) -> None:
        """Have it given again sooner (by queue) than after the minutes of the template."""
        for queue, soon in seconds.items():
            attributes: dict[Literal["VisibilityTimeout"], str] = {"VisibilityTimeout": str(soon)}
            self.aws.sqs.set_queue_attributes(QueueUrl=self.outputs[f"{queue}Url"], Attributes=attributes)  # type: ignore[arg-type]

    def dead_letters(self) -> dict[str, int]:
        """Entries that came into each dead-letter queue."""
        sqs = self.aws.sqs
        counts = {}
        for url in sqs.list_queues().get("QueueUrls", []):
            if "DeadLetters" in url:
                got = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["ApproximateNumberOfMessages"])
                queue = url.rpartition("/")[2]
                counts[queue] = int(got["Attributes"]["ApproximateNumberOfMessages"]) - self.buried.get(queue, 0)
        return counts

    def fault(self, kind: str, **more: Any) -> None:
        """Have the simulated WhatsApp misbehave."""
        answer = httpx.post(f"{self.simulator}/faults", json={"kind": kind, **more}, timeout=20)
        assert answer.status_code == 201, answer.text

    def calm(self) -> None:
        """End all misbehaviour of the simulated WhatsApp."""
        httpx.delete(f"{self.simulator}/faults", timeout=20).raise_for_status()


def make_fleet(stack: Stack, *, bots: int, customers: int, first_number: int = 5511970000000) -> Fleet:
    """Link so many bots, the seeded one among them, and make the customers' phones."""
    api = Api(stack)
    ids = [stack.endpoints["bot_id"]]
    ids += [api.post("/bots", {"name": f"Sample bot {n}", "burst_window_ms": 0})["id"] for n in range(1, bots)]
    numbers = [f"{first_number + 900 + n}" for n in range(bots)]
    for bot, number in zip(ids, numbers, strict=True):
        link(stack, api, bot, number)
    people = [f"{first_number + n}" for n in range(customers)]
    for n, number in enumerate(people):
        Phone.make(stack, number, f"Customer {n} (sample)")
    return Fleet(stack, tuple(ids), tuple(numbers), tuple(people))


def link(stack: Stack, api: Api, bot: str, number: str) -> None:
    """Scan the bot's code with a phone, and wait until the session works."""
    phone = Phone.make(stack, number, f"Phone of a bot {number[-3:]} (sample)")
    code = api.wait_for_status(bot, "SCAN_QR_CODE", LINKED_WITHIN)["qr"]
    answer = phone.scan(code)
    assert answer.status_code in (200, 201, 202, 204), answer.text
    api.wait_for_status(bot, "WORKING", LINKED_WITHIN)
