"""What a plan stops, what it tells people, and what it never takes: what customers write."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from flotilla.domain.billing import Grace, GraceReason, Subscription, SubscriptionStatus
from flotilla.domain.billing_mails import mail_of_end, mail_of_grace
from flotilla.domain.errors import InvalidInputError, LimitReachedError, UnavailableError
from flotilla.domain.events import derive_events
from flotilla.domain.ids import CustomerId
from flotilla.domain.messages import Direction
from flotilla.domain.metrics import KEPT, Tally
from flotilla.domain.people import Role
from flotilla.domain.plans import PLANS, Plan
from flotilla.domain.sessions import Session, SessionStatus
from flotilla.domain.tenants import DELETION_GRACE
from tests.holding import record
from tests.unit.services.schedules import daily, make_world
from tests.unit.services.world import BOT, FREE_FOR_ALL, SELLING, TENANT, World, principal, sample_tenant

MESSAGES = PLANS[Plan.FREE].messages or 0


def _use(world: World, count: int, name: str = "messages_out_bot", *, days_ago: int = 0) -> None:
    """As if so much had been counted."""
    now = world.core.clock.now() - timedelta(days=days_ago)
    tally = Tally(TENANT, BOT, f"sample/{world.core.ids.new()}", now, {now.date(): {name: count}})
    world.core.metrics.add(TENANT, [tally])


def _told(world: World) -> list[str]:
    """The limits that people were told of."""
    events = [event for change in world.core.store.changes for event in derive_events(change)]
    return [event.data["limit"]["name"] for event in events if event.type == "limit.reached"]


@pytest.mark.parametrize(("percent", "told"), [(99, []), (100, ["messages"]), (119, ["messages"])])
def test_bots_answer_on_while_messages_are_a_little_over(percent: int, told: list[str]) -> None:
    world = World(settings=FREE_FOR_ALL)
    _use(world, MESSAGES * percent // 100)
    world.receive("M1")
    world.settle()
    assert len(world.texts(Direction.OUT)) == 1
    assert _told(world) == told


def test_bots_are_silent_at_120_percent_and_nothing_that_customers_write_is_lost() -> None:
    world = World(settings=FREE_FOR_ALL)
    _use(world, MESSAGES * 6 // 5)
    for message, text in (("M1", "Hello"), ("M2", "Is anybody there?")):
        world.receive(message, text)
        world.settle()
    assert world.texts(Direction.OUT) == []
    assert world.texts(Direction.IN) == ["Hello", "Is anybody there?"]
    assert _told(world) == ["messages"], "Once is enough."
    world.core.send_message(principal(), world.lead().id, "A person can write all the same.", "key-1")
    assert world.texts(Direction.OUT) == ["A person can write all the same."]


def test_a_new_month_begins_at_nothing() -> None:
    world = World(settings=FREE_FOR_ALL)
    _use(world, MESSAGES * 2, days_ago=1)
    assert world.core.clock.now().day == 1
    world.receive("M1")
    world.settle()
    assert len(world.texts(Direction.OUT)) == 1


def test_a_larger_plan_answers_on() -> None:
    world = World()
    _use(world, MESSAGES * 100)
    world.receive("M1")
    world.settle()
    assert len(world.texts(Direction.OUT)) == 1


def test_what_is_used_up_is_summed_by_month_and_what_works_still_is_added() -> None:
    world = World()
    owner = world.join("OWNER", Role.OWNER)
    used_up = {"messages_in": 7, "messages_out_bot": 4, "messages_out_person": 1, "tokens_in": 300, "tokens_out": 20}
    used_up |= {"cost_micros": 5, "uptime_seconds": 60, "media_bytes": 1000}
    for number, size in enumerate((700, -200)):
        world.core.metrics.add(
            TENANT, [Tally(TENANT, BOT, f"file/{number}", world.core.clock.now(), {KEPT: {"stored_bytes": size}})]
        )
    for name, count in used_up.items():
        _use(world, count, name)
    _use(world, 9, "messages_in", days_ago=1)
    working = Session(TENANT, BOT, SessionStatus.WORKING, None, world.core.clock.now(), 1, phone="5511900000001")
    record(world.core, working)
    world.core.clock.advance(seconds=3600)
    shown = world.core.show_usage(owner)
    used = shown.used
    assert (shown.month, used.received, used.sent, used.messages) == ("2026-01", 7, 5, 12)
    assert (used.tokens, used.cost_micros, used.media_bytes) == (320, 5, 1000)
    assert shown.stored_bytes == 500
    assert used.bot_seconds == 60 + 3600
    assert (shown.there_is.bots, shown.there_is.running, shown.there_is.users) == (1, 1, 2)
    before = world.core.show_usage(owner, "2025-12")
    assert (before.used.received, before.used.bot_seconds) == (9, 0)
    with pytest.raises(InvalidInputError) as refused:
        world.core.show_usage(owner, "2026-13")
    assert list(refused.value.fields) == ["month"]


def test_who_invites_one_too_many_is_told_and_so_are_the_others() -> None:
    world = World(settings=FREE_FOR_ALL)
    owner = world.join("OWNER", Role.OWNER)
    world.join("U3", Role.EDITOR)
    for n in range(2):
        with pytest.raises(LimitReachedError) as refused:
            world.core.invite_member(owner, f"sample-{n}@example.com", Role.VIEWER)
        assert (refused.value.limit, refused.value.allowed, refused.value.plan) == ("users", 3, Plan.FREE)
        assert refused.value.used == 3
    assert _told(world) == ["users"]
    world.core.clock.advance(seconds=3600)
    with pytest.raises(LimitReachedError):
        world.core.invite_member(owner, "sample-3@example.com", Role.VIEWER)
    assert _told(world) == ["users", "users"]


def test_who_makes_one_schedule_too_many_is_told_and_so_are_the_others() -> None:
    world = make_world(FREE_FOR_ALL)
    allowed = PLANS[Plan.FREE].schedules or 0
    for hour in range(allowed):
        world.core.create_schedule(principal(), BOT, daily(f"{hour + 10}:00"))
    with pytest.raises(LimitReachedError) as refused:
        world.core.create_schedule(principal(), BOT, daily("20:00"))
    assert (refused.value.limit, refused.value.allowed, refused.value.used) == ("schedules", allowed, allowed)
    assert _told(world) == ["schedules"]


def test_a_workspace_that_is_gone_pays_no_more() -> None:
    world = World(settings=SELLING)
    owner = world.join("OWNER", Role.OWNER, password="a sample password")
    world.core.start_checkout(owner, Plan.PRO)
    bought = world.core.payments.complete(next(iter(world.core.payments.checkouts)))
    customer, _ = world.core.payments.bought[bought]
    world.core.payments.become(bought, SubscriptionStatus.ACTIVE)
    world.core.billing.save(TENANT, replace(world.core.billing.get(TENANT), subscription=_only(world, customer)))
    world.core.delete_tenant(owner, "Sample T1")
    assert world.core.purge_tenants() == 0
    assert _only(world, customer).status is SubscriptionStatus.ACTIVE, "It may be restored for a week."
    world.core.clock.advance(DELETION_GRACE)
    world.core.payments.failing = True
    with pytest.raises(UnavailableError):
        world.core.purge_tenants()
    assert world.core.tenants.get(TENANT), "What would go on paying is not removed."
    world.core.payments.failing = False
    assert world.core.purge_tenants() == 1
    assert _only(world, customer).status is SubscriptionStatus.CANCELED


def _only(world: World, customer: CustomerId) -> Subscription:
    (only,) = world.core.payments.subscriptions(customer) or ()
    return only


@pytest.mark.parametrize(
    ("language", "reason", "subject", "said"),
    [
        ("en", GraceReason.PAYMENT, "Flotilla: a payment for Sample shop failed", "run on|runs on"),
        ("en", GraceReason.DOWNGRADE, "Flotilla: Sample shop has more bots than its plan allows", "run on until"),
        ("pt", GraceReason.PAYMENT, "Flotilla: um pagamento de Sample shop falhou", "continua funcionando até"),
        ("pt", GraceReason.DOWNGRADE, "Flotilla: Sample shop tem mais bots do que o plano permite", "continuam"),
        ("fr", GraceReason.PAYMENT, "Flotilla: a payment for Sample shop failed", "runs on"),
    ],
)
def test_letters_say_what_until_when_and_where(language: str, reason: GraceReason, subject: str, said: str) -> None:
    now = World().core.clock.now()
    # A name that would add a header to the letter stays one line of its subject.
    tenant = replace(sample_tenant(now), language=language, name="Sample\r\n shop")
    grace = Grace(reason, now, now + timedelta(days=7))
    found, text = mail_of_grace(tenant, grace, "https://bots.example.com/billing")
    assert found == subject
    assert re.search(said, text)
    assert f"{grace.until:%Y-%m-%d %H:%M} UTC" in text
    assert "https://bots.example.com/billing" in text
    ended, text = mail_of_end(tenant, grace, "https://bots.example.com/billing")
    assert ("pausados" if language == "pt" else "paused") in ended
    assert "https://bots.example.com/billing" in text
    assert "{" not in found + ended + text


def test_who_takes_one_too_many_back_is_told() -> None:
    world = World(settings=FREE_FOR_ALL)
    owner, left = world.join("OWNER", Role.OWNER), world.join("LEFT", Role.EDITOR)
    world.core.update_member(owner, left.user, active=False)
    world.join("U3", Role.EDITOR)
    with pytest.raises(LimitReachedError) as refused:
        world.core.update_member(owner, left.user, active=True)
    assert refused.value.plan is Plan.FREE
    assert _told(world) == ["users"]
