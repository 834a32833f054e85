"""The deployed stack from the operator's side: its resources, and clients that act as its functions."""

import json
from functools import cached_property
from typing import Any

import boto3

from infra.local.aws import Aws
from infra.local.config import REGION, STACK_NAME, LocalConfig
from tests.stack import Stack


class Deployed:
    """The deployed stack, as its root sees it, and sessions under the roles of its functions."""

    def __init__(self, stack: Stack) -> None:
        self.config = LocalConfig(stack.folder, stack.port)
        self.aws = Aws(self.config)
        described = self.aws.cloudformation.describe_stacks(StackName=STACK_NAME)["Stacks"][0]
        self.outputs = {one["OutputKey"]: one["OutputValue"] for one in described["Outputs"]}

    def physical(self, logical: str) -> str:
        """The name or ARN of a resource of the template."""
        found = self.aws.cloudformation.describe_stack_resource(StackName=STACK_NAME, LogicalResourceId=logical)
        return found["StackResourceDetail"]["PhysicalResourceId"]

    @cached_property
    def functions(self) -> Any:
        """A client of Lambda, as root."""
        return boto3.client(
            "lambda",
            endpoint_url=self.config.aws_url,
            region_name=REGION,
            aws_access_key_id="test",
            aws_secret_access_key="test",
        )

    def call(self, function: str) -> Any:
        """Have a function of the clock do its work; what it answers."""
        event = {
            "version": "0", "id": "test", "account": "000000000000", "region": REGION, "source": "aws.events",
            "detail-type": "Scheduled Event", "time": "2026-01-01T12:00:00Z", "resources": [], "detail": {},
        }  # fmt: skip
        answer = self.functions.invoke(FunctionName=self.physical(function), Payload=json.dumps(event).encode())
        told = json.loads(answer["Payload"].read())
        assert "FunctionError" not in answer, told
        return told

    def client_as(self, function: str, service: Any) -> Any:
        """A client of a service that may do what the function's role may, and nothing else."""
        role = self.functions.get_function_configuration(FunctionName=self.physical(function))["Role"]
        given = self.aws.sts.assume_role(RoleArn=role, RoleSessionName="least-privilege")["Credentials"]
        return boto3.client(
            service,
            endpoint_url=self.config.aws_url,
            region_name=REGION,
            aws_access_key_id=given["AccessKeyId"],
            aws_secret_access_key=given["SecretAccessKey"],
            aws_session_token=given["SessionToken"],
        )
