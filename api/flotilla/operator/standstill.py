"""Have an installation stand still, so that nothing writes into its tables, and go on again."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flotilla.operator.errors import OperatorError
from flotilla.operator.stack import Stack


@dataclass(frozen=True)
class Standstill:
    """How many functions may not run, and how many queues and streams wait; how many runners run all the same."""

    functions: int
    sources: int
    runners: int


def stop(stack: Stack) -> Standstill:
    """Take functions and runners out of service. Pages are refused meanwhile, and queues keep what comes.

    It may be repeated: runners hand their sessions over before they stop, which takes up to two minutes. What a
    function is at, it finishes: five minutes at most, housekeeping's own limit.
    """
    functions, sources = _functions(stack), _sources(stack)
    client = stack.client("lambda")
    # First what reads queues: an entry that a function refuses would come nearer to the dead letters each time.
    for source in sources:
        client.update_event_source_mapping(UUID=source, Enabled=False)
    for function in functions:
        client.put_function_concurrency(FunctionName=function, ReservedConcurrentExecutions=0)
    # Last, when nobody is left who would start others.
    stack.client("ecs").update_service(
        cluster=stack.outputs["ClusterName"], service=stack.outputs["ServiceName"], desiredCount=0
    )
    return Standstill(len(functions), len(sources), _runners(stack))


def start(stack: Stack) -> Standstill:
    """Let functions run and queues be read again. Within a minute they start as many runners as are needed."""
    functions, sources = _functions(stack), _sources(stack)
    client = stack.client("lambda")
    for function in functions:
        client.delete_function_concurrency(FunctionName=function)
    for source in sources:
        client.update_event_source_mapping(UUID=source, Enabled=True)
    return Standstill(len(functions), len(sources), _runners(stack))


def require_standstill(stack: Stack) -> None:
    """Raise OperatorError if a function or a runner may still write."""
    client = stack.client("lambda")
    asked = [client.get_function_concurrency(FunctionName=one) for one in _functions(stack)]
    if _runners(stack) or any(one.get("ReservedConcurrentExecutions") != 0 for one in asked):
        raise OperatorError("The installation is at work. Have it stand still first: the command stop.")


def _functions(stack: Stack) -> list[str]:
    return list(_resources(stack, "AWS::Lambda::Function"))


def _sources(stack: Stack) -> list[str]:
    return list(_resources(stack, "AWS::Lambda::EventSourceMapping"))


def _resources(stack: Stack, kind: str) -> Iterator[str]:
    client: Any = stack.client("cloudformation")
    for page in client.get_paginator("list_stack_resources").paginate(StackName=stack.name):
        for one in page["StackResourceSummaries"]:
            if one["ResourceType"] == kind:
                yield one["PhysicalResourceId"]


def _runners(stack: Stack) -> int:
    found = stack.client("ecs").describe_services(
        cluster=stack.outputs["ClusterName"], services=[stack.outputs["ServiceName"]]
    )["services"]
    return sum(one["runningCount"] for one in found)
