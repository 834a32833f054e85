"""Queues and what died in them."""

from dataclasses import dataclass
from typing import Any

from flotilla.operator.errors import OperatorError
from flotilla.operator.stack import Stack


@dataclass(frozen=True)
class Redrivable:
    """A queue with its dead-letter queue, as outputs of the stack."""

    name: str
    source: str
    dead_letters: str


DEAD_LETTERS = (
    Redrivable("events", "EventsQueueUrl", "EventsDeadLettersUrl"),
    Redrivable("history", "HistoryQueueUrl", "HistoryDeadLettersUrl"),
    Redrivable("turns", "TurnsQueueUrl", "TurnsDeadLettersUrl"),
    Redrivable("billing", "BillingQueueUrl", "BillingDeadLettersUrl"),
)


@dataclass(frozen=True)
class Watched:
    """Dead letters that nothing is made of any more; when their cause is mended they are thrown away."""

    name: str
    dead_letters: str


THROWN_AWAY = (Watched("relay", "RelayDeadLettersUrl"), Watched("schedules", "ScheduleDeadLettersUrl"))


def waiting(stack: Stack, output: str) -> int:
    """About how many entries a queue holds, those in work included."""
    attributes = stack.client("sqs").get_queue_attributes(
        QueueUrl=stack.outputs[output],
        AttributeNames=["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
    )["Attributes"]
    return sum(int(value) for value in attributes.values())


def redrive(stack: Stack, name: str, *, limit: int = 10_000) -> int:
    """Put dead entries back into their queue, in their order; how many. Everything they lead to is safe to repeat.

    An entry leaves the dead letters only when its queue has it: one that is interrupted may come twice, never not at
    all. Raise OperatorError for a queue that has no dead letters.
    """
    queue = next((one for one in DEAD_LETTERS if one.name == name), None)
    if queue is None:
        raise OperatorError(f"There is no such queue; there are {', '.join(one.name for one in DEAD_LETTERS)}.")
    client = stack.client("sqs")
    source, dead = stack.outputs[queue.source], stack.outputs[queue.dead_letters]
    moved = 0
    while moved < limit:
        found = client.receive_message(
            QueueUrl=dead,
            MaxNumberOfMessages=min(10, limit - moved),
            WaitTimeSeconds=1,
            MessageSystemAttributeNames=["MessageGroupId", "MessageDeduplicationId"],
        ).get("Messages", [])
        if not found:
            return moved
        for entry in found:
            client.send_message(QueueUrl=source, MessageBody=entry["Body"], **_fifo(entry))
            client.delete_message(QueueUrl=dead, ReceiptHandle=entry["ReceiptHandle"])
            moved += 1
    return moved


def _fifo(entry: dict[str, Any]) -> dict[str, str]:
    known = entry.get("Attributes", {})
    return {name: known[name] for name in ("MessageGroupId", "MessageDeduplicationId") if name in known}
