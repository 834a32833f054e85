"""The inbox over REST."""

from flotilla.domain.people import Role
from tests.api.client import Browser
from tests.api.conftest import BrowserOf
from tests.api.world import World


def _noted(world: World) -> None:
    world.services.note_activity(world.services.store.changes)


def test_the_newest_activity_comes_first_with_what_was_said(owner: Browser, world: World) -> None:
    world.services.clock.advance(seconds=90)
    world.write(world.own, "Where are you? " + "please " * 60, "3EB0000000000000000007")
    _noted(world)
    (one,) = owner.get("/conversations").body["items"]
    assert (one["lead"]["id"], one["lead"]["push_name"]) == (world.own.lead, "Sample Customer")
    assert one["last_message"]["text"].startswith("Where are you? please")
    assert len(one["last_message"]["text"]) == 120
    assert (one["last_message"]["direction"], one["chat"]["unread"], one["chat"]["mode"]) == ("in", 2, "bot")
    assert one["chat"]["waiting_since"] == "2026-01-01T12:00:00.000Z"


def test_views_and_search(browser_of: BrowserOf, world: World) -> None:
    vendor, owner = browser_of(Role.VENDOR, world.own), browser_of(Role.OWNER, world.own)
    _noted(world)

    def found(browser: Browser, query: str) -> list[str]:
        return [one["lead"]["id"] for one in browser.get(f"/conversations?{query}").body["items"]]

    lead = world.own.lead
    for browser, query in ((vendor, "view=unassigned"), (vendor, "search=sample"), (owner, "search=99991234")):
        assert found(browser, query) == [lead]
    assert found(vendor, "view=mine") == found(owner, "search=nobody") == []
    owner.post(f"/leads/{lead}/assign", {"user_id": world.own.owner.id})
    assert found(vendor, "view=unassigned") == found(vendor, "view=all") == []
    assert found(owner, "view=mine") == [lead]
    owner.get("/conversations?view=theirs").problem(422, "invalid_input")
    owner.get("/conversations?cursor=made-up").problem(422, "invalid_input")
    owner.get(f"/conversations?search={'x' * 101}").problem(422, "invalid_input")


def test_a_chat_is_read_backwards(owner: Browser, world: World) -> None:
    for number in range(2, 6):
        world.services.clock.advance(seconds=1)
        world.write(world.own, f"message {number}", f"3EB000000000000000000{number}")
    path = f"/leads/{world.own.lead}/messages?order=newest&limit=2"
    first = owner.get(path).body
    assert [one["text"] for one in first["items"]] == ["message 5", "message 4"]
    second = owner.get(f"{path}&cursor={first['next_cursor']}").body
    assert [one["text"] for one in second["items"]] == ["message 3", "message 2"]
    owner.get(f"/leads/{world.own.lead}/messages?cursor={first['next_cursor']}").problem(422, "invalid_input")
