import os
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from flotilla.domain.ids import BotId
from runner.channels.port import ChannelStartError
from runner.channels.whatsapp_web import copying
from runner.channels.whatsapp_web.chromium import arguments, environment, find_chromium, leashed, user_agent
from runner.channels.whatsapp_web.profile import delete_profiles, prepare_profile, prune_profiles

BOT = BotId("bot")


def fill(profile: Path) -> None:
    database = profile / "Default" / "IndexedDB" / "page.leveldb"
    database.mkdir(parents=True)
    (database / "000001.log").write_text("login")
    (database / "LOCK").touch()
    (profile / "SingletonLock").symlink_to("another-host-123")
    (profile / "Default" / "Cache").mkdir()
    (profile / "Default" / "Cache" / "big").write_text("x")


def test_a_takeover_copies_the_newest_older_generation_without_locks_and_caches(tmp_path: Path) -> None:
    fill(prepare_profile(tmp_path, BOT, 3))
    (tmp_path / BOT / "1").mkdir()
    taken = prepare_profile(tmp_path, BOT, 7)
    assert taken == tmp_path / BOT / "7"
    assert (taken / "Default/IndexedDB/page.leveldb/000001.log").read_text() == "login"
    assert not (taken / "Default/IndexedDB/page.leveldb/LOCK").exists()
    assert not (taken / "SingletonLock").is_symlink()
    assert not (taken / "Default/Cache").exists()
    assert (tmp_path / BOT / "3" / "SingletonLock").is_symlink()


def test_a_restart_keeps_its_own_generation_and_unlocks_it(tmp_path: Path) -> None:
    profile = prepare_profile(tmp_path, BOT, 3)
    fill(profile)
    assert prepare_profile(tmp_path, BOT, 3) == profile
    assert not (profile / "SingletonLock").is_symlink()
    assert (profile / "Default/IndexedDB/page.leveldb/000001.log").exists()


def test_a_newer_generation_is_never_copied_nor_deleted(tmp_path: Path) -> None:
    fill(prepare_profile(tmp_path, BOT, 9))
    assert [*prepare_profile(tmp_path, BOT, 4).iterdir()] == []
    prune_profiles(tmp_path, BOT, 4)
    delete_profiles(tmp_path, BOT, 4)
    assert [entry.name for entry in (tmp_path / BOT).iterdir()] == ["9"]


def test_a_copy_that_was_cut_short_is_not_taken_for_a_profile(tmp_path: Path) -> None:
    fill(prepare_profile(tmp_path, BOT, 1))
    half = tmp_path / BOT / "2.new"
    half.mkdir()
    assert (prepare_profile(tmp_path, BOT, 2) / "Default/IndexedDB/page.leveldb/000001.log").exists()
    assert not half.exists()


def meanwhile(monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], object], times: int) -> list[float]:
    """Have a browser change the profile while it is copied, so often; the pauses between the copies."""
    real, looks, pauses = copying.state_of, count(), list[float]()

    def state_of(profile: Path) -> copying.State:
        look = next(looks)
        if look % 2 and look // 2 < times:
            change(profile / "Default/IndexedDB/page.leveldb")
        return real(profile)

    monkeypatch.setattr(copying, "state_of", state_of)
    monkeypatch.setattr(time, "sleep", pauses.append)
    return pauses


def compact(database: Path) -> None:
    number = len([*database.iterdir()])
    (database / f"{number:06}.ldb").write_text("a table")
    (database / "MANIFEST-000001").write_text("x" * number)


def test_a_profile_that_changes_under_the_copy_is_copied_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(prepare_profile(tmp_path, BOT, 1))
    pauses = meanwhile(monkeypatch, compact, 2)
    taken = prepare_profile(tmp_path, BOT, 2)
    old = tmp_path / BOT / "1"
    assert {path.name for path in taken.rglob("*.ldb")} == {path.name for path in old.rglob("*.ldb")} != set()
    assert len(pauses) == 2


def test_what_a_database_only_appends_makes_no_copy_worse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(prepare_profile(tmp_path, BOT, 1))
    pauses = meanwhile(monkeypatch, lambda database: (database / "000001.log").write_text("login and more"), 9)
    prepare_profile(tmp_path, BOT, 2)
    assert pauses == []


def test_a_profile_that_is_never_still_is_not_taken_torn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(prepare_profile(tmp_path, BOT, 1))
    meanwhile(monkeypatch, compact, 99)
    with pytest.raises(copying.TornCopyError):
        prepare_profile(tmp_path, BOT, 2)
    assert [entry.name for entry in (tmp_path / BOT).iterdir()] == ["1"]


def test_old_generations_are_pruned_but_for_the_one_before(tmp_path: Path) -> None:
    for fence in (1, 2, 5, 6):
        prepare_profile(tmp_path, BOT, fence)
    prune_profiles(tmp_path, BOT, 6)
    assert sorted(entry.name for entry in (tmp_path / BOT).iterdir()) == ["5", "6"]


def test_a_missing_browser_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ChannelStartError, match="CHROMIUM_PATH"):
        find_chromium(str(tmp_path / "nothing"), "")
    binary = tmp_path / "browser"
    binary.write_text("#!/bin/sh\n")
    binary.chmod(0o755)
    assert find_chromium(str(binary), "") == binary
    assert find_chromium("", str(binary)) == binary


def test_the_browser_knows_no_credentials_and_resolves_only_whatsapp(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "not for browsers")
    assert not any("AWS" in name for name in environment(tmp_path))
    (rules,) = [
        one for one in arguments("http://127.0.0.1:99/", "x", tmp_path) if one.startswith("--host-resolver-rules")
    ]
    assert "MAP * ~NOTFOUND" in rules
    assert "EXCLUDE 127.0.0.1" in rules
    assert "Headless" not in user_agent("156")
    assert "Chrome/156." in user_agent("156")


def test_the_launcher_passes_its_arguments_on(tmp_path: Path) -> None:
    launcher = leashed(Path("/bin/echo"), tmp_path)
    assert os.access(launcher, os.X_OK)
    assert os.popen(f"{launcher} one 'two three'").read() == "one two three\n"
