"""A customer writes, the bot answers, the lead appears."""

from functools import partial
from typing import Any

import pytest

from tests.e2e.client import BOT_NUMBER, Api, Phone, linked_bot
from tests.stack import Stack, eventually

pytestmark = pytest.mark.e2e

SAMPLE = "Hi, I'm Ana Souza, ana@example.com, I live in Recife, +55 81 99999-1234"


def test_one_message_with_everything_gets_an_answer_and_qualifies_the_lead(stack: Stack) -> None:
    api, _ = linked_bot(stack)
    ana = Phone.make(stack, "5581999991234", "Ana Souza (sample)")
    ana.write(BOT_NUMBER, SAMPLE)

    eventually(lambda: ana.replies(BOT_NUMBER), "an answer on the customer's phone")
    lead = eventually(lambda: api.lead_of(ana.chat), "the lead")
    assert lead["status"] == "qualified"
    assert {name: lead["fields"][name]["value"] for name in ("name", "email", "location", "phone")} == {
        "name": "Ana Souza",
        "email": "ana@example.com",
        "location": "Recife",
        "phone": "+5581999991234",
    }
    assert lead["fields"]["email"]["quote"] == "ana@example.com"
    assert len(ana.replies(BOT_NUMBER)) == 1


def test_a_conversation_asks_for_one_thing_at_a_time_in_the_customers_language(stack: Stack) -> None:
    api, _ = linked_bot(stack)
    customer = Phone.make(stack, "5511988880001", "Customer one (sample)")
    for said, heard in [("Oi, tudo bem?", 1), ("Bruno Lima", 2), ("bruno@example.com", 3), ("moro em Olinda", 4)]:
        customer.write(BOT_NUMBER, said)
        eventually(partial(answered, customer, heard), f"an answer to {said!r}")
    customer.write(BOT_NUMBER, "11 98888-0001")
    lead = eventually(
        lambda: (found := api.lead_of(customer.chat)) and found["status"] == "qualified" and found, "a qualified lead"
    )
    assert lead["fields"]["name"]["value"] == "Bruno Lima"
    assert lead["fields"]["phone"]["value"] == "+5511988880001"
    eventually(partial(answered, customer, 5), "five answers")
    answers = customer.replies(BOT_NUMBER)
    assert len({answer["text"] for answer in answers}) == len(answers)
    assert "?" in answers[0]["text"]


def test_the_transcript_is_in_order_with_statuses_and_the_life_of_each_message(stack: Stack) -> None:
    api, _ = linked_bot(stack)
    customer = Phone.make(stack, "5511988880002", "Customer two (sample)")
    customer.write(BOT_NUMBER, "Hello")
    eventually(lambda: customer.replies(BOT_NUMBER), "an answer")
    lead = eventually(lambda: api.lead_of(customer.chat), "the lead")

    def delivered() -> list[dict[str, Any]] | None:
        items: list[dict[str, Any]] = api.get(f"/leads/{lead['id']}/messages")["items"]
        return items if len(items) == 2 and items[1]["status"] in ("delivered", "read") else None

    asked, answered = eventually(delivered, "the reply is delivered")
    assert (asked["direction"], asked["sender"], asked["text"]) == ("in", "customer", "Hello")
    assert (answered["direction"], answered["sender"]) == ("out", "bot")
    stages = [step["stage"] for step in answered["life"]]
    assert {"turn", "answer", "brain", "outbox", "claim", "sent"} <= set(stages)
    inbound = [step["stage"] for step in asked["life"]]
    assert {"phone", "page", "queue", "receive", "stored"} <= set(inbound)


def test_a_vendor_writes_through_the_same_number_and_the_bot_is_silent_from_then_on(stack: Stack) -> None:
    linked_bot(stack)
    vendor = Api(stack, "vendor")
    customer = Phone.make(stack, "5511988880003", "Customer three (sample)")
    customer.write(BOT_NUMBER, "Hola, busco información")
    eventually(lambda: customer.replies(BOT_NUMBER), "the bot's answer")
    lead = eventually(lambda: vendor.lead_of(customer.chat), "the lead")

    vendor.post(f"/leads/{lead['id']}/messages", {"text": "A person here. How can I help?"})
    eventually(lambda: len(customer.replies(BOT_NUMBER)) == 2, "the vendor's message on the phone")
    customer.write(BOT_NUMBER, "Thank you, I'm Carla")
    stored = eventually(
        lambda: len(items := vendor.get(f"/leads/{lead['id']}/messages")["items"]) == 4 and items, "the message stored"
    )
    assert [message["sender"] for message in stored] == ["customer", "bot", "vendor", "customer"]
    assert vendor.get(f"/leads/{lead['id']}")["chat"]["mode"] == "human"
    assert len(customer.replies(BOT_NUMBER)) == 2


def test_the_same_idempotency_key_sends_once(stack: Stack) -> None:
    api, _ = linked_bot(stack)
    customer = Phone.make(stack, "5511988880004", "Customer four (sample)")
    customer.write(BOT_NUMBER, "Hi")
    eventually(lambda: customer.replies(BOT_NUMBER), "the bot's answer")
    lead = eventually(lambda: api.lead_of(customer.chat), "the lead")
    path, key = f"/leads/{lead['id']}/messages", {"Idempotency-Key": "test-key-1"}
    first = api.http.post(path, json={"text": "Once"}, headers=key)
    second = api.http.post(path, json={"text": "Once"}, headers=key)
    assert first.status_code == 201
    assert second.json()["id"] == first.json()["id"]
    eventually(lambda: len(customer.replies(BOT_NUMBER)) == 2, "the message on the phone")
    assert [m["text"] for m in customer.replies(BOT_NUMBER)].count("Once") == 1


def answered(customer: Phone, times: int) -> bool:
    """Whether that many answers have reached the customer."""
    return len(customer.replies(BOT_NUMBER)) >= times
