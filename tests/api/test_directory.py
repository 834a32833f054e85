"""The names that people who sell need to know."""

from flotilla.domain.people import Role
from tests.api.client import Browser
from tests.api.conftest import BrowserOf
from tests.api.world import World


def test_a_vendor_learns_names_and_no_addresses(browser_of: BrowserOf, world: World) -> None:
    found = browser_of(Role.VENDOR, world.own).get("/directory").body
    sells = {one["id"]: one["sells"] for one in found["people"]}
    assert sells[world.own.people[Role.VENDOR].id]
    assert not sells[world.own.people[Role.VIEWER].id]
    assert "@" not in str(found["people"])
    assert [bot["id"] for bot in found["bots"]] == [world.own.bot.id]


def test_what_bots_ask_and_answer_has_its_names(owner: Browser, browser_of: BrowserOf, world: World) -> None:
    budget = {"key": "budget", "label": "Budget", "type": "number", "options": [], "required": True, "question": ""}
    faq = [{"question": "Do you deliver?", "answer": "Yes, within a day."}]
    changed = owner.patch(f"/bots/{world.own.bot.id}", {"fields": [budget], "faq": faq})
    assert changed.status == 200
    (bot,) = browser_of(Role.VENDOR, world.own).get("/directory").body["bots"]
    assert {"key": "budget", "label": "Budget"} in bot["fields"]
    assert {"key": "name", "label": None} in bot["fields"]
    assert bot["faq"] == faq


def test_a_message_replies_to_one_of_its_chat_only(owner: Browser, world: World) -> None:
    path = f"/leads/{world.own.lead}/messages"
    (first,) = owner.get(path).body["items"]
    sent = owner.post(path, {"text": "Yes, we are.", "quoted_id": first["id"]})
    assert (sent.status, sent.body["quoted_id"]) == (201, first["id"])
    told = owner.post(path, {"text": "And?", "quoted_id": "3EB0FFFFFFFFFFFFFFFFFF"}).problem(422, "invalid_input")
    assert list(told["fields"]) == ["quoted_id"]
