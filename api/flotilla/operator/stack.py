"""The installation that a command is about, found by its CloudFormation stack."""

from dataclasses import dataclass
from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from flotilla.adapters.dynamodb.archive import TenantArchive
from flotilla.bootstrap.installation import Installation
from flotilla.operator.errors import OperatorError
from flotilla.settings import Settings, read_settings


@dataclass(frozen=True)
class Stack:
    """A deployed stack: its settings, its outputs, and clients of its services."""

    name: str
    outputs: dict[str, str]
    settings: Settings
    session: boto3.Session

    def installation(self) -> Installation:
        """The ports over its tables, queues and buckets."""
        return Installation(self.settings)

    def archive(self) -> TenantArchive:
        """All that a workspace has in its tables."""
        return TenantArchive(self.client("dynamodb"), self.settings.table, self.settings.runtime_table)

    def client(self, service: str) -> Any:
        """A client of a service. AWS_ENDPOINT_URL, if set, stands in for AWS."""
        make: Any = self.session.client
        return make(service, endpoint_url=self.settings.aws_endpoint_url or None)


def find_stack(name: str, environment: dict[str, str]) -> Stack:
    """The stack with this name, in the account of the person's credentials. Raise OperatorError if there is none."""
    session = boto3.Session(region_name=environment.get("AWS_REGION") or environment.get("AWS_DEFAULT_REGION"))
    endpoint = environment.get("AWS_ENDPOINT_URL", "")
    try:
        make: Any = session.client
        found = make("cloudformation", endpoint_url=endpoint or None).describe_stacks(StackName=name)["Stacks"][0]
    except (ClientError, BotoCoreError, ValueError) as error:
        raise OperatorError(f"The stack {name} can't be found: {error}") from None
    outputs = {one["OutputKey"]: one["OutputValue"] for one in found.get("Outputs", [])}
    chosen = {one["ParameterKey"]: one.get("ParameterValue", "") for one in found.get("Parameters", [])}
    return Stack(name, outputs, _settings(outputs, chosen, session.region_name or "us-east-1", endpoint), session)


def _settings(outputs: dict[str, str], chosen: dict[str, str], region: str, endpoint: str) -> Settings:
    named = {
        "FLOTILLA_TABLE": "TableName",
        "FLOTILLA_RUNTIME_TABLE": "RuntimeTableName",
        "EVENTS_QUEUE_URL": "EventsQueueUrl",
        "HISTORY_QUEUE_URL": "HistoryQueueUrl",
        "TURNS_QUEUE_URL": "TurnsQueueUrl",
        "EVENT_BUS": "EventBusName",
        "SECRET_ARN": "SecretArn",
        "MEDIA_BUCKET": "MediaBucketName",
        "SITE_URL": "SiteUrl",
    }
    missing = [output for output in named.values() if output not in outputs]
    if missing:
        raise OperatorError(f"The stack says nothing of {', '.join(missing)}: is it one of Flotilla's?")
    values = {variable: outputs[output] for variable, output in named.items()}
    # What a workspace may do is the same whether a page asks or an operator.
    values |= {"DEFAULT_PLAN": chosen.get("DefaultPlan", ""), "STRIPE_PRICE_PRO": chosen.get("StripePricePro", "")}
    return read_settings({**values, "AWS_REGION": region, "AWS_ENDPOINT_URL": endpoint})
