"""The ports that hosting stands behind: the service of runners, and the snapshots of their profiles."""

# ruff: noqa: D102, PLC0415  # Each name says what its type explains; imported late, a Lambda loads only what it uses.

from functools import cached_property
from typing import TYPE_CHECKING

from flotilla.adapters.aws import Aws
from flotilla.bootstrap.ports import Ports
from flotilla.domain.errors import MisconfiguredError

if TYPE_CHECKING:
    from flotilla.ports.runner_fleet import RunnerFleet
    from flotilla.ports.snapshots import DataKeys, Snapshots


class HostingPorts(Ports):
    """Adapters over AWS's own services."""

    @cached_property
    def runners(self) -> "RunnerFleet":
        from flotilla.adapters.ecs import EcsRunnerFleet

        settings = self.settings
        cluster = required(settings.runner_cluster, "RUNNER_CLUSTER")
        service = required(settings.runner_service, "RUNNER_SERVICE")
        return EcsRunnerFleet(self._aws.client("ecs"), cluster=cluster, service=service)

    @cached_property
    def snapshots(self) -> "Snapshots":
        from flotilla.adapters.s3.snapshots import S3Snapshots

        bucket = required(self.settings.snapshot_bucket, "SNAPSHOT_BUCKET")
        return S3Snapshots(self._aws.client("s3", read_timeout=20), bucket)

    @cached_property
    def data_keys(self) -> "DataKeys":
        from flotilla.adapters.kms import KmsDataKeys

        return KmsDataKeys(self._aws.client("kms"), required(self.settings.snapshot_key, "SNAPSHOT_KEY"))

    @cached_property
    def _aws(self) -> Aws:
        return Aws(region=self.settings.aws_region, endpoint=self.settings.aws_endpoint_url or None)


def required(value: str, variable: str) -> str:
    """The value. Raise MisconfiguredError, naming the variable, if there is none."""
    if not value:
        raise MisconfiguredError(f"{variable} is not set.")
    return value
