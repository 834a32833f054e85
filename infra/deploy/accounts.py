"""The account and region that are deployed to, and clients of its services."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from infra.deploy.errors import DeployError

if TYPE_CHECKING:
    from mypy_boto3_cloudformation import CloudFormationClient
    from mypy_boto3_ecs import ECSClient
    from mypy_boto3_lambda import LambdaClient
    from mypy_boto3_s3 import S3Client

_OPTIONS = Config(retries={"max_attempts": 5, "mode": "standard"}, connect_timeout=5, read_timeout=60)


class Account:
    """An AWS account in one region, as the person's own credentials reach it.

    `endpoint` stands in for AWS in tests; empty is AWS itself.
    """

    def __init__(self, session: boto3.Session, endpoint: str = "") -> None:
        self._session = session
        self._endpoint = endpoint or None

    @property
    def region(self) -> str:
        """The region that was chosen. Raise DeployError if none was."""
        if not self._session.region_name:
            raise DeployError("No AWS region is chosen: set AWS_REGION, or a region in your AWS profile.")
        return self._session.region_name

    @cached_property
    def id(self) -> str:
        """The account's number. Raise DeployError if the credentials are missing or refused."""
        try:
            return str(self.client("sts").get_caller_identity()["Account"])
        except (ClientError, BotoCoreError) as error:
            raise DeployError(
                f"AWS does not take the credentials ({error}). Set AWS_PROFILE, or sign in with `aws sso login`."
            ) from None

    @property
    def is_emulated(self) -> bool:
        """Whether something stands in for AWS."""
        return self._endpoint is not None

    @property
    def artifacts(self) -> str:
        """Name of the bucket that holds packages and templates."""
        return f"flotilla-artifacts-{self.id}-{self.region}"

    @cached_property
    def cloudformation(self) -> CloudFormationClient:
        """CloudFormation."""
        client: CloudFormationClient = self.client("cloudformation")
        return client

    @cached_property
    def s3(self) -> S3Client:
        """S3."""
        client: S3Client = self.client("s3")
        return client

    @cached_property
    def functions(self) -> LambdaClient:
        """Lambda."""
        client: LambdaClient = self.client("lambda")
        return client

    @cached_property
    def ecs(self) -> ECSClient:
        """ECS."""
        client: ECSClient = self.client("ecs")
        return client

    def client(self, service: str, region: str | None = None) -> Any:
        """A client of a service for which the tree installs no type stubs."""
        make: Any = self._session.client
        options = _OPTIONS.merge(Config(s3={"addressing_style": "path"})) if self._endpoint else _OPTIONS
        return make(service, region_name=region or self.region, endpoint_url=self._endpoint, config=options)
