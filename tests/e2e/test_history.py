"""A number that was in use before it was linked: its chats are there, read for what they tell, and left in peace."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from flotilla.domain.ids import BotId, ChatId
from tests.e2e.client import Api, Phone
from tests.e2e.test_housekeeping import operator
from tests.stack import Stack, eventually

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

__all__ = ["operator"]

NUMBER = "5511900000002"
ANSWERED = "Good morning, one moment please."
TALKS = {
    "5511955570001": (3, ["Hi, I'm Carla Dias", "carla@example.com"]),
    "5511955570002": (10, ["Do you deliver to Olinda?"]),
}
"""What customers wrote, and how many days ago."""


@pytest.fixture
def bot(stack: Stack) -> Iterator[str]:
    """A bot of its own: the one that all tests share was linked with nothing on its phone."""
    api = Api(stack)
    made = str(api.post("/bots", {"name": "Not its first day (sample)"})["id"])
    yield made
    assert api.http.delete(f"/bots/{made}").status_code == 204


def wrote(phone: Phone, to: str, text: str, at: datetime) -> None:
    """A message from a time when nobody had linked anything."""
    body = {"to": to, "text": text, "at": int(at.timestamp() * 1000)}
    httpx.post(f"{phone.simulator}/phones/{phone.number}/messages", json=body).raise_for_status()


def link(api: Api, bot: str, phone: Phone) -> Any:
    """Scan the bot's code, and wait until the phone's chats are read; the session then."""
    phone.scan(api.wait_for_status(bot, "SCAN_QR_CODE")["qr"]).raise_for_status()
    api.wait_for_status(bot, "WORKING")

    def is_read() -> Any:
        session = api.session(bot)
        return session if session["history"] and session["history"]["finished_at"] else None

    return eventually(is_read, "the chats of before are read", 60)


def test_chats_of_before_become_leads_and_transcripts_and_nobody_is_answered(
    stack: Stack, operator: Any, bot: str
) -> None:
    api, business = Api(stack), Phone.make(stack, NUMBER, "Shop with a past (sample)")
    customers = [Phone.make(stack, number, f"Customer of before {number[-1]} (sample)") for number in TALKS]
    now = datetime.now(UTC)
    for customer, (days, said) in zip(customers, TALKS.values(), strict=True):
        for minute, text in enumerate(said):
            wrote(customer, NUMBER, text, now - timedelta(days=days, minutes=5 - minute))
    wrote(business, customers[0].number, ANSWERED, now - timedelta(days=2))

    assert link(api, bot, business)["history"]["chats_total"] == len(TALKS)
    tenant = api.get("/me")["tenant"]["id"]
    for customer, (days, said) in zip(customers, TALKS.values(), strict=True):
        lead = eventually(lambda chat=customer.chat: api.lead_of(chat), "a lead of before", 60)  # type: ignore[misc]  # mypy can't type a lambda's default.
        items = _transcript(api, lead["id"], least=len(said) + (customer is customers[0]))
        assert [one["text"] for one in items if one["direction"] == "in"] == said
        assert [one["text"] for one in items if one["direction"] == "out"] == [ANSWERED] * (customer is customers[0])
        told_at = datetime.fromisoformat(items[0]["created_at"])
        assert abs(now - timedelta(days=days, minutes=5) - told_at) < timedelta(seconds=2)
        stored = operator.conversations.list_messages(tenant, BotId(bot), ChatId(customer.chat)).items
        assert {message.origin for message in stored} == {"history"}
        chat = api.get(f"/leads/{lead['id']}")["chat"]
        assert (chat["mode"], chat["unread"], chat["thinking"]) == ("bot", 0, False)
    fields = api.lead_of(customers[0].chat)["fields"]
    assert {name: fields[name]["value"] for name in ("name", "email")} == {
        "name": "Carla Dias",
        "email": "carla@example.com",
    }

    # The bot is awake: who writes now is answered, and who wrote then is not.
    newcomer = Phone.make(stack, "5511955570009", "Customer of today (sample)")
    newcomer.write(NUMBER, "Good morning")
    eventually(lambda: newcomer.replies(NUMBER), "an answer to a customer of today")
    time.sleep(1)
    assert [one["text"] for customer in customers for one in customer.replies(NUMBER)] == [ANSWERED]


def _transcript(api: Api, lead: str, least: int) -> list[dict[str, Any]]:
    """The messages, once so many are there."""

    def look() -> list[dict[str, Any]] | None:
        items: list[dict[str, Any]] = api.get(f"/leads/{lead}/messages")["items"]
        return items if len(items) >= least else None

    return eventually(look, "the transcript of before", 60)
