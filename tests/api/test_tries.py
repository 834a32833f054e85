"""To try a bot over REST: the real brain, and nothing left behind."""

from typing import Any

from tests.api.client import Browser
from tests.api.world import World


def said(*texts: str) -> list[dict[str, str]]:
    """A conversation in which the customer begins, and the two take turns."""
    return [{"from": "customer" if n % 2 == 0 else "bot", "text": text} for n, text in enumerate(texts)]


def test_a_conversation_goes_on_with_the_state_of_the_answer_before(owner: Browser, world: World) -> None:
    path = f"/bots/{world.own.bot.id}/try"
    first = owner.post(path, {"messages": said("Hi, I'm Ana Souza")}).body
    assert (first["fields"]["name"]["value"], first["fields"]["name"]["message_id"]) == ("Ana Souza", "m1")
    assert "name" not in first["missing"]
    assert first["ai"]["brain"] == "offline"
    again: dict[str, Any] = {"messages": said("Hi, I'm Ana Souza", first["reply"], "ana@example.com")}
    second = owner.post(path, {**again, "state": first["state"]}).body
    assert second["state"]["fields"] == {"name": "Ana Souza", "email": "ana@example.com"}
    assert second["fields"]["email"]["quote"] == "ana@example.com"


def test_what_nobody_saved_is_tried(owner: Browser, world: World) -> None:
    path = f"/bots/{world.own.bot.id}/try"
    draft = {
        "faq": [{"question": "When do you open?", "answer": "At nine."}],
        "features": {"welcome": {"on": True, "text": "Welcome to the sample shop!"}},
        "required_fields": ["email"],
    }
    before, changes = owner.get(f"/bots/{world.own.bot.id}").body, len(world.services.store.changes)
    tried = owner.post(path, {"messages": said("When do you open?"), "draft": draft}).body
    assert tried["reply"].startswith("Welcome to the sample shop!")
    assert "At nine." in tried["reply"]
    assert tried["missing"] == ["email"]
    assert owner.get(f"/bots/{world.own.bot.id}").body == before
    assert len(world.services.store.changes) == changes


def test_a_picture_is_chosen_once(owner: Browser, world: World) -> None:
    path = f"/bots/{world.own.bot.id}/try"
    tried = owner.post(path, {"messages": said("Can I see the shop?")}).body
    assert tried["picture"]["id"] == world.own.picture
    body = {"messages": said("Can I see the shop?", "Here.", "the shop again?"), "state": tried["state"]}
    assert owner.post(path, body).body["picture"] is None


def test_what_makes_no_sense_is_refused_and_many_tries_wait(owner: Browser, world: World) -> None:
    path = f"/bots/{world.own.bot.id}/try"
    owner.post(path, {"messages": said("Hi", "Hello")}).problem(422, "invalid_input")
    owner.post(path, {"messages": []}).problem(422, "invalid_input")
    bad = {"messages": said("Hi"), "draft": {"required_fields": ["shoe_size"]}}
    owner.post(path, bad).problem(422, "invalid_input")
    for _ in range(20):
        assert owner.post(path, {"messages": said("Hi")}).status == 200
    owner.post(path, {"messages": said("Hi")}).problem(429, "rate_limited")
