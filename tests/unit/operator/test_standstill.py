"""A stop silences whatever writes, in an order that loses nothing, and a start undoes it."""

from typing import Any

import pytest

from flotilla.operator.errors import OperatorError
from flotilla.operator.stack import Stack
from flotilla.operator.standstill import Standstill, require_standstill, start, stop
from flotilla.settings import read_settings

RESOURCES = (
    ("AWS::Lambda::Function", "flotilla-Receive-1"),
    ("AWS::Lambda::Function", "flotilla-Scale-1"),
    ("AWS::Lambda::EventSourceMapping", "mapping-1"),
    ("AWS::DynamoDB::Table", "flotilla-Table-1"),
)


class Account:
    """Stands in for boto3's session and each of its clients: what AWS would know after the calls so far."""

    def __init__(self, runners: int) -> None:
        self.runners, self.desired = runners, runners
        self.reserved: dict[str, int] = {}
        self.read: dict[str, bool] = {}
        self.calls: list[str] = []

    def client(self, _service: str, **_options: Any) -> Any:
        return self

    def get_paginator(self, _name: str) -> Any:
        return self

    def paginate(self, **_given: Any) -> Any:
        for kind, name in RESOURCES:
            yield {"StackResourceSummaries": [{"ResourceType": kind, "PhysicalResourceId": name}]}

    def update_event_source_mapping(self, *, UUID: str, Enabled: bool) -> None:  # noqa: N803  # As boto3 names them.
        self.calls.append("source")
        self.read[UUID] = Enabled

    def put_function_concurrency(self, *, FunctionName: str, ReservedConcurrentExecutions: int) -> None:  # noqa: N803
        self.calls.append("function")
        self.reserved[FunctionName] = ReservedConcurrentExecutions

    def delete_function_concurrency(self, *, FunctionName: str) -> None:  # noqa: N803
        del self.reserved[FunctionName]

    def get_function_concurrency(self, *, FunctionName: str) -> dict[str, int]:  # noqa: N803
        known = self.reserved.get(FunctionName)
        return {} if known is None else {"ReservedConcurrentExecutions": known}

    def update_service(self, *, cluster: str, service: str, desiredCount: int) -> None:  # noqa: N803
        self.calls.append(f"{cluster} {service}")
        self.desired = desiredCount

    def describe_services(self, **_given: Any) -> dict[str, Any]:
        return {"services": [{"runningCount": self.runners, "desiredCount": self.desired}]}


def stack_in(account: Account) -> Stack:
    outputs = {"ClusterName": "cluster", "ServiceName": "service"}
    return Stack("flotilla", outputs, read_settings({}), account)  # type: ignore[arg-type]  # All of it that is used.


def test_sources_stop_before_functions_and_runners_when_nobody_would_start_others() -> None:
    account = Account(runners=2)
    assert stop(stack_in(account)) == Standstill(functions=2, sources=1, runners=2)
    assert account.calls == ["source", "function", "function", "cluster service"]
    assert (account.reserved, account.read) == ({"flotilla-Receive-1": 0, "flotilla-Scale-1": 0}, {"mapping-1": False})
    assert account.desired == 0


def test_it_stands_still_only_when_the_last_runner_has_gone() -> None:
    account = Account(runners=1)
    stack = stack_in(account)
    with pytest.raises(OperatorError, match="at work"):
        require_standstill(stack)
    stop(stack)
    with pytest.raises(OperatorError, match="at work"):
        require_standstill(stack)
    account.runners = 0
    require_standstill(stack)


def test_a_start_undoes_the_stop_and_leaves_the_number_of_runners_to_the_scaling() -> None:
    account = Account(runners=0)
    stack = stack_in(account)
    stop(stack)
    start(stack)
    assert (account.reserved, account.read, account.desired) == ({}, {"mapping-1": True}, 0)
    with pytest.raises(OperatorError, match="at work"):
        require_standstill(stack)
