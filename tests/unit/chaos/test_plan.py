"""The chaos suite's schedule is the seed's, and has all that was asked for."""

from tests.chaos.plan import make_plan

SIZES = {"customers": 30, "messages": 2000, "seconds": 300.0, "kinds": ("a", "b", "c")}


def test_a_seed_always_makes_the_same_plan_and_another_seed_another() -> None:
    assert make_plan(7, **SIZES) == make_plan(7, **SIZES)  # type: ignore[arg-type]
    assert make_plan(7, **SIZES) != make_plan(8, **SIZES)  # type: ignore[arg-type]


def test_texts_are_unique_everybody_writes_and_the_vendor_writes_to_few() -> None:
    plan = make_plan(7, **SIZES)  # type: ignore[arg-type]
    texts = [writing.text for writing in plan.writings]
    assert len(set(texts)) == len(texts)
    assert {writing.customer for writing in plan.writings if not writing.by_vendor} == set(range(30))
    assert len({writing.customer for writing in plan.writings if writing.by_vendor}) == 5


def test_what_a_run_may_fall_short_of_is_there_to_be_written_in_new_words_and_at_the_same_pace() -> None:
    plan = make_plan(7, **SIZES)  # type: ignore[arg-type]
    assert len(plan.writings) + len(plan.spare) >= plan.messages == 2000
    assert not {writing.text for writing in plan.writings} & {writing.text for writing in plan.spare}
    assert [writing.at for writing in plan.spare] == sorted(writing.at for writing in plan.spare)
    assert plan.spare[-1].at <= 300 * len(plan.spare) / 2000


def test_each_fault_comes_once_before_any_comes_again() -> None:
    blows = make_plan(7, **SIZES).blows  # type: ignore[arg-type]
    assert len(blows) > 6
    for start in range(0, len(blows) - 2, 3):
        assert {blow.kind for blow in blows[start : start + 3]} == {"a", "b", "c"}
