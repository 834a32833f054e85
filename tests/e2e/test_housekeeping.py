"""A deleted workspace is removed for good by the clock's function, under its own role; its neighbour stays whole."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import boto3
import pytest

from flotilla import bootstrap
from flotilla.domain.ids import MessageId, TenantId
from flotilla.domain.messages import order_key
from flotilla.domain.people import Principal
from flotilla.ports.repositories import ConversationChange
from flotilla.settings import read_settings
from infra.local.config import REGION
from infra.local.programs import core_environment
from tests.contract.adapters.samples import World
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
    return deployed.call("Housekeeping")


def stored_of(deployed: Deployed, table: str, tenant: TenantId) -> list[Any]:
    """Everything in a table that names the workspace."""
    pages = deployed.aws.dynamodb.get_paginator("scan").paginate(TableName=deployed.outputs[table])
    return [item for page in pages for item in page["Items"] if tenant in json.dumps(item, default=str)]


def names_of_files(deployed: Deployed) -> set[str]:
    """What lies in the bucket; other tests of the stack have left theirs."""
    left = deployed.aws.s3.list_objects_v2(Bucket=deployed.outputs["MediaBucketName"])
    return {one["Key"] for one in left.get("Contents", [])}


def test_a_workspace_goes_with_everything_and_the_other_one_stays(stack: Stack, operator: Any) -> None:
    deployed, admin = Deployed(stack), Api(stack)
    me = admin.get("/me")
    bots_before = admin.get("/bots")["items"]
    owner = Principal(me["tenant"]["id"], me["user"]["id"], me["user"]["email"], me["user"]["name"], me["role"])
    tenant = operator.create_tenant(owner, "Short-lived sample")
    there = replace(owner, tenant=tenant.id)
    operator.create_bot(there, "Bot of a short-lived workspace")
    files = deployed.aws.s3
    files_before = names_of_files(deployed)
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
    left = stored_of(deployed, "RuntimeTableName", tenant.id)
    # A runner may not yet have confirmed that nothing of its bots is on the disk.
    news = [item for item in left if item["kind"]["S"] != "erasure"]
    assert {item["kind"]["S"] for item in news} <= {"event"}
    assert all("expires_at" in item for item in news)
    assert not any(name in str(news) for name in (tenant.name, "Bot of a short-lived workspace", me["user"]["email"]))
    assert names_of_files(deployed) == files_before | {f"{me['tenant']['id']}/kept.txt"}
    assert [bot["id"] for bot in admin.get("/bots")["items"]] == [bot["id"] for bot in bots_before]
    assert tenant.id not in {one["id"] for one in admin.get("/me")["tenants"]}


def test_what_is_older_than_a_workspace_keeps_it_is_emptied(stack: Stack, operator: Any) -> None:
    deployed, me = Deployed(stack), Api(stack).get("/me")
    owner = Principal(me["tenant"]["id"], me["user"]["id"], me["user"]["email"], me["user"]["name"], me["role"])
    tenant = operator.create_tenant(owner, "Forgetful sample")
    there, world = replace(owner, tenant=tenant.id), World(operator.ids)
    world.tenant = tenant.id
    now = operator.clock.now()
    old, new = (
        world.a_message(text=text, created_at=at, order=order_key(int(at.timestamp()), 1, MessageId("SAMPLE")))
        for text, at in (("Long ago", now - timedelta(days=40)), ("Just now", now))
    )
    operator.conversations.commit(tenant.id, ConversationChange(world.a_chat(), world.a_lead(), (old, new)))
    operator.update_tenant(there, {"retention_days": 30})

    assert keep_house(deployed)["messages_emptied"] == 1
    kept = operator.conversations.list_messages(tenant.id, world.bot_id, world.chat_id).items
    assert [(one.type, one.text) for one in kept] == [("expired", None), ("text", "Just now")]
    operator.delete_tenant(there, tenant.name)


def test_the_clock_strikes_every_hour(stack: Stack) -> None:
    deployed = Deployed(stack)
    rules = boto3.client(
        "events", endpoint_url=deployed.config.aws_url, region_name=REGION, aws_access_key_id="test",
        aws_secret_access_key="test",
    )  # fmt: skip
    hourly = [rule["Name"] for rule in rules.list_rules()["Rules"] if rule.get("ScheduleExpression") == "rate(1 hour)"]
    targets = [target["Arn"] for name in hourly for target in rules.list_targets_by_rule(Rule=name)["Targets"]]
    assert any(deployed.physical("Housekeeping") in arn for arn in targets)
