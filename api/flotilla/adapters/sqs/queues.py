"""The queues between runners and functions."""

import math
from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from flotilla.adapters.sqs.batches import MAX_BYTES, Entry, send_all
from flotilla.adapters.sqs.wire import (
    deduplication_id,
    group_id,
    write_history,
    write_inbound,
    write_payment_event,
    write_turn,
)
from flotilla.domain.chats import TurnRef
from flotilla.domain.errors import UnavailableError
from flotilla.domain.history import MOST_TOGETHER
from flotilla.domain.ids import BotId, ChatId, PaymentEventId
from flotilla.domain.inbound import Inbound, Origin

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

_LONGEST_DELAY = 900
"""Seconds; SQS's own limit."""


class SqsInboundQueue:
    """Implements InboundQueue: what happens goes to the FIFO queue, what a first link brings to one of its own."""

    def __init__(self, client: "SQSClient", *, events_url: str, history_url: str) -> None:
        self._client = client
        self._events_url = events_url
        self._history_url = history_url

    def put(self, events: Sequence[Inbound]) -> None:
        """See the port."""
        live = [event for event in events if event.origin is not Origin.HISTORY]
        history = [event for event in events if event.origin is Origin.HISTORY]
        send_all(
            self._client,
            self._events_url,
            (Entry(write_inbound(event), group_id(event), deduplication_id(event)) for event in live),
        )
        send_all(self._client, self._history_url, (Entry(body) for body in history_bodies(history)))


def history_bodies(history: Sequence[Inbound]) -> Iterator[str]:
    """Old messages as bodies of entries: of one chat each, in order, and none larger than the queue takes."""
    chats: dict[tuple[BotId, ChatId], list[Inbound]] = {}
    for event in history:
        chats.setdefault((event.bot, event.chat), []).append(event)
    for events in chats.values():
        for start in range(0, len(events), MOST_TOGETHER):
            yield from _fitting(events[start : start + MOST_TOGETHER])


def _fitting(events: Sequence[Inbound]) -> Iterator[str]:
    body = write_history(events)
    if len(body.encode()) <= MAX_BYTES or len(events) == 1:
        yield body
        return
    half = len(events) // 2
    yield from _fitting(events[:half])
    yield from _fitting(events[half:])


class SqsTurnQueue:
    """Implements TurnQueue. SQS counts delays in whole seconds; who answers looks at the turn's own time."""

    def __init__(self, client: "SQSClient", *, turns_url: str) -> None:
        self._client = client
        self._turns_url = turns_url

    def put(self, turn: TurnRef, *, delay: timedelta) -> None:
        """See the port."""
        seconds = min(max(math.ceil(delay.total_seconds()), 0), _LONGEST_DELAY)
        try:
            self._client.send_message(QueueUrl=self._turns_url, MessageBody=write_turn(turn), DelaySeconds=seconds)
        except (ClientError, BotoCoreError) as error:
            raise UnavailableError("The queue of turns does not take anything now.") from error


class SqsBillingQueue:
    """Implements BillingQueue."""

    def __init__(self, client: "SQSClient", *, billing_url: str) -> None:
        self._client = client
        self._billing_url = billing_url

    def put(self, event: PaymentEventId) -> None:
        """See the port."""
        send_all(self._client, self._billing_url, [Entry(write_payment_event(event))])
