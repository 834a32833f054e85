"""The runners as an ECS service."""

from datetime import datetime
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from flotilla.domain.errors import UnavailableError

if TYPE_CHECKING:
    from mypy_boto3_ecs import ECSClient
    from mypy_boto3_ecs.type_defs import ServiceTypeDef


class EcsRunnerFleet:
    """Implements RunnerFleet."""

    def __init__(self, client: "ECSClient", *, cluster: str, service: str) -> None:
        self._client = client
        self._cluster = cluster
        self._service = service

    def size(self) -> int:
        """See the port."""
        return self._service_now()["desiredCount"]

    def replaced_since(self) -> datetime | None:
        """See the port."""
        deployments = self._service_now().get("deployments", [])
        newest = next((one for one in deployments if one["status"] == "PRIMARY"), None)
        older = any(one["status"] != "PRIMARY" and one.get("runningCount", 0) > 0 for one in deployments)
        return newest["createdAt"] if newest is not None and older else None

    def _service_now(self) -> "ServiceTypeDef":
        try:
            found = self._client.describe_services(cluster=self._cluster, services=[self._service])["services"]
        except (ClientError, BotoCoreError) as error:
            raise UnavailableError("ECS does not answer now.") from error
        if not found:
            raise UnavailableError("ECS knows no service of runners.")
        return found[0]

    def resize(self, runners: int) -> None:
        """See the port."""
        try:
            self._client.update_service(cluster=self._cluster, service=self._service, desiredCount=runners)
        except (ClientError, BotoCoreError) as error:
            raise UnavailableError("ECS does not take the number of runners now.") from error
