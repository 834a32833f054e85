"""A stage is deployed, changed and destroyed by change sets that a person saw, and what it holds stays."""

from pathlib import Path

import pytest
from botocore.exceptions import ClientError

from infra.deploy.accounts import Account
from infra.deploy.checks import stack_status
from infra.deploy.destroy import destroy
from infra.deploy.errors import DeployError
from infra.deploy.stages import StageName, stage_of
from infra.deploy.steps import Deployment
from infra.packaging.build import Package
from tests.contract.deploy.conftest import Write

STAGING, PRODUCTION = stage_of("staging"), stage_of("production")
QUEUE = {"Type": "AWS::SQS::Queue"}


def _deployment(account: Account, stage: StageName, told: list[str], *, agrees: bool = True) -> Deployment:
    return Deployment(account, stage, {"ALARM_EMAIL": "ops@example.com"}, told.append, lambda _question: agrees)


def _package(files: tuple[Path, Path]) -> Package:
    return Package(*files, digest="sample")


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("infra.deploy.changes.EVERY_SECONDS", 0.05)


def test_a_stage_comes_changes_and_goes_and_its_table_stays(account: Account, write: Write) -> None:
    told: list[str] = []
    deployment = _deployment(account, STAGING, told)
    deployment.check()
    first = deployment.stack(_package(write()))
    assert first["Stage"] == "staging"
    assert any("Table (AWS::DynamoDB::Table)" in line for line in told)
    table = account.client("dynamodb")
    table.put_item(TableName=first["TableName"], Item={"pk": {"S": "kept"}})
    second = deployment.stack(_package(write(Queue=QUEUE)))
    assert second["TableName"] == first["TableName"]
    assert any(line.strip() == "Add      Queue (AWS::SQS::Queue)" for line in told)
    destroy(account, STAGING, data=False, typed=lambda _question: "")
    assert stack_status(account, STAGING.stack) in (None, "DELETE_COMPLETE")
    assert table.get_item(TableName=first["TableName"], Key={"pk": {"S": "kept"}})["Item"]


def test_without_agreement_nothing_is_changed(account: Account, write: Write) -> None:
    with pytest.raises(DeployError, match="Nothing was changed"):
        _deployment(account, PRODUCTION, [], agrees=False).stack(_package(write()))
    with pytest.raises(ClientError):
        account.cloudformation.describe_stack_resource(StackName=PRODUCTION.stack, LogicalResourceId="Table")


def test_production_goes_only_when_its_name_was_typed(account: Account, write: Write) -> None:
    _deployment(account, PRODUCTION, []).stack(_package(write()))
    for typed in ("", "yes", "destroy flotilla-staging"):
        with pytest.raises(DeployError, match="Nothing was changed"):
            destroy(account, PRODUCTION, data=False, typed=lambda _question, typed=typed: typed)  # type: ignore[misc]  # A default binds the loop's value.
    assert stack_status(account, PRODUCTION.stack) == "CREATE_COMPLETE"
    destroy(account, PRODUCTION, data=True, typed=lambda _question: "destroy flotilla with its data")
    assert not [
        one for one in account.client("dynamodb").list_tables()["TableNames"] if one.startswith("flotilla-Table")
    ]
    with pytest.raises(DeployError, match="no stack"):
        destroy(account, PRODUCTION, data=False, typed=lambda _question: "")
