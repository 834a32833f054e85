"""Install and build what is missing or changed: `python3.11 -m infra.local.install`. Standard library only.

Each step notes a hash of its inputs when it is done, and does nothing while they stay the same.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from infra.local.config import CACHE, ROOT
from infra.local.progress import Progress
from infra.packaging import digest

VENV = ROOT / ".venv"
PROGRESS = Progress()


class InstallError(RuntimeError):
    """A step failed; the message names it and holds what its program said last."""


@dataclass(frozen=True)
class Step:
    """One thing to install or build.

    Attributes:
        title: what people are told.
        expected: how long it takes the first time, in words.
        inputs: files and folders that it depends on.
        results: they must exist, else the step is due.
        work: does it.
    """

    title: str
    expected: str
    inputs: tuple[Path, ...]
    results: tuple[Path, ...]
    work: Callable[[], None]

    @property
    def stamp(self) -> Path:
        """Where the hash of the inputs is noted."""
        return CACHE / "stamps" / self.title.replace(" ", "-").replace("'", "")

    def is_due(self, now: str) -> bool:
        """Whether there is anything to do."""
        return (
            not all(result.exists() for result in self.results)
            or not self.stamp.exists()
            or self.stamp.read_text() != now
        )

    def run(self) -> None:
        """Do it if it is due.

        Raises:
            InstallError: when a program fails.
        """
        now = digest.of_tree(*self.inputs)
        if not self.is_due(now):
            return
        begun = time.monotonic()
        PROGRESS.say(f"  {self.title} (about {self.expected} the first time)")
        self.stamp.unlink(missing_ok=True)
        self.work()
        self.stamp.parent.mkdir(parents=True, exist_ok=True)
        # npm ci may touch what it reads, so the hash is taken anew.
        self.stamp.write_text(digest.of_tree(*self.inputs))
        PROGRESS.say(f"  {self.title}: done in {time.monotonic() - begun:.0f} s")


def lanes() -> list[list[Step]]:
    """Everything, in order; what stands in different lanes can be done at the same time."""
    tests, emulator = ROOT / "tests" / "requirements.txt", ROOT / "infra" / "local" / "ministack-requirements.txt"
    own, bare = CACHE / "emulator", CACHE / "lambda-python"
    command = Step(
        "operator's command", "1 second", (ROOT / "pyproject.toml",), (_path_file(VENV),), lambda: own_code(VENV)
    )
    python = [
        Step("Python packages", "1 minute", (tests,), (VENV / "bin" / "pytest",), lambda: _packages(VENV, tests)),
        command,
    ]
    runners, pages = ROOT / "runners", ROOT / "frontend"
    bridge = (runners / "bridge", runners / "simulator" / "page", runners / "build.mjs", runners / "package.json")
    built = (runners / "bridge" / "dist" / "bridge.js", runners / "simulator" / "dist" / "web.js")
    others = [
        *_node("runners", runners, "bridge and phones", bridge, *built),
        *_node("frontend", pages, "pages", (pages,), pages / "dist" / "index.html"),
        Step("emulated AWS", "20 seconds", (emulator,), (own / "bin" / "python",), lambda: _packages(own, emulator)),
        Step("bare Python for functions", "1 second", (emulator,), (bare / "bin" / "python",), lambda: _bare(bare)),
    ]
    return [python, others]


def _node(name: str, project: Path, what: str, sources: tuple[Path, ...], *results: Path) -> list[Step]:
    """Packages of a Node project, then what is built from its sources."""
    lock = (project / "package-lock.json",)

    def packages() -> None:
        _run("npm ci", ["npm", "ci", "--no-fund", "--no-audit"], folder=project)

    def build() -> None:
        _run("npm run build", ["npm", "run", "build"], folder=project)

    return [
        Step(f"Node packages of {name}", "30 seconds", lock, (project / "node_modules",), packages),
        Step(what, "10 seconds", (*lock, *sources), results, build),
    ]


def _packages(environment: Path, requirements: Path) -> None:
    python = environment / "bin" / "python"
    if not python.exists():
        _run("making the environment", [sys.executable, "-m", "venv", str(environment)])
    wanted = sum(1 for line in requirements.read_text().splitlines() if "==" in line)
    # Most modules are never imported; those that are get compiled then.
    _run(
        "packages", [str(python), "-m", "pip", "install", "--disable-pip-version-check", "--no-deps", "--no-compile",
                     "--require-hashes", "-r", str(requirements)],
        wanted,
    )  # fmt: skip


def own_code(environment: Path) -> None:
    """Let the environment's Python find `flotilla`, wherever it is called from: `python -m flotilla` is for operators.

    The path is relative to the file, so that a clone may be moved.
    """
    file = _path_file(environment)
    file.write_text(f"{os.path.relpath(environment.parent / 'api', file.parent)}\n")


def _path_file(environment: Path) -> Path:
    python = f"python{sys.version_info.major}.{sys.version_info.minor}"
    return environment / "lib" / python / "site-packages" / "flotilla.pth"


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

    def counted() -> str:
        seen = sum(1 for line in lines if line.startswith(("Collecting ", "Requirement already satisfied")))
        return f" {min(seen, total)} of {total}" if total else ""

    with PROGRESS.showing(title, counted):
        for line in process.stdout or ():
            lines.append(line.rstrip())
        code = process.wait()
    if code != 0:
        # npm says what is wrong first and explains its options at length after it; others say it last.
        shown = [*lines[:12], "..."] * (command[0] == "npm") + lines[-12:]
        last = "\n".join(f"    {line}" for line in shown)
        raise InstallError(f"`{' '.join(command)}` in {folder} failed:\n{last}")


def _follow(lane: list[Step]) -> None:
    for step in lane:
        step.run()


def main() -> int:
    """Run what is due; returns the exit code."""
    try:
        with PROGRESS.ticking(), ThreadPoolExecutor() as pool:
            for done in [pool.submit(_follow, lane) for lane in lanes()]:
                done.result()
    except InstallError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
