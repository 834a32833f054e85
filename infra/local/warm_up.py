"""Calls that have functions load their code before anybody waits for it."""

from __future__ import annotations

import contextlib
import json
import threading

from botocore.exceptions import BotoCoreError, ClientError

from infra.local import ready
from infra.local.aws import Aws
from infra.local.config import STACK_NAME

#: A schedule that isn't there: whoever runs it finds nothing to do.
NO_SCHEDULE = {"tenant": "none", "schedule": "none", "planned": "never"}


def api(site_url: str) -> None:
    """Have the API load while other things start; whether it answers is asked later."""

    def call() -> None:
        with contextlib.suppress(ready.NotReadyError):
            ready.Visitor(site_url).get("/api/v1/health/live")

    threading.Thread(target=call, daemon=True).start()


def schedules(aws: Aws) -> None:
    """Have the function that runs schedules load: the first that is due would wait for seconds.

    On AWS that is within the minute that is promised; here two processors load everything.
    """

    def call() -> None:
        with contextlib.suppress(ClientError, BotoCoreError):
            found = aws.cloudformation.describe_stack_resource(StackName=STACK_NAME, LogicalResourceId="RunSchedule")
            name = found["StackResourceDetail"]["PhysicalResourceId"]
            aws.functions.invoke(FunctionName=name, Payload=json.dumps(NO_SCHEDULE).encode())

    threading.Thread(target=call, daemon=True).start()
