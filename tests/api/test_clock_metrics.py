"""What the functions of the clock print for CloudWatch to make metrics of."""

import json
from typing import Any

import pytest

from tests.api.lambdas import invoke, schedule_event
from tests.api.world import World

STEPS = {
    "housekeeping": {
        "people_released", "workspaces_removed", "bots_removed", "uploads_swept", "sends_stuck", "turns_stuck",
        "messages_emptied", "files_emptied", "leads_emptied",
    },
    "scale": {"runners"},
    "reconcile_schedules": {
        "schedules_ran", "schedules_missed", "schedules_told", "schedules_removed", "schedules_failed",
    },
    "plans": {"workspaces_in_grace"},
}  # fmt: skip


def _printed(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines() if line.startswith("{")]
    (metrics,) = (line for line in lines if "_aws" in line)
    return dict(metrics)


@pytest.mark.parametrize("function", STEPS)
def test_each_step_has_its_metric_and_the_stage_is_the_one_dimension(
    world: World, capsys: pytest.CaptureFixture[str], function: str
) -> None:
    capsys.readouterr()
    invoke(function, schedule_event())
    printed = _printed(capsys)
    (described,) = printed["_aws"]["CloudWatchMetrics"]
    assert described["Namespace"] == "Flotilla"
    assert described["Dimensions"] == [["stage"]]
    assert printed["stage"] == world.services.settings.stage
    assert {metric["Name"] for metric in described["Metrics"]} == STEPS[function]
    assert {metric["Unit"] for metric in described["Metrics"]} == {"Count"}
    for name in STEPS[function]:
        assert all(number >= 0 for number in printed[name])
