"""Deploy the production template into the emulated AWS by CloudFormation: create it, update it, or leave it."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from infra.local.aws import Aws
from infra.local.config import STACK_NAME, LocalConfig
from infra.packaging.build import Package
from infra.packaging.parameters import FROM_ENVIRONMENT, SECRET_FIELDS

if TYPE_CHECKING:
    from mypy_boto3_cloudformation.type_defs import ParameterTypeDef, StackTypeDef, TagTypeDef

ARTIFACTS = "flotilla-artifacts"
DIGEST_TAG = "flotilla-digest"


class DeployError(RuntimeError):
    """CloudFormation refused or rolled back; the message names the resource and the reason."""


def parameters(config: LocalConfig, environment: Mapping[str, str]) -> dict[str, str]:
    """The template's parameters for a local stack, the person's own settings taking precedence."""
    values = {
        "Stage": "local",
        "SiteUrl": config.site_url,
        "EmulatorPort": str(config.aws_port),
        "SimulatorUrl": config.simulator_url,
        "WhatsappUrl": f"{config.simulator_url}/",
        "GoogleClientId": "flotilla-local",
        "RunnerMinimum": environment.get("RUNNER_COUNT") or "1",
        "OidcIssuer": config.oidc_issuer,
    }
    chosen = {name: environment[variable] for name, variable in FROM_ENVIRONMENT.items() if environment.get(variable)}
    return {**values, **chosen}


def deploy(aws: Aws, package: Package, values: Mapping[str, str], name: str = STACK_NAME) -> dict[str, str]:
    """Bring the stack with this name to the package and the parameters; returns its outputs.

    Raises:
        DeployError: when CloudFormation does not get there.
    """
    digest = hashlib.sha256(json.dumps([package.digest, dict(values)], sort_keys=True).encode()).hexdigest()
    current = find_stack(aws, name)
    if current is None or {"Key": DIGEST_TAG, "Value": digest} not in current.get("Tags", []):
        _apply(aws, name, _upload(aws, package), values, digest, exists=current is not None)
        current = find_stack(aws, name)
    return outputs(current)


def outputs(stack: StackTypeDef | None) -> dict[str, str]:
    """A stack's outputs by name; none of a stack that isn't there."""
    return {one["OutputKey"]: one["OutputValue"] for one in stack.get("Outputs", [])} if stack else {}


def find_stack(aws: Aws, name: str = STACK_NAME) -> StackTypeDef | None:
    """The stack as it stands, if it was ever deployed completely."""
    try:
        stack = aws.cloudformation.describe_stacks(StackName=name)["Stacks"][0]
    except ClientError:
        return None
    if stack["StackStatus"] in {"ROLLBACK_COMPLETE", "ROLLBACK_FAILED"}:
        # Its creation failed: such a stack can only be deleted.
        aws.cloudformation.delete_stack(StackName=name)
        return None
    return None if stack["StackStatus"] == "DELETE_COMPLETE" else stack


def put_secrets(aws: Aws, secret_arn: str, environment: Mapping[str, str]) -> None:
    """Bring the stack's secret to what the person's environment holds: fields it no longer holds are removed."""
    before = json.loads(aws.secrets.get_secret_value(SecretId=secret_arn)["SecretString"])
    kept = {name: value for name, value in before.items() if name not in SECRET_FIELDS}
    given = {name: environment[variable] for name, variable in SECRET_FIELDS.items() if environment.get(variable)}
    if not environment.get("GOOGLE_CLIENT_ID"):
        # The local provider takes any secret, but a client has to have one.
        given["google_client_secret"] = "flotilla-local"  # noqa: S105  # No secret: anything would do.
    if {**kept, **given} != before:
        aws.secrets.put_secret_value(SecretId=secret_arn, SecretString=json.dumps({**kept, **given}))


def enable_expiry(aws: Aws, table: str) -> None:
    """Turn on TTL, which the emulator's CloudFormation leaves out."""
    state = aws.dynamodb.describe_time_to_live(TableName=table)["TimeToLiveDescription"].get("TimeToLiveStatus")
    if state != "ENABLED":
        aws.dynamodb.update_time_to_live(
            TableName=table, TimeToLiveSpecification={"AttributeName": "expires_at", "Enabled": True}
        )


def _upload(aws: Aws, package: Package) -> str:
    """Put zip and template into the artifacts bucket, as a deployment to AWS does; returns the template's address."""
    aws.s3.create_bucket(Bucket=ARTIFACTS)
    code = package.zip.read_bytes()
    key = f"{hashlib.sha256(code).hexdigest()}.zip"
    aws.s3.put_object(Bucket=ARTIFACTS, Key=key, Body=code)
    template = json.loads(package.template.read_text())
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::Serverless::Function":
            resource["Properties"]["CodeUri"] = {"Bucket": ARTIFACTS, "Key": key}
    aws.s3.put_object(Bucket=ARTIFACTS, Key="template.json", Body=json.dumps(template).encode())
    return aws.s3.generate_presigned_url("get_object", {"Bucket": ARTIFACTS, "Key": "template.json"}, ExpiresIn=3600)


def _apply(aws: Aws, name: str, template: str, values: Mapping[str, str], digest: str, *, exists: bool) -> None:
    given: list[ParameterTypeDef] = [{"ParameterKey": key, "ParameterValue": value} for key, value in values.items()]
    tags: list[TagTypeDef] = [{"Key": DIGEST_TAG, "Value": digest}]
    call: Any = aws.cloudformation.update_stack if exists else aws.cloudformation.create_stack
    try:
        call(
            StackName=name, TemplateURL=template, Parameters=given, Tags=tags,
            Capabilities=["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
        )  # fmt: skip
    except ClientError as error:
        raise DeployError(f"CloudFormation refused the template: {error.response['Error']['Message']}") from None
    _wait(aws, name)


def _wait(aws: Aws, name: str) -> None:
    deadline = time.monotonic() + 300
    while time.monotonic() < deadline:
        stack = aws.cloudformation.describe_stacks(StackName=name)["Stacks"][0]
        status = stack["StackStatus"]
        if status in {"CREATE_COMPLETE", "UPDATE_COMPLETE"}:
            return
        if not status.endswith("_IN_PROGRESS"):
            raise DeployError(f"The deployment ended as {status}: {_reason(aws, stack)}")
        time.sleep(0.1)
    raise DeployError("The deployment did not end within 5 minutes.")


def _reason(aws: Aws, stack: StackTypeDef) -> str:
    events = aws.cloudformation.describe_stack_events(StackName=stack["StackId"])["StackEvents"]
    failed = [event for event in events if event.get("ResourceStatus", "").endswith("FAILED")]
    reasons = [
        f"{event['LogicalResourceId']}: {event.get('ResourceStatusReason', 'no reason')}" for event in failed[:5]
    ]
    return "; ".join(reasons) or stack.get("StackStatusReason", "no reason given")
