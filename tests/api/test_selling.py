"""What vendors do with leads over REST."""

from flotilla.domain.people import Role
from tests.api.client import Browser
from tests.api.conftest import BrowserOf
from tests.api.world import World


def test_a_lead_goes_to_one_vendor_and_the_next_is_told_who_has_it(browser_of: BrowserOf, world: World) -> None:
    vendor, editor = browser_of(Role.VENDOR, world.own), browser_of(Role.EDITOR, world.own)
    path, me = f"/leads/{world.own.lead}", world.own.people[Role.VENDOR].id
    taken = vendor.post(f"{path}/assign", {"user_id": me}).body
    assert (taken["status"], taken["assigned_to"], taken["chat"]["mode"]) == ("assigned", me, "human")
    told = editor.post(f"{path}/assign", {"user_id": world.own.people[Role.EDITOR].id})
    assert told.problem(409, "already_assigned")["detail"] == "Sample vendor has this lead."
    assert told.body["fields"] == {"assigned_to": "Sample vendor"}
    editor.post(f"{path}/assign", {"user_id": me, "replaces": me}).problem(403, "forbidden")
    admin = browser_of(Role.ADMIN, world.own)
    moved = admin.post(f"{path}/assign", {"user_id": world.own.people[Role.EDITOR].id, "replaces": me})
    assert moved.body["assigned_to"] == world.own.people[Role.EDITOR].id
    vendor.get(path).problem(404, "not_found")


def test_a_person_of_another_business_can_t_have_a_lead(owner: Browser, world: World) -> None:
    theirs = world.other.people[Role.VENDOR].id
    told = owner.post(f"/leads/{world.own.lead}/assign", {"user_id": theirs}).problem(422, "invalid_input")
    assert list(told["fields"]) == ["user_id"]


def test_a_lead_is_won_and_reopened(owner: Browser, world: World) -> None:
    path = f"/leads/{world.own.lead}"
    won = owner.post(f"{path}/close", {"outcome": "won", "reason": "A fair price"}).body
    assert (won["status"], won["close_reason"], won["closed_by"]) == ("won", "A fair price", world.own.owner.id)
    owner.post(f"{path}/close", {"outcome": "lost", "reason": "No"}).problem(409, "lead_closed")
    assert owner.post(f"{path}/reopen").body["status"] == "capturing"
    for body in ({"outcome": "won"}, {"outcome": "assigned", "reason": "x"}, {"outcome": "won", "reason": " "}):
        owner.post(f"{path}/close", body).problem(422, "invalid_input")


def test_notes_and_what_was_read(owner: Browser, world: World) -> None:
    path = f"/leads/{world.own.lead}"
    note = owner.post(f"{path}/notes", {"text": " Call in the morning. "})
    assert (note.status, note.body["text"], note.body["author_name"]) == (201, "Call in the morning.", "Sample owner")
    assert owner.get(f"{path}/notes").body == {"items": [note.body], "next_cursor": None}
    owner.post(f"{path}/notes", {"text": ""}).problem(422, "invalid_input")
    assert owner.get(path).body["chat"]["unread"] == 1
    assert owner.post(f"{path}/read").body["chat"]["unread"] == 0


def test_the_history_tells_who_did_what(owner: Browser, browser_of: BrowserOf, world: World) -> None:
    path = f"/leads/{world.own.lead}"
    world.services.clock.advance(seconds=1)
    owner.post(f"{path}/close", {"outcome": "won", "reason": "A fair price"})
    world.services.note_steps(world.services.store.changes)
    newest, *_ = owner.get(f"{path}/history").body["items"]
    assert (newest["kind"], newest["by"]) == ("closed", world.own.owner.id)
    assert newest["after"] == {"status": "won", "reason": "A fair price"}
    first = owner.get(f"{path}/history?limit=1").body
    assert first["items"] == [newest]
    assert owner.get(f"{path}/history?limit=1&cursor={first['next_cursor']}").body["items"][0]["kind"] == "created"
    vendor = browser_of(Role.VENDOR, world.own)
    assert vendor.get(f"{path}/history").body["items"][0] == newest
    editor = world.own.people[Role.EDITOR].id
    owner.post(f"{path}/reopen")
    owner.post(f"{path}/assign", {"user_id": editor})
    vendor.get(f"{path}/history").problem(404, "not_found")
