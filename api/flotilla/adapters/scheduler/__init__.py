"""The clock that fires, on EventBridge Scheduler: one entry per schedule, in the stack's own group."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from botocore.exceptions import BotoCoreError, ClientError

from flotilla.domain.errors import MisconfiguredError, UnavailableError
from flotilla.domain.ids import ScheduleId, TenantId
from flotilla.ports.scheduler import Entry, EntryName

if TYPE_CHECKING:
    from mypy_boto3_scheduler import EventBridgeSchedulerClient

T = TypeVar("T")

KEEP_TRYING_SECONDS = 900
"""As long as what is late is still run; after that the reconciler has said that it was missed."""

_ATTEMPTS = 10


@dataclass(frozen=True, slots=True)
class Target:
    """What an entry calls, as whom, and where calls end that fail again and again (ARNs)."""

    function: str
    role: str
    dead_letters: str


class EventBridgeScheduler:
    """Implements Scheduler. Without a target it can't put entries, as in functions that only take them away."""

    def __init__(self, client: "EventBridgeSchedulerClient", *, group: str, target: Target | None) -> None:
        self._client = client
        self._group = group
        self._target = target

    def put(self, entry: Entry) -> None:
        """See the port. Most are new: the first try is to make one."""
        wanted = self._wanted(entry)
        if not _done(lambda: self._client.create_schedule(**wanted), unless="ConflictException"):
            _called(lambda: self._client.update_schedule(**wanted))

    def remove(self, name: EntryName) -> None:
        """See the port."""
        _done(
            lambda: self._client.delete_schedule(Name=_name(name), GroupName=self._group),
            unless="ResourceNotFoundException",
        )

    def names(self) -> Iterator[EntryName]:
        """See the port."""
        page: dict[str, Any] = {"GroupName": self._group, "MaxResults": 100}
        while True:
            answer = _called(lambda: self._client.list_schedules(**page))
            yield from (read_name(one["Name"]) for one in answer["Schedules"])
            if not answer.get("NextToken"):
                return
            page["NextToken"] = answer["NextToken"]

    def _wanted(self, entry: Entry) -> dict[str, Any]:
        if self._target is None:
            raise MisconfiguredError("SCHEDULE_TARGET_ARN, SCHEDULE_ROLE_ARN or SCHEDULE_DEAD_LETTERS_ARN is not set.")
        call = {
            "tenant": entry.name.tenant,
            "schedule": entry.name.schedule,
            # EventBridge puts the planned time in the place of this word.
            "planned": "<aws.scheduler.scheduled-time>",
        }
        return {
            "Name": _name(entry.name),
            "GroupName": self._group,
            "ScheduleExpression": entry.expression,
            "ScheduleExpressionTimezone": entry.zone,
            "FlexibleTimeWindow": {"Mode": "OFF"},
            "ActionAfterCompletion": "DELETE" if entry.once else "NONE",
            "State": "ENABLED",
            "Target": {
                "Arn": self._target.function,
                "RoleArn": self._target.role,
                "Input": json.dumps(call),
                "RetryPolicy": {"MaximumEventAgeInSeconds": KEEP_TRYING_SECONDS, "MaximumRetryAttempts": _ATTEMPTS},
                "DeadLetterConfig": {"Arn": self._target.dead_letters},
            },
        }


def _name(name: EntryName) -> str:
    return f"{name.tenant}.{name.schedule}"


def read_name(text: str) -> EntryName:
    """Which schedule the entry with this name is of."""
    tenant, _, schedule = text.partition(".")
    return EntryName(TenantId(tenant), ScheduleId(schedule))


def _called(call: Callable[[], T]) -> T:
    try:
        return call()
    except (ClientError, BotoCoreError) as error:
        raise _unavailable(error) from error


def _done(call: Callable[[], object], *, unless: str) -> bool:
    """Whether it was done; False where the scheduler answers with the code of an expected refusal."""
    try:
        call()
    except ClientError as error:
        if error.response.get("Error", {}).get("Code") == unless:
            return False
        raise _unavailable(error) from error
    except BotoCoreError as error:
        raise _unavailable(error) from error
    return True


def _unavailable(error: ClientError | BotoCoreError) -> UnavailableError:
    """With AWS's code, or the failure's kind: they say whether a right is missing or the service is away."""
    code = error.response.get("Error", {}).get("Code", "") if isinstance(error, ClientError) else type(error).__name__
    return UnavailableError(f"The scheduler does not take anything now ({code}).")
