"""One part of the stack: a process with a log file, started, watched and stopped."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from infra.local import processes
from infra.local.config import ROOT

#: What parts may know of the person's environment: where programs, certificates and the way out to the internet are.
PASSED_ON = (
    "PATH", "LANG", "LC_ALL", "TZ", "SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "HTTP_PROXY", "HTTPS_PROXY",
    "NO_PROXY", "http_proxy", "https_proxy", "no_proxy",
)  # fmt: skip


class PartDiedError(RuntimeError):
    """A part ended by itself; the message says which, how, and its last words."""


def clean_environment(directory: Path, **more: str) -> dict[str, str]:
    """A part's environment: what it needs of the person's, a home of its own, and what it is given."""
    passed = {name: os.environ[name] for name in PASSED_ON if os.environ.get(name)}
    return {**passed, "HOME": str(directory), "PYTHONUNBUFFERED": "1", **more}


@dataclass
class Part:
    """A process of the stack.

    Attributes:
        name: what people call it, and the name of its log file.
        command: program and arguments.
        environment: its whole environment.
        log: where its output goes, appended.
        grace: seconds it is given to stop before it is killed.
    """

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    log: Path
    grace: float = 10.0
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def start(self) -> None:
        """Start it in a session of its own: Ctrl-C reaches this program alone, which stops the parts in order."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(
                self.command, cwd=ROOT, env=dict(self.environment), stdin=subprocess.DEVNULL, stdout=out, stderr=out,
                start_new_session=True, preexec_fn=processes.die_with_parent,  # noqa: PLW1509  # Calls prctl alone.
            )  # fmt: skip

    @property
    def pid(self) -> int | None:
        """Process id while it runs."""
        return self.process.pid if self.process and self.process.poll() is None else None

    def check(self) -> None:
        """Raise PartDiedError when it ended by itself."""
        if self.process is not None and self.process.poll() is not None:
            raise PartDiedError(self.obituary())

    def obituary(self) -> str:
        """How it ended, its last lines, and where the rest is."""
        code = self.process.returncode if self.process else None
        how = f"was killed by {signal.Signals(-code).name}" if code and code < 0 else f"ended with exit code {code}"
        return f"The {self.name} {how}. Its last lines ({self.log} has all):\n{self.last_lines()}"

    def last_lines(self, count: int = 12) -> str:
        """The end of its log."""
        try:
            lines = self.log.read_text(errors="replace").splitlines()[-count:]
        except OSError:
            lines = []
        return "\n".join(f"    {line[:300]}" for line in lines) or "    (it said nothing)"

    def stop(self) -> None:
        """Ask it to stop, wait, and kill what is left of it."""
        self.ask_to_stop()
        self.finish()

    def ask_to_stop(self) -> None:
        """Send SIGTERM."""
        if self.pid is not None:
            os.kill(self.pid, signal.SIGTERM)

    def finish(self) -> None:
        """Wait until it ended; kill it with everything below it when its grace is over."""
        if self.process is None:
            return
        try:
            self.process.wait(self.grace)
        except subprocess.TimeoutExpired:
            for pid in processes.descendants(self.process.pid):
                _kill(pid)
            self.process.kill()
            self.process.wait()
        self.process = None


def wait_until_listening(part: Part, port: int, seconds: float = 30.0) -> None:
    """Return when a part listens on its port.

    Raises:
        PartDiedError: when it ended, or did not get there in time.
    """
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        part.check()
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.03)
    raise PartDiedError(
        f"The {part.name} did not listen on port {port} within {seconds:g} s. Its last lines:\n{part.last_lines()}"
    )


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return
