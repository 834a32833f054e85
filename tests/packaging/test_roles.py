"""Roles and policies: least privilege for each function, and who may act as whom."""

import json
from dataclasses import replace
from itertools import product
from pathlib import Path

from tests.packaging.reading import Template, as_list, functions, statements
from tests.permissions import granted, reasons

#: Statements that name no resource, and why.
EVERYWHERE = {
    "ecr:GetAuthorizationToken": "ECR hands out its token for the whole registry only.",
    "xray:PutTraceSegments": "X-Ray knows no resources to write to.",
    "xray:PutTelemetryRecords": "X-Ray knows no resources to write to.",
}


def test_each_function_has_a_role_of_its_own(template: Template) -> None:
    roles = {name: json.dumps(one["Properties"]["Role"]) for name, one in functions(template).items()}
    assert len(set(roles.values())) == len(roles)
    assert not any("DefaultRole" in role for role in roles.values())


def test_each_function_has_the_policy_written_for_it(template: Template) -> None:
    """A function without an entry in Chalice's configuration gets the stage's policy, which allows nothing but logs."""
    written = {
        "APIHandler": "app", "WebsocketConnect": "connect", "WebsocketDisconnect": "disconnect",
        "WebsocketMessage": "message", "Receive": "receive", "History": "history", "Answer": "answer", "Relay": "relay",
        "Housekeeping": "housekeeping",
        "RunSchedule": "run_schedule", "ReconcileSchedules": "reconcile_schedules", "Scale": "scale",
        "Bill": "bill", "Plans": "plans",
    }  # fmt: skip
    folder = Path(__file__).resolve().parents[2] / "api" / ".chalice"
    assert set(written) == set(functions(template))
    for name, policy in written.items():
        role = template["Resources"][functions(template)[name]["Properties"]["Role"]["Fn::GetAtt"][0]]
        [attached] = role["Properties"]["Policies"]
        assert attached["PolicyDocument"] == json.loads((folder / f"policy-{policy}.json").read_text()), name


def test_no_policy_reaches_everything(template: Template) -> None:
    for name, statement in statements(template):
        actions, resources = as_list(statement["Action"]), as_list(statement["Resource"])
        assert all(not action.endswith(":*") and action != "*" for action in actions), name
        if "*" in resources:
            assert set(actions) <= set(EVERYWHERE), f"{name}: {actions}"


def test_indexes_are_read_and_nothing_else(template: Template) -> None:
    for name, statement in statements(template):
        for resource in as_list(statement["Resource"]):
            if "/index/" in json.dumps(resource):
                assert as_list(statement["Action"]) == ["dynamodb:Query"], name
                assert len(as_list(statement["Resource"])) == 1, name


def test_the_list_of_unused_permissions_is_about_permissions_that_are_granted(template: Template) -> None:
    """Whether it is complete is seen by the end-to-end tests, which use the others."""
    permissions = list(granted(template, stage_has={"OnAws"}))
    assert permissions
    for reason in reasons():
        assert len(reason.why) > 30, reason
        for role, pattern in product(reason.roles, reason.permissions):
            alone = replace(reason, roles=(role,), permissions=(pattern,))
            assert any(alone.covers(one) for one in permissions), f"{pattern} is not granted to {role}"
            # What code may do some day is said of one role: a new one's grants are covered by nobody else's reason.
            assert reason.never or "*" not in role, f"{role}: {reason.why}"


def test_only_the_relay_reads_the_stream_and_only_runners_report(template: Template) -> None:
    allowed: dict[str, set[str]] = {}
    for name, statement in statements(template):
        for action in as_list(statement["Action"]):
            allowed.setdefault(action, set()).add(name)
    # Lambda takes no stream for a function whose role lacks one of them.
    for action in ("DescribeStream", "GetRecords", "GetShardIterator", "ListStreams"):
        assert allowed[f"dynamodb:{action}"] == {"RelayRole"}
    assert allowed["events:PutEvents"] == {"RelayRole"}
    senders = {
        name for name, statement in statements(template)
        if "sqs:SendMessage" in as_list(statement["Action"]) and "EventsQueue" in json.dumps(statement["Resource"])
    }  # fmt: skip
    assert senders == {"RunnerRole"}


def test_who_builds_the_image_may_push_it(template: Template) -> None:
    [pushes] = [
        as_list(one["Action"]) for name, one in statements(template)
        if name == "ImageBuilderRole" and one["Resource"] == {"Fn::GetAtt": ["RunnerRepository", "Arn"]}
    ]  # fmt: skip
    # As ECR's manual lists them for pushing.
    assert set(pushes) == {
        "ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:CompleteLayerUpload", "ecr:InitiateLayerUpload",
        "ecr:PutImage", "ecr:UploadLayerPart",
    }  # fmt: skip
