"""What a runner logs of a conversation: ids and reasons, and nothing of the people in it."""

import io
import logging
from collections.abc import Iterator

import pytest

from flotilla.domain.media import Media
from flotilla.domain.messages import FailReason, MessageStatus
from flotilla.domain.sessions import SessionStatus
from runner.logs import JsonFormatter
from tests.contract.runner.installation import Installation, Numbers, until

NAME, TEXTS = "Zuleika", ("My cat is ill", "My dog is ill", "Bring it on Friday", "Secret plan", "Holiday picture")
PIXEL = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """All that is logged from INFO on, as the runner's own process writes it."""
    lines, root = io.StringIO(), logging.getLogger()
    handler, level = logging.StreamHandler(lines), root.level
    handler.setFormatter(JsonFormatter("runner-0"))  # type: ignore[arg-type]  # A plain text will do.
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    logging.getLogger("httpx").setLevel(logging.WARNING)  # The test's own requests.
    yield lines
    root.removeHandler(handler)
    root.setLevel(level)
    logging.getLogger("httpx").setLevel(logging.NOTSET)


async def test_a_conversation_leaves_no_number_name_or_text_in_the_log(
    installation: Installation, fresh_number: Numbers, log: io.StringIO
) -> None:
    simulator, number = installation.simulator, installation.number
    installation.run()
    await installation.link()
    customer, nobody = fresh_number(), fresh_number()
    await simulator.post("/phones", {"number": customer, "name": NAME, "addressing": "lid"})
    written = await simulator.write(customer, number, TEXTS[0])
    heard = await installation.until_heard(TEXTS[0])
    edit = {"with": number, "text": TEXTS[1]}
    (await simulator.http.patch(f"/phones/{customer}/messages/{written['id']}", json=edit)).raise_for_status()
    await installation.until_heard(TEXTS[1])
    picture = {"to": number, "media": {"data_url": PIXEL, "filename": f"{NAME}.gif", "caption": TEXTS[4]}}
    await simulator.post(f"/phones/{customer}/messages", picture)
    await installation.until_heard(TEXTS[4])
    await installation.until_sent(installation.queue(customer, TEXTS[2]), MessageStatus.DELIVERED)

    # What fails is what tempts to tell more.
    unknown = await installation.until_sent(installation.queue(nobody, TEXTS[3]), MessageStatus.FAILED)
    assert unknown.reason == FailReason.NOT_ON_WHATSAPP
    missing = Media("image/png", 5, "bots/bot-1/pictures/none", f"{NAME}.png")
    await installation.until_sent(
        installation.queue(customer, TEXTS[3], "file", type="image", media=missing), MessageStatus.FAILED
    )
    await simulator.post("/faults", {"kind": "refuse_sends", "number": number, "count": 1})
    await installation.until_sent(installation.queue(customer, TEXTS[3], "refused"), MessageStatus.FAILED)
    installation.kill_browsers()
    await simulator.write(customer, number, TEXTS[3])
    await installation.until_heard(TEXTS[3])
    await installation.until_status(SessionStatus.WORKING)
    await until(lambda: "reconciled" in log.getvalue(), 10, log.getvalue)
    await installation.stop()

    told = log.getvalue()
    assert heard.id in told
    assert '"session moved"' in told
    lid = str(heard.chat).partition("@")[0]
    for personal in (number, customer, nobody, lid, NAME, *TEXTS):
        assert personal not in told, [line for line in told.splitlines() if personal in line][:3]
