"""The parts of the stack: which program each is, with which arguments and environment."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from infra.local.config import EMULATOR_PYTHON, LAMBDA_PYTHON, ROOT, LocalConfig
from infra.local.parts import Part, clean_environment

#: Beside the emulator's state: which permission of its role each call used.
PERMISSIONS_USED = "permissions-used.jsonl"

#: The emulator runs in its own environment, whose workers must not inherit a path to this tree.
_START_EMULATOR = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from infra.local.emulator.__main__ import main
main()
"""


def emulator(config: LocalConfig) -> Part:
    """The emulated AWS, with the site on a port of its own."""
    directory = config.directory / "emulator"
    folders = {name: _folder(directory / name) for name in ("state", "objects", "tmp")}
    environment = clean_environment(
        directory,
        TMPDIR=str(folders["tmp"]),
        BIND_HOST="127.0.0.1",
        GATEWAY_PORT=str(config.aws_port),
        SITE_PORT=str(config.port),
        AUTH="true",
        IOT_MTLS_ENABLED="0",
        SFTP_ENABLED="0",
        PERSIST_STATE="1",
        STATE_DIR=str(folders["state"]),
        S3_PERSIST="1",
        S3_DATA_DIR=str(folders["objects"]),
        FUNCTIONS_LOG=str(config.logs / "functions.log"),
        PERMISSIONS_USED=str(directory / PERMISSIONS_USED),
        LAMBDA_PYTHON=str(LAMBDA_PYTHON),
        ECS_RESTORE_RECONCILE_DELAY_SECONDS="0.2",
    )
    return Part(
        "emulated AWS", [str(EMULATOR_PYTHON), "-c", _START_EMULATOR], environment, config.logs / "aws.log", grace=20
    )


def simulator(config: LocalConfig) -> Part:
    """The simulated WhatsApp."""
    state = _folder(config.directory / "simulator")
    command = [sys.executable, "-m", "simulator", "--port", str(config.simulator_port), "--state", str(state)]
    environment = clean_environment(config.directory, PYTHONPATH=str(ROOT / "runners"))
    return Part("simulated WhatsApp", command, environment, config.logs / "simulator.log")


def oidc(config: LocalConfig, emails: list[str]) -> Part:
    """The OpenID provider behind "Sign in with Google": it believes whoever picks one of these addresses."""
    claims = [
        json.dumps({"sub": email, "email": email, "email_verified": True, "name": email.partition("@")[0].title()})
        for email in emails
    ]
    people = [word for one in claims for word in ("--user-claims", one)]
    command = [sys.executable, "-m", "oidc_provider_mock", "--host", "127.0.0.1", "--port", str(config.oidc_port)]
    return Part("sign-in provider", [*command, *people], clean_environment(config.directory), config.logs / "oidc.log")


def core_environment(config: LocalConfig, outputs: dict[str, str]) -> dict[str, str]:
    """What the core reads, for programs that act on the stack from outside, as the emulator's root."""
    return clean_environment(
        config.directory,
        PYTHONPATH=os.pathsep.join(str(ROOT / part) for part in ("api", "runners", ".")),
        AWS_ACCESS_KEY_ID="test",
        AWS_SECRET_ACCESS_KEY="test",  # noqa: S106  # The emulator's fixed root credentials.
        AWS_ENDPOINT_URL=config.aws_url,
        AWS_REGION="us-east-1",
        AWS_DEFAULT_REGION="us-east-1",
        FLOTILLA_STAGE="local",
        FLOTILLA_TABLE=outputs["TableName"],
        FLOTILLA_RUNTIME_TABLE=outputs["RuntimeTableName"],
        EVENTS_QUEUE_URL=outputs["EventsQueueUrl"],
        HISTORY_QUEUE_URL=outputs["HistoryQueueUrl"],
        TURNS_QUEUE_URL=outputs["TurnsQueueUrl"],
        EVENT_BUS=outputs["EventBusName"],
        SECRET_ARN=outputs["SecretArn"],
        MEDIA_BUCKET=outputs["MediaBucketName"],
        SNAPSHOT_BUCKET=outputs["SnapshotBucketName"],
        SNAPSHOT_KEY=outputs["SnapshotKeyArn"],
        SITE_URL=config.site_url,
        BURST_WINDOW_MS=os.environ.get("BURST_WINDOW_MS", ""),
        WEBSOCKET_URL=outputs["WebsocketUrl"],
        WEBSOCKET_ENDPOINT=outputs["WebsocketUrl"].replace("ws://", "http://", 1),
    )


def _folder(path: Path) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    return path
