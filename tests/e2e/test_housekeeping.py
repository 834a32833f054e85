"""A deleted workspace is removed for good by the clock's function, under its own role; its neighbour stays whole."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import boto3
import pytest

from flotilla import bootstrap
from flotilla.domain.ids import TenantId
from flotilla.domain.people import Principal
from flotilla.settings import read_settings
from infra.local.config import REGION
from infra.local.programs import core_environment
from tests.e2e.client import Api
from tests.e2e.deployed import Deployed
from tests.stack import Stack

pytestmark = pytest.mark.e2e


@pytest.fixture
def operator(stack: Stack, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The core over the deployed stack, as its root, where people may make workspaces."""
    deployed = Deployed(stack)
    environment = core_environment(deployed.config, deployed.outputs)
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_DEFAULT_REGION"):
        monkeypatch.setenv(name, environment[name])
    return bootstrap.build(read_settings({**environment, "SIGNUP": "open"}))


def keep_house(deployed: Deployed) -> Any:
    """Have the function do its hour's work; what it answers."""
    event = {
        "version": "0", "id": "test", "account": "000000000000", "region": REGION, "source": "aws.events",
        "detail-type": "Scheduled Event", "time": "2026-01-01T12:00:00Z", "resources": [], "detail": {},
    }  # fmt: skip
    answer = deployed.functions.invoke(
        FunctionName=deployed.physical("Housekeeping"), Payload=json.dumps(event).encode()
    )
    told = json.loads(answer["Payload"].read())
    assert "FunctionError" not in answer, told
    return told


def stored_of(deployed: Deployed, table: str, tenant: TenantId) -> list[Any]:
    """Everything in a table that names the workspace."""
    pages = deployed.aws.dynamodb.get_paginator("scan").paginate(TableName=deployed.outputs[table])
    return [item for page in pages for item in page["Items"] if tenant in json.dumps(item, default=str)]


def test_a_workspace_goes_with_everything_and_the_other_one_stays(stack: Stack, operator: Any) -> None:
    deployed, admin = Deployed(stack), Api(stack)
    me = admin.get("/me")
    bots_before = admin.get("/bots")["items"]
    owner = Principal(me["tenant"]["id"], me["user"]["id"], me["user"]["email"], me["user"]["name"], me["role"])
    tenant = operator.create_tenant(owner, "Short-lived sample")
    there = replace(owner, tenant=tenant.id)
    operator.create_bot(there, "Bot of a short-lived workspace")
    files = deployed.aws.s3
    for number in range(3):
        files.put_object(Bucket=deployed.outputs["MediaBucketName"], Key=f"{tenant.id}/{number}.txt", Body=b"sample")
    files.put_object(Bucket=deployed.outputs["MediaBucketName"], Key=f"{me['tenant']['id']}/kept.txt", Body=b"kept")

    deleted = operator.delete_tenant(there, tenant.name)
    assert keep_house(deployed)["workspaces_removed"] == 0
    assert stored_of(deployed, "TableName", tenant.id)

    past = operator.clock.now() - timedelta(seconds=1)
    operator.tenants.save(replace(deleted, delete_at=past))
    assert keep_house(deployed)["workspaces_removed"] == 1
    assert stored_of(deployed, "TableName", tenant.id) == []
    # The news that its things are gone is kept as any news, for 48 hours, and says no more than that.
    news = stored_of(deployed, "RuntimeTableName", tenant.id)
    assert {item["kind"]["S"] for item in news} <= {"event"}
    assert all("expires_at" in item for item in news)
    assert not any(name in str(news) for name in (tenant.name, "Bot of a short-lived workspace", me["user"]["email"]))
    left = files.list_objects_v2(Bucket=deployed.outputs["MediaBucketName"])
    assert [one["Key"] for one in left.get("Contents", [])] == [f"{me['tenant']['id']}/kept.txt"]
    assert [bot["id"] for bot in admin.get("/bots")["items"]] == [bot["id"] for bot in bots_before]
    assert tenant.id not in {one["id"] for one in admin.get("/me")["tenants"]}


def test_the_clock_strikes_every_hour(stack: Stack) -> None:
    deployed = Deployed(stack)
    rules = boto3.client(
        "events", endpoint_url=deployed.config.aws_url, region_name=REGION, aws_access_key_id="test",
        aws_secret_access_key="test",
    )  # fmt: skip
    hourly = [rule["Name"] for rule in rules.list_rules()["Rules"] if rule.get("ScheduleExpression") == "rate(1 hour)"]
    targets = [target["Arn"] for name in hourly for target in rules.list_targets_by_rule(Rule=name)["Targets"]]
    assert any(deployed.physical("Housekeeping") in arn for arn in targets)
