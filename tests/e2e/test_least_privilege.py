"""Each function acts under a role of its own, and the emulated AWS enforces it: what isn't its work is denied."""

import json
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.e2e.deployed import Deployed
from tests.stack import Stack

pytestmark = pytest.mark.e2e

SOMETHING = {"pk": {"S": "nobody"}, "sk": {"S": "nothing"}}


@pytest.fixture(scope="module")
def deployed(stack: Stack) -> Deployed:
    return Deployed(stack)


def denied(call: Callable[[], Any]) -> None:
    """Fail unless AWS refuses the call for want of permission."""
    with pytest.raises(ClientError) as refusal:
        call()
    assert refusal.value.response["Error"]["Code"] in ("AccessDeniedException", "AccessDenied"), refusal.value


def test_the_rest_function_does_its_work(deployed: Deployed) -> None:
    """The counter-proof: the same credentials are good for what the function is for."""
    tables = deployed.client_as("APIHandler", "dynamodb")
    for name in ("TableName", "RuntimeTableName"):
        assert "Item" not in tables.get_item(TableName=deployed.outputs[name], Key=SOMETHING)
    secret = deployed.client_as("APIHandler", "secretsmanager").get_secret_value(SecretId=deployed.outputs["SecretArn"])
    assert "jwt_key" in json.loads(secret["SecretString"])


def test_the_rest_function_cannot_delete_or_empty_the_tables(deployed: Deployed) -> None:
    tables = deployed.client_as("APIHandler", "dynamodb")
    for name in ("TableName", "RuntimeTableName"):
        table = deployed.outputs[name]
        denied(partial(tables.delete_table, TableName=table))
        denied(partial(tables.scan, TableName=table))
        denied(partial(tables.update_table, TableName=table, DeletionProtectionEnabled=False))
    assert deployed.aws.dynamodb.describe_table(TableName=deployed.outputs["TableName"])["Table"]["TableStatus"]


def test_the_rest_function_cannot_read_secrets_that_are_not_its_own(deployed: Deployed) -> None:
    other = deployed.aws.secrets.create_secret(Name="of-another-function", SecretString="sample")["ARN"]
    try:
        secrets = deployed.client_as("APIHandler", "secretsmanager")
        denied(partial(secrets.get_secret_value, SecretId=other))
        denied(partial(secrets.get_secret_value, SecretId=deployed.physical("OriginSecret")))
        denied(partial(secrets.put_secret_value, SecretId=deployed.outputs["SecretArn"], SecretString="{}"))
    finally:
        deployed.aws.secrets.delete_secret(SecretId=other, ForceDeleteWithoutRecovery=True)


def test_the_rest_function_cannot_forge_events_turns_or_what_runners_report(deployed: Deployed) -> None:
    event = {"Source": "flotilla", "DetailType": "message.received", "Detail": "{}"}
    entry = {**event, "EventBusName": deployed.outputs["EventBusName"]}
    denied(partial(deployed.client_as("APIHandler", "events").put_events, Entries=[entry]))
    queues = deployed.client_as("APIHandler", "sqs")
    denied(
        partial(
            queues.send_message,
            QueueUrl=deployed.outputs["EventsQueueUrl"],
            MessageBody="{}",
            MessageGroupId="forged",
            MessageDeduplicationId="forged",
        )
    )
    denied(partial(queues.send_message, QueueUrl=deployed.outputs["TurnsQueueUrl"], MessageBody="{}"))
    denied(partial(queues.receive_message, QueueUrl=deployed.outputs["TurnsQueueUrl"]))


def test_functions_that_need_no_secret_cannot_read_it(deployed: Deployed) -> None:
    for function in (
        "Receive", "History", "Relay", "WebsocketConnect", "WebsocketDisconnect", "WebsocketMessage",
        "RunSchedule", "ReconcileSchedules", "Scale",
    ):  # fmt: skip
        secrets = deployed.client_as(function, "secretsmanager")
        denied(partial(secrets.get_secret_value, SecretId=deployed.outputs["SecretArn"]))


def test_who_takes_messages_in_knows_nothing_of_leases_tickets_and_sockets(deployed: Deployed) -> None:
    for function in ("Receive", "History"):
        tables = deployed.client_as(function, "dynamodb")
        denied(partial(tables.get_item, TableName=deployed.outputs["RuntimeTableName"], Key=SOMETHING))
        denied(partial(tables.put_item, TableName=deployed.outputs["RuntimeTableName"], Item=SOMETHING))


def test_a_function_that_only_reads_the_tenants_table_cannot_write_it(deployed: Deployed) -> None:
    for function in ("WebsocketConnect", "WebsocketMessage"):
        tables = deployed.client_as(function, "dynamodb")
        denied(partial(tables.put_item, TableName=deployed.outputs["TableName"], Item=SOMETHING))


def test_the_relay_adds_counts_and_notes_to_the_tenants_table_and_removes_nothing(deployed: Deployed) -> None:
    tables = deployed.client_as("Relay", "dynamodb")
    denied(partial(tables.delete_item, TableName=deployed.outputs["TableName"], Key=SOMETHING))
