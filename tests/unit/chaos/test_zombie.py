"""The frozen runner stands still until all of its bots are another's, and goes on after that."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from tests.chaos import zombie
from tests.chaos.fleet import Fleet
from tests.chaos.victims import Victims
from tests.chaos.zombie import freeze
from tests.stack import eventually


def stands_still(pid: int) -> bool:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "T"


@pytest.fixture
def runner() -> Iterator[int]:
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    yield process.pid
    process.kill()
    process.wait()


class Holders:
    """Who holds the bots, look after look, the last one for good. After the first, the runner must stand still."""

    def __init__(self, runner: int, *looks: dict[str, str]) -> None:
        self._pids = {"frozen": runner, "other": 1}
        self._looks = list(looks)
        self._looked = 0

    def holders(self) -> dict[str, str]:
        if self._looked:
            # A process stops when it is next scheduled.
            eventually(lambda: stands_still(self._pids["frozen"]), "the runner stands still", 5, every=0.01)
        self._looked += 1
        return self._looks.pop(0) if len(self._looks) > 1 else self._looks[0]

    def runner(self, name: str) -> int | None:
        return self._pids.get(name)


def frozen_for(world: Any, runner: int) -> zombie.Zombie:
    return freeze(cast("Fleet", world), cast("Victims", world), runner, beyond=0)


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zombie, "LOOK_SECONDS", 0.0)
    monkeypatch.setattr(zombie, "TAKEN_OVER_WITHIN", 0.2)


def test_it_goes_on_only_when_the_last_of_its_bots_is_taken(runner: int) -> None:
    mine, half = {"a": "frozen", "b": "frozen", "c": "other"}, {"a": "other", "b": "frozen", "c": "other"}
    away, gone = {"a": "other", "b": "", "c": "other"}, {"a": "other", "b": "other", "c": ""}
    seen = frozen_for(Holders(runner, mine, half, away, gone), runner)
    assert (sorted(seen.bots), seen.taken_over) == (["a", "b"], True)
    assert not stands_still(runner)


def test_a_bot_that_nobody_takes_is_told_and_the_runner_goes_on_all_the_same(runner: int) -> None:
    seen = frozen_for(Holders(runner, {"a": "frozen"}, {"a": "dead"}), runner)
    assert not seen.taken_over
    assert not stands_still(runner)
