"""The number of runners follows the bots: up at once, down slowly, to none when none is needed."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from flotilla.domain.fleet_size import FULL_AFTER, SHRINK_AFTER, Demand, FleetLimits, Sizing, resize

NOW = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)
LIMITS = FleetLimits(minimum=0, maximum=5, sessions_per_runner=10)
NEW = Sizing()


def test_a_first_bot_gets_a_runner_at_once_and_many_get_as_many_as_they_fill() -> None:
    assert resize(0, Demand(1), NEW, LIMITS, NOW)[0] == 1
    assert resize(1, Demand(10, 10, 1), NEW, LIMITS, NOW)[0] == 1
    assert resize(1, Demand(11, 10, 1), NEW, LIMITS, NOW)[0] == 2
    assert resize(1, Demand(1_000, 10, 1), NEW, LIMITS, NOW)[0] == 5


def test_no_bots_no_runners_but_not_before_a_while() -> None:
    size, known = resize(2, Demand(0), NEW, LIMITS, NOW)
    assert (size, known.fewer_since) == (2, NOW)
    size, known = resize(2, Demand(0), known, LIMITS, NOW + SHRINK_AFTER - timedelta(seconds=1))
    assert size == 2
    assert resize(2, Demand(0), known, LIMITS, NOW + SHRINK_AFTER) == (0, Sizing())


def test_a_bot_that_comes_back_in_time_keeps_the_runner() -> None:
    _, known = resize(1, Demand(0), NEW, LIMITS, NOW)
    size, known = resize(1, Demand(1), known, LIMITS, NOW + SHRINK_AFTER / 2)
    assert (size, known.fewer_since) == (1, None)
    assert resize(1, Demand(0), known, LIMITS, NOW + SHRINK_AFTER * 2)[0] == 1


def test_a_spare_is_kept_only_where_bots_run_and_the_minimum_always() -> None:
    limits = FleetLimits(minimum=0, maximum=5, sessions_per_runner=10, spare=1)
    assert resize(0, Demand(3), NEW, limits, NOW)[0] == 2
    assert resize(0, Demand(0), NEW, limits, NOW)[0] == 0
    assert resize(0, Demand(0), NEW, FleetLimits(minimum=1), NOW)[0] == 1


def test_runners_that_are_full_before_their_time_teach_how_many_they_can_host() -> None:
    crowded = Demand(wanted=8, held=6, holders=1)
    size, known = resize(1, crowded, NEW, LIMITS, NOW)
    assert (size, known.waiting_since) == (1, NOW)
    size, known = resize(1, crowded, known, LIMITS, NOW + FULL_AFTER)
    assert (size, known.full_at) == (2, 6)
    assert resize(2, Demand(8, 8, 2), known, LIMITS, NOW + SHRINK_AFTER * 3)[0] == 2


def test_bots_that_wait_for_a_runner_that_is_coming_up_teach_nothing() -> None:
    waiting = Demand(wanted=12, held=10, holders=1)
    known = resize(2, waiting, NEW, LIMITS, NOW)[1]
    assert known.waiting_since is None
    assert resize(2, waiting, known, LIMITS, NOW + FULL_AFTER * 2)[1].full_at is None


demands = st.builds(Demand, st.integers(0, 300), st.integers(0, 300), st.integers(0, 20))


@given(st.integers(0, 20), demands, st.integers(0, 3), st.integers(3, 9), st.integers(1, 50), st.integers(0, 3))
def test_it_never_leaves_its_limits_when_it_moves_and_settles(
    current: int, demand: Demand, minimum: int, maximum: int, per_runner: int, spare: int
) -> None:
    limits = FleetLimits(minimum, maximum, per_runner, spare)
    size, known = resize(current, demand, NEW, limits, NOW)
    assert size >= current or known.fewer_since is None
    if size != current:
        assert minimum <= size <= maximum
    settled, after = resize(size, demand, known, limits, NOW + SHRINK_AFTER)
    assert resize(settled, demand, after, limits, NOW + SHRINK_AFTER)[0] >= min(settled, minimum)
    assert minimum <= settled <= max(maximum, 0)
