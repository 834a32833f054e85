"""boto3 clients for the emulated AWS, as its root."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config

from infra.local.config import REGION, LocalConfig

if TYPE_CHECKING:
    from mypy_boto3_cloudformation import CloudFormationClient
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_ecs import ECSClient
    from mypy_boto3_lambda import LambdaClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_secretsmanager import SecretsManagerClient
    from mypy_boto3_sqs import SQSClient

#: The emulator's fixed root credentials; it listens on the loopback interface only.
ROOT_CREDENTIALS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}


class Aws:
    """Clients of one stack's emulator, each made when it is first used."""

    def __init__(self, config: LocalConfig) -> None:
        self._session = boto3.Session(
            aws_access_key_id=ROOT_CREDENTIALS["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=ROOT_CREDENTIALS["AWS_SECRET_ACCESS_KEY"],
            region_name=REGION,
        )
        self._endpoint = config.aws_url
        self._options = Config(
            retries={"max_attempts": 2}, connect_timeout=2, read_timeout=120, s3={"addressing_style": "path"}
        )

    @cached_property
    def cloudformation(self) -> CloudFormationClient:
        """CloudFormation."""
        return self._session.client("cloudformation", endpoint_url=self._endpoint, config=self._options)

    @cached_property
    def dynamodb(self) -> DynamoDBClient:
        """DynamoDB."""
        return self._session.client("dynamodb", endpoint_url=self._endpoint, config=self._options)

    @cached_property
    def ecs(self) -> ECSClient:
        """ECS."""
        return self._session.client("ecs", endpoint_url=self._endpoint, config=self._options)

    @cached_property
    def functions(self) -> LambdaClient:
        """Lambda."""
        return self._session.client("lambda", endpoint_url=self._endpoint, config=self._options)

    @cached_property
    def s3(self) -> S3Client:
        """S3."""
        return self._session.client("s3", endpoint_url=self._endpoint, config=self._options)

    @cached_property
    def secrets(self) -> SecretsManagerClient:
        """Secrets Manager."""
        return self._session.client("secretsmanager", endpoint_url=self._endpoint, config=self._options)

    @cached_property
    def sqs(self) -> SQSClient:
        """SQS."""
        return self._session.client("sqs", endpoint_url=self._endpoint, config=self._options)

    @cached_property
    def sts(self) -> Any:
        """STS, for which the tree installs no type stubs."""
        return self._session.client("sts", endpoint_url=self._endpoint, config=self._options)
