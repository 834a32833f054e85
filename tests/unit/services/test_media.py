"""Files of messages: attached after their message, shown for minutes, sent by people."""

import io
from dataclasses import replace
from typing import Any

import pytest
from PIL import Image

from flotilla.domain.chats import MessageRef
from flotilla.domain.content import ContactCard, ContactCards, Location, Reaction
from flotilla.domain.errors import InvalidInputError, NotFoundError, TooLargeError
from flotilla.domain.events import derive_events
from flotilla.domain.ids import MessageId, PictureId
from flotilla.domain.inbound import InboundKind
from flotilla.domain.media import Media, MediaProblem
from flotilla.domain.messages import Message, MessageStatus
from flotilla.domain.people import Role
from flotilla.domain.uploads import ABANDONED_AFTER
from flotilla.services.send_message import Attached
from tests.unit.services.world import BOT, CHAT, OTHER_TENANT, TENANT, World, principal

NAME = "bots/B1/media/5581988887777_at_c.us/M1"


def a_picture(size: tuple[int, int] = (3, 2), kind: str = "PNG") -> bytes:
    content = io.BytesIO()
    Image.new("RGB", size).save(content, kind)
    return content.getvalue()


def ref(message: str = "M1") -> MessageRef:
    return MessageRef(TENANT, BOT, CHAT, MessageId(message))


@pytest.fixture
def world() -> World:
    made = World()
    made.receive("M1", "look", type="image", media=Media("image/jpeg", 100))
    return made


def stored(world: World, message: str = "M1") -> Message:
    return next(one for one in world.messages() if one.id == message)


def told(world: World) -> list[str]:
    """The types of the events of the last change."""
    return [event.type for event in derive_events(world.core.store.changes[-1])]


def test_a_message_is_there_before_its_file_and_pages_are_told_of_both(world: World) -> None:
    assert stored(world).media == Media("image/jpeg", 100)
    assert world.core.attach_media.is_wanted(ref()) is True
    world.core.attach_media(ref(), a_picture())
    media = stored(world).media
    assert media is not None
    assert (media.mime, media.name, media.width, media.height) == ("image/png", NAME, 3, 2)
    assert told(world) == ["message.updated"]
    assert world.core.files.files[TENANT][NAME] == a_picture()
    assert world.core.attach_media.is_wanted(ref()) is False


@pytest.mark.parametrize(
    "content", [b"<html><script>alert(1)</script>", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"MZ\x90\x00" * 20]
)
def test_what_could_run_is_stored_as_nothing_in_particular_and_only_saved(world: World, content: bytes) -> None:
    world.core.attach_media(ref(), content)
    assert world.core.files.types[TENANT, NAME] == "application/octet-stream"
    address = world.core.show_media(principal(), world.lead().id, MessageId("M1"))
    assert address.url.endswith("filename=M1")


def test_a_file_of_a_message_that_is_not_stored_is_not_kept(world: World) -> None:
    assert world.core.attach_media.is_wanted(ref("unknown")) is None
    world.core.attach_media(ref("unknown"), a_picture())
    assert world.core.files.files == {}


def test_too_large_a_file_is_not_kept_and_says_so(world: World) -> None:
    replace(world.core.attach_media, max_bytes=5)(ref(), b"123456")
    media = stored(world).media
    assert media is not None
    assert (media.name, media.problem) == (None, MediaProblem.TOO_LARGE)
    assert world.core.attach_media.is_wanted(ref()) is False


def test_what_is_taken_back_loses_its_file_and_gets_none_later(world: World) -> None:
    world.core.attach_media(ref(), a_picture())
    world.receive("M1", None, kind=InboundKind.REVOKED, version=3)
    assert (stored(world).type, stored(world).text, stored(world).media) == ("revoked", None, None)
    assert world.core.files.files[TENANT] == {}
    world.core.attach_media(ref(), a_picture())
    world.receive("M1", "no", kind=InboundKind.EDITED, version=4)
    assert (stored(world).text, world.core.files.files[TENANT]) == (None, {})


def test_a_file_that_several_messages_share_outlives_a_revocation(world: World) -> None:
    shared = "bots/B1/pictures/1"
    world.core.files.put(TENANT, shared, b"png", mime="image/png")
    known = stored(world)
    world.core.conversations.amend_message(TENANT, known, replace(known, media=Media("image/png", 3, shared)))
    world.receive("M1", None, kind=InboundKind.REVOKED, version=3)
    assert world.core.files.files[TENANT] == {shared: b"png"}


def test_a_file_is_shown_to_those_who_may_see_the_chat(world: World) -> None:
    world.core.attach_media(ref(), a_picture())
    lead = world.lead().id
    address = world.core.show_media(principal(Role.VENDOR), lead, MessageId("M1"))
    assert address.url == f"memory://{TENANT}/{NAME}?seconds=300"
    assert (address.expires_at - world.core.clock.now()).total_seconds() == 300
    world.join("V1", Role.VENDOR)
    world.core.assign_lead(principal(Role.VENDOR, "V1"), lead, principal(Role.VENDOR, "V1").user)
    for stranger in (principal(Role.VENDOR, "V2"), principal(tenant=OTHER_TENANT)):
        with pytest.raises(NotFoundError):
            world.core.show_media(stranger, lead, MessageId("M1"))
    with pytest.raises(NotFoundError):
        world.core.show_media(principal(), lead, MessageId("M2"))


def upload(world: World, content: bytes) -> str:
    """What a browser does with the form."""
    form = world.core.start_upload(principal(), world.lead().id)
    key = dict(form.fields)["key"].removeprefix(f"{TENANT}/")
    world.core.files.put(TENANT, key, content, mime="application/octet-stream")
    return form.id


@pytest.mark.parametrize(
    ("content", "kind", "mime"),
    [
        (a_picture(), "image", "image/png"),
        (a_picture(kind="JPEG"), "image", "image/jpeg"),
        (b"%PDF-1.7 sample", "document", "application/pdf"),
        (b"OggS sample", "audio", "audio/ogg"),
        (b"\0\0\0\x18ftypmp42 sample of sixteen", "video", "video/mp4"),
        (b"just a text", "document", "application/octet-stream"),
    ],
)
def test_a_person_sends_a_file_that_is_typed_by_its_content(world: World, content: bytes, kind: str, mime: str) -> None:
    attached = Attached(upload(world, content), "../../Menu.png")
    sent = world.core.send_message(principal(), world.lead().id, " Our menu ", None, attached)
    assert (sent.type, sent.text, sent.status) == (kind, "Our menu", MessageStatus.QUEUED)
    assert sent.media is not None
    assert (sent.media.mime, sent.media.filename) == (mime, "Menu.png")
    # What the form still reaches is gone; what is sent lies elsewhere.
    assert world.core.files.files[TENANT] == {sent.media.name: content}
    assert world.core.send_message(principal(), world.lead().id, "Our menu", None, attached) == sent


@pytest.mark.parametrize("made_up", ["", "../M1", "01K0ABCDEFGHJKMNPQRSTVWXYZ"])
def test_a_file_that_was_not_uploaded_is_refused(world: World, made_up: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        world.core.send_message(principal(), world.lead().id, "", None, Attached(made_up))
    assert list(refused.value.fields) == ["upload_id"]


def test_too_large_a_picture_is_refused(world: World) -> None:
    attached = Attached(upload(world, a_picture() + bytes(5 * 1024 * 1024)))
    with pytest.raises(TooLargeError):
        world.core.send_message(principal(), world.lead().id, "", None, attached)


def test_reactions_belong_to_the_message_and_are_not_answered() -> None:
    world = World()
    world.receive("M1", "Hello")
    world.settle()
    marks: list[Any] = [("👍", 10), ("❤️", 20), ("👍", 15), ("", 30), ("❤️", 25)]
    seen = []
    for emoji, at in marks:
        reaction = Reaction(CHAT, emoji, at)
        world.receive("M1", None, kind=InboundKind.REACTED, version=at, reaction=reaction)
        seen.append([mark.emoji for mark in stored(world).reactions])
    assert seen == [["👍"], ["❤️"], ["❤️"], [""], [""]]
    assert world.chat().turn is None
    assert len(world.messages()) == 2


def test_an_older_edit_that_comes_late_changes_nothing(world: World) -> None:
    world.receive("M1", "second", kind=InboundKind.EDITED, version=20, seen_ms=20_000)
    world.receive("M1", "first", kind=InboundKind.EDITED, version=10, seen_ms=10_000)
    assert (stored(world).text, stored(world).type) == ("second", "image")


def test_a_place_with_a_name_is_the_leads_location_and_a_card_is_not_its_phone() -> None:
    world = World()
    place = Location(-8.06, -34.87, "Marco Zero", "Recife - PE")
    cards = ContactCards((ContactCard("Bia Lima", ("+55 11 91234-5678",)),))
    world.receive("M1", None, type="location", content=place)
    world.receive("M2", None, type="contact", content=cards)
    world.settle()
    fields = world.lead().fields
    assert fields["location"].value == "Marco Zero, Recife - PE"
    assert fields["location"].message == "M1"
    assert "phone" not in fields


def test_an_upload_that_is_never_sent_is_swept_and_one_that_was_sent_keeps_its_file(world: World) -> None:
    world.core.send_message(principal(), world.lead().id, "", attached=Attached(upload(world, a_picture()), "Menu.png"))
    sent = set(world.core.files.files[TENANT])
    upload(world, a_picture())
    assert len(world.core.files.files[TENANT]) == len(sent) + 1
    assert world.core.sweep_uploads() == 0
    world.core.clock.advance(ABANDONED_AFTER)
    assert world.core.sweep_uploads() == 1
    assert set(world.core.files.files[TENANT]) == sent
    assert world.core.fleet.uploads() == ()


def test_the_upload_of_a_message_makes_no_picture(world: World) -> None:
    started = upload(world, a_picture())
    with pytest.raises(NotFoundError):
        world.core.complete_picture(principal(), BOT, PictureId(started), keywords=("menu",), description="A menu")
