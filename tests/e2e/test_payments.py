"""What Stripe reports, over the deployed stack: exact bytes in, kept first, answered at once, worked from the queue."""

import json
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from flotilla.adapters.dynamodb import keys
from flotilla.domain.ids import PaymentEventId
from tests.e2e.client import Api
from tests.e2e.deployed import Deployed
from tests.stack import eventually
from tests.stripe.account import Json
from tests.stripe.selling import Market, selling_stack
from tests.stripe.server import signed
from tests.stripe.webhooks import report, report_bytes

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]  # The first test waits for the stack, too.


@pytest.fixture(scope="module")
def market() -> Iterator[Market]:
    with selling_stack("e2e", 4766, grace_seconds=604_800) as running:
        yield running


@pytest.fixture(scope="module")
def deployed(market: Market) -> Deployed:
    return Deployed(market.stack)


@pytest.fixture(scope="module")
def api(market: Market) -> Api:
    return Api(market.stack)


@pytest.fixture(scope="module")
def subscription(market: Market, api: Api) -> str:
    """What was bought on the checkout page, and not reported yet."""
    url = api.post("/billing/checkout", {"plan": "pro"})["url"]
    assert api.post("/billing/checkout", {"plan": "pro"})["url"] == url
    name = "Padaria São João ✓"
    made = market.stripe.account.complete(url.rsplit("/", 1)[-1])
    made["metadata"]["name"] = name
    return str(made["id"])


def kept(deployed: Deployed, event: Json) -> Any:
    """The event's item, or None."""
    key = {name: {"S": value} for name, value in keys.payment_event(PaymentEventId(event["id"]))._asdict().items()}
    return deployed.aws.dynamodb.get_item(TableName=deployed.outputs["RuntimeTableName"], Key=key).get("Item")


def test_what_was_bought_is_there_as_soon_as_it_is_reported(
    market: Market, deployed: Deployed, api: Api, subscription: str
) -> None:
    assert api.get("/billing")["plan"] == "free"
    event = market.stripe.account.happened("customer.subscription.updated", market.stripe.account.objects[subscription])
    answer = report(market.webhook, event)
    assert (answer.status_code, answer.json()) == (200, {"received": True})
    assert json.loads(kept(deployed, event)["raw"]["S"]) == event
    eventually(lambda: api.get("/billing")["plan"] == "pro", "the plan that was bought")
    assert api.get("/billing/invoices")["items"][0]["status"] == "paid"
    eventually(lambda: "settled_at" in kept(deployed, event), "the event is settled")


def test_a_replay_changes_nothing_and_asks_nobody(market: Market, deployed: Deployed, subscription: str) -> None:
    event = market.stripe.account.happened("invoice.paid", market.stripe.account.of_kind("invoice")[0])
    report(market.webhook, event)
    eventually(lambda: "settled_at" in kept(deployed, event), "the event is settled")
    asked, before = len(market.stripe.calls), kept(deployed, event)
    assert [report(market.webhook, event).status_code for _ in range(3)] == [200] * 3
    other = market.stripe.account.happened("invoice.paid", market.stripe.account.of_kind("invoice")[0])
    report(market.webhook, other)
    eventually(lambda: "settled_at" in kept(deployed, other), "a later event is settled")
    assert kept(deployed, event) == before
    reads = [path for _, path in market.stripe.calls[asked:] if path == "subscriptions"]
    assert len(reads) == 1, "Only the later event is worked on."


@pytest.mark.parametrize(
    "sign",
    [
        lambda body: signed(body, secret="whsec_another"),
        lambda body: signed(body, at=int(time.time()) - 3600),
        lambda body: signed(body + b" "),
        lambda _: "nonsense",
    ],
    ids=["forged", "stale", "of other bytes", "none"],
)
def test_what_stripe_did_not_just_sign_is_refused_and_not_kept(
    market: Market, deployed: Deployed, subscription: str, sign: Callable[[bytes], str]
) -> None:
    event = market.stripe.account.happened("customer.deleted", {"id": "cus_sample", "object": "customer"})
    body = json.dumps(event).encode()
    answer = report_bytes(market.webhook, body, sign(body))
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_signature")
    assert kept(deployed, event) is None


def test_a_huge_event_is_refused_whoever_signed_it(market: Market, deployed: Deployed) -> None:
    event = market.stripe.account.happened("invoice.paid", {"object": "invoice", "note": "x" * 300_000})
    assert report(market.webhook, event).status_code == 413
    assert kept(deployed, event) is None


def test_stripe_that_is_down_delays_no_answer_and_loses_nothing(
    market: Market, deployed: Deployed, api: Api, subscription: str
) -> None:
    sqs, queue = deployed.aws.sqs, deployed.outputs["BillingQueueUrl"]
    dead, account = deployed.outputs["BillingDeadLettersUrl"], market.stripe.account
    before = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["VisibilityTimeout", "RedrivePolicy"])
    redrive = json.loads(before["Attributes"]["RedrivePolicy"])
    assert int(redrive["maxReceiveCount"]) == 10
    # What takes an hour is tried in seconds.
    soon: dict[Any, str] = {"VisibilityTimeout": "1", "RedrivePolicy": json.dumps({**redrive, "maxReceiveCount": 2})}
    sqs.set_queue_attributes(QueueUrl=queue, Attributes=soon)
    market.stripe.mood = "down"
    try:
        account.become(subscription, "past_due")
        event = account.events[-1]
        assert report(market.webhook, event).status_code == 200
        dead_letter = eventually(
            lambda: sqs.receive_message(QueueUrl=dead, WaitTimeSeconds=1).get("Messages"), "a dead letter", 90
        )[0]
    finally:
        market.stripe.mood = "well"
        sqs.set_queue_attributes(QueueUrl=queue, Attributes=before["Attributes"])
    assert event["id"] in dead_letter["Body"]
    assert "settled_at" not in kept(deployed, event)
    assert api.get("/billing")["subscription"]["grace"] is None
    # Redriven by the operator, or reported again: both end there.
    sqs.send_message(QueueUrl=queue, MessageBody=dead_letter["Body"])
    grace = eventually(lambda: api.get("/billing")["subscription"]["grace"], "the grace has begun")
    assert (grace["reason"], grace["ended"]) == ("payment", False)


def test_a_workspace_that_owes_is_looked_at_by_the_clock(deployed: Deployed, api: Api) -> None:
    assert deployed.call("Plans") == {"workspaces": 1}
    assert api.get("/billing")["subscription"]["grace"]["reason"] == "payment"
