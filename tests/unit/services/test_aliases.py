"""A number, its LID and its ninth digit are one person, one chat and one lead."""

import pytest

from flotilla.domain.errors import NotFoundError, UnavailableError
from flotilla.domain.events import derive_events
from flotilla.domain.ids import ChatId, MessageId
from flotilla.domain.inbound import InboundKind
from flotilla.domain.messages import Direction
from tests.unit.services.world import BOT, CHAT, TENANT, World, principal

LID = ChatId("123456789012345@lid")
WITHOUT_NINTH = ChatId("558188887777@c.us")


def told(world: World) -> list[str]:
    return [event.type for change in world.core.store.changes for event in derive_events(change)]


@pytest.mark.parametrize("other", [{"chat": LID, "alias": CHAT}, {"chat": WITHOUT_NINTH}])
def test_another_address_goes_to_the_same_chat(other: dict[str, ChatId]) -> None:
    world = World()
    world.receive("M1", "Hello")
    world.receive("M2", "from elsewhere", **other)
    world.receive("M3", "and again", chat=other["chat"])
    assert world.texts(Direction.IN) == ["Hello", "from elsewhere", "and again"]
    assert len(world.core.store.leads) == 1
    assert told(world).count("lead.created") == 1
    world.receive("M3", "edited", chat=other["chat"], kind=InboundKind.EDITED, version=9)
    assert world.texts(Direction.IN)[-1] == "edited"
    world.settle()
    assert world.texts(Direction.OUT) == ["Answer 1"]


def two_chats() -> World:
    world = World()
    world.receive("M1", "Hello")
    world.receive("M2", "I'm the same", chat=LID)
    world.core.add_note(principal(), world.lead(LID).id, "Calls in the morning.")
    world.core.update_lead(principal(), world.lead(LID).id, {"name": "Ana Souza"})
    return world


def test_two_chats_become_one_when_it_is_learned_that_they_are_one_person() -> None:
    world = two_chats()
    kept, gone = world.lead(), world.lead(LID)
    world.receive("M3", "now you know", chat=LID, alias=CHAT)
    assert world.texts(Direction.IN) == ["Hello", "I'm the same", "now you know"]
    assert (world.lead().id, world.lead().fields["name"].value) == (kept.id, "Ana Souza")
    assert world.chat().unread == 3
    notes = world.core.list_notes(principal(), kept.id).items
    assert [note.text for note in notes] == ["Calls in the morning."]
    with pytest.raises(NotFoundError):
        world.core.leads.get(TENANT, gone.id)
    assert told(world).count("lead.merged") == 1
    assert told(world).count("message.received") == 3
    world.settle()
    assert world.texts(Direction.OUT) == ["Answer 1"]


def test_a_merge_that_was_cut_short_is_taken_up_by_the_next_message(monkeypatch: pytest.MonkeyPatch) -> None:
    world = two_chats()

    def cut(*_: object) -> None:
        raise UnavailableError("Cut.")

    with monkeypatch.context() as patched:
        patched.setattr(world.core.conversations, "move_message", cut)
        with pytest.raises(UnavailableError):
            world.receive("M3", "now you know", chat=LID, alias=CHAT)
    world.receive("M3", "now you know", chat=LID, alias=CHAT)
    assert world.texts(Direction.IN) == ["Hello", "I'm the same", "now you know"]
    assert world.messages(LID) == ()
    stored = world.core.conversations.find_message(TENANT, BOT, CHAT, MessageId("M2"))
    assert stored is not None
    assert stored.lead == world.lead().id
