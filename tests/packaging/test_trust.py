"""Services that act for this account act for nobody else with what it lends them."""

import json
from collections.abc import Iterator
from typing import Any

from tests.packaging.reading import Template, as_list, chosen, of_type, statements

#: Services whose roles are lent without a condition, by what of them is lent, and why.
UNCONDITIONED = {
    ("lambda.amazonaws.com", "*"): "Lambda names no source, and takes roles of the function's account alone.",
    ("ecs-tasks.amazonaws.com", "RunnerExecutionRole"): "ECS documents a source for the task's own role alone.",
    ("apigateway.amazonaws.com", "GatewayLogsRole"): "API Gateway takes it for the account as a whole.",
}  # fmt: skip

SOURCES = {"aws:sourcearn", "aws:sourceaccount"}


def keys_of(condition: dict[str, Any]) -> set[str]:
    """The names of what a statement's condition compares, in lower case as IAM reads them."""
    return {name.lower() for compared in condition.values() for name in compared}


def lent(template: Template) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """By which service which role may be taken, and on which condition on AWS; an empty one where there is none."""
    for name, role in of_type(template, "AWS::IAM::Role").items():
        for statement in role["Properties"]["AssumeRolePolicyDocument"]["Statement"]:
            for service in as_list(statement["Principal"]["Service"]):
                yield service, name, chosen(template, statement.get("Condition", {}), Stage="production")


def test_a_service_takes_a_role_for_this_account_s_own_resources_alone(template: Template) -> None:
    without = {(service, role) for service, role, condition in lent(template) if not keys_of(condition) >= SOURCES}
    assert {one for one in without if one not in UNCONDITIONED and (one[0], "*") not in UNCONDITIONED} == set()
    for service, role in UNCONDITIONED:
        assert any(service == one[0] and role in ("*", one[1]) for one in without), f"{role} needs no exception"


def test_the_scheduler_fires_for_the_installation_s_own_group(template: Template) -> None:
    [condition] = [one for service, _, one in lent(template) if service == "scheduler.amazonaws.com"]
    source = condition["ArnEquals"]["aws:SourceArn"]["Fn::Sub"]
    assert source.endswith(":${AWS::AccountId}:schedule-group/${ScheduleGroup}")


def test_a_role_is_passed_to_the_one_service_that_it_is_for(template: Template) -> None:
    passing = [one for _, one in statements(template) if "iam:PassRole" in as_list(one["Action"])]
    assert len(passing) == 2
    for statement in passing:
        assert as_list(statement["Action"]) == ["iam:PassRole"]
        assert as_list(statement["Resource"]) == [{"Fn::GetAtt": ["ScheduleRole", "Arn"]}]
        assert statement["Condition"] == {"StringEquals": {"iam:PassedToService": "scheduler.amazonaws.com"}}


def test_what_lets_a_service_in_names_on_whose_behalf(template: Template) -> None:
    """Policies of buckets and topics; those of functions stand in the transformed template."""
    documents = [one.get("Properties", {}).get("PolicyDocument") for one in template["Resources"].values()]
    allowed = [
        statement
        for document in documents
        if isinstance(document, dict)
        for statement in document["Statement"]
        if statement.get("Effect") == "Allow" and "Service" in json.dumps(statement.get("Principal", ""))
    ]
    assert len(allowed) == 2
    assert all("aws:sourcearn" in keys_of(statement["Condition"]) for statement in allowed)
