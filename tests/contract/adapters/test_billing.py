"""What is known of payments, what the provider reported, which limits were reached, and the queue in between."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx
import pytest

from flotilla.adapters.mail import SesMailer
from flotilla.adapters.memory.clock import SequentialIds
from flotilla.adapters.sqs.queues import SqsBillingQueue
from flotilla.adapters.sqs.wire import read_payment_event
from flotilla.domain.billing import (
    Billing,
    Checkout,
    CheckoutState,
    Grace,
    GraceReason,
    Subscription,
    SubscriptionStatus,
)
from flotilla.domain.bots import Desired
from flotilla.domain.errors import ConflictError, LimitReachedError, MisconfiguredError, UnavailableError
from flotilla.domain.ids import BotId, CheckoutId, CustomerId, PaymentEventId, SubscriptionId, TenantId
from flotilla.domain.limit_notes import LimitNote
from flotilla.domain.payments import PaymentEvent
from flotilla.domain.plans import Plan
from flotilla.ports.mailer import Mail
from flotilla.services.retry import until_no_conflict
from tests.contract.adapters.emulator import client
from tests.contract.adapters.installations import Emulated, Ports
from tests.contract.adapters.samples import NOBODY, NOW, World

AT_ONCE = 50


def _subscription(fresh: SequentialIds) -> Subscription:
    return Subscription(
        SubscriptionId(f"sub_{fresh.new()}"), SubscriptionStatus.PAST_DUE, Plan.PRO, NOW,
        NOW + timedelta(days=30), NOW + timedelta(days=3), NOW + timedelta(days=60),
    )  # fmt: skip


def _billing(world: World, **changes: Any) -> Billing:
    ids = world.ids
    checkout = Checkout(
        CheckoutId(f"cs_{ids.new()}"), Plan.PRO, "https://pay.example.com", CheckoutState.OPEN, NOW + timedelta(days=1)
    )
    whole = Billing(world.tenant, CustomerId(f"cus_{ids.new()}"), 2, checkout=checkout, checkouts=3, synced_at=NOW)
    return replace(whole, **changes)


def _event(fresh: SequentialIds) -> PaymentEvent:
    return PaymentEvent(
        PaymentEventId(f"evt_{fresh.new()}"), "invoice.paid", NOW, CustomerId("cus_1"), TenantId("t"), '{"id": "evt"}'
    )


def test_a_record_is_read_as_it_was_saved(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    assert ports.billing.get(world.tenant) == Billing(world.tenant)
    grace = Grace(GraceReason.PAYMENT, NOW, NOW + timedelta(days=7), NOW, NOW + timedelta(days=7), NOW)
    whole = _billing(world, subscription=_subscription(fresh), had_subscription=True, grace=grace)
    saved = ports.billing.save(world.tenant, whole, audit=world.an_entry("billing.checkout_started"))
    assert saved == replace(whole, version=1)
    assert ports.billing.get(world.tenant) == saved
    assert ports.billing.get(NOBODY).version == 0


def test_of_two_who_save_the_second_loses_even_if_nothing_changed(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    first = ports.billing.save(world.tenant, _billing(world))
    again = ports.billing.save(world.tenant, first)
    assert again.version == first.version + 1
    with pytest.raises(ConflictError):
        ports.billing.save(world.tenant, first)
    with pytest.raises(ConflictError):
        ports.billing.save(world.tenant, Billing(world.tenant))
    assert ports.billing.get(world.tenant) == again


def test_many_who_begin_at_once_leave_one_record(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    records = [_billing(world) for _ in range(8)]

    def begin(record: Billing) -> bool:
        try:
            ports.billing.save(world.tenant, record)
        except ConflictError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(begin, records)) == 1


def test_a_customer_leads_to_one_workspace(ports: Ports, fresh: SequentialIds) -> None:
    mine, other = World(fresh), World(fresh)
    saved = ports.billing.save(mine.tenant, _billing(mine))
    assert saved.customer is not None
    assert ports.fleet.tenant_of_customer(saved.customer) == mine.tenant
    assert ports.fleet.tenant_of_customer(CustomerId("cus_of_nobody")) is None
    with pytest.raises(ConflictError):
        ports.billing.save(other.tenant, _billing(other, customer=saved.customer))
    assert ports.fleet.tenant_of_customer(saved.customer) == mine.tenant


def test_workspaces_in_grace_are_found_the_soonest_first(ports: Ports, fresh: SequentialIds) -> None:
    worlds = [World(fresh) for _ in range(3)]
    saved = []
    for days, world in zip((9, 2, 5), worlds, strict=True):
        grace = Grace(GraceReason.DOWNGRADE, NOW, NOW + timedelta(days=days))
        saved.append(ports.billing.save(world.tenant, _billing(world, grace=grace)))
    mine = [world.tenant for world in worlds]
    found = [tenant for tenant in ports.fleet.tenants_in_grace() if tenant in mine]
    assert found == [mine[1], mine[2], mine[0]]
    ports.billing.save(mine[1], replace(saved[1], grace=None))
    assert mine[1] not in ports.fleet.tenants_in_grace()


def test_an_event_is_kept_once_and_settled_once(ports: Ports, fresh: SequentialIds) -> None:
    event, now = _event(fresh), ports.clock.now()
    assert ports.payment_events.find(event.id) is None
    assert ports.payment_events.add(event, now)
    assert ports.payment_events.add(event, now), "What is not settled yet is to be queued again."
    assert ports.payment_events.find(event.id) == event
    ports.payment_events.settle(event.id, now)
    assert not ports.payment_events.add(event, now)
    assert ports.payment_events.find(event.id) == event
    ports.payment_events.settle(PaymentEventId("evt_expired"), now)
    assert ports.payment_events.find(PaymentEventId("evt_expired")) is None


def test_a_limit_is_noted_once_in_a_while(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    first = LimitNote(world.tenant, "bots", 1, Plan.FREE, NOW)
    later = replace(first, at=NOW + timedelta(minutes=30))
    much_later = replace(first, allowed=2, at=NOW + timedelta(minutes=61))
    people = LimitNote(world.tenant, "users", 3, Plan.FREE, NOW)
    noted = [
        ports.limit_notes.put(world.tenant, note, unless_since=note.at - timedelta(hours=1))
        for note in (first, later, people)
    ]
    assert noted == [True, False, True]
    assert ports.limit_notes.list(world.tenant) == (first, people)
    assert ports.limit_notes.put(world.tenant, much_later, unless_since=much_later.at - timedelta(hours=1))
    assert ports.limit_notes.list(world.tenant) == (much_later, people)
    assert ports.limit_notes.list(NOBODY) == ()


def _allowed(attempt: Callable[[BotId], object], bots: list[BotId]) -> int:
    def passes(bot: BotId) -> bool:
        try:
            until_no_conflict(lambda: attempt(bot))
        except (LimitReachedError, ConflictError):
            return False
        return True

    with ThreadPoolExecutor(16) as pool:
        return sum(pool.map(passes, bots))


def _counts(ports: Ports, world: World) -> tuple[int, int]:
    usage = ports.tenants.usage(world.tenant)
    return usage.bots, usage.running


def test_many_who_create_at_once_get_no_more_than_the_plan_has(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    ports.tenants.add(world.a_tenant())
    bots = [BotId(fresh.new()) for _ in range(AT_ONCE)]
    created = _allowed(lambda bot: ports.bots.add(world.tenant, world.a_bot(id=bot), limit=3), bots)
    # Who gave up amid the others was not refused, and tries again.
    created += _allowed(lambda bot: ports.bots.add(world.tenant, world.a_bot(id=bot), limit=3), [BotId(fresh.new())])
    assert created == 3
    assert _counts(ports, world) == (3, 3)


def test_many_who_start_at_once_get_no_more_than_the_plan_has(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    ports.tenants.add(world.a_tenant())
    bots = [BotId(fresh.new()) for _ in range(AT_ONCE)]
    for bot in bots:
        ports.bots.add(world.tenant, world.a_bot(id=bot, desired=Desired.DISABLED))
    assert _counts(ports, world) == (AT_ONCE, 0)

    def start(bot: BotId) -> object:
        return ports.bots.save(
            world.tenant, replace(ports.bots.get(world.tenant, bot), desired=Desired.ENABLED), limit=3
        )

    started = _allowed(start, bots)
    started += _allowed(start, [bot for bot in bots if not ports.bots.get(world.tenant, bot).should_run][:3])
    assert started == 3
    assert _counts(ports, world) == (AT_ONCE, 3)
    running = next(bot for bot in ports.bots.list(world.tenant) if bot.should_run)
    ports.bots.save(world.tenant, replace(running, plan_suspended_at=NOW))
    assert _counts(ports, world) == (AT_ONCE, 2)
    start(next(bot for bot in bots if bot != running.id and not ports.bots.get(world.tenant, bot).should_run))
    assert _counts(ports, world) == (AT_ONCE, 3)


def test_events_to_settle_are_queued_by_their_ids_alone(ports: Ports, fresh: SequentialIds) -> None:
    events = tuple(PaymentEventId(f"evt_{fresh.new()}") for _ in range(3))
    for event in events:
        ports.billing_queue.put(event)
    if not isinstance(ports, Emulated):
        assert ports.billing_queue.take() == events
        return
    sqs = client("sqs", ports.settings.aws_endpoint_url)
    received: list[PaymentEventId] = []
    while len(received) < len(events):
        url = ports.settings.billing_queue_url
        messages = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, WaitTimeSeconds=5).get("Messages", [])
        assert messages, "The queue is empty too soon."
        received += [read_payment_event(one["Body"]) for one in messages]
    assert sorted(received) == sorted(events)


def test_a_billing_queue_that_is_not_there_is_unavailable(emulated: Emulated) -> None:
    gone = emulated.settings.billing_queue_url.replace("billing", "gone")
    real: Any = client("sqs", emulated.settings.aws_endpoint_url)
    with pytest.raises(UnavailableError):
        SqsBillingQueue(real, billing_url=gone).put(PaymentEventId("evt_1"))


def test_a_letter_goes_out_as_it_was_written(emulated: Emulated) -> None:
    address = emulated.settings.aws_endpoint_url
    ses: Any = client("sesv2", address)
    letter = Mail("ana.souza@example.com", "Período de graça", "Olá!\nAté já.")
    ses.create_email_identity(EmailIdentity="bots@example.com")
    SesMailer(ses, sender="bots@example.com").send(letter)
    sent = httpx.get(f"{address}/_ministack/ses/messages").raise_for_status().json()
    for part in ("bots@example.com", letter.to, letter.subject, "Até já."):
        assert part in str(sent)


def test_a_sender_that_is_not_verified_is_named_as_the_cause(emulated: Emulated) -> None:
    ses: Any = client("sesv2", emulated.settings.aws_endpoint_url)
    with pytest.raises(MisconfiguredError, match="MAIL_FROM"):
        SesMailer(ses, sender="nobody@example.net").send(Mail("ana.souza@example.com", "Hello", "Hello"))
