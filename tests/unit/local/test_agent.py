"""The ECS agent: processes follow what ECS wants, under the task's role, and are replaced when they die."""

import json
import os
import signal
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from infra.local import ecs_agent
from infra.local.config import LocalConfig
from infra.local.credentials import TaskCredentials
from infra.local.ecs_agent import EcsAgent

ROLE = "arn:aws:iam::000000000000:role/runner"
TASK = "arn:aws:ecs:us-east-1:000000000000:task/cluster/{}"


class Ecs:
    """ECS as the emulated one answers: a stopped task is replaced only when its service is looked at again."""

    def __init__(self) -> None:
        self.desired = 1
        self.tasks: dict[str, dict[str, Any]] = {}
        self.made = 0
        self.stop_timeout = 30

    def update_service(self, *, desiredCount: int, **_: Any) -> None:  # noqa: N803  # As boto3 names it.
        self.desired = desiredCount
        running = [task for task in self.tasks.values() if task["lastStatus"] == "RUNNING"]
        for task in running[desiredCount:]:
            task["lastStatus"] = "STOPPED"
        for _number in range(desiredCount - len(running)):
            self.made += 1
            arn = TASK.format(f"t{self.made}")
            self.tasks[arn] = {"taskArn": arn, "lastStatus": "RUNNING", "taskDefinitionArn": "runner:1"}

    def list_tasks(self, **_: Any) -> dict[str, Any]:
        return {"taskArns": list(self.tasks)}

    def describe_tasks(self, *, tasks: list[str], **_: Any) -> dict[str, Any]:
        return {"tasks": [self.tasks[arn] for arn in tasks]}

    def describe_services(self, **_: Any) -> dict[str, Any]:
        return {"services": [{"desiredCount": self.desired}]}

    def describe_task_definition(self, **_: Any) -> dict[str, Any]:
        container: dict[str, Any] = {
            "stopTimeout": self.stop_timeout,
            "environment": [{"name": "RUNNER_PROFILES_DIR", "value": "/profiles"}, {"name": "TABLE", "value": "t"}],
            "mountPoints": [
                {"sourceVolume": "profiles", "containerPath": "/profiles"},
                {"sourceVolume": "scratch", "containerPath": "/tmp"},
            ],
        }
        return {"taskDefinition": {"taskRoleArn": ROLE, "containerDefinitions": [container]}}

    def stop_task(self, *, task: str, **_: Any) -> None:
        self.tasks[task]["lastStatus"] = "STOPPED"


class Sts:
    """STS that remembers what was asked."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []

    def assume_role(self, **asked: Any) -> dict[str, Any]:
        self.asked.append(asked)
        given = {"AccessKeyId": "key", "SecretAccessKey": "secret", "SessionToken": "token"}
        return {"Credentials": {**given, "Expiration": datetime(2030, 1, 1, tzinfo=UTC)}}


class Aws:
    """The two services that the agent uses."""

    def __init__(self) -> None:
        self.ecs, self.sts = Ecs(), Sts()


@pytest.fixture
def aws() -> Aws:
    return Aws()


@pytest.fixture
def credentials(aws: Aws) -> Iterator[TaskCredentials]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    serving = TaskCredentials(aws, port)  # type: ignore[arg-type]  # A stand-in for what is used of it.
    yield serving
    serving.close()


@pytest.fixture
def agent(
    aws: Aws, credentials: TaskCredentials, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[EcsAgent]:
    """An agent whose runner writes down its environment and waits."""
    code = "import json, os, time; print(json.dumps(dict(os.environ)), flush=True); time.sleep(60)"
    monkeypatch.setattr(ecs_agent, "RUNNER", ("-c", code))
    made = EcsAgent(
        LocalConfig(tmp_path, 5100),
        aws,  # type: ignore[arg-type]  # A stand-in for what is used of it.
        credentials,
        "cluster",
        "service",
        lambda _: None,
    )
    yield made
    made.stop_all()


def children() -> set[int]:
    from infra.local import processes  # noqa: PLC0415  # Needed here alone.

    return set(processes.children_by_parent()[os.getpid()])


def turn_until(agent: EcsAgent, probe: Callable[[], object], seconds: float = 10.0) -> None:
    deadline, known = time.monotonic() + seconds, children() - agent.pids()
    while not probe():
        assert time.monotonic() < deadline
        agent.reconcile(known)
        time.sleep(0.02)


def test_processes_follow_the_desired_count(agent: EcsAgent) -> None:
    agent.scale(2)
    turn_until(agent, lambda: len(agent.pids()) == 2)
    agent.scale(1)
    turn_until(agent, lambda: len(agent.pids()) == 1)
    agent.scale(0)
    turn_until(agent, lambda: not agent.pids())


def test_a_killed_process_is_replaced_by_a_new_task_within_two_seconds(
    agent: EcsAgent, aws: Aws, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ecs_agent, "SHORT_LIFE_SECONDS", 0.0)
    agent.scale(1)
    turn_until(agent, agent.pids)
    [before], [runner] = agent.pids(), agent.runners()
    os.kill(before, signal.SIGKILL)
    turn_until(agent, lambda: agent.pids() and before not in agent.pids(), 2.0)
    assert agent.runners() != {runner}
    assert aws.ecs.tasks[TASK.format("t1")]["lastStatus"] == "STOPPED"
    assert "killed by SIGKILL" in agent.last_obituary


def test_processes_that_die_at_their_start_are_replaced_ever_more_slowly(
    agent: EcsAgent, aws: Aws, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ecs_agent, "RUNNER", ("-c", "import sys; sys.exit('no')"))
    agent.scale(1)
    turn_until(agent, lambda: agent.short_lives >= 2)
    made = aws.ecs.made
    agent.reconcile(children())
    assert aws.ecs.made == made
    assert "exit code 1" in agent.last_obituary


def test_a_process_that_does_not_stop_has_the_time_that_its_task_gives_it(
    agent: EcsAgent, aws: Aws, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    stubborn = "import signal, time; signal.signal(15, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"
    monkeypatch.setattr(ecs_agent, "RUNNER", ("-c", stubborn))
    aws.ecs.stop_timeout = 1
    agent.scale(1)
    log = tmp_path / "logs" / "runner.log"
    turn_until(agent, lambda: log.exists() and log.read_text() == "up\n")
    began = time.monotonic()
    agent.scale(0)
    turn_until(agent, lambda: not agent.pids())
    assert time.monotonic() - began >= 1


def test_a_runner_gets_its_tasks_environment_and_nothing_of_the_persons(
    agent: EcsAgent, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("A_SECRET_OF_THE_PERSON", "x")
    agent.scale(1)
    log = tmp_path / "logs" / "runner.log"
    turn_until(agent, lambda: log.exists() and log.read_text().endswith("}\n"))
    environment = json.loads(log.read_text())
    assert environment["TABLE"] == "t"
    assert environment["RUNNER_PROFILES_DIR"] == str(tmp_path / "profiles")
    assert environment["RUNNER_ID"] == "t1"
    assert environment["AWS_ENDPOINT_URL"] == "http://127.0.0.1:5103"
    assert "A_SECRET_OF_THE_PERSON" not in environment
    assert "AWS_ACCESS_KEY_ID" not in environment


def ask(address: str, token: str) -> Any:
    request = urllib.request.Request(address, headers={"Authorization": token})  # The test's own server.
    with urllib.request.urlopen(request, timeout=5) as answer:  # The test's own server.
        return json.loads(answer.read())


def test_a_task_gets_credentials_of_its_role_by_its_own_word_only(aws: Aws, credentials: TaskCredentials) -> None:
    mine, other = credentials.grant("mine", ROLE), credentials.grant("other", ROLE)
    address = mine["AWS_CONTAINER_CREDENTIALS_FULL_URI"]
    given = ask(address, mine["AWS_CONTAINER_AUTHORIZATION_TOKEN"])
    assert given["AccessKeyId"] == "key"
    assert given["Expiration"] == "2030-01-01T00:00:00Z"
    assert aws.sts.asked[0]["RoleArn"] == ROLE
    for word in ("", other["AWS_CONTAINER_AUTHORIZATION_TOKEN"]):
        with pytest.raises(urllib.error.HTTPError, match="403"):
            ask(address, word)
    credentials.revoke("mine")
    with pytest.raises(urllib.error.HTTPError, match="403"):
        ask(address, mine["AWS_CONTAINER_AUTHORIZATION_TOKEN"])


def test_the_runner_is_recognisable() -> None:
    assert ecs_agent.RUNNER == ("-m", "runner")
    assert sys.executable
