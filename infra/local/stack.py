"""The whole stack: started in order, watched, and stopped in the opposite order."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import asdict
from typing import Any

from infra.local import deploy, people, ports, processes, programs, ready, relocate, warm_up
from infra.local.aws import Aws
from infra.local.config import EMULATOR_PYTHON, LAMBDA_PYTHON, ROOT, LocalConfig
from infra.local.credentials import TaskCredentials
from infra.local.ecs_agent import EcsAgent
from infra.local.parts import Part, PartDiedError, wait_until_listening
from infra.packaging import site
from infra.packaging.build import build

#: Seconds between looks at the parts and at what ECS wants.
WATCH_SECONDS = 0.25

#: How long the API may take for its first answer: functions start cold, and other programs may want the machine too.
API_SECONDS = 120.0


class StackError(RuntimeError):
    """The stack can't run; the message is one clear sentence, and the way out where there is one."""


class Stack:
    """One local installation."""

    def __init__(self, config: LocalConfig) -> None:
        self.config = config
        self.aws = Aws(config)
        self.people = people.load(config.directory)
        self.parts: list[Part] = []
        self.agent: EcsAgent | None = None
        self.credentials: TaskCredentials | None = None
        self._begun = time.monotonic()
        self._restart_asked = False

    def start(self) -> None:
        """Bring everything up; returns when it is really ready.

        Raises:
            StackError, PartDiedError, PackagingError, DeployError, NotReadyError: each with a message for people.
        """
        self._check_installed()
        self._check_ports()
        processes.adopt_orphans()
        self._set_logs_aside()
        relocate.relocate(self.config.directory, self.config.directory / "emulator" / "state", self.config.aws_port)
        emulator = self._launch(programs.emulator(self.config))
        simulator = self._launch(programs.simulator(self.config))
        oidc = self._launch(programs.oidc(self.config, [one.email for one in self.people.values()]))
        package = build()
        wait_until_listening(emulator, self.config.aws_port)
        self.say("emulated AWS is up")
        outputs = deploy.deploy(self.aws, package, deploy.parameters(self.config, os.environ))
        deploy.put_secrets(self.aws, outputs["SecretArn"], os.environ)
        deploy.enable_expiry(self.aws, outputs["RuntimeTableName"])
        self.say("template is deployed")
        if site.upload(self.aws.s3, outputs["SiteBucketName"], deploy.ARTIFACTS, ROOT / "frontend" / "dist"):
            self.say("pages are uploaded")
        wait_until_listening(simulator, self.config.simulator_port)
        wait_until_listening(oidc, self.config.oidc_port)
        warm_up.api(self.config.site_url)
        bot = self._seed(outputs)
        self._start_agent(outputs)
        self.tend()
        self._wait_until_ready(outputs, bot)
        warm_up.schedules(self.aws)
        self._announce(outputs, bot)

    def watch(self) -> None:
        """Keep everything running until somebody stops it.

        Raises:
            PartDiedError: when a part ended by itself.
        """
        while True:
            if self._restart_asked:
                self._restart_aws()
            self.tend()
            time.sleep(WATCH_SECONDS)

    def ask_for_restart(self) -> None:
        """Have the emulated AWS stop in order and start again with its state; everything else runs on without it."""
        self._restart_asked = True

    def _restart_aws(self) -> None:
        self._restart_asked = False
        emulator = self.parts[0]
        emulator.stop()
        emulator.start()
        wait_until_listening(emulator, self.config.aws_port)
        warm_up.schedules(self.aws)
        self.say("emulated AWS was restarted")

    def tend(self) -> None:
        """One look at all parts and tasks."""
        for part in self.parts:
            part.check()
        if self.agent is not None:
            self.agent.reconcile(self._pids())

    def who_died(self) -> str:
        """The obituary of a part that ended by itself in the last moment; empty when all are well."""
        time.sleep(0.5)
        return "\n".join(part.obituary() for part in self.parts if part.process is not None and part.pid is None)

    def stop(self) -> None:
        """Stop everything in the opposite order: runners while AWS answers, and AWS last, which saves its state."""
        self.config.endpoints_file.unlink(missing_ok=True)
        if self.agent is not None:
            self.agent.stop_all()
        if self.credentials is not None:
            self.credentials.close()
        for part in reversed(self.parts):
            part.stop()
        processes.kill_orphans(set())

    def say(self, what: str) -> None:
        """Tell the person what happened, and when."""
        print(f"  {time.monotonic() - self._begun:5.1f} s  {what}", flush=True)

    def _check_installed(self) -> None:
        missing = [str(path) for path in (EMULATOR_PYTHON, LAMBDA_PYTHON) if not path.exists()]
        if missing:
            raise StackError(f"Not installed yet: {' and '.join(missing)}. Run: make install")

    def _check_ports(self) -> None:
        for part, port in self.config.ports.items():
            if not ports.is_free(port):
                raise StackError(
                    f"Port {port} (for the {part}) is taken by {ports.holder(port)}. "
                    f"Stop that, or run on other ports: make run PORT={self.config.port + 100}"
                )

    def _set_logs_aside(self) -> None:
        aside = self.config.logs / "previous"
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir(parents=True)
        for log in self.config.logs.glob("*.log"):
            log.rename(aside / log.name)

    def _launch(self, part: Part) -> Part:
        part.start()
        self.parts.append(part)
        return part

    def _pids(self) -> set[int]:
        return {part.process.pid for part in self.parts if part.process is not None}

    def _seed(self, outputs: dict[str, str]) -> str:
        """Make what is missing of workspace, people and bot; returns the bot's id."""
        given = json.dumps({name: asdict(one) for name, one in self.people.items()})
        done = subprocess.run(
            [sys.executable, "-m", "infra.local.seed"], cwd=ROOT, env=programs.core_environment(self.config, outputs),
            input=given, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode != 0:
            raise StackError(f"The installation could not be seeded:\n{done.stderr.strip()[-1500:]}")
        self.say("people and bot are there")
        answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return str(answer["bot_id"])

    def _start_agent(self, outputs: dict[str, str]) -> None:
        self.credentials = TaskCredentials(self.aws, self.config.tasks_port)
        self.agent = EcsAgent(
            self.config, self.aws, self.credentials, outputs["ClusterName"], outputs["ServiceName"], self.say
        )
        self.agent.scale(int(os.environ.get("RUNNER_COUNT") or 1))

    def _wait_until_ready(self, outputs: dict[str, str], bot: str) -> None:
        visitor = ready.Visitor(self.config.site_url)
        ready.eventually("the site", lambda: ready.serves_pages(visitor), 20, self._tend_start)
        ready.eventually("the API", lambda: visitor.sign_in(self.people["admin"]), API_SECONDS, self._tend_start)
        self.say("site and API answer")

        if not ready.is_wanted(visitor, bot):
            return
        runners, table = self._agent_runners, outputs["RuntimeTableName"]

        def is_held() -> bool:
            return ready.lease_holder(self.aws, table, bot) in runners()

        # The lease of a runner that was killed with everything else runs out first.
        ready.eventually("a runner to take the bot's lease", is_held, 90, self._tend_start)
        self.say(f"a runner holds the bot, whose session is {ready.session_status(visitor, bot)}")

    def _agent_runners(self) -> set[str]:
        return self.agent.runners() if self.agent is not None else set()

    def _tend_start(self) -> None:
        self.tend()
        if self.agent is not None and self.agent.short_lives >= 3:
            raise PartDiedError(self.agent.last_obituary)

    def _announce(self, outputs: dict[str, str], bot: str) -> None:
        endpoints = {
            "site": self.config.site_url,
            "api": f"{self.config.site_url}/api/v1",
            "websocket": outputs["WebsocketUrl"],
            "simulator": self.config.simulator_url,
            "bot_id": bot,
            **{name: asdict(one) for name, one in self.people.items()},
        }
        partial = self.config.endpoints_file.with_suffix(".partial")
        partial.touch(mode=0o600)
        partial.write_text(json.dumps(endpoints, indent=2) + "\n")
        partial.replace(self.config.endpoints_file)
        admin, vendor = self.people["admin"], self.people["vendor"]
        print(
            f"\nFlotilla is ready after {time.monotonic() - self._begun:.0f} s.\n\n"
            f"  Site             {self.config.site_url}\n"
            f"  Phones           {self.config.simulator_url}/phones\n"
            f"  Sign in as       {admin.email}  {admin.password}   (admin)\n"
            f"                   {vendor.email}  {vendor.password}   (vendor)\n"
            f"  Logs             {self.config.logs}\n\n"
            "Ctrl-C stops it; `make run` continues where it was; `make reset` starts anew.\n",
            flush=True,
        )
