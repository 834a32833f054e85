"""The bus on EventBridge."""

import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from flotilla.adapters.references import as_json, travelling
from flotilla.domain.errors import UnavailableError
from flotilla.domain.events import Event

if TYPE_CHECKING:
    from mypy_boto3_events import EventBridgeClient
    from mypy_boto3_events.type_defs import PutEventsRequestEntryTypeDef

MAX_ENTRIES = 10
MAX_REQUEST = 240 * 1024
"""AWS takes 256 KB in one request, with some overhead for each entry."""

_ATTEMPTS = 3


class EventBridgeBus:
    """Implements EventBus."""

    def __init__(self, client: "EventBridgeClient", *, bus: str) -> None:
        self._client = client
        self._bus = bus

    def publish(self, events: Sequence[Event]) -> None:
        """See the port."""
        for batch in _batches([self._entry(event) for event in events]):
            self._put(batch)

    def _put(self, batch: "list[PutEventsRequestEntryTypeDef]") -> None:
        for attempt in range(_ATTEMPTS):
            try:
                answer = self._client.put_events(Entries=batch)
            except (ClientError, BotoCoreError) as error:
                raise UnavailableError("The event bus does not take anything now.") from error
            if not answer.get("FailedEntryCount"):
                return
            # One result stands for each entry, in order.
            pairs = zip(batch, answer["Entries"], strict=True)
            batch = [entry for entry, result in pairs if result.get("ErrorCode")]
            time.sleep(0.05 * 2**attempt)
        raise UnavailableError("The event bus refuses some of the events.")

    def _entry(self, event: Event) -> "PutEventsRequestEntryTypeDef":
        return {
            "EventBusName": self._bus,
            "Source": "flotilla",
            "DetailType": event.type,
            "Time": event.time,
            "Detail": as_json(travelling(event.envelope())),
        }


def _batches(entries: "list[PutEventsRequestEntryTypeDef]") -> "Iterator[list[PutEventsRequestEntryTypeDef]]":
    batch: list[PutEventsRequestEntryTypeDef] = []
    size = 0
    for entry in entries:
        length = len(entry.get("Detail", "").encode())
        if batch and (len(batch) == MAX_ENTRIES or size + length > MAX_REQUEST):
            yield batch
            batch, size = [], 0
        batch.append(entry)
        size += length
    if batch:
        yield batch
