import json
from typing import Any

import pytest

from flotilla.adapters.eventbridge import EventBridgeBus
from flotilla.adapters.memory.clock import SequentialIds
from flotilla.adapters.references import MAX_PAYLOAD
from flotilla.domain.errors import UnavailableError
from flotilla.domain.events import Event
from flotilla.domain.ids import BotId, TenantId
from flotilla.domain.views import View
from tests.contract.adapters.emulator import client
from tests.contract.adapters.installations import Emulated
from tests.contract.adapters.samples import NOW


def _event(number: int, data: View) -> Event:
    return Event(f"change-{number}", "message.received", NOW, TenantId("t1"), BotId("b1"), data)


def _message(text: str) -> View:
    return {"message": {"id": "m1", "bot_id": "b1", "lead_id": "l1", "chat_id": "c1", "text": text, "life": []}}


def test_events_reach_who_listens_to_the_bus(emulated: Emulated, fresh: SequentialIds) -> None:
    endpoint = emulated.settings.aws_endpoint_url
    sqs, events = client("sqs", endpoint), client("events", endpoint)
    url = sqs.create_queue(QueueName=f"listener-{fresh.new()}")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    pattern = json.dumps({"source": ["flotilla"], "detail-type": ["message.received"]})
    events.put_rule(Name="listener", EventBusName="flotilla", EventPattern=pattern)
    events.put_targets(Rule="listener", EventBusName="flotilla", Targets=[{"Id": "1", "Arn": arn}])
    sent = [_event(number, _message("olá" * 20_000)) for number in range(23)]
    emulated.event_bus.publish(sent)
    emulated.event_bus.publish([])
    heard: list[dict[str, Any]] = []
    while len(heard) < len(sent):
        got = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, WaitTimeSeconds=5).get("Messages", [])
        assert got
        for message in got:
            heard.append(json.loads(message["Body"])["detail"])
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    heard.sort(key=lambda envelope: int(envelope["id"].split("-")[1]))
    assert heard == [event.envelope() for event in sent]


class _Picky:
    """An EventBridge that refuses the first entry of each request as often as it is told."""

    def __init__(self, refusals: int) -> None:
        self.refusals = refusals
        self.taken: list[dict[str, Any]] = []

    def put_events(self, Entries: list[dict[str, Any]]) -> dict[str, Any]:  # noqa: N803
        refused = 1 if self.refusals > 0 else 0
        self.refusals -= 1
        self.taken += [json.loads(entry["Detail"]) for entry in Entries[refused:]]
        results = [{"ErrorCode": "InternalFailure"}] * refused + [{"EventId": "e"}] * (len(Entries) - refused)
        return {"FailedEntryCount": refused, "Entries": results}


def test_refused_events_are_sent_again() -> None:
    picky: Any = _Picky(refusals=2)
    EventBridgeBus(picky, bus="flotilla").publish([_event(number, {}) for number in range(12)])
    assert len({envelope["id"] for envelope in picky.taken}) == len(picky.taken) == 12


def test_a_bus_that_goes_on_refusing_is_unavailable() -> None:
    picky: Any = _Picky(refusals=99)
    with pytest.raises(UnavailableError):
        EventBridgeBus(picky, bus="flotilla").publish([_event(1, {})])


def test_a_bus_that_can_not_be_reached_is_unavailable() -> None:
    nowhere = client("events", "http://127.0.0.1:9")
    with pytest.raises(UnavailableError):
        EventBridgeBus(nowhere, bus="flotilla").publish([_event(1, {})])


def test_a_payload_over_100_kb_becomes_a_reference() -> None:
    picky: Any = _Picky(refusals=0)
    large = _event(1, _message("ç" * MAX_PAYLOAD))
    EventBridgeBus(picky, bus="flotilla").publish([large, _event(2, _message("small"))])
    reference, whole = picky.taken
    ids = {"id": "m1", "bot_id": "b1", "lead_id": "l1", "chat_id": "c1"}
    assert reference == {**large.envelope(), "data": {"message": ids}, "reference": True}
    assert whole["data"]["message"]["text"] == "small"
