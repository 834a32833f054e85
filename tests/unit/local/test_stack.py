"""What a person reads when the stack can't start: one clear sentence, and never a traceback."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from infra.local.config import ROOT, LocalConfig
from infra.local.parts import Part
from infra.local.stack import WATCH_SECONDS, Stack, StackError


def run(folder: Path, port: int) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "infra.local"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": "api:runners:.", "PORT": str(port), "FLOTILLA_LOCAL_DIR": str(folder)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_a_taken_port_is_named_with_its_holder_and_the_way_out(tmp_path: Path) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = int(listener.getsockname()[1])
        done = run(tmp_path, port)
    assert done.returncode == 1
    assert f"Port {port} (for the site) is taken by" in done.stderr
    assert f"make run PORT={port + 100}" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "endpoints.json").exists()


def test_a_directory_that_another_stack_uses_is_refused(tmp_path: Path) -> None:
    import fcntl  # noqa: PLC0415  # Needed here alone.

    with (tmp_path / "lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        held.write("4711")
        held.flush()
        done = run(tmp_path, 19_390)
    assert done.returncode == 1
    assert "runs already, as process 4711" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("infra.local.stack.EMULATOR_PYTHON", tmp_path / "none")
    with pytest.raises(StackError, match=r"none\. Run: make install"):
        Stack(LocalConfig(tmp_path, 19_390)).start()


def test_a_port_that_is_none_is_refused_in_a_sentence(tmp_path: Path) -> None:
    done = run(tmp_path, 80)
    assert done.returncode == 1
    assert "PORT=80 is not a port between 1024 and 65530." in done.stderr


def test_forgetting_leaves_what_was_installed(tmp_path: Path) -> None:
    for kept in ("cache/emulator", "simulator", "logs"):
        (tmp_path / kept).mkdir(parents=True)
    (tmp_path / "sign-in.json").touch()
    done = subprocess.run(
        [sys.executable, "-m", "infra.local.reset"],
        cwd=ROOT,
        env={**os.environ, "FLOTILLA_LOCAL_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0
    assert {one.name for one in tmp_path.iterdir()} == {"cache", "lock"}


def test_the_emulated_aws_restarts_alone_when_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    config = LocalConfig(tmp_path, free_port())
    listen = f"import socket, time; s = socket.create_server(('127.0.0.1', {config.aws_port})); time.sleep(60)"
    emulator = Part("emulated AWS", [sys.executable, "-c", listen], {}, tmp_path / "aws.log")
    other = Part("other", [sys.executable, "-c", "import time; time.sleep(60)"], {}, tmp_path / "other.log")
    stack = Stack(config)
    stack.parts = [emulator, other]
    for part in stack.parts:
        part.start()
    before = (emulator.pid, other.pid)
    stack.ask_for_restart()
    # The watch goes on for ever: the first nap after the restart ends it.
    monkeypatch.setattr("infra.local.stack.time.sleep", stop_watching)
    try:
        with pytest.raises(KeyboardInterrupt):
            stack.watch()
        assert emulator.pid not in (None, before[0])
        assert other.pid == before[1]
    finally:
        for part in stack.parts:
            part.stop()


def stop_watching(seconds: float) -> None:
    if seconds == WATCH_SECONDS:
        raise KeyboardInterrupt


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1]) - 3
