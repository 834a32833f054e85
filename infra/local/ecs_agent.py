"""What Fargate does for ECS: one process per task that ECS wants, under the task's role, replaced when it dies."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from infra.local import chromium, processes
from infra.local.aws import Aws
from infra.local.config import REGION, ROOT, LocalConfig
from infra.local.credentials import TaskCredentials
from infra.local.parts import Part, clean_environment

if TYPE_CHECKING:
    from mypy_boto3_ecs.type_defs import TaskTypeDef

#: What a task runs, after the name of the Python.
RUNNER: tuple[str, ...] = ("-m", "runner")

#: A task that lived shorter died at its start; such tasks are replaced ever more slowly.
SHORT_LIFE_SECONDS = 5.0
MAX_DELAY_SECONDS = 30.0

#: How often ECS is asked what it wants; a process that died is noticed at once.
LOOK_SECONDS = 1.0

#: What ECS gives a container to stop whose definition names no time of its own (`stopTimeout`).
STOP_SECONDS = 30.0


@dataclass
class RunningTask:
    """A task and its process."""

    arn: str
    part: Part
    started: float = field(default_factory=time.monotonic)

    @property
    def id(self) -> str:
        """Last part of the ARN."""
        return self.arn.rpartition("/")[2]


class EcsAgent:
    """Keeps the runner processes of one ECS service as ECS wants them."""

    def __init__(
        self, config: LocalConfig, aws: Aws, credentials: TaskCredentials, cluster: str, service: str,
        say: Callable[[str], None],
    ) -> None:  # fmt: skip
        self._config, self._aws, self._credentials, self._say = config, aws, credentials, say
        self._cluster, self._service = cluster, service
        self._running: dict[str, RunningTask] = {}
        self._stopping: list[tuple[RunningTask, float]] = []
        self._definitions: dict[str, Any] = {}
        self._replace_at: float | None = None
        self._look_at = 0.0
        #: Tasks in a row that died at their start, and how the last one did.
        self.short_lives = 0
        self.last_obituary = ""

    def runners(self) -> set[str]:
        """Ids of the runners that are up, under which they hold leases."""
        return {task.id for task in self._running.values()}

    def scale(self, count: int) -> None:
        """Have ECS want this many tasks."""
        self._look_at = 0.0
        self._aws.ecs.update_service(cluster=self._cluster, service=self._service, desiredCount=count)

    def pids(self) -> set[int]:
        """Process ids of all tasks."""
        tasks = [*self._running.values(), *(task for task, _ in self._stopping)]
        return {task.part.process.pid for task in tasks if task.part.process is not None}

    def reconcile(self, known: set[int]) -> None:
        """Bring the processes to what ECS wants now.

        Args:
            known: ids of the other children of this program, which are no task's leftovers.
        """
        self._bury(known)
        self._replace()
        self._end_overdue()
        if time.monotonic() < self._look_at:
            return
        self._look_at = time.monotonic() + LOOK_SECONDS
        wanted = {task["taskArn"]: task for task in self._wanted()}
        for arn in set(self._running) - set(wanted):
            self._stop(self._running.pop(arn))
        for arn in set(wanted) - set(self._running):
            self._start(wanted[arn])

    def stop_all(self) -> None:
        """Stop every process; the tasks stay wanted, so that they come back at the next start."""
        for task in [*self._running.values()]:
            self._stop(task)
        self._running.clear()
        for task, _ in self._stopping:
            task.part.finish()
        self._stopping.clear()

    def _wanted(self) -> list[TaskTypeDef]:
        arns = self._aws.ecs.list_tasks(cluster=self._cluster, desiredStatus="RUNNING")["taskArns"]
        tasks = self._aws.ecs.describe_tasks(cluster=self._cluster, tasks=arns)["tasks"] if arns else []
        # The tasks of an earlier run are listed as still wanted, though they are marked as stopped.
        return [task for task in tasks if task["lastStatus"] != "STOPPED"]

    def _start(self, task: TaskTypeDef) -> None:
        definition = self._definition(task["taskDefinitionArn"])
        grace = float(definition["containerDefinitions"][0].get("stopTimeout") or STOP_SECONDS)
        started = RunningTask(task["taskArn"], Part("runner", (), {}, self._config.logs / "runner.log", grace))
        started.part.command = [sys.executable, *RUNNER]
        started.part.environment = self._environment(started.id, definition, task)
        started.part.start()
        self._running[started.arn] = started

    def _environment(self, task_id: str, definition: Any, task: TaskTypeDef) -> dict[str, str]:
        container = definition["containerDefinitions"][0]
        given = {pair["name"]: pair["value"] for pair in container.get("environment", [])}
        for override in task.get("overrides", {}).get("containerOverrides", []):
            given |= {pair["name"]: pair["value"] for pair in override.get("environment", [])}
        folders = self._folders(container)
        given = {name: _moved(value, folders) for name, value in given.items()}
        return clean_environment(
            self._config.directory,
            PYTHONPATH=f"{ROOT / 'api'}:{ROOT / 'runners'}",
            AWS_ENDPOINT_URL=self._config.aws_url,
            AWS_DEFAULT_REGION=REGION,
            CHROMIUM_PATH=chromium.find(),
            RUNNER_ID=task_id,
            **self._credentials.grant(task_id, definition["taskRoleArn"]),
            **given,
        )

    def _folders(self, container: Any) -> dict[str, str]:
        """Where the task's volumes lie here, by the paths at which they are mounted."""
        folders = {}
        for mount in container.get("mountPoints", []):
            folder = self._config.directory / mount["sourceVolume"]
            folder.mkdir(parents=True, exist_ok=True)
            folders[mount["containerPath"]] = str(folder)
        return folders

    def _definition(self, arn: str) -> Any:
        if arn not in self._definitions:
            self._definitions[arn] = self._aws.ecs.describe_task_definition(taskDefinition=arn)["taskDefinition"]
        return self._definitions[arn]

    def _bury(self, known: set[int]) -> None:
        """Tell ECS of tasks whose process ended, and kill what they left running: a container takes all with it."""
        for task in [task for task in self._running.values() if task.part.pid is None]:
            del self._running[task.arn]
            processes.kill_orphans(known | self.pids())
            self._credentials.revoke(task.id)
            short = time.monotonic() - task.started < SHORT_LIFE_SECONDS
            self.short_lives = self.short_lives + 1 if short else 0
            self.last_obituary = task.part.obituary()
            self._say(self.last_obituary.splitlines()[0].split(" Its last")[0] + " It is started again.")
            self._aws.ecs.stop_task(cluster=self._cluster, task=task.arn, reason="Essential container in task exited")
            delay = min(2.0**self.short_lives / 2, MAX_DELAY_SECONDS) if short else 0.0
            self._replace_at = time.monotonic() + delay

    def _replace(self) -> None:
        """Have ECS look at its service again: the emulated one does not notice a stopped task by itself."""
        if self._replace_at is not None and time.monotonic() >= self._replace_at:
            self._replace_at = None
            found = self._aws.ecs.describe_services(cluster=self._cluster, services=[self._service])["services"][0]
            self.scale(found["desiredCount"])

    def _stop(self, task: RunningTask) -> None:
        task.part.ask_to_stop()
        self._stopping.append((task, time.monotonic() + task.part.grace))

    def _end_overdue(self) -> None:
        for task, deadline in list(self._stopping):
            if task.part.pid is None or time.monotonic() > deadline:
                task.part.grace = 0.01
                task.part.finish()
                self._credentials.revoke(task.id)
                self._stopping.remove((task, deadline))


def _moved(value: str, folders: dict[str, str]) -> str:
    """A path below a mount point, below the volume's folder; once, since that may lie below another mount point."""
    for below, folder in folders.items():
        if value == below or value.startswith(f"{below}/"):
            return folder + value.removeprefix(below)
    return value
