"""The emulated AWS of the contract tests, with tables and queues made of the template's own definitions."""

import contextlib
import fcntl
import os
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from botocore.config import Config
from botocore.session import get_session

from flotilla.settings import Settings, read_settings
from infra.local.config import EMULATOR_PYTHON, ROOT, LocalConfig
from infra.local.parts import wait_until_listening
from infra.local.programs import emulator

KEYS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}
FIRST_PORT = 19400


@contextlib.contextmanager
def emulated_aws(directory: Path) -> Iterator[str]:
    """The emulator's address, for as long as the block runs."""
    if not EMULATOR_PYTHON.exists():
        raise RuntimeError("The emulator is not installed: run `make install` first.")
    with _claimed_port() as port:
        config = LocalConfig(directory, port)
        part = emulator(config)
        part.start()
        try:
            wait_until_listening(part, config.aws_port)
            yield f"http://127.0.0.1:{config.aws_port}"
        finally:
            part.stop()


def client(service: str, endpoint: str) -> Any:
    """A client with the emulator's root credentials."""
    return get_session().create_client(
        service,
        region_name="us-east-1",
        endpoint_url=endpoint,
        aws_access_key_id=KEYS["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=KEYS["AWS_SECRET_ACCESS_KEY"],
        config=Config(max_pool_connections=32),
    )


def provision(endpoint: str) -> Settings:
    """Make the tables, the queues, the bus, the bucket and the secret; returns settings that name them."""
    resources = _resources()
    dynamodb, sqs = client("dynamodb", endpoint), client("sqs", endpoint)
    for resource, name in (("Table", "flotilla"), ("RuntimeTable", "flotilla-runtime")):
        dynamodb.create_table(TableName=name, **_table(resources[resource]["Properties"]))
    urls = {
        variable: sqs.create_queue(QueueName=name, Attributes=attributes)["QueueUrl"]
        for variable, name, attributes in (
            ("EVENTS_QUEUE_URL", "events.fifo", _fifo(resources["EventsQueue"]["Properties"])),
            ("HISTORY_QUEUE_URL", "history", {}),
            ("TURNS_QUEUE_URL", "turns", {}),
            ("BILLING_QUEUE_URL", "billing", {}),
        )
    }
    client("events", endpoint).create_event_bus(Name="flotilla")
    client("scheduler", endpoint).create_schedule_group(Name="flotilla")
    client("s3", endpoint).create_bucket(Bucket="flotilla-media")
    client("s3", endpoint).create_bucket(Bucket="flotilla-snapshots")
    key = client("kms", endpoint).create_key()["KeyMetadata"]["KeyId"]
    _make_service(client("ecs", endpoint))
    secret = client("secretsmanager", endpoint).create_secret(
        Name="flotilla", SecretString='{"jwt_key": "a sample key that is long enough for HS256"}'
    )
    return read_settings(
        {
            **urls,
            "AWS_ENDPOINT_URL": endpoint,
            "MEDIA_BUCKET": "flotilla-media",
            "SCHEDULE_TARGET_ARN": "arn:aws:lambda:us-east-1:000000000000:function:run_schedule",
            "SCHEDULE_ROLE_ARN": "arn:aws:iam::000000000000:role/fires",
            "SCHEDULE_DEAD_LETTERS_ARN": "arn:aws:sqs:us-east-1:000000000000:unfired",
            "SECRET_ARN": secret["ARN"],
            "SNAPSHOT_BUCKET": "flotilla-snapshots",
            "SNAPSHOT_KEY": key,
            "RUNNER_CLUSTER": "flotilla",
            "RUNNER_SERVICE": "runners",
            "WEBSOCKET_ENDPOINT": f"{endpoint}/_aws/execute-api/none/api",
        }
    )


def _table(properties: dict[str, Any]) -> dict[str, Any]:
    taken = (
        "BillingMode", "AttributeDefinitions", "KeySchema", "LocalSecondaryIndexes", "GlobalSecondaryIndexes",
    )  # fmt: skip
    table = {name: properties[name] for name in taken if name in properties}
    if "StreamSpecification" in properties:
        table["StreamSpecification"] = {"StreamEnabled": True, **properties["StreamSpecification"]}
    return table


def _make_service(ecs: Any) -> None:
    ecs.create_cluster(clusterName="flotilla")
    container = {"name": "runner", "image": "runner", "memory": 128}
    ecs.register_task_definition(family="runner", containerDefinitions=[container])
    ecs.create_service(cluster="flotilla", serviceName="runners", taskDefinition="runner", desiredCount=0)


def _fifo(properties: dict[str, Any]) -> dict[str, str]:
    names = ("FifoQueue", "DeduplicationScope", "FifoThroughputLimit")
    return {name: str(properties[name]).lower() if name == "FifoQueue" else properties[name] for name in names}


def another_table(endpoint: str, name: str) -> None:
    """Make an empty table like that of what tenants own."""
    client("dynamodb", endpoint).create_table(TableName=name, **_table(_resources()["Table"]["Properties"]))


def _resources() -> dict[str, Any]:
    class Loader(yaml.SafeLoader):
        """Reads CloudFormation's short intrinsics as plain values."""

    Loader.add_multi_constructor("!", lambda loader, suffix, node: None)
    folder = ROOT / "infra" / "templates"
    return {
        name: resource
        for file in ("data.yaml", "queues.yaml")
        for name, resource in yaml.load((folder / file).read_text(), Loader=Loader)["Resources"].items()
    }


@contextlib.contextmanager
def _claimed_port() -> Iterator[int]:
    """The first of a pair of free ports: the emulator serves the site on it and AWS on the third after it.

    An emulator takes seconds until it listens. Until then its ports look free to the other workers of the run, and who
    took the same would speak to the emulator of another one: a locked file tells that they are spoken for.
    """
    for port in range(FIRST_PORT, FIRST_PORT + 95, 5):
        with (Path(tempfile.gettempdir()) / f"flotilla-test-port-{os.getuid()}-{port}").open("w") as claim:
            try:
                fcntl.flock(claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            if _is_free(port) and _is_free(port + 3):
                yield port
                return
    raise RuntimeError(f"No free ports from {FIRST_PORT} on.")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
