"""Buying, owing and paying, through the real stripe library."""

import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flotilla.domain.billing import GraceReason, SubscriptionStatus
from flotilla.domain.errors import (
    ConflictError,
    InvalidInputError,
    LimitReachedError,
    MisconfiguredError,
    UnavailableError,
)
from flotilla.domain.events import derive_events
from flotilla.domain.plans import Plan
from tests.contract.payments.conftest import Shop, open_shop
from tests.stripe.server import StripeLike, signed
from tests.unit.services.world import BOT, TENANT


def test_a_free_workspace_buys_and_may_have_more(shop: Shop) -> None:
    assert shop.plan() is Plan.FREE
    with pytest.raises(LimitReachedError) as refused:
        shop.core.create_bot(shop.owner, "Second")
    assert (refused.value.limit, refused.value.allowed, refused.value.plan) == ("bots", 1, Plan.FREE)
    shop.buy()
    shop.report_all()
    assert shop.plan() is Plan.PRO
    assert shop.core.create_bot(shop.owner, "Second").name == "Second"
    with pytest.raises(ConflictError, match="already"):
        shop.core.start_checkout(shop.owner, Plan.PRO)
    assert shop.core.list_invoices(shop.owner).items[0].status == "paid"
    assert shop.core.open_portal(shop.owner).startswith("http")
    assert [price.amount for price in shop.core.show_billing(shop.owner).prices or ()] == [4900]


def test_many_who_click_at_once_get_one_customer_and_one_page(shop: Shop) -> None:
    with ThreadPoolExecutor(6) as pool:
        pages = set(pool.map(lambda _: shop.core.start_checkout(shop.owner, Plan.PRO), range(6)))
    assert len(pages) == 1
    assert len(shop.stripe.account.of_kind("customer")) == 1
    assert len(shop.stripe.account.of_kind("checkout.session")) == 1
    assert shop.core.start_checkout(shop.owner, Plan.PRO) in pages


def test_a_page_that_was_paid_on_sells_nothing_more_before_it_is_reported(shop: Shop) -> None:
    shop.buy()
    with pytest.raises(ConflictError, match="already"):
        shop.core.start_checkout(shop.owner, Plan.PRO)
    assert shop.plan() is Plan.PRO


def test_an_unpaid_plan_runs_on_in_grace_then_the_newest_bots_pause_and_come_back(shop: Shop) -> None:
    subscription = shop.buy()
    shop.report_all()
    shop.core.clock.advance(seconds=60)
    second = shop.core.create_bot(shop.owner, "Second")
    shop.stripe.account.become(subscription, "past_due")
    shop.report_all()
    grace = shop.billing().grace
    assert grace is not None
    assert grace.reason is GraceReason.PAYMENT
    assert shop.plan() is Plan.PRO
    shop.core.enforce_plans()
    shop.core.enforce_plans()
    assert len(shop.core.mailer.sent) == 2  # The owner and the admin, once each.
    shop.core.clock.advance(seconds=7 * 86_400)
    shop.core.enforce_plans()
    assert shop.core.bots.get(TENANT, second.id).suspended_by == "plan"
    assert shop.core.bots.get(TENANT, BOT).should_run
    assert len(shop.core.mailer.sent) == 4
    with pytest.raises(LimitReachedError):
        shop.core.operate_session(shop.owner, second.id, "start")
    shop.stripe.account.become(subscription, "active")
    shop.report_all()
    assert shop.core.bots.get(TENANT, second.id).should_run
    assert shop.billing().grace is None


def test_pages_are_told_of_what_was_bought_of_a_grace_and_of_a_limit(shop: Shop) -> None:
    with pytest.raises(LimitReachedError):
        shop.core.create_bot(shop.owner, "Second")
    subscription = shop.buy()
    shop.report_all()
    shop.stripe.account.become(subscription, "past_due")
    shop.report_all()
    events = [event for change in shop.core.store.changes for event in derive_events(change)]
    assert "limit.reached" in [event.type for event in events]
    told = [event.data["subscription"] for event in events if event.type == "subscription.updated"]
    assert [(one["plan"], one["status"], one["grace"] is not None) for one in told] == [
        ("pro", "active", False), ("pro", "past_due", True),
    ]  # fmt: skip
    assert str(shop.billing().customer) not in str(events)


def test_people_choose_which_bot_runs(shop: Shop) -> None:
    subscription = shop.buy()
    shop.report_all()
    shop.core.clock.advance(seconds=60)
    second = shop.core.create_bot(shop.owner, "Second")
    shop.stripe.account.become(subscription, "canceled")
    shop.report_all()
    shop.core.clock.advance(seconds=7 * 86_400)
    shop.core.enforce_plans()
    shop.core.operate_session(shop.owner, BOT, "stop")
    shop.core.operate_session(shop.owner, second.id, "start")
    assert shop.core.bots.get(TENANT, second.id).should_run
    with pytest.raises(LimitReachedError):
        shop.core.operate_session(shop.owner, BOT, "start")


def test_nobody_loses_a_bot_while_the_provider_is_silent(shop: Shop) -> None:
    subscription = shop.buy()
    shop.report_all()
    shop.core.clock.advance(seconds=60)
    second = shop.core.create_bot(shop.owner, "Second")
    shop.stripe.account.become(subscription, "past_due")
    shop.report_all()
    shop.core.clock.advance(seconds=8 * 86_400)
    shop.stripe.mood = "down"
    with pytest.raises(UnavailableError):
        shop.core.enforce_plans()
    assert shop.core.bots.get(TENANT, second.id).should_run


@pytest.mark.parametrize("mood", ["down", "slow"])
def test_a_provider_that_does_not_answer_is_told_as_such(shop: Shop, mood: str) -> None:
    shop.stripe.mood = mood
    began = time.monotonic()
    with pytest.raises(UnavailableError):
        shop.core.start_checkout(shop.owner, Plan.PRO)
    assert time.monotonic() - began < 10
    shop.stripe.mood = "well"
    assert shop.core.start_checkout(shop.owner, Plan.PRO)
    assert shop.core.show_billing(shop.owner).prices


def _forged(body: bytes) -> str:
    return signed(body, secret="whsec_another")


def _stale(body: bytes) -> str:
    return signed(body, at=int(time.time()) - 3600)


@pytest.mark.parametrize("sign", [_forged, _stale, lambda _: "", lambda _: "t=1,v1=nonsense"])
def test_what_the_provider_did_not_just_sign_changes_nothing(shop: Shop, sign: Callable[[bytes], str]) -> None:
    shop.buy()
    body = json.dumps(shop.stripe.account.events[0]).encode()
    with pytest.raises(InvalidInputError) as refused:
        shop.core.accept_payment_event(body, sign(body))
    assert refused.value.code == "bad_signature"
    assert not shop.core.payment_events.events
    assert not shop.core.billing_queue.entries


def test_a_changed_body_is_forged_and_signed_nonsense_is_no_event(shop: Shop) -> None:
    body = b'{"id": "evt_1"}'
    with pytest.raises(InvalidInputError, match="signature"):
        shop.core.accept_payment_event(body + b" ", signed(body))
    for nonsense in (body, b"[]", b"null", b'{"id":1,"type":"x","created":1,"data":{"object":null}}'):
        with pytest.raises(InvalidInputError) as refused:
            shop.core.accept_payment_event(nonsense, signed(nonsense))
        assert refused.value.code == "bad_event"


def test_without_the_webhooks_secret_nothing_is_believed(shop: Shop) -> None:
    shop.core.payments._webhook_secret = lambda: None  # type: ignore[attr-defined]  # As an operator left it.
    with pytest.raises(MisconfiguredError, match="STRIPE_WEBHOOK_SECRET"):
        shop.core.accept_payment_event(b"{}", signed(b"{}"))


def test_an_event_is_kept_before_it_is_queued_and_a_replay_is_not_worked_on(shop: Shop) -> None:
    shop.buy()
    event = shop.stripe.account.events[0]
    shop.core.billing_queue.failing = True
    with pytest.raises(UnavailableError):
        shop.report(event)
    assert list(shop.core.payment_events.events) == [event["id"]]
    shop.core.billing_queue.failing = False
    shop.report(event)
    shop.settle()
    shop.report(event)
    assert not shop.core.billing_queue.entries


def test_events_of_no_interest_and_of_strangers_are_kept_and_change_nothing(shop: Shop) -> None:
    account = shop.stripe.account
    stranger = account.customer("Somebody else", {"tenant": TENANT})
    before = shop.billing()
    shop.report(account.happened("charge.refunded", {"object": "charge", "customer": stranger["id"]}))
    shop.report(account.happened("invoice.paid", account.invoice(stranger["id"], paid=True)))
    shop.settle()
    assert shop.billing() == before
    assert len(shop.core.payment_events.settled) == 2


def test_a_customer_that_was_deleted_can_buy_again(shop: Shop) -> None:
    shop.buy()
    shop.report_all()
    customer = shop.billing().customer
    assert customer is not None
    shop.stripe.account.delete_customer(customer)
    shop.report_all()
    assert (shop.plan(), shop.billing().customer) == (Plan.FREE, None)
    shop.buy()
    shop.report_all()
    assert shop.plan() is Plan.PRO
    assert shop.billing().customer != customer


def test_a_plan_is_tried_once_and_a_coupon_can_be_given(shop: Shop) -> None:
    """Coupons are the provider's: they are made there and typed in on its page."""
    checkout = shop.core.start_checkout
    shop.core.__dict__["start_checkout"] = replace(checkout, policy=replace(checkout.policy, trial_days=14))
    subscription = shop.buy()
    shop.report_all()
    bought = shop.billing().subscription
    assert bought is not None
    assert (shop.plan(), bought.status) == (Plan.PRO, SubscriptionStatus.TRIALING)
    assert bought.trial_end is not None
    assert timedelta(days=13) < bought.trial_end - datetime.now(UTC) <= timedelta(days=14)
    shop.stripe.account.become(subscription, "canceled")
    shop.report_all()
    shop.buy()
    shop.report_all()
    again = shop.billing().subscription
    assert again is not None
    assert (again.status, again.trial_end) == (SubscriptionStatus.ACTIVE, None)
    orders = shop.stripe.account.of_kind("order")
    assert [order["allow_promotion_codes"] for order in orders] == ["true", "true"]


STATUSES = ["active", "past_due", "unpaid", "canceled", "paused"]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(statuses=st.lists(st.sampled_from(STATUSES), max_size=3), data=st.data())
def test_any_order_and_repetition_of_events_ends_in_the_same_state(
    served: tuple[StripeLike, str], statuses: list[str], data: st.DataObject
) -> None:
    shop = open_shop(*served)
    subscription = shop.buy()
    for status in statuses:
        shop.stripe.account.become(subscription, status)
    events = shop.stripe.account.events
    order = data.draw(st.permutations(events + data.draw(st.lists(st.sampled_from(events), max_size=4))))
    cut = data.draw(st.integers(0, len(order)))
    for event in order[:cut]:
        shop.report(event)
    shop.settle()
    for event in order[cut:]:
        shop.report(event)
        if data.draw(st.booleans()):
            shop.settle()
    shop.settle()
    expected = SubscriptionStatus(statuses[-1] if statuses else "active")
    billing = shop.billing()
    assert billing.subscription is not None
    assert billing.subscription.status is expected
    owing = expected in (SubscriptionStatus.PAST_DUE, SubscriptionStatus.UNPAID, SubscriptionStatus.PAUSED)
    assert (billing.grace is not None) is owing
    assert shop.plan() is (Plan.FREE if expected is SubscriptionStatus.CANCELED else Plan.PRO)
    again = replace(billing, version=0, synced_at=None)
    shop.report_all()
    assert replace(shop.billing(), version=0, synced_at=None) == again


def test_a_grace_runs_on_when_what_was_owed_is_cancelled(shop: Shop) -> None:
    subscription = shop.buy()
    shop.report_all()
    shop.core.create_bot(shop.owner, "Second")
    shop.stripe.account.become(subscription, "past_due")
    shop.report_all()
    began = shop.billing().grace
    shop.core.clock.advance(seconds=3 * 86_400)
    shop.stripe.account.become(subscription, "canceled")
    shop.report_all()
    assert began is not None
    assert shop.billing().grace == began
    assert began.until - began.since == timedelta(days=7)
