"""What the runners' ECS service says of itself while it is being replaced."""

from datetime import UTC, datetime
from typing import Any

import pytest

from flotilla.adapters.ecs import EcsRunnerFleet

NEWER, OLDER = datetime(2026, 1, 2, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC)


def deployment(status: str, made: datetime, running: int) -> dict[str, Any]:
    return {"status": status, "createdAt": made, "runningCount": running}


@pytest.mark.parametrize(
    ("deployments", "since"),
    [
        ([deployment("PRIMARY", NEWER, 2)], None),
        ([deployment("PRIMARY", NEWER, 1), deployment("ACTIVE", OLDER, 2)], NEWER),
        ([deployment("ACTIVE", OLDER, 1), deployment("PRIMARY", NEWER, 0)], NEWER),
        ([deployment("PRIMARY", NEWER, 2), deployment("INACTIVE", OLDER, 0)], None),
        ([], None),
    ],
)
def test_runners_are_being_replaced_while_older_ones_run(
    deployments: list[dict[str, Any]], since: datetime | None
) -> None:
    class Ecs:
        def describe_services(self, **_: Any) -> dict[str, Any]:
            return {"services": [{"desiredCount": 2, "deployments": deployments}]}

    fleet = EcsRunnerFleet(Ecs(), cluster="c", service="s")  # type: ignore[arg-type]  # What is used of the client.
    assert fleet.replaced_since() == since
