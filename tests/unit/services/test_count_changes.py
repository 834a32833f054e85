"""A conversation as the counts tell it, however its changes are delivered."""

from collections import Counter
from datetime import date
from random import Random

from flotilla.adapters.memory.brain import ScriptedBrain
from flotilla.domain.histograms import WAITS, histogram_of
from flotilla.domain.metrics import Counts
from flotilla.ports.brain import BrainAnswer
from tests.unit.services.world import TENANT, World, principal

DAY = date(2026, 1, 1)


def totals(world: World) -> Counts:
    found: Counter[str] = Counter()
    for one in world.core.metrics.list(TENANT, DAY, DAY):
        found.update(one.counts)
    return found


def talk(world: World) -> None:
    """A customer writes twice and is answered, asks for a person, and gets one a minute later."""
    world.receive("M1", "Hello")
    world.core.clock.advance(seconds=1)
    world.receive("M2", "anybody?")
    world.settle()
    world.receive("M3", "I want a person")
    world.settle()
    world.core.clock.advance(seconds=60)
    world.core.send_message(principal(), world.lead().id, "Here I am.")
    world.receive("M4", "thanks")


def told() -> World:
    person = BrainAnswer("A colleague will.", wants_person=True, brain="deepseek-chat", tokens_in=100, cost_micros=40)
    world = World(ScriptedBrain(BrainAnswer("Hi!", brain="deepseek-chat", tokens_in=90, tokens_out=9), person))
    talk(world)
    return world


def test_a_conversation_in_numbers() -> None:
    world = told()
    world.core.count_changes(world.core.store.changes)
    counts = totals(world)
    assert {name: counts[name] for name in ("messages_in", "messages_out_bot", "messages_out_vendor")} == {
        "messages_in": 4, "messages_out_bot": 2, "messages_out_vendor": 1,
    }  # fmt: skip
    assert (counts["leads_created"], counts["handovers"]) == (1, 1)
    assert (counts["replies_model"], counts["tokens_in"], counts["cost_micros"]) == (2, 190, 40)
    by_bot, by_person = (histogram_of(f"answer_{who}", WAITS, counts) for who in ("bot", "person"))
    assert (by_bot.count, by_person.count) == (1, 1)
    # The wait for a person began when the customer asked for one, and not with the bot's "a colleague will".
    assert by_person.quantile(1) == 120
    assert world.chat().waiting_since is not None


def test_changes_that_come_again_in_pieces_and_out_of_order_change_nothing() -> None:
    world, chance = told(), Random(7)
    changes = list(world.core.store.changes)
    world.core.count_changes(changes)
    first = totals(world)
    for _ in range(20):
        again = chance.sample(changes, k=chance.randrange(1, len(changes)))
        world.core.count_changes(again)
    assert totals(world) == first
    fresh = World()
    for change in chance.sample(changes, k=len(changes)):
        fresh.core.count_changes([change, change])
    assert totals(fresh) == first


def test_a_workspace_that_is_gone_is_not_counted_for() -> None:
    world = told()
    world.core.store.tenants.pop(TENANT)
    world.core.count_changes(world.core.store.changes)
    assert totals(world) == {}
