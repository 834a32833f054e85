import json
import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flotilla.domain.content import ContactCard, ContactCards, Location, Poll
from flotilla.domain.ids import ChatId, MessageId
from flotilla.domain.media import Media
from flotilla.domain.presence import TypingState
from flotilla.domain.session_machine import PageState
from runner.channels.port import (
    AckSeen,
    ChannelError,
    EventLost,
    LogoutSeen,
    MessageEdited,
    MessageRevoked,
    MessageSeen,
    OutgoingFile,
    QrSeen,
    Reacted,
    SendOrder,
    StateSeen,
    TypingSeen,
    Voted,
)
from runner.channels.whatsapp_web.cards import read_card
from runner.channels.whatsapp_web.protocol import (
    WireHistory,
    WireSent,
    read_answer,
    read_batch,
    read_error,
    write_order,
)

MESSAGE = {
    "id": "A1", "chat": "55@c.us", "from": "55@c.us", "to": "66@c.us", "from_me": False, "type": "text",
    "text": "hi", "t": 100, "ack": 1, "is_group": False, "push_name": "Ana", "phone_at": 100_250,
}  # fmt: skip


def test_every_kind_is_read() -> None:
    chat, message = ChatId("55@c.us"), MessageId("A1")
    state = {"registered": True, "main": True, "stream_mode": "MAIN", "web_version": "2", "online": True}
    batch = [
        {"kind": "qr", "qr": "a,b", "at": 1.7, "batch": 1},
        {"kind": "state", "at": 2, **state},
        {"kind": "logout", "reason": None, "at": 3},
        {"kind": "message", "message": MESSAGE, "at": 4},
        {"kind": "ack", "chat": "55@c.us", "ids": ["A1"], "ack": 2, "at": 5},
        {"kind": "edited", "chat": "55@c.us", "id": "A1", "text": "ho", "at": 6},
        {"kind": "revoked", "chat": "55@c.us", "id": "A1", "at": 7},
        {"kind": "typing", "chat": "55@c.us", "state": "composing", "at": 8},
    ]
    assert read_batch(json.dumps(batch)) == [
        QrSeen("a,b", 1),
        StateSeen(PageState(True, True, "MAIN"), 2),
        LogoutSeen(3),
        MessageSeen(chat, message, False, "text", "hi", 100, 4, 1, push_name="Ana", phone_at_ms=100_250),
        AckSeen(chat, (message,), 2, 5),
        MessageEdited(chat, message, "ho", False, 6),
        MessageRevoked(chat, message, False, 7),
        TypingSeen(chat, TypingState.COMPOSING, 8),
    ]


def test_a_message_that_cannot_be_read_is_told_without_its_content(caplog: pytest.LogCaptureFixture) -> None:
    broken = {"kind": "message", "at": 1, "message": {**MESSAGE, "text": {"odd": "my secret"}}}
    with caplog.at_level(logging.ERROR):
        events = read_batch(json.dumps([broken, {"kind": "qr", "qr": None, "at": 2}]))
    seen = MessageSeen(ChatId("55@c.us"), MessageId("A1"), False, "unreadable", None, 100, 1)
    assert events == [seen, QrSeen(None, 2)]
    assert "event not understood" in caplog.text
    assert "my secret" not in caplog.text


@pytest.mark.parametrize("message", [None, 3, {**MESSAGE, "t": "now"}, {**MESSAGE, "chat": None}])
def test_what_cannot_even_be_placed_is_told_as_lost(message: object) -> None:
    edit = {"kind": "edited", "at": 7, "chat": None}
    events = read_batch(json.dumps([{"kind": "message", "at": 7, "message": message}, edit]))
    assert [type(event) for event in events] == [EventLost, EventLost]


@given(st.lists(st.dictionaries(st.text(max_size=8), st.none() | st.booleans() | st.integers() | st.text(max_size=8))))
def test_no_batch_of_objects_breaks_the_reader(items: list[dict[str, object]]) -> None:
    read_batch(json.dumps([{"kind": "ack", **item} for item in items]))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Page.evaluate: Error: no_such_chat: 55@c.us is not on WhatsApp\n    at x (bridge.js:1)", "no_such_chat"),
        ("Error: timeout: deadline passed", "timeout"),
        ("Target page, context or browser has been closed", "internal"),
    ],
)
def test_the_bridges_errors_keep_their_code(text: str, code: str) -> None:
    assert read_error(text).code == code


def test_an_order_carries_id_deadline_and_lookup() -> None:
    order = SendOrder(ChatId("55@c.us"), MessageId("3EB0"), "hi", 123, lookup=True)
    assert write_order(order) == {
        "type": "text", "chat": "55@c.us", "id": "3EB0", "text": "hi", "deadline": 123, "lookup": True,
    }  # fmt: skip


def test_an_order_of_a_file_carries_it_with_its_caption() -> None:
    file = OutgoingFile("image", "image/png", b"png", "menu.png")
    order = SendOrder(ChatId("55@c.us"), MessageId("3EB0"), "our menu", 123, lookup=False, file=file)
    assert write_order(order) == {
        "type": "image", "chat": "55@c.us", "id": "3EB0", "deadline": 123, "lookup": False,
        "data_url": "data:image/png;base64,cG5n", "caption": "our menu", "filename": "menu.png",
    }  # fmt: skip


def test_one_unreadable_message_of_the_history_does_not_hide_the_others() -> None:
    messages = [{**MESSAGE, "t": None}, {**MESSAGE, "id": "A2"}, {**MESSAGE, "id": "A3", "poll": 3}]
    seen = read_answer(WireHistory, {"chats": [{"chat": "55@c.us", "messages": messages}]}).to_seen(5)
    assert [(message.id, message.type) for message in seen] == [("A2", "text"), ("A3", "unreadable")]


def test_an_answer_that_is_not_understood_is_an_error_of_the_channel() -> None:
    with pytest.raises(ChannelError):
        read_answer(WireSent, {"outcome": "perhaps"})


def _seen(**changes: object) -> MessageSeen:
    [event] = read_batch(json.dumps([{"kind": "message", "at": 5, "message": {**MESSAGE, **changes}}]))
    assert isinstance(event, MessageSeen)
    return event


VCARD = "BEGIN:VCARD\nVERSION:3.0\nFN:Bia Lima\nitem1.TEL;waid=5511912345678:+55 11 91234-5678\nEND:VCARD"


def test_what_is_no_text_is_told_in_the_domains_words() -> None:
    place = _seen(type="location", location={"lat": -8.06, "lng": -34.87, "name": "Marco Zero"})
    assert place.content == Location(-8.06, -34.87, "Marco Zero")
    card = _seen(type="vcard", cards=[{"name": "", "vcard": VCARD}])
    assert (card.type, card.content) == ("contact", ContactCards((ContactCard("Bia Lima", ("+55 11 91234-5678",)),)))
    poll = _seen(type="poll_creation", poll={"question": "When?", "options": ["Today", "Tomorrow"]})
    assert (poll.type, poll.content) == ("poll", Poll("When?", ("Today", "Tomorrow")))
    voice = _seen(type="ptt", media={"mimetype": "audio/ogg; codecs=opus", "size": 9, "filename": None, "seconds": 3})
    assert (voice.type, voice.media) == ("voice", Media("audio/ogg", 9, seconds=3))


def test_reactions_and_votes_are_read() -> None:
    about = {"at": 7, "chat": "55@c.us", "id": "A1", "from_me": True, "from": "55@c.us"}
    events = [{**about, "kind": "reaction", "emoji": "👍"}, {**about, "kind": "vote", "options": ["Today"]}]
    assert read_batch(json.dumps(events)) == [
        Reacted(ChatId("55@c.us"), MessageId("A1"), "55@c.us", "👍", True, 7),
        Voted(ChatId("55@c.us"), MessageId("A1"), "55@c.us", ("Today",), True, 7),
    ]


@given(name=st.text(), vcard=st.text() | st.text("TELFN:;\n+5 ", max_size=80))
def test_any_card_is_read(name: str, vcard: str) -> None:
    card = read_card(name, vcard)
    assert all(phone.strip() for phone in card.phones)
