"""A run on a slow machine, where one answer takes several messages together, is as large as asked all the same."""

from typing import Any, cast

import pytest

from tests.chaos import evidence
from tests.chaos.account import OnPhone, Pair
from tests.chaos.fleet import Fleet
from tests.chaos.plan import Writing, make_plan
from tests.chaos.run import fill
from tests.chaos.writers import Writers

PLAN = make_plan(7, customers=30, messages=2000, seconds=300.0, kinds=())
NO_FLEET = cast("Fleet", None)


class Pen:
    def __init__(self) -> None:
        self.written: list[Writing] = []

    async def play(self, writings: tuple[Writing, ...], _begun: float) -> None:
        self.written += writings


@pytest.mark.parametrize(("there", "more"), [(1850, 150), (1999, 1), (2000, 0), (2800, 0)])
async def test_what_is_missing_is_written_and_nothing_beyond(
    there: int, more: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    phones = [OnPhone(f"{n}", n, Pair("1", "2"), True, "") for n in range(there)]
    monkeypatch.setattr(evidence, "on_phones", lambda _: iter(phones))
    pen: Any = Pen()
    await fill(NO_FLEET, cast("Writers", pen), PLAN, lambda _: None)
    assert pen.written == list(PLAN.spare[:more])
