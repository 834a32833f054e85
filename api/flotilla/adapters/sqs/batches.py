"""Sends entries to a queue in batches, until all are stored or it is plain that they won't be."""

import logging
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from flotilla.domain.errors import UnavailableError

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient
    from mypy_boto3_sqs.type_defs import SendMessageBatchRequestEntryTypeDef

MAX_ENTRIES = 10
MAX_BYTES = 256 * 1024
_ATTEMPTS = 4

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Entry:
    """One body; `group` and `deduplication` for a FIFO queue only."""

    body: str
    group: str | None = None
    deduplication: str | None = None


def in_batches(entries: Iterable[Entry]) -> Iterator[tuple[Entry, ...]]:
    """Batches as large as SQS takes, in order. Of each group a batch has one entry only.

    SQS may refuse a single entry of a batch: it must not be overtaken by a later one of its group.
    """
    batch: list[Entry] = []
    size = 0
    for entry in entries:
        length = len(entry.body.encode())
        full = len(batch) == MAX_ENTRIES or size + length > MAX_BYTES
        overtakes = entry.group is not None and any(entry.group == other.group for other in batch)
        if batch and (full or overtakes):
            yield tuple(batch)
            batch, size = [], 0
        batch.append(entry)
        size += length
    if batch:
        yield tuple(batch)


def send_all(client: "SQSClient", queue_url: str, entries: Iterable[Entry]) -> None:
    """Store all, in order; refused ones are sent again. Raise UnavailableError if any is not stored in the end."""
    for batch in in_batches(entries):
        _send(client, queue_url, batch)


def _send(client: "SQSClient", queue_url: str, batch: Sequence[Entry]) -> None:
    waiting = {str(n): entry for n, entry in enumerate(batch)}
    for attempt in range(_ATTEMPTS):
        try:
            answer = client.send_message_batch(
                QueueUrl=queue_url, Entries=[_as_request(name, entry) for name, entry in waiting.items()]
            )
        except (ClientError, BotoCoreError) as error:
            raise UnavailableError("The queue does not take anything now.") from error
        refused = answer.get("Failed", [])
        waiting = {failure["Id"]: waiting[failure["Id"]] for failure in refused}
        if not waiting:
            return
        _log.warning("queue refused entries", extra={"codes": sorted({failure["Code"] for failure in refused})})
        time.sleep(0.05 * 2**attempt)
    raise UnavailableError("The queue refuses some of the entries.")


def _as_request(name: str, entry: Entry) -> "SendMessageBatchRequestEntryTypeDef":
    request: SendMessageBatchRequestEntryTypeDef = {"Id": name, "MessageBody": entry.body}
    if entry.group is not None:
        request["MessageGroupId"] = entry.group
    if entry.deduplication is not None:
        request["MessageDeduplicationId"] = entry.deduplication
    return request
