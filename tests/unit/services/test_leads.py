"""Leads, their corrections, and messages by people."""

from dataclasses import replace

import pytest

from flotilla.domain.chats import Mode
from flotilla.domain.errors import ForbiddenError, InvalidInputError, NotFoundError, TooLargeError
from flotilla.domain.ids import ChatId, LeadId, UserId
from flotilla.domain.lead_fields import FieldType, OwnField
from flotilla.domain.lead_lists import LeadFilter
from flotilla.domain.leads import LeadStatus, Source
from flotilla.domain.messages import Direction, MessageStatus, Sender
from flotilla.domain.people import Role
from tests.unit.services.world import BOT, CHAT, HELLO, OTHER_TENANT, TENANT, World, offline_world, principal

OTHER_CHAT = ChatId("5581977776666@c.us")


@pytest.fixture
def world() -> World:
    world = offline_world()
    world.receive("M1", "oi, sou a Ana Souza")
    world.settle()
    return world


def assign(world: World, user: str) -> None:
    world.core.leads.save(TENANT, replace(world.lead(), assigned_to=UserId(user)))


def test_a_correction_is_normalised_and_wins_over_what_is_found_later(world: World) -> None:
    lead = world.core.update_lead(principal(), world.lead().id, {"name": "maria ANA", "phone": "(81) 99999-1234"})
    assert lead.fields["phone"].value == "+5581999991234"
    assert lead.fields["name"].source is Source.PERSON
    assert lead.fields["name"].by == "U1"
    world.receive("M2", "meu nome é Beatriz")
    world.settle()
    assert world.lead().fields["name"].value == lead.fields["name"].value


def test_null_clears_and_the_last_correction_qualifies(world: World) -> None:
    corrections = {"email": "ana@example.com", "location": "Recife", "phone": "+55 81 99999-1234"}
    lead = world.core.update_lead(principal(), world.lead().id, corrections)
    assert lead.status is LeadStatus.QUALIFIED
    cleared = world.core.update_lead(principal(), lead.id, {"location": None, "unknown": None})
    assert "location" not in cleared.fields
    assert cleared.status is LeadStatus.QUALIFIED


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("email", "ana@"),
        ("phone", "123"),
        ("name", "x" * 10_000),
        ("name", "<b>Ana</b>"),
        ("location", " "),
        ("shoe_size", "42"),
    ],
)
def test_a_value_that_can_not_be_is_named(world: World, name: str, value: str) -> None:
    with pytest.raises(InvalidInputError) as error:
        world.core.update_lead(principal(), world.lead().id, {name: value})
    assert list(error.value.fields) == [f"fields.{name}"]


OWN = (
    OwnField("budget", "Budget", FieldType.NUMBER),
    OwnField("kind", "Kind", FieldType.CHOICE, ("Casa", "Sobrado Médio")),
    OwnField("visit", "Visit", FieldType.DATE),
    OwnField("pet", "Pet", FieldType.TEXT),
)


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("budget", "R$ 1.500,50", "1500.5"),
        ("budget", "1,500.50", "1500.5"),
        ("budget", "500 mil", "500000"),
        ("budget", "1,5 milhão", "1500000"),
        ("budget", "2.5", "2.5"),
        ("budget", "120.000", "120000"),
        ("budget", "-3", "-3"),
        ("kind", " sobrado MEDIO", "Sobrado Médio"),
        ("visit", "2026-03-12", "2026-03-12"),
        ("pet", "  a  cat ", "a cat"),
    ],
)
def test_a_bot_s_own_fields_are_normalised(world: World, name: str, value: str, kept: str) -> None:
    world.change_bot(fields=OWN)
    lead = world.core.update_lead(principal(), world.lead().id, {name: value})
    assert lead.fields[name].value == kept


@pytest.mark.parametrize(
    ("name", "value"),
    [("budget", "cheap"), ("kind", "castle"), ("visit", "12/03/2026"), ("pet", "x" * 301)],
)
def test_a_value_that_the_bot_s_own_field_can_not_have_is_named(world: World, name: str, value: str) -> None:
    world.change_bot(fields=OWN)
    with pytest.raises(InvalidInputError) as error:
        world.core.update_lead(principal(), world.lead().id, {name: value})
    assert list(error.value.fields) == [f"fields.{name}"]


def test_a_person_s_message_is_queued_and_silences_the_bot(world: World) -> None:
    message = world.core.send_message(principal(), world.lead().id, "Hello from us", "key-1")
    assert (message.sender, message.status, message.author) == (Sender.VENDOR, MessageStatus.QUEUED, "U1")
    assert world.chat().mode is Mode.HUMAN
    assert world.messages()[-1] == message
    world.core.clock.advance(seconds=5)
    world.receive("M2", "are you there?")
    world.settle()
    assert world.messages()[-1].direction is Direction.IN


def test_the_same_key_sends_once_and_no_key_sends_each_time(world: World) -> None:
    lead = world.lead().id
    first = world.core.send_message(principal(), lead, "Hello", "key-1")
    again = world.core.send_message(principal(), lead, "Hello", "key-1")
    assert again == first
    world.core.send_message(principal(), lead, "Hello", None)
    world.core.send_message(principal(), lead, "Hello", None)
    assert world.texts(Direction.OUT).count("Hello") == 3


def test_the_same_key_in_another_chat_is_another_message(world: World) -> None:
    world.receive("M9", "oi", chat=OTHER_CHAT)
    other = world.lead(OTHER_CHAT)
    first = world.core.send_message(principal(), world.lead().id, "Hello", "key-1")
    second = world.core.send_message(principal(), other.id, "Hello", "key-1")
    assert first.id != second.id


def test_texts_have_limits(world: World) -> None:
    lead = world.lead().id
    with pytest.raises(InvalidInputError):
        world.core.send_message(principal(), lead, "  \n ", None)
    with pytest.raises(TooLargeError):
        world.core.send_message(principal(), lead, "x" * 4097, None)
    assert world.core.send_message(principal(), lead, "x" * 4096, None).text == "x" * 4096


def test_vendors_see_their_own_and_unassigned_leads_only(world: World) -> None:
    vendor = principal(Role.VENDOR, "V1")
    lead = world.lead().id
    assert world.core.show_lead(vendor, lead).chat.mode is Mode.BOT
    assign(world, "V2")
    assert world.core.list_leads(vendor).items == ()
    for call in (
        lambda: world.core.show_lead(vendor, lead),
        lambda: world.core.list_messages(vendor, lead),
        lambda: world.core.update_lead(vendor, lead, {"name": "x"}),
        lambda: world.core.send_message(vendor, lead, "x", None),
    ):
        with pytest.raises(NotFoundError):
            call()
    assign(world, "V1")
    assert [item.id for item in world.core.list_leads(vendor).items] == [lead]


def test_another_tenant_sees_nothing(world: World) -> None:
    stranger = principal(Role.OWNER, "U9", OTHER_TENANT)
    assert world.core.list_leads(stranger).items == ()
    with pytest.raises(NotFoundError):
        world.core.show_lead(stranger, world.lead().id)
    with pytest.raises(ForbiddenError):
        world.core.send_message(principal(Role.VIEWER), world.lead().id, "x", None)
    with pytest.raises(NotFoundError):
        world.core.show_lead(principal(), LeadId("unknown"))


def test_lists_are_paged(world: World) -> None:
    for count in range(5):
        world.receive(f"X{count}", HELLO, chat=ChatId(f"55819777700{count:02d}@c.us"))
    of_bot = LeadFilter(bot=BOT)
    first = world.core.list_leads(principal(), of_bot, limit=4)
    second = world.core.list_leads(principal(), of_bot, limit=4, cursor=first.next_cursor)
    assert (len(first.items), len(second.items), second.next_cursor) == (4, 2, None)
    assert len({lead.id for lead in (*first.items, *second.items)}) == 6
    with pytest.raises(InvalidInputError):
        world.core.list_leads(principal(), limit=0)
    page = world.core.list_messages(principal(), world.lead(CHAT).id, 1)
    assert page.items[0].id == "M1"
    assert page.next_cursor is not None
