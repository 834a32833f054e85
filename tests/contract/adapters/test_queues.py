import json
from datetime import timedelta
from typing import Any

import pytest

from flotilla.adapters.memory.clock import SequentialIds
from flotilla.adapters.sqs.queues import SqsInboundQueue, SqsTurnQueue
from flotilla.adapters.sqs.wire import read_history, read_inbound, read_turn
from flotilla.domain.chats import TurnRef
from flotilla.domain.errors import UnavailableError
from flotilla.domain.ids import BotId, ChatId, MessageId, TenantId, TurnId
from flotilla.domain.inbound import Inbound, InboundKind, Origin
from flotilla.domain.messages import Stage
from tests.contract.adapters.emulator import client
from tests.contract.adapters.installations import Emulated, Ports


def _inbound(fresh: SequentialIds, chat: int, text: str, origin: Origin = Origin.LIVE) -> Inbound:
    return Inbound(
        TenantId("t"), BotId("b"), ChatId(f"{chat}@c.us"), MessageId(fresh.new()), InboundKind.MESSAGE, origin, False,
        "text", text, 1_767_000_000, 1_767_000_000_123, life=((Stage.PHONE, 1), (Stage.PAGE, 2)),
    )  # fmt: skip


def _received(ports: Ports) -> tuple[Inbound, ...]:
    if not isinstance(ports, Emulated):
        return ports.inbound_queue.take()
    settings = ports.settings
    bodies = _drain(settings.aws_endpoint_url, settings.events_queue_url)
    old = _drain(settings.aws_endpoint_url, settings.history_queue_url)
    return (*map(read_inbound, bodies), *(event for body in old for event in read_history(body)))


def _drain(endpoint: str, url: str) -> list[str]:
    sqs = client("sqs", endpoint)
    bodies: list[str] = []
    while True:
        got = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
        if not got:
            return bodies
        for message in got:
            bodies.append(message["Body"])
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])


def test_events_arrive_in_order_per_chat(ports: Ports, fresh: SequentialIds) -> None:
    events = [_inbound(fresh, n % 4, f"número {n}") for n in range(35)]
    history = [_inbound(fresh, 1, "long ago", Origin.HISTORY)]
    ports.inbound_queue.put([*events[:20], *history, *events[20:]])
    received = _received(ports)
    assert sorted(received, key=lambda event: event.id) == sorted([*events, *history], key=lambda event: event.id)
    for chat in {event.chat for event in events}:
        live = [event for event in received if event.chat == chat and event.origin is Origin.LIVE]
        assert live == [event for event in events if event.chat == chat]


def test_large_events_arrive_too(ports: Ports, fresh: SequentialIds) -> None:
    events = [_inbound(fresh, n, "ç" * 60_000) for n in range(8)]
    ports.inbound_queue.put(events)
    ports.inbound_queue.put([])
    assert sorted(_received(ports), key=lambda event: event.id) == events


def test_old_messages_travel_together_by_chat_and_fit(emulated: Emulated, fresh: SequentialIds) -> None:
    small = [_inbound(fresh, n % 2, f"número {n}", Origin.HISTORY) for n in range(350)]
    large = [_inbound(fresh, 2, "ç" * 50_000, Origin.HISTORY) for _ in range(7)]
    emulated.inbound_queue.put([*small, *large])
    bodies = _drain(emulated.settings.aws_endpoint_url, emulated.settings.history_queue_url)
    entries = [read_history(body) for body in bodies]
    assert all(len({event.chat for event in entry}) == 1 for entry in entries)
    # 175 messages of each of two chats, a hundred at most in an entry, and 100 KB each in no more than 256 KB.
    assert sorted(len(entry) for entry in entries if entry[0].chat != "2@c.us") == [75, 75, 100, 100]
    assert all(len(entry) <= 2 for entry in entries if entry[0].chat == "2@c.us")
    assert sorted((e for entry in entries for e in entry), key=lambda event: event.id) == [*small, *large]


def test_an_event_handed_over_twice_is_queued_once(emulated: Emulated, fresh: SequentialIds) -> None:
    event = _inbound(fresh, 1, "once")
    emulated.inbound_queue.put([event])
    emulated.inbound_queue.put([event])
    assert _received(emulated) == (event,)


def test_turns_are_delivered_when_due(ports: Ports, fresh: SequentialIds) -> None:
    turn = TurnRef(TenantId("t"), BotId("b"), ChatId("1@c.us"), TurnId(fresh.new()), "00001.000000.x")
    later = TurnRef(TenantId("t"), BotId("b"), ChatId("1@c.us"), TurnId(fresh.new()), "00002.000000.x")
    ports.turn_queue.put(turn, delay=timedelta(0))
    ports.turn_queue.put(later, delay=timedelta(minutes=1))
    if isinstance(ports, Emulated):
        due = tuple(map(read_turn, _drain(ports.settings.aws_endpoint_url, ports.settings.turns_queue_url)))
    else:
        due = ports.turn_queue.take_due()
    assert due == (turn,)


class _Picky:
    """An SQS client that refuses an entry of each batch as often as it is told, and notes what it stored."""

    def __init__(self, refusals: int) -> None:
        self.refusals = refusals
        self.stored: list[str] = []
        self.delays: list[int] = []

    def send_message_batch(self, QueueUrl: str, Entries: list[dict[str, Any]]) -> dict[str, Any]:  # noqa: N803
        refused = Entries[:1] if self.refusals > 0 else []
        self.refusals -= 1
        taken = [entry for entry in Entries if entry not in refused]
        self.stored += [json.loads(entry["MessageBody"])["text"] for entry in taken]
        return {"Failed": [{"Id": entry["Id"], "Code": "InternalError", "SenderFault": False} for entry in refused]}

    def send_message(self, QueueUrl: str, MessageBody: str, DelaySeconds: int) -> None:  # noqa: N803
        self.delays.append(DelaySeconds)


def test_a_refused_entry_is_sent_again_before_the_next_of_its_chat(fresh: SequentialIds) -> None:
    picky: Any = _Picky(refusals=2)
    queue = SqsInboundQueue(picky, events_url="events", history_url="history")
    queue.put([_inbound(fresh, n % 2, str(n)) for n in range(6)])
    assert len(picky.stored) == 6
    assert [text for text in picky.stored if int(text) % 2 == 0] == ["0", "2", "4"]


def test_a_queue_that_goes_on_refusing_is_unavailable(fresh: SequentialIds) -> None:
    picky: Any = _Picky(refusals=99)
    queue = SqsInboundQueue(picky, events_url="events", history_url="history")
    with pytest.raises(UnavailableError):
        queue.put([_inbound(fresh, 1, "never")])


def test_delays_are_rounded_up_and_bounded() -> None:
    picky: Any = _Picky(refusals=0)
    turn = TurnRef(TenantId("t"), BotId("b"), ChatId("1@c.us"), TurnId("t1"), "1")
    for seconds in (-1, 0, 0.2, 1.5, 5000):
        SqsTurnQueue(picky, turns_url="turns").put(turn, delay=timedelta(seconds=seconds))
    assert picky.delays == [0, 0, 1, 2, 900]


def test_a_queue_that_is_not_there_is_unavailable(emulated: Emulated, fresh: SequentialIds) -> None:
    gone = emulated.settings.events_queue_url.replace("events.fifo", "gone.fifo")
    real: Any = client("sqs", emulated.settings.aws_endpoint_url)
    with pytest.raises(UnavailableError):
        SqsInboundQueue(real, events_url=gone, history_url=gone).put([_inbound(fresh, 1, "x")])
