"""A brain that fails again and again is left alone for a while."""

from dataclasses import dataclass, field

import pytest

from flotilla.adapters.circuit_breaker import FAILURES, REST_SECONDS, CircuitBreaker
from flotilla.adapters.deepseek import Prices
from flotilla.domain.errors import UnavailableError
from flotilla.ports.brain import BrainAnswer, BrainRequest
from tests.unit.brain.requests import request


@dataclass
class Moody:
    broken: bool = True
    calls: int = 0
    now: float = 0.0
    breaker: CircuitBreaker = field(init=False)

    def __post_init__(self) -> None:
        self.breaker = CircuitBreaker(self, monotonic=lambda: self.now)

    def answer(self, request: BrainRequest) -> BrainAnswer:
        self.calls += 1
        if self.broken:
            raise UnavailableError("broken")
        return BrainAnswer("fine")

    def fail(self) -> None:
        with pytest.raises(UnavailableError):
            self.breaker.answer(request("Hello"))


def test_it_is_asked_no_more_until_it_has_rested_and_then_once() -> None:
    moody = Moody()
    for _ in range(FAILURES + 5):
        moody.fail()
    assert moody.calls == FAILURES
    moody.now += REST_SECONDS
    moody.fail()
    moody.fail()
    assert moody.calls == FAILURES + 1
    moody.now += REST_SECONDS
    moody.broken = False
    assert [moody.breaker.answer(request("Hello")).reply for _ in range(3)] == ["fine"] * 3


def test_failures_that_do_not_follow_each_other_are_forgiven() -> None:
    moody = Moody()
    for broken in [True, True, False] * 4:
        moody.broken = broken
        if broken:
            moody.fail()
        else:
            moody.breaker.answer(request("Hello"))
    assert moody.calls == 12


def test_an_answer_costs_what_its_tokens_cost() -> None:
    assert Prices(0.28, 0.42).micros(1_000, 100) == 322
