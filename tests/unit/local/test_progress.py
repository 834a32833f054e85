"""What people see while several things are done at once."""

import time

import pytest

from infra.local import progress
from infra.local.progress import Progress


def test_everything_under_way_stands_on_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(progress, "LOGGED_SECONDS", 0.01)
    seen = ""
    shown = Progress()
    with shown.ticking(), shown.showing("packages", lambda: " 3 of 7"), shown.showing("npm ci"):
        while "npm ci" not in seen:
            time.sleep(0.01)
            seen += capsys.readouterr().out
    assert "    packages 3 of 7, 0 s; npm ci, 0 s\n" in seen


def test_nothing_is_shown_while_nothing_is_under_way(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(progress, "LOGGED_SECONDS", 0.01)
    shown = Progress()
    with shown.ticking():
        with shown.showing("short"):
            pass
        shown.say("what stays")
        time.sleep(0.1)
    assert capsys.readouterr().out.splitlines()[-1] == "what stays"
