"""Each reason that people are told, provoked in a real browser, and what the runner does about it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flotilla.domain.bots import SessionCommand, SessionVerb
from flotilla.domain.session_machine import Patience
from flotilla.domain.sessions import Reason, SessionStatus
from tests.contract.runner.conftest import TENANT, Installation, until


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


@pytest.mark.parametrize(
    ("fault", "status", "reason"),
    [
        ({"kind": "crash"}, SessionStatus.FAILED, Reason.PAGE_CRASHED),
        ({"kind": "conflict"}, SessionStatus.FAILED, Reason.CONFLICT),
        ({"kind": "block", "mode": "TOS_BLOCK"}, SessionStatus.FAILED, Reason.BANNED),
        ({"kind": "block", "mode": "SMB_TOS_BLOCK"}, SessionStatus.FAILED, Reason.BANNED),
        ({"kind": "block", "mode": "DEPRECATED_VERSION"}, SessionStatus.FAILED, Reason.WEB_VERSION_UNSUPPORTED),
        ({"kind": "offline"}, SessionStatus.STARTING, Reason.NETWORK_OFFLINE),
        ({"kind": "logout"}, SessionStatus.SCAN_QR_CODE, Reason.LOGGED_OUT),
        ({"kind": "freeze", "ms": 60_000}, SessionStatus.FAILED, Reason.NOT_PROVEN),
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


@pytest.mark.parametrize("reason", [Reason.NETWORK_OFFLINE, Reason.STORAGE_UNAVAILABLE])
async def test_what_keeps_a_page_from_opening_is_named(installation: Installation, reason: Reason) -> None:
    if reason is Reason.STORAGE_UNAVAILABLE:
        installation.profiles.write_text("a file where the profiles' folder should be")
        installation.run()
    else:
        installation.run(url="http://127.0.0.1:9")
    session = await installation.until_status(SessionStatus.FAILED)
    assert (session.reason, installation.browsers()) == (reason, [])
    assert session.detail


async def test_a_browser_that_does_not_start_is_named(installation: Installation, tmp_path: Path) -> None:
    broken = tmp_path / "chromium"
    broken.write_text("#!/bin/sh\necho 'Chromium 140.0.0.0'\nexit 1\n")
    broken.chmod(0o755)
    installation.run(chromium=str(broken))
    assert (await installation.until_status(SessionStatus.FAILED)).reason is Reason.BROWSER_START_FAILED
