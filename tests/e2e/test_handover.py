"""Chats go to people and come back, and what a vendor does with them."""

import io
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from PIL import Image

from tests.e2e.client import BOT_NUMBER, Api, Phone, linked_bot
from tests.e2e.conversing import Customer, bot_with
from tests.stack import Stack, eventually

pytestmark = pytest.mark.e2e

ASKED = ("I want to talk to a person", "quero falar com um atendente", "quiero hablar con una persona")


def test_who_asks_for_a_person_gets_one_in_three_languages_and_the_bot_comes_back_when_told(stack: Stack) -> None:
    api, bot = linked_bot(stack)
    customers = [Customer.make(stack, api, f"55119666200{n:02d}") for n in (1, 2, 3)]
    with bot_with(api, bot):
        for customer, text in zip(customers, ASKED, strict=True):
            customer.writes(text)
        for customer, text in zip(customers, ASKED, strict=True):
            customer.hears(1)
            assert (customer.lead["chat"]["mode"], customer.lead["chat"]["by"]) == ("human", "customer"), text
            customer.writes("?")
        for customer in customers:
            customer.is_stored("?")
            assert len(customer.heard) == 1, "The bot is silent."
            back = api.post(f"/leads/{customer.lead['id']}/handback")["chat"]
            assert (back["mode"], back["back_by"]) == ("bot", api.get("/me")["user"]["id"])
            customer.asks("hola" if customer is customers[2] else "oi")


def test_a_word_from_the_bot_s_own_phone_silences_the_bot_in_that_chat(stack: Stack) -> None:
    api, bot = linked_bot(stack)
    customer = Customer.make(stack, api, "5511966620011")
    with bot_with(api, bot):
        customer.asks("Oi, tudo bem?")
        Phone(stack.endpoints["simulator"], BOT_NUMBER).write(customer.phone.number, "Aqui é gente, já te atendo.")
        chat = eventually(lambda: customer.lead["chat"]["mode"] == "human" and customer.lead["chat"], "a human's chat")
        assert chat["by"] == "phone"
        assert chat["human_until"], "By a timer it comes back."
        customer.writes("obrigada")
        customer.is_stored("obrigada")
        assert [message["sender"] for message in customer.messages()] == ["customer", "bot", "phone", "customer"]


def test_a_vendor_takes_a_lead_before_others_and_brings_it_to_its_end(stack: Stack) -> None:
    admin, bot = linked_bot(stack)
    vendor = Api(stack, "vendor")
    customer = Customer.make(stack, admin, "5511966620021")
    with bot_with(admin, bot):
        customer.asks("Hola, soy Inés, quiero un sofá")
        lead = customer.lead["id"]
        people = (vendor, admin)
        ids = [one.get("/me")["user"]["id"] for one in people]
        with ThreadPoolExecutor(2) as both:
            race = list(
                both.map(lambda n: people[n].http.post(f"/leads/{lead}/assign", json={"user_id": ids[n]}), (0, 1))
            )
        assert sorted(answer.status_code for answer in race) == [200, 409]
        loser = next(answer for answer in race if answer.status_code == 409)
        assert loser.json()["code"] == "already_assigned"
        given = {"user_id": ids[0], "replaces": customer.lead["assigned_to"]}
        taken = admin.post(f"/leads/{lead}/assign", given)
        assert (taken["status"], taken["assigned_to"], taken["chat"]["mode"]) == ("assigned", ids[0], "human")
        assert "Inés" in str(vendor.get(f"/leads/{lead}/brief"))

        vendor.post(f"/leads/{lead}/notes", {"text": "Wants it in green."})
        assert vendor.get(f"/leads/{lead}/notes")["items"][0]["text"] == "Wants it in green."
        vendor.post(f"/leads/{lead}/messages", {"text": "Este es verde:"})
        file = io.BytesIO()
        Image.linear_gradient("L").save(file, "PNG")
        form = vendor.post(f"/leads/{lead}/uploads")
        sent = httpx.post(form["url"], data=form["fields"], files={"file": ("s.png", file.getvalue(), "image/png")})
        assert sent.status_code in (200, 204), sent.text
        vendor.post(f"/leads/{lead}/messages", {"upload_id": form["upload_id"], "text": "Mire"})
        eventually(lambda: len(customer.heard) == 3, "the vendor's text and picture on the phone")
        assert [one["type"] for one in customer.phone.replies(BOT_NUMBER)] == ["text", "text", "image"]

        customer.writes("me lo llevo")
        eventually(lambda: customer.lead["chat"]["unread"], "something unread")
        assert vendor.post(f"/leads/{lead}/read")["chat"]["unread"] == 0
        closed = vendor.post(f"/leads/{lead}/close", {"outcome": "won", "reason": "Bought the green one"})
        assert (closed["status"], closed["close_reason"], closed["closed_by"]) == (
            "won",
            "Bought the green one",
            ids[0],
        )
        assert len(customer.heard) == 3, "The bot is silent from the assignment on."
    done = {entry["action"] for entry in admin.get("/audit?limit=100")["items"] if entry["subject"]["id"] == lead}
    assert {"lead.assigned", "lead.closed"} <= done
