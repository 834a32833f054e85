"""What CloudFormation makes of the template: SAM's transform adds resources that nobody wrote down."""

import json
import subprocess
from typing import Any

import pytest

from infra.local.config import EMULATOR_PYTHON
from infra.packaging.build import Package

#: The translator that AWS runs lies in the emulated AWS's environment.
_TRANSFORM = """
import json, sys
from samtranslator.translator.transform import transform

class NoManagedPolicies:
    def load(self):
        return {}

template = json.load(sys.stdin)
for resource in template["Resources"].values():
    if resource["Type"] == "AWS::Serverless::Function":
        resource["Properties"]["CodeUri"] = {"Bucket": "sample", "Key": "sample"}
json.dump(transform(template, {}, NoManagedPolicies()), sys.stdout)
"""


@pytest.fixture(scope="module")
def resources(package: Package) -> dict[str, Any]:
    """All resources of the transformed template."""
    if not EMULATOR_PYTHON.exists():
        pytest.skip("The emulator is not installed: run `make install` first.")
    done = subprocess.run(
        [str(EMULATOR_PYTHON), "-c", _TRANSFORM], input=package.template.read_text(), capture_output=True, text=True,
        check=False, env={"AWS_DEFAULT_REGION": "us-east-1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    loaded: dict[str, Any] = json.loads(done.stdout)["Resources"]
    return loaded


def of_type(resources: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [one["Properties"] for one in resources.values() if one["Type"] == kind]


def test_the_only_way_into_the_api_is_the_stage_that_is_throttled_and_logged(resources: dict[str, Any]) -> None:
    [stage] = of_type(resources, "AWS::ApiGateway::Stage")
    assert stage["StageName"] == "api"
    assert stage["MethodSettings"][0]["ThrottlingRateLimit"]
    assert stage["AccessLogSetting"]["DestinationArn"] == {"Fn::GetAtt": ["ApiLogs", "Arn"]}
    [deployment] = of_type(resources, "AWS::ApiGateway::Deployment")
    assert "StageName" not in deployment, "a deployment that names a stage makes one"


def test_the_alarm_on_5xx_watches_the_api_by_the_name_that_it_gets(resources: dict[str, Any]) -> None:
    [api] = of_type(resources, "AWS::ApiGateway::RestApi")
    dimensions = {one["Name"]: one["Value"] for one in resources["ApiErrorsAlarm"]["Properties"]["Dimensions"]}
    assert api["Body"]["info"]["title"] == api["Name"] == dimensions["ApiName"]
    [stage] = of_type(resources, "AWS::ApiGateway::Stage")
    assert dimensions["Stage"] == stage["StageName"]
    assert api["Body"]["swagger"] == "2.0"


def test_a_function_is_called_by_the_one_source_that_is_meant(resources: dict[str, Any]) -> None:
    """Else an API or a rule of another account could call it, through a service that may."""
    permissions = of_type(resources, "AWS::Lambda::Permission")
    assert len(permissions) >= 9
    assert all(one["SourceArn"] for one in permissions)
