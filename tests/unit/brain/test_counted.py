"""A model's failures are counted where they happen, and CloudWatch can read the count."""

import json

import pytest

from flotilla.adapters.counted_brain import CountedBrain
from flotilla.adapters.embedded_metrics import MOST_VALUES, emit
from flotilla.domain.errors import UnavailableError
from flotilla.ports.brain import BrainAnswer, BrainRequest
from tests.unit.brain.requests import request


class Broken:
    """Implements Brain, badly."""

    def answer(self, request: BrainRequest) -> BrainAnswer:
        raise UnavailableError("The model is down.")


class Fine:
    """Implements Brain."""

    def answer(self, request: BrainRequest) -> BrainAnswer:
        return BrainAnswer("Hello")


def test_each_failure_is_counted_and_passed_on() -> None:
    failures: list[None] = []
    with pytest.raises(UnavailableError):
        CountedBrain(Broken(), lambda: failures.append(None)).answer(request("hello"))
    assert CountedBrain(Fine(), lambda: failures.append(None)).answer(request("hello")).reply == "Hello"
    assert len(failures) == 1


def test_counts_and_times_are_one_line_that_cloudwatch_reads(capsys: pytest.CaptureFixture[str]) -> None:
    emit("staging", {"model_failures": 1}, {"answer_ms": [40] * (MOST_VALUES + 1)})
    [line] = capsys.readouterr().out.splitlines()
    printed = json.loads(line)
    [described] = printed["_aws"]["CloudWatchMetrics"]
    assert described["Namespace"] == "Flotilla"
    assert described["Dimensions"] == [["stage"]]
    assert {(one["Name"], one["Unit"]) for one in described["Metrics"]} == {
        ("model_failures", "Count"),
        ("answer_ms", "Milliseconds"),
    }
    assert printed["stage"] == "staging"
    assert printed["answer_ms"] == [40.0] * MOST_VALUES
