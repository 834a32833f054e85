"""Processes of the stack: started cleanly, watched, stopped with everything below them."""

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from infra.local import parts, processes
from infra.local.parts import Part, PartDiedError, clean_environment, wait_until_listening


def make(tmp_path: Path, code: str, grace: float = 5.0) -> Part:
    return Part("thing", [sys.executable, "-c", code], clean_environment(tmp_path), tmp_path / "thing.log", grace)


def until(probe: Callable[[], object], seconds: float = 10.0) -> None:
    deadline = time.monotonic() + seconds
    while not probe():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def alive(pid: int) -> bool:
    try:
        return (Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_part_knows_only_what_it_is_given(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("A_SECRET_OF_THE_PERSON", "x")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "x")
    monkeypatch.setenv("PYTHONPATH", "/somewhere")
    assert {"A_SECRET_OF_THE_PERSON", "AWS_ACCESS_KEY_ID", "PYTHONPATH"}.isdisjoint(clean_environment(tmp_path))
    assert clean_environment(tmp_path, MORE="1")["MORE"] == "1"


def test_a_part_that_died_is_named_with_how_and_its_last_words(tmp_path: Path) -> None:
    part = make(tmp_path, "import sys; print('what went wrong'); sys.exit(7)")
    part.start()
    until(lambda: part.pid is None)
    with pytest.raises(PartDiedError, match=r"(?s)The thing ended with exit code 7\..*thing\.log.*what went wrong"):
        part.check()


def test_a_part_that_was_killed_is_named_with_the_signal(tmp_path: Path) -> None:
    part = make(tmp_path, "import time; time.sleep(60)")
    part.start()
    assert part.pid is not None
    os.kill(part.pid, signal.SIGKILL)
    until(lambda: part.pid is None)
    with pytest.raises(PartDiedError, match=r"(?s)was killed by SIGKILL.*it said nothing"):
        part.check()


def test_a_part_that_does_not_stop_is_killed_with_what_it_started(tmp_path: Path) -> None:
    code = """
import signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True)
print(child.pid, flush=True)
time.sleep(60)
"""
    part = make(tmp_path, code, grace=0.3)
    part.start()
    until(lambda: part.log.exists() and part.log.read_text().strip())
    child = int(part.log.read_text())
    part.stop()
    assert part.pid is None
    until(lambda: not alive(child))


def test_a_part_that_never_listens_is_named(tmp_path: Path) -> None:
    part = make(tmp_path, "import time; print('thinking', flush=True); time.sleep(60)")
    part.start()
    try:
        until(part.log.read_text)
        with pytest.raises(PartDiedError, match=r"(?s)did not listen on port 1 within 0\.2 s.*thinking"):
            wait_until_listening(part, 1, 0.2)
    finally:
        part.stop()


def test_orphans_of_a_dead_part_are_killed_and_other_children_are_not(tmp_path: Path) -> None:
    processes.adopt_orphans()
    code = """
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True)
print(child.pid, flush=True)
"""
    before = set(processes.children_by_parent()[os.getpid()])
    bystander = make(tmp_path, "import time; time.sleep(60)")
    bystander.start()
    part = Part("parent", [sys.executable, "-c", code], clean_environment(tmp_path), tmp_path / "parent.log")
    part.start()
    assert part.process is not None
    part.process.wait()
    orphan = int(part.log.read_text())
    assert alive(orphan)
    assert bystander.pid is not None
    processes.kill_orphans(before | {bystander.pid})
    assert not alive(orphan)
    assert alive(bystander.pid)
    bystander.stop()


def test_certificates_and_proxies_are_passed_on(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy:1")
    assert clean_environment(tmp_path)["HTTPS_PROXY"] == "http://proxy:1"
    assert "HTTPS_PROXY" in parts.PASSED_ON
