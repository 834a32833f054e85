"""What is looked at before anything is installed or started: ports, tools, and what changed."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.local import chromium, config, install, ports, preflight, relocate
from infra.local.config import LocalConfig
from infra.packaging import digest


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


@pytest.fixture
def free() -> int:
    """The first of ports enough for a whole stack."""
    return next(first for first in range(19_380, 60_000, 10) if all(ports.is_free(first + more) for more in range(5)))


def test_a_free_port_is_told_from_a_taken_one(free: int, taken: int) -> None:
    assert ports.is_free(free)
    assert not ports.is_free(taken)


def test_who_has_a_port_is_named(taken: int, free: int) -> None:
    named = ports.holder(taken)
    assert Path(sys.executable).name in named
    assert named.endswith(f"(process {os.getpid()})")
    assert ports.holder(free) == "another process"


def test_preflight_names_a_taken_port_its_holder_and_the_line_that_mends_it(taken: int) -> None:
    problem = preflight.port("site", taken)
    assert problem is not None
    assert f"Port {taken} (for the site) is taken by" in problem.what
    assert "make run PORT=" in problem.mend


def test_preflight_finds_nothing_wrong_where_nothing_is(free: int) -> None:
    assert preflight.port("site", free) is None
    assert preflight.python() is None
    assert preflight.node() is None
    assert preflight.browser() is None


def test_preflight_runs_before_anything_is_installed(free: int) -> None:
    """On a Python that has nothing but its standard library, and within a second or two."""
    code = f"import sys; sys.path.insert(0, {str(config.ROOT)!r}); from infra.local import preflight; preflight.main()"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code],
        env={"PATH": "/usr/bin:/bin", "PORT": str(free)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


def test_preflight_installs_nothing_and_says_all_that_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, taken: int
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PORT", str(taken))
    monkeypatch.setattr(preflight, "DISK_INSTALLED_GB", 1e9)
    monkeypatch.setattr(preflight, "DISK_FRESH_GB", 1e9)
    assert preflight.main() == 1
    said = capsys.readouterr().err
    for word in ("Node 20", "Chromium", "disk", f"Port {taken}", "Nothing was installed"):
        assert word in said
    assert "minutes" in said


def test_another_python_than_the_functions_own_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 12, 1))
    problem = preflight.python()
    assert problem is not None
    assert "Python 3.11 is needed" in problem.what
    assert "apt-get install" in problem.mend


def test_the_browser_that_is_named_is_taken_and_a_name_that_is_no_program_is_not(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CHROMIUM_PATH", sys.executable)
    assert chromium.find() == sys.executable
    monkeypatch.setenv("CHROMIUM_PATH", str(tmp_path / "none"))
    assert chromium.find() == ""


def test_one_port_moves_all_of_them(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PORT", "5100")
    monkeypatch.setenv("FLOTILLA_LOCAL_DIR", str(tmp_path))
    loaded = config.load()
    assert loaded.directory == tmp_path
    assert loaded.site_url == "http://localhost:5100"
    assert sorted(loaded.ports.values()) == [5100, 5101, 5102, 5103, 5104]


@pytest.mark.parametrize("port", ["80", "65535", "http", "-1"])
def test_a_port_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv("PORT", port)
    with pytest.raises(SystemExit, match="not a port"):
        config.load()


def test_a_step_is_done_once_until_its_inputs_change(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(install, "CACHE", tmp_path / "cache")
    source, result, done = tmp_path / "source", tmp_path / "result", []
    source.write_text("1")

    def work() -> None:
        done.append(source.read_text())
        result.touch()

    step = install.Step("a step", "1 second", (source,), (result,), work)
    step.run()
    step.run()
    assert done == ["1"]
    source.write_text("2")
    step.run()
    assert done == ["1", "2"]
    result.unlink()
    step.run()
    assert done == ["1", "2", "2"]


def test_a_failed_step_is_due_again_and_says_what_its_program_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(install, "CACHE", tmp_path / "cache")
    command = [sys.executable, "-c", "import sys; print('no such thing'); sys.exit(3)"]
    step = install.Step("a step", "1 second", (), (tmp_path,), lambda: install._run("trying", command))
    for _ in range(2):
        with pytest.raises(install.InstallError, match="no such thing"):
            step.run()


def test_a_digest_follows_names_contents_and_links_and_ignores_results(tmp_path: Path) -> None:
    tree, linked = tmp_path / "tree", tmp_path / "linked"
    tree.mkdir()
    linked.mkdir()
    (tree / "a.py").write_text("1")
    (linked / "b.py").write_text("1")
    (tree / "link").symlink_to(linked)
    first = digest.of_tree(tree)
    (tree / "__pycache__").mkdir()
    (tree / "__pycache__" / "a.pyc").write_text("x")
    assert digest.of_tree(tree) == first
    (linked / "b.py").write_text("2")
    second = digest.of_tree(tree)
    assert second != first
    (tree / "a.py").rename(tree / "c.py")
    assert digest.of_tree(tree) != second


def test_kept_state_follows_the_stack_to_other_ports(tmp_path: Path) -> None:
    state = tmp_path / "state"
    state.mkdir()
    queues = state / "sqs.json"
    queues.write_text('{"http://localhost:4669/0/queue": 1, "port": 4669}')
    relocate.relocate(tmp_path, state, 4669)
    assert "localhost:4669" in queues.read_text()
    relocate.relocate(tmp_path, state, 5103)
    assert queues.read_text() == '{"http://localhost:5103/0/queue": 1, "port": 4669}'
    relocate.relocate(tmp_path, state, 5103)
    assert "localhost:5103" in queues.read_text()


def test_the_stacks_ports_are_apart() -> None:
    one = LocalConfig(Path("/nowhere"), 4666)
    assert len(set(one.ports.values())) == len(one.ports)
