"""What a deleted bot leaves is gone for people at once, long before housekeeping has removed it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from flotilla.domain.errors import InvalidInputError, NotFoundError
from flotilla.domain.ids import BotId, ChatId, ConnectionId, LeadId, MessageId, UserId
from flotilla.domain.lead_lists import LeadFilter
from flotilla.domain.leads import LeadStatus
from flotilla.domain.people import Role
from flotilla.services.assign_leads import Assignment
from flotilla.services.list_conversations import InboxView
from flotilla.services.purge_bots import SETTLED_AFTER
from tests.unit.services.test_sockets import connect, relay, types
from tests.unit.services.world import BOT, TENANT, World, principal, sample_bot

ADMIN, VENDOR, OTHER_BOT = principal(), principal(Role.VENDOR, "V1"), BotId("B2")

BY_LEAD: dict[str, Callable[[World, LeadId], Any]] = {
    "show_lead": lambda w, lead: w.core.show_lead(VENDOR, lead),
    "show_brief": lambda w, lead: w.core.show_brief(VENDOR, lead),
    "list_messages": lambda w, lead: w.core.list_messages(VENDOR, lead),
    "list_notes": lambda w, lead: w.core.list_notes(VENDOR, lead),
    "list_history": lambda w, lead: w.core.list_history(VENDOR, lead),
    "show_media": lambda w, lead: w.core.show_media(VENDOR, lead, MessageId("M0")),
    "start_upload": lambda w, lead: w.core.start_upload(VENDOR, lead),
    "send_message": lambda w, lead: w.core.send_message(VENDOR, lead, "Hello"),
    "retry_message": lambda w, lead: w.core.retry_message(VENDOR, lead, MessageId("M0")),
    "update_lead": lambda w, lead: w.core.update_lead(VENDOR, lead, {"name": "Ana"}),
    "add_note": lambda w, lead: w.core.add_note(VENDOR, lead, "Calls back"),
    "mark_read": lambda w, lead: w.core.mark_read(VENDOR, lead),
    "take_over": lambda w, lead: w.core.take_over(VENDOR, lead),
    "hand_back": lambda w, lead: w.core.hand_back(VENDOR, lead),
    "pause_chat": lambda w, lead: w.core.pause_chat(VENDOR, lead),
    "resume_chat": lambda w, lead: w.core.resume_chat(VENDOR, lead),
    "close_lead": lambda w, lead: w.core.close_lead(VENDOR, lead, LeadStatus.LOST, "No answer"),
    "reopen_lead": lambda w, lead: w.core.reopen_lead(VENDOR, lead),
    "assign_lead": lambda w, lead: w.core.assign_lead(VENDOR, lead, VENDOR.user),
    "follow_chat": lambda w, lead: w.core.follow_chat(ConnectionId("V"), lead),
    "tell_typing": lambda w, lead: w.core.tell_typing(ConnectionId("V"), lead),
}


def chat_of(number: int) -> ChatId:
    return ChatId(f"55819777700{number:02d}@c.us")


@pytest.fixture
def world() -> World:
    """Two bots with two leads each, in turn: the older bot's are 0 and 2."""
    world = World()
    connect(world, "V", Role.VENDOR, "V1")
    connect(world, "A")
    world.core.bots.add(TENANT, sample_bot(world.core.clock.now(), id=OTHER_BOT))
    for number in range(4):
        world.core.clock.advance(seconds=1)
        world.receive(f"M{number}", bot=OTHER_BOT if number % 2 else BOT, chat=chat_of(number))
    world.core.note_activity(world.core.store.changes)
    relay(world)
    return world


def stored(world: World, bot: BotId) -> list[LeadId]:
    return [lead.id for lead in world.core.leads.list(TENANT, LeadFilter(bot=bot)).items]


@pytest.mark.parametrize("name", BY_LEAD)
def test_a_lead_of_a_deleted_bot_can_be_neither_seen_nor_changed(world: World, name: str) -> None:
    lead = stored(world, BOT)[0]
    world.core.delete_bot(ADMIN, BOT)
    changes, rings = len(world.core.store.changes), list(world.core.doorbell.rings)
    with pytest.raises(NotFoundError) as error:
        BY_LEAD[name](world, lead)
    assert error.value.message == "There is no such lead."
    assert (len(world.core.store.changes), world.core.doorbell.rings) == (changes, rings)


@pytest.mark.parametrize("name", [name for name in BY_LEAD if name not in ("show_media", "retry_message")])
def test_its_neighbours_leads_stay(world: World, name: str) -> None:
    world.core.delete_bot(ADMIN, BOT)
    BY_LEAD[name](world, stored(world, OTHER_BOT)[0])


def test_of_many_leads_those_of_a_deleted_bot_are_unknown(world: World) -> None:
    gone, kept = stored(world, BOT)[0], stored(world, OTHER_BOT)[0]
    world.core.delete_bot(ADMIN, BOT)
    done = world.core.assign_leads(ADMIN, [Assignment(gone), Assignment(kept)], UserId("V1"))
    assert [one.error.code if one.error else None for one in done] == ["not_found", None]


def test_nothing_is_planned_with_a_lead_of_a_deleted_bot(world: World) -> None:
    lead = stored(world, BOT)[0]
    world.core.update_bot(ADMIN, OTHER_BOT, {"features": {"scheduling": True}})
    world.core.delete_bot(ADMIN, BOT)
    when = {"kind": "once", "at": "2026-02-01T09:00:00"}
    plan = {"action": "send_message", "when": when, "lead_id": lead, "text": "Hello"}
    with pytest.raises(InvalidInputError) as error:
        world.core.create_schedule(ADMIN, OTHER_BOT, plan)
    assert list(error.value.fields) == ["lead_id"]


@pytest.mark.parametrize("who", [ADMIN, VENDOR])
def test_lists_and_searches_are_without_them_and_their_pages_go_on(world: World, who: Any) -> None:
    kept = stored(world, OTHER_BOT)
    world.core.delete_bot(ADMIN, BOT)
    seen: list[LeadId] = []
    cursor, pages = None, 0
    while pages == 0 or cursor is not None:
        page = world.core.list_leads(who, limit=1, cursor=cursor)
        seen += [lead.id for lead in page.items]
        cursor, pages = page.next_cursor, pages + 1
    assert (seen, pages) == (kept, 4)
    for wanted in (LeadFilter(text="977770"), LeadFilter(nobodys=True), LeadFilter(status=LeadStatus.CAPTURING)):
        assert [lead.id for lead in world.core.list_leads(who, wanted).items] == kept
    assert world.core.list_leads(who, LeadFilter(bot=BOT)).items == ()


@pytest.mark.parametrize("view", [InboxView.ALL, InboxView.UNASSIGNED])
def test_the_inbox_is_without_them(world: World, view: InboxView) -> None:
    kept = stored(world, OTHER_BOT)
    world.core.delete_bot(ADMIN, BOT)
    first = world.core.list_conversations(VENDOR, view, limit=1)
    second = world.core.list_conversations(VENDOR, view, limit=1, cursor=first.next_cursor)
    assert [one.lead.id for page in (first, second) for one in page.items] == kept
    found = world.core.list_conversations(ADMIN, view, search="977770")
    assert [one.lead.id for one in found.items] == kept
    assert world.core.list_conversations(ADMIN, view, bot=BOT).items == ()


def test_an_export_is_without_them(world: World) -> None:
    kept = stored(world, OTHER_BOT)
    world.core.delete_bot(ADMIN, BOT)
    done = world.core.export_leads(ADMIN)
    assert ([lead.id for lead in done.leads], done.complete) == (kept, True)


@pytest.mark.parametrize(("socket", "bots"), [("A", [OTHER_BOT]), ("V", [])])
def test_a_page_that_comes_back_counts_and_hears_of_no_lead_that_is_gone(
    world: World, socket: str, bots: list[BotId]
) -> None:
    since = world.core.clock.now() - timedelta(minutes=1)
    world.core.delete_bot(ADMIN, BOT)
    relay(world)
    greeted_at = world.core.clock.now()
    snapshot, *missed = world.core.greet_connection(ConnectionId(socket), since)
    assert [bot["id"] for bot in snapshot["data"]["bots"]] == bots
    assert snapshot["data"]["counters"]["leads_by_status"]["capturing"] == 2
    about = {event["bot"] for event in missed if event["type"] != "bot.updated"}
    assert about == {OTHER_BOT}
    assert [event["data"] for event in missed if event["bot"] == BOT][-1] == {"bot": {"id": BOT}, "deleted": True}
    meanwhile = world.core.admit_connection(ConnectionId(socket), greeted_at)
    assert {event["bot"] for event in meanwhile if event["type"].startswith(("lead", "message"))} == {OTHER_BOT}


def test_whoever_sees_leads_hears_at_once_that_a_bot_is_gone(world: World) -> None:
    world.core.sockets.frames.clear()
    world.core.delete_bot(ADMIN, BOT)
    relay(world)
    assert types(world, ConnectionId("A")) == types(world, ConnectionId("V")) == ["bot.updated"]


def test_housekeeping_finds_what_people_do_not(world: World) -> None:
    world.core.delete_bot(ADMIN, BOT)
    assert len(stored(world, BOT)) == 2
    world.core.clock.advance(SETTLED_AFTER)
    assert world.core.purge_bots() == 1
    assert (stored(world, BOT), len(stored(world, OTHER_BOT))) == ([], 2)
