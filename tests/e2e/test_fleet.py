"""The number of runners follows the bots, and a deleted bot goes for good: each function under its own role."""

from dataclasses import replace
from typing import Any

import pytest

from flotilla.domain.lead_lists import LeadFilter
from flotilla.ports.repositories import ConversationChange
from flotilla.services.purge_bots import SETTLED_AFTER
from tests.contract.adapters.samples import World
from tests.e2e.client import Api, linked_bot
from tests.e2e.deployed import Deployed
from tests.e2e.test_housekeeping import keep_house, operator, stored_of
from tests.stack import Stack, eventually

pytestmark = pytest.mark.e2e

__all__ = ["operator"]


def desired(deployed: Deployed) -> int:
    found = deployed.aws.ecs.describe_services(
        cluster=deployed.outputs["ClusterName"], services=[deployed.outputs["ServiceName"]]
    )
    return int(found["services"][0]["desiredCount"])


def test_a_change_of_a_bot_brings_the_runners_back_at_once(stack: Stack) -> None:
    deployed = Deployed(stack)
    api, bot = linked_bot(stack)
    deployed.aws.ecs.update_service(
        cluster=deployed.outputs["ClusterName"], service=deployed.outputs["ServiceName"], desiredCount=0
    )
    eventually(lambda: not stack.runner_pids(), "the runner stops", 60)
    assert api.http.patch(f"/bots/{bot}", json={"prompt": "Be brief and kind."}).is_success
    eventually(lambda: desired(deployed) == 1, "a runner is wanted again", 20)
    eventually(stack.runner_pids, "a runner", 30)
    api.wait_for_status(bot, "WORKING", timeout=60)


def test_the_clock_asks_each_minute_too(stack: Stack) -> None:
    deployed = Deployed(stack)
    assert deployed.call("Scale") == {"runners": desired(deployed)}


def test_a_deleted_bot_goes_with_everything(stack: Stack, operator: Any) -> None:  # The fixture.
    deployed, admin = Deployed(stack), Api(stack)
    tenant = admin.get("/me")["tenant"]["id"]
    bot = admin.post("/bots", {"name": "Short-lived bot"})["id"]
    world = World(operator.ids)
    world.tenant, world.bot_id = tenant, bot
    messages = tuple(world.a_message() for _ in range(3))
    operator.conversations.commit(tenant, ConversationChange(world.a_chat(), world.a_lead(), messages))
    files = deployed.aws.s3
    files.put_object(Bucket=deployed.outputs["MediaBucketName"], Key=f"{tenant}/bots/{bot}/1.txt", Body=b"sample")
    files.put_object(Bucket=deployed.outputs["SnapshotBucketName"], Key=f"{tenant}/{bot}/1", Body=b"sealed")

    assert admin.http.delete(f"/bots/{bot}").is_success
    [deleted] = [one for one in operator.fleet.deleted_bots() if one.id == bot]
    assert keep_house(deployed)["bots_removed"] == 0
    # Nobody can save a deleted bot: what makes it due is written past the repository.
    past = replace(deleted, updated_at=deleted.updated_at - SETTLED_AFTER)
    deployed.aws.dynamodb.update_item(
        TableName=deployed.outputs["TableName"],
        Key={"pk": {"S": f"T#{tenant}"}, "sk": {"S": f"BOT#{bot}"}},
        UpdateExpression="SET updated_at = :past",
        ExpressionAttributeValues={":past": {"S": past.updated_at.isoformat().replace("+00:00", "Z")}},
    )
    assert keep_house(deployed)["bots_removed"] == 1
    # What was done to it stays in the audit log.
    assert {one["kind"]["S"] for one in stored_of(deployed, "TableName", bot)} <= {"audit"}
    kept = files.list_objects_v2(Bucket=deployed.outputs["SnapshotBucketName"], Prefix=f"{tenant}/{bot}/")
    assert kept.get("Contents", []) == []
    assert operator.leads.list(tenant, LeadFilter(bot=bot)).items == ()
    left = files.list_objects_v2(Bucket=deployed.outputs["MediaBucketName"], Prefix=f"{tenant}/bots/{bot}")
    assert left.get("Contents", []) == []
