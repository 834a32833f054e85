"""Each reason that people are told, provoked in a real browser, and what the runner does about it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

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
