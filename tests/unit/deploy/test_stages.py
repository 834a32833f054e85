"""Stages and the parameters they are given."""

import pytest

from infra.deploy.changes import Change
from infra.deploy.errors import DeployError
from infra.deploy.stages import parameters, stage_of

KNOWN = frozenset({"Stage", "SiteDomain", "SiteCertificate", "SiteUrl", "AlarmEmail", "DefaultPlan"})
CERTIFICATE = "arn:aws:acm:us-east-1:000000000000:certificate/sample"


def test_a_stage_has_a_stack_of_its_own_and_only_two_may_be_deployed() -> None:
    assert stage_of("production").stack != stage_of("staging").stack
    for name in ("", "local", "prod"):
        with pytest.raises(DeployError, match="STAGE=staging or STAGE=production"):
            stage_of(name)


def test_what_is_not_said_again_stays_as_it_is() -> None:
    chosen = parameters(
        stage_of("staging"), {"DEFAULT_PLAN": "free"}, KNOWN, frozenset({"Stage", "AlarmEmail", "Forgotten"})
    )
    assert {"ParameterKey": "DefaultPlan", "ParameterValue": "free"} in chosen
    assert {"ParameterKey": "AlarmEmail", "UsePreviousValue": True} in chosen
    assert {"ParameterKey": "Stage", "ParameterValue": "staging"} in chosen
    assert "Forgotten" not in {one["ParameterKey"] for one in chosen}


def test_a_domain_brings_its_address_and_needs_its_certificate() -> None:
    with pytest.raises(DeployError, match="SITE_CERTIFICATE"):
        parameters(stage_of("staging"), {"SITE_DOMAIN": "bots.example.com"}, KNOWN, frozenset())
    named = {"SITE_DOMAIN": "bots.example.com", "SITE_CERTIFICATE": CERTIFICATE}
    chosen = parameters(stage_of("staging"), named, KNOWN, frozenset())
    assert {"ParameterKey": "SiteUrl", "ParameterValue": "https://bots.example.com"} in chosen


def test_what_would_begin_anew_is_told_from_what_would_not() -> None:
    assert Change("Modify", "Table", "AWS::DynamoDB::Table", replaced=True).loses_data
    assert Change("Remove", "Media", "AWS::S3::Bucket", replaced=False).loses_data
    assert not Change("Modify", "Table", "AWS::DynamoDB::Table", replaced=False).loses_data
    assert not Change("Modify", "Queue", "AWS::SQS::Queue", replaced=True).loses_data
