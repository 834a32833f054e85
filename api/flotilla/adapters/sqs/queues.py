"""The queues between runners and functions."""

import math
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from flotilla.adapters.sqs.batches import Entry, send_all
from flotilla.adapters.sqs.wire import deduplication_id, group_id, write_inbound, write_turn
from flotilla.domain.chats import TurnRef
from flotilla.domain.errors import UnavailableError
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
        send_all(self._client, self._history_url, (Entry(write_inbound(event)) for event in history))


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
