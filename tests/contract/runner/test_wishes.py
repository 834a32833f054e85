"""What people ask of a session in a real browser: a pairing code, a picture of the page."""

from dataclasses import replace
from datetime import UTC, datetime

from flotilla.domain.bots import SessionCommand, SessionVerb
from flotilla.domain.sessions import Pairing, SessionStatus
from tests.contract.runner.installation import TENANT, Installation, Numbers, until

PNG = b"\x89PNG"


def _ask(installation: Installation, verb: SessionVerb, name: str, phone: str | None = None) -> None:
    bots = installation.ports.bots
    command = SessionCommand(name, verb, datetime.now(UTC), phone)
    bots.save(TENANT, replace(bots.get(TENANT, installation.bot.id), command=command))


async def _answered(installation: Installation, name: str) -> None:
    await until(
        lambda: (known := installation.session()) is not None and known.command_done == name, 20, installation.session
    )


def _pairing(installation: Installation) -> Pairing:
    session = installation.session()
    assert session is not None
    assert session.pairing is not None
    return session.pairing


async def test_a_pairing_code_links_the_phone_that_it_was_made_for(
    installation: Installation, fresh_number: Numbers
) -> None:
    simulator = installation.simulator
    await simulator.post("/phones", {"number": installation.number, "name": "Bot"})
    installation.run()
    await installation.until_qr()
    _ask(installation, SessionVerb.PAIRING_CODE, "w1", installation.number)
    await _answered(installation, "w1")
    pairing = _pairing(installation)
    assert pairing.code is not None
    assert pairing.until is not None
    assert len(pairing.code.replace("-", "")) == 8
    assert (shown := installation.session()) is not None
    assert shown.qr is not None

    other = await installation.customer(fresh_number())
    refused = await simulator.http.post(f"/phones/{other}/link", json={"code": pairing.code})
    assert refused.json()["code"] == "wrong_code"
    await simulator.post(f"/phones/{installation.number}/link", {"code": pairing.code})
    session = await installation.until_status(SessionStatus.WORKING)
    assert (session.phone, session.pairing, session.qr) == (installation.number, None, None)


async def test_a_pairing_code_for_a_number_without_whatsapp_is_refused(
    installation: Installation, fresh_number: Numbers
) -> None:
    installation.run()
    await installation.until_qr()
    _ask(installation, SessionVerb.PAIRING_CODE, "w1", fresh_number())
    await _answered(installation, "w1")
    assert (_pairing(installation).code, _pairing(installation).error) == (None, "refused")
    assert (session := installation.session()) is not None
    assert session.status is SessionStatus.SCAN_QR_CODE


async def test_a_linked_session_has_no_pairing_code_to_give(installation: Installation) -> None:
    installation.run()
    await installation.link()
    _ask(installation, SessionVerb.PAIRING_CODE, "w1", installation.number)
    await _answered(installation, "w1")
    assert (session := installation.session()) is not None
    assert (session.status, session.phone) == (SessionStatus.WORKING, installation.number)
    assert session.pairing is None or session.pairing.code is None


async def test_a_picture_of_the_page_is_stored_and_only_the_newest_is_kept(installation: Installation) -> None:
    installation.run()
    await installation.link()
    for name in ("w1", "w2"):
        _ask(installation, SessionVerb.SCREENSHOT, name)
        await _answered(installation, name)
    files = installation.ports.files
    [(name, picture)] = files.files[TENANT].items()
    assert (name, picture[:4]) == ("bots/bot-1/screenshots/w2.png", PNG)
    assert (TENANT, name) in files.temporary
    session = await installation.until_status(SessionStatus.WORKING)
    assert session.screenshot is not None
    assert (session.screenshot.id, session.screenshot.error) == ("w2", None)
