"""A stack that the emulator stands in for, deployed from a small template with the outputs of the real one."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from flotilla.adapters.memory.clock import ManualClock, SequentialIds
from flotilla.bootstrap.installation import Installation
from flotilla.operator.stack import Stack, find_stack
from tests.api.world import SETTINGS
from tests.contract.adapters.emulator import KEYS, client, emulated_aws, provision

OUTPUTS = {
    "FLOTILLA_TABLE": "TableName",
    "FLOTILLA_RUNTIME_TABLE": "RuntimeTableName",
    "EVENTS_QUEUE_URL": "EventsQueueUrl",
    "HISTORY_QUEUE_URL": "HistoryQueueUrl",
    "TURNS_QUEUE_URL": "TurnsQueueUrl",
    "EVENT_BUS": "EventBusName",
    "SECRET_ARN": "SecretArn",
    "MEDIA_BUCKET": "MediaBucketName",
}


@pytest.fixture(scope="module")
def ids() -> SequentialIds:
    """Ids that no other test of the module has: they share a place."""
    return SequentialIds(ManualClock())


@dataclass(frozen=True)
class Place:
    """An installation: its stack, and where it is."""

    stack: Stack
    endpoint: str


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in KEYS.items():
            patch.setenv(name, value)
        with emulated_aws(Path(tmp_path_factory.mktemp("place"))) as endpoint:
            yield deployed(endpoint)


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory, place: Place) -> Iterator[Place]:
    with emulated_aws(Path(tmp_path_factory.mktemp("elsewhere"))) as endpoint:
        yield deployed(endpoint)


def deployed(endpoint: str) -> Place:
    """What the real template's outputs name, provisioned, and a stack that names it."""
    settings = provision(endpoint)
    values = {
        output: getattr(settings, variable.lower().removeprefix("flotilla_")) for variable, output in OUTPUTS.items()
    }
    sqs = client("sqs", endpoint)
    for output, name in (
        ("EventsDeadLettersUrl", "events-dead.fifo"), ("HistoryDeadLettersUrl", "history-dead"),
        ("TurnsDeadLettersUrl", "turns-dead"), ("BillingQueueUrl", "billing"),
        ("BillingDeadLettersUrl", "billing-dead"), ("RelayDeadLettersUrl", "relay-dead"),
        ("ScheduleDeadLettersUrl", "schedule-dead"),
    ):  # fmt: skip
        options: dict[str, Any] = {"Attributes": {"FifoQueue": "true"}} if name.endswith(".fifo") else {}
        values[output] = sqs.create_queue(QueueName=name, **options)["QueueUrl"]
    values |= {"SiteUrl": "http://localhost", "ClusterName": "flotilla", "ServiceName": "runners"}
    template = {
        "Resources": {"Topic": {"Type": "AWS::SNS::Topic"}},
        "Outputs": {name: {"Value": value} for name, value in values.items()},
    }
    client("cloudformation", endpoint).create_stack(StackName="flotilla", TemplateBody=json.dumps(template))
    environment = {"AWS_ENDPOINT_URL": endpoint, "AWS_REGION": "us-east-1"}
    return Place(find_stack("flotilla", environment), endpoint)


def installation(place: Place, clock: ManualClock) -> Installation:
    """The installation at a time that stands still, with what functions are told beyond what an operator needs."""
    told = {
        "schedule_target_arn": "arn:aws:lambda:us-east-1:000000000000:function:run_schedule",
        "schedule_role_arn": "arn:aws:iam::000000000000:role/fires",
        "schedule_dead_letters_arn": "arn:aws:sqs:us-east-1:000000000000:unfired",
        "stage": "staging",
        "site_url": SETTINGS["SITE_URL"],
        "websocket_url": SETTINGS["WEBSOCKET_URL"],
        "websocket_endpoint": f"{place.endpoint}/_aws/execute-api/none/api",
    }
    made = Installation(place.stack.settings.model_copy(update=told))
    vars(made)["clock"] = clock
    return made
