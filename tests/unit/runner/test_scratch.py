"""What killed runners leave in the machine's temporary folder goes; what living ones have stays."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from runner.channels.whatsapp_web.scratch import Scratch, sweep

OWNER = """
import sys
from pathlib import Path
from runner.channels.whatsapp_web.scratch import Scratch
mine = Scratch(Path(sys.argv[1]))
print(mine.path, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def other(tmp_path: Path) -> Iterator[tuple["subprocess.Popen[str]", Path]]:
    """Another runner's process, and its folder."""
    process = subprocess.Popen(
        [sys.executable, "-c", OWNER, tmp_path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    folder = process.stdout.readline().strip()
    assert folder, "the other runner's process did not start"
    yield process, Path(folder)
    process.kill()
    process.communicate()


def test_a_killed_runners_folder_goes_at_the_next_start(
    other: tuple["subprocess.Popen[str]", Path], tmp_path: Path
) -> None:
    process, left = other
    (left / "cache").mkdir()
    (left / "cache" / "script").write_text("fetched again")
    process.kill()
    process.wait()
    assert left.is_dir()
    mine = Scratch(tmp_path)
    assert not left.exists()
    mine.close()
    assert not mine.path.exists()


def test_the_folder_of_a_runner_that_lives_stays(other: tuple["subprocess.Popen[str]", Path], tmp_path: Path) -> None:
    _, theirs = other
    mine, second = Scratch(tmp_path), Scratch(tmp_path)
    assert theirs.is_dir()
    assert mine.path.is_dir()
    mine.close()
    second.close()
    assert theirs.is_dir()


def test_what_has_no_lock_or_is_a_link_is_left_alone(tmp_path: Path) -> None:
    older, elsewhere = tmp_path / "flotilla-runner-older", tmp_path / "elsewhere"
    older.mkdir()
    elsewhere.mkdir()
    (elsewhere / "LOCK").touch()
    (tmp_path / "flotilla-runner-link").symlink_to(elsewhere)
    assert sweep(tmp_path) == 0
    assert older.is_dir()
    assert (elsewhere / "LOCK").is_file()
