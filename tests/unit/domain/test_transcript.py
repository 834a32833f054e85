from dataclasses import replace
from datetime import UTC, datetime

import pytest

from flotilla.domain.content import ContactCard, ContactCards, Content, Location, Poll
from flotilla.domain.ids import BotId, ChatId, LeadId, MessageId, TenantId
from flotilla.domain.media import Media
from flotilla.domain.messages import Direction, Message, MessageStatus, Sender
from flotilla.domain.transcript import told_place, words_of

NOW = datetime(2026, 1, 1, tzinfo=UTC)
MESSAGE = Message(
    TenantId("T"), BotId("B"), ChatId("55@c.us"), MessageId("M"), LeadId("L"), Direction.IN, Sender.CUSTOMER, "text",
    "Hello", MessageStatus.RECEIVED, "1", NOW,
)  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "text", "content", "words"),
    [
        ("text", "Hello", None, "Hello"),
        ("revoked", None, None, None),
        ("image", "my house", None, "[picture] my house"),
        ("image", None, None, "[picture]"),
        ("voice", None, None, "[voice message]"),
        ("sticker", None, None, "[sticker]"),
        ("location", None, Location(1, 2, "Marco Zero", "Recife"), "[location] Marco Zero, Recife"),
        ("location", None, Location(1, 2), "[location]"),
        ("contact", None, ContactCards((ContactCard("Bia", ("+55 11 91234-5678",)),)), "[contact card] Bia"),
        ("poll", None, Poll("When?", ("Today", "Tomorrow")), "[poll] When? (Today / Tomorrow)"),
    ],
)
def test_what_a_brain_reads(kind: str, text: str | None, content: Content | None, words: str | None) -> None:
    assert words_of(replace(MESSAGE, type=kind, text=text, content=content)) == words


def test_a_document_is_told_by_its_name() -> None:
    document = replace(
        MESSAGE, type="document", text="as promised", media=Media("application/pdf", 5, None, "plan.pdf")
    )
    assert words_of(document) == "[document] plan.pdf: as promised"


def test_the_newest_place_that_says_where_it_is_counts() -> None:
    first = replace(MESSAGE, content=Location(1, 2, "Marco Zero", None))
    second = replace(MESSAGE, content=Location(1, 2, "Olinda", "PE"))
    ours = replace(MESSAGE, direction=Direction.OUT, content=Location(1, 2, "Our shop", None))
    nameless = replace(MESSAGE, content=Location(1, 2))
    assert told_place((first, second, ours, nameless), NOW)["location"].value == "Olinda, PE"
    assert told_place((nameless, MESSAGE), NOW) == {}
