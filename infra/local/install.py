"""Install and build what is missing or changed: `python3.11 -m infra.local.install`. Standard library only.

Each step notes a hash of its inputs when it is done, and does nothing while they stay the same.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from infra.local.config import CACHE, ROOT
from infra.packaging import digest

VENV = ROOT / ".venv"


class InstallError(RuntimeError):
    """A step failed; the message names it and holds what its program said last."""


@dataclass(frozen=True)
class Step:
    """One thing to install or build.

    Attributes:
        title: what people are told.
        expected: how long it takes the first time, in words.
        inputs: files and folders that it depends on.
        result: it must exist, else the step is due.
        work: does it.
    """

    title: str
    expected: str
    inputs: tuple[Path, ...]
    result: Path
    work: Callable[[], None]

    @property
    def stamp(self) -> Path:
        """Where the hash of the inputs is noted."""
        return CACHE / "stamps" / self.title.replace(" ", "-").replace("'", "")

    def is_due(self, now: str) -> bool:
        """Whether there is anything to do."""
        return not self.result.exists() or not self.stamp.exists() or self.stamp.read_text() != now

    def run(self) -> None:
        """Do it if it is due.

        Raises:
            InstallError: when a program fails.
        """
        now = digest.of_tree(*self.inputs)
        if not self.is_due(now):
            return
        begun = time.monotonic()
        print(f"  {self.title} (about {self.expected} the first time)", flush=True)
        self.stamp.unlink(missing_ok=True)
        self.work()
        self.stamp.parent.mkdir(parents=True, exist_ok=True)
        # npm ci may touch what it reads, so the hash is taken anew.
        self.stamp.write_text(digest.of_tree(*self.inputs))
        print(f"  {self.title}: done in {time.monotonic() - begun:.0f} s", flush=True)


def steps() -> list[Step]:
    """Everything, in order."""
    tests, emulator = ROOT / "tests" / "requirements.txt", ROOT / "infra" / "local" / "ministack-requirements.txt"
    own, bare = CACHE / "emulator", CACHE / "lambda-python"
    found = [
        Step("Python packages", "1 minute", (tests,), VENV / "bin" / "pytest", lambda: _packages(VENV, tests)),
        Step("emulated AWS", "20 seconds", (emulator,), own / "bin" / "python", lambda: _packages(own, emulator)),
        Step("bare Python for functions", "1 second", (emulator,), bare / "bin" / "python", lambda: _bare(bare)),
    ]
    runners, pages = ROOT / "runners", ROOT / "frontend"
    bridge = (runners / "bridge", runners / "simulator" / "page", runners / "build.mjs", runners / "package.json")
    return [
        *found,
        *_node("runners", runners, "bridge and phones", bridge, runners / "bridge" / "dist" / "bridge.js"),
        *_node("frontend", pages, "pages", (pages,), pages / "dist" / "index.html"),
    ]


def _node(name: str, project: Path, what: str, sources: tuple[Path, ...], result: Path) -> list[Step]:
    """Packages of a Node project, then what is built from its sources."""
    lock = (project / "package-lock.json",)

    def packages() -> None:
        _run("npm ci", ["npm", "ci", "--no-fund", "--no-audit"], folder=project)

    def build() -> None:
        _run("npm run build", ["npm", "run", "build"], folder=project)

    return [
        Step(f"Node packages of {name}", "30 seconds", lock, project / "node_modules", packages),
        Step(what, "10 seconds", (*lock, *sources), result, build),
    ]


def _packages(environment: Path, requirements: Path) -> None:
    python = environment / "bin" / "python"
    if not python.exists():
        _run("making the environment", [sys.executable, "-m", "venv", str(environment)])
    wanted = sum(1 for line in requirements.read_text().splitlines() if "==" in line)
    _run(
        "packages", [str(python), "-m", "pip", "install", "--disable-pip-version-check", "--no-deps",
                     "--require-hashes", "-r", str(requirements)],
        wanted,
    )  # fmt: skip


def _bare(environment: Path) -> None:
    shutil.rmtree(environment, ignore_errors=True)
    _run("making the environment", [sys.executable, "-m", "venv", "--without-pip", str(environment)])


def _run(title: str, command: list[str], total: int = 0, folder: Path = ROOT) -> None:
    """Run a program, showing seconds, and how many packages it has dealt with where that is known."""
    process = subprocess.Popen(
        command, cwd=str(folder), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True,
        env={**os.environ, "PIP_PROGRESS_BAR": "off"},
    )  # fmt: skip
    lines: list[str] = []
    done = threading.Event()
    ticker = threading.Thread(target=_tick, args=(title, lines, total, done), daemon=True)
    ticker.start()
    for line in process.stdout or ():
        lines.append(line.rstrip())
    code = process.wait()
    done.set()
    ticker.join()
    if code != 0:
        # npm says what is wrong first and explains its options at length after it; others say it last.
        shown = [*lines[:12], "..."] * (command[0] == "npm") + lines[-12:]
        last = "\n".join(f"    {line}" for line in shown)
        raise InstallError(f"`{' '.join(command)}` in {folder} failed:\n{last}")


def _tick(title: str, lines: list[str], total: int, done: threading.Event) -> None:
    begun, live = time.monotonic(), sys.stdout.isatty()
    while not done.wait(0.5 if live else 10):
        seen = sum(1 for line in lines if line.startswith(("Collecting ", "Requirement already satisfied")))
        counted = f" {min(seen, total)} of {total}" if total else ""
        end = "\r" if live else "\n"
        print(f"    {title}{counted}, {time.monotonic() - begun:.0f} s   ", end=end, flush=True)
    if live:
        print(" " * 60, end="\r", flush=True)


def main() -> int:
    """Run what is due; returns the exit code."""
    try:
        for step in steps():
            step.run()
    except InstallError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
