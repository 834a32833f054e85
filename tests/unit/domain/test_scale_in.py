"""Which runner is to leave: the emptiest, one at a time, not at once, and not for ever."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from flotilla.domain.fleet_size import Demand, FleetLimits, Sizing, resize
from flotilla.domain.ids import RunnerId
from flotilla.domain.scale_in import LEAVES_WITHIN, SURPLUS_AFTER, choose_leaver

NOW = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)
A, B, C = RunnerId("a"), RunnerId("b"), RunnerId("c")
SPREAD = {A: 5, B: 1, C: 3}


def after(sizing: Sizing, wanted: int, loads: dict[RunnerId, int], minutes: float) -> Sizing:
    return choose_leaver(sizing, wanted, loads, NOW + timedelta(minutes=minutes))


def test_nobody_leaves_who_is_needed() -> None:
    assert choose_leaver(Sizing(), 3, SPREAD, NOW) == Sizing()
    assert choose_leaver(Sizing(surplus_since=NOW, leaving=B), 3, SPREAD, NOW) == Sizing()


def test_the_emptiest_leaves_after_a_while_and_then_the_next() -> None:
    seen = choose_leaver(Sizing(full_at=7), 1, SPREAD, NOW)
    assert (seen.leaving, seen.surplus_since, seen.full_at) == (None, NOW, 7)
    minutes = SURPLUS_AFTER.total_seconds() / 60
    assert after(seen, 1, SPREAD, minutes - 0.1).leaving is None
    chosen = after(seen, 1, SPREAD, minutes)
    assert chosen.leaving == B
    # It stays the one, even while another becomes emptier.
    assert after(chosen, 1, {A: 7, B: 2, C: 1}, minutes + 1) == chosen
    assert after(chosen, 1, {A: 6, C: 3}, minutes + 4).leaving == C
    assert after(chosen, 1, {A: 9}, minutes + 4) == Sizing(full_at=7)


def test_one_that_finds_no_room_for_its_bots_stays_and_is_counted_on_from_then() -> None:
    chosen = Sizing(surplus_since=NOW, leaving=B)
    learned = choose_leaver(chosen, 1, {A: 2, B: 1}, NOW + LEAVES_WITHIN)
    assert (learned.leaving, learned.full_at) == (None, 2)
    later = NOW + LEAVES_WITHIN + timedelta(minutes=1)
    assert resize(1, Demand(3, 3, 2), learned, FleetLimits(), later)[0] == 2


def test_a_runner_that_died_is_not_taken_for_one_too_many() -> None:
    """Its bots stand under its name until others have taken them all."""
    seen = choose_leaver(Sizing(), 2, SPREAD, NOW)
    assert after(seen, 2, {A: 5, C: 4}, 1) == replace(seen, surplus_since=None)
