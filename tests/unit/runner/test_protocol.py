import json
import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flotilla.domain.ids import ChatId, MessageId
from flotilla.domain.session_machine import PageState
from runner.channels.port import (
    AckSeen,
    ChannelError,
    LogoutSeen,
    MessageEdited,
    MessageRevoked,
    MessageSeen,
    QrSeen,
    SendOrder,
    StateSeen,
)
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
    ]


def test_what_cannot_be_read_is_left_out_and_its_text_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    broken = {"kind": "message", "at": 1, "message": {**MESSAGE, "t": "my secret"}}
    with caplog.at_level(logging.ERROR):
        events = read_batch(json.dumps([broken, {"kind": "qr", "qr": None, "at": 2}]))
    assert events == [QrSeen(None, 2)]
    assert "event not understood" in caplog.text
    assert "my secret" not in caplog.text


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


def test_one_unreadable_message_of_the_history_does_not_hide_the_others() -> None:
    answer = {"chats": [{"chat": "55@c.us", "messages": [{**MESSAGE, "t": None}, {**MESSAGE, "id": "A2"}]}]}
    assert [message.id for message in read_answer(WireHistory, answer).to_seen(5)] == ["A2"]


def test_an_answer_that_is_not_understood_is_an_error_of_the_channel() -> None:
    with pytest.raises(ChannelError):
        read_answer(WireSent, {"outcome": "perhaps"})
