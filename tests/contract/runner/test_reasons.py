"""Each reason that people are told, provoked in a real browser, and what the runner does about it."""

import socket
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from flotilla.domain.bots import SessionCommand, SessionVerb
from flotilla.domain.session_rules import Deadlines, Patience
from flotilla.domain.sessions import Reason, Remedy, SessionStatus
from runner.channels.whatsapp_web import page
from runner.channels.whatsapp_web.page import load_scripts
from tests.contract.runner import installation as installing
from tests.contract.runner.installation import RUNNERS, TENANT, Installation, until


@pytest.mark.provokes(Reason.QR_NOT_SCANNED)
async def test_codes_that_nobody_scans_end_the_browser(installation: Installation) -> None:
    installation.run(patience=Patience(within=timedelta(seconds=2)))
    first = await installation.until_qr()
    session = await installation.until_status(SessionStatus.STOPPED)
    assert (session.reason, session.qr) == (Reason.QR_NOT_SCANNED, None)
    await until(lambda: not installation.browsers(), 10, installation.browsers)

    bot = installation.ports.bots.get(TENANT, installation.bot.id)
    asked = SessionCommand("c1", SessionVerb.RESTART, datetime.now(UTC))
    installation.ports.bots.save(TENANT, replace(bot, command=asked))
    assert await installation.until_qr() != first


def _befalls(fault: dict[str, object], status: SessionStatus, reason: Reason) -> Any:
    return pytest.param(fault, status, reason, marks=pytest.mark.provokes(reason))


@pytest.mark.parametrize(
    ("fault", "status", "reason"),
    [
        _befalls({"kind": "crash"}, SessionStatus.FAILED, Reason.PAGE_CRASHED),
        _befalls({"kind": "conflict"}, SessionStatus.FAILED, Reason.CONFLICT),
        _befalls({"kind": "block", "mode": "TOS_BLOCK"}, SessionStatus.FAILED, Reason.BANNED),
        _befalls({"kind": "block", "mode": "SMB_TOS_BLOCK"}, SessionStatus.FAILED, Reason.BANNED),
        _befalls({"kind": "block", "mode": "DEPRECATED_VERSION"}, SessionStatus.FAILED, Reason.WEB_VERSION_UNSUPPORTED),
        _befalls({"kind": "offline"}, SessionStatus.STARTING, Reason.NETWORK_OFFLINE),
        _befalls({"kind": "logout"}, SessionStatus.SCAN_QR_CODE, Reason.LOGGED_OUT),
        _befalls({"kind": "freeze", "ms": 60_000}, SessionStatus.FAILED, Reason.PAGE_STUCK),
    ],
    ids=lambda value: "-".join(map(str, value.values())) if isinstance(value, dict) else str(value),
)
async def test_what_befalls_a_page_is_named(
    installation: Installation, fault: dict[str, object], status: SessionStatus, reason: Reason
) -> None:
    installation.run()
    await installation.link()
    await installation.simulator.post("/faults", {**fault, "number": installation.number})
    await until(lambda: (status, reason) in installation.moves(), 20, installation.moves)


@pytest.mark.parametrize(
    "reason",
    [
        pytest.param(one, marks=pytest.mark.provokes(one))
        for one in (Reason.NETWORK_OFFLINE, Reason.STORAGE_UNAVAILABLE)
    ],
)
async def test_what_keeps_a_page_from_opening_is_named(installation: Installation, reason: Reason) -> None:
    if reason is Reason.STORAGE_UNAVAILABLE:
        installation.profiles.write_text("a file where the profiles' folder should be")
        installation.run()
    else:
        installation.run(url="http://127.0.0.1:9")
    session = await installation.until_status(SessionStatus.FAILED)
    assert (session.reason, installation.browsers()) == (reason, [])
    assert session.detail


async def test_a_whatsapp_that_is_down_is_no_connection(installation: Installation) -> None:
    await installation.simulator.post("/faults", {"kind": "page_down"})
    installation.run()
    session = await installation.until_status(SessionStatus.FAILED)
    assert (session.reason, session.detail) == (Reason.NETWORK_OFFLINE, "WhatsApp answers with HTTP 503.")
    assert Reason.CONNECTING not in {reason for _, reason in installation.moves()}
    await installation.simulator.http.delete("/faults")
    await installation.until_qr()


async def test_a_network_that_swallows_everything_is_no_connection(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "GOTO_MS", 1_000)
    with socket.create_server(("127.0.0.1", 0)) as hole:
        installation.run(url=f"http://127.0.0.1:{hole.getsockname()[1]}")
        session = await installation.until_status(SessionStatus.FAILED)
    assert session.reason is Reason.NETWORK_OFFLINE


@pytest.mark.provokes(Reason.WEB_VERSION_UNSUPPORTED)
async def test_a_whatsapp_that_changed_is_named_with_what_is_missing(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """wa-js looks for the stream by another name than WhatsApp Web has for it."""
    found = '{Stream:"Stream"},e=>e.Stream'
    scripts = load_scripts(RUNNERS)
    assert scripts.wa_js.count(found) == 1
    changed = replace(scripts, wa_js=scripts.wa_js.replace(found, '{Stream:"Stream"},e=>e.StreamOfOld'))
    monkeypatch.setattr(installing, "load_scripts", lambda _: changed)
    short = timedelta(seconds=4)
    installation.run(deadlines=Deadlines(connection=short), patience=Patience(within=short))
    session = await installation.until_status(SessionStatus.FAILED)
    assert session.reason is Reason.WEB_VERSION_UNSUPPORTED
    assert session.detail is not None
    assert "has no Stream" in session.detail


async def test_a_page_that_asks_for_its_newer_version_is_opened_anew_at_a_quiet_moment(
    installation: Installation,
) -> None:
    installation.run(update=0.0, measure=0.5, quiet=0.5)
    await installation.link()
    await installation.simulator.post("/faults", {"kind": "update", "number": installation.number})
    await until(lambda: (SessionStatus.STARTING, Reason.RECYCLED) in installation.moves(), 20, installation.moves)
    await installation.until_status(SessionStatus.WORKING)


async def test_a_driver_that_does_not_start_is_named(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLAYWRIGHT_NODEJS_PATH", "/nowhere/node")
    running = installation.run()
    session = await installation.until_status(SessionStatus.FAILED)
    assert session.reason is Reason.BROWSER_START_FAILED
    assert session.detail is not None
    assert session.detail.startswith("The browsers' driver does not start: ")
    assert not running.channels.driver_up()


@pytest.mark.provokes(Reason.BROWSER_START_FAILED)
async def test_a_browser_that_does_not_start_is_named(installation: Installation, tmp_path: Path) -> None:
    broken = tmp_path / "chromium"
    broken.write_text("#!/bin/sh\necho 'Chromium 140.0.0.0'\nexit 1\n")
    broken.chmod(0o755)
    installation.run(chromium=str(broken))
    assert (await installation.until_status(SessionStatus.FAILED)).reason is Reason.BROWSER_START_FAILED


async def test_a_storage_that_does_not_open_is_no_logout(installation: Installation) -> None:
    """The page can't read its login and looks as if there were none; with its storage back it needs no scan."""
    installation.run()
    await installation.link()
    linked = installation.session()
    await installation.simulator.post("/faults", {"kind": "storage"})
    await installation.simulator.post("/faults", {"kind": "reload", "number": installation.number})
    failed = (SessionStatus.FAILED, Reason.STORAGE_UNAVAILABLE)
    await until(lambda: installation.moves().count(failed) >= 2, 40, installation.moves)

    await installation.simulator.http.delete("/faults")
    session = await installation.until_status(SessionStatus.WORKING)
    assert linked is not None
    assert (session.phone, session.linked_at) == (linked.phone, linked.linked_at)
    after = installation.moves()[installation.moves().index(failed) :]
    assert SessionStatus.SCAN_QR_CODE not in {status for status, _ in after}


@pytest.mark.provokes(Reason.NOT_PROVEN)
async def test_a_page_that_never_comes_up_is_not_proven_and_is_left_to_another_runner(
    installation: Installation,
) -> None:
    await installation.simulator.post("/faults", {"kind": "slow_boot", "ms": 60_000})
    short = Deadlines(connection=timedelta(seconds=1))
    installation.run(deadlines=short, first_backoff=0.1)
    await until(lambda: installation.failures() == 3, 40, installation.session)
    installation.run()
    assert installation.moves().count((SessionStatus.FAILED, Reason.NOT_PROVEN)) >= 3
    session = installation.session()
    assert session is not None
    assert [one.remedy for one in session.history if one.remedy] == [Remedy.RESTART, Remedy.RESTART, Remedy.MOVE]

    await installation.simulator.http.delete("/faults")
    await installation.until_qr()
    await until(lambda: installation.holder() == "runner-1", 5, installation.session)


@pytest.mark.provokes(Reason.BROWSER_STARTING, Reason.CONNECTING)
async def test_on_the_way_up_each_phase_is_named(installation: Installation) -> None:
    await installation.simulator.post("/faults", {"kind": "slow_boot", "ms": 1500})
    installation.run()
    await installation.until_qr()
    phases = [reason for _, reason in installation.moves()]
    assert list(dict.fromkeys(phases)) == [Reason.BROWSER_STARTING, Reason.CONNECTING, Reason.QR_NOT_SCANNED]


def test_every_reason_is_provoked_somewhere() -> None:
    """What a test is marked with is asserted when its installation ends: see `provokes`."""
    files = sorted(Path(__file__).parent.glob("test_*.py"))
    modules = [import_module(f"tests.contract.runner.{file.stem}") for file in files]
    tests = [one for module in modules for name, one in vars(module).items() if name.startswith("test_")]
    assert set(Reason) - {reason for test in tests for reason in _reasons(getattr(test, "pytestmark", []))} == set()


def _reasons(marks: Iterable[Any]) -> Iterator[Reason]:
    for mark in marks:
        if mark.name == "provokes":
            yield from mark.args
        elif mark.name == "parametrize":
            for case in mark.args[1]:
                yield from _reasons(getattr(case, "marks", ()))
