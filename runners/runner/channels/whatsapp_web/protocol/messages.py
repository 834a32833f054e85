"""Messages as the page shows them."""

from typing import Annotated

from pydantic import Field, ValidationError

from flotilla.domain.content import ContactCards, Content, Location, Poll, Reaction, Vote
from flotilla.domain.ids import ChatId, MessageId
from flotilla.domain.media import Media
from runner.channels.port import UNREADABLE, MessageSeen
from runner.channels.whatsapp_web.cards import read_card
from runner.channels.whatsapp_web.protocol.wire import Wire, complain

TYPES = {"ptt": "voice", "ptv": "video", "vcard": "contact", "multi_vcard": "contact", "poll_creation": "poll"}
"""WhatsApp Web's types that have another name here."""


class WireMedia(Wire):
    """A file as WhatsApp describes it."""

    mimetype: str
    size: int = 0
    filename: str | None = None
    width: int | None = None
    height: int | None = None
    seconds: int | None = None

    def to_media(self) -> Media:
        """In the domain's words. Parameters of the type, such as codecs, say nothing that is needed."""
        mime = self.mimetype.partition(";")[0].strip().lower()[:100]
        return Media(mime, self.size, None, self.filename, self.width, self.height, self.seconds)


class WireLocation(Wire):
    """A place."""

    lat: float
    lng: float
    name: str | None = None
    address: str | None = None


class WireCard(Wire):
    """A contact card."""

    name: str
    vcard: str


class WirePoll(Wire):
    """A poll."""

    question: str
    options: tuple[str, ...]


class WireReaction(Wire):
    """Somebody's emoji on a message; `at` in milliseconds."""

    from_: str = Field(alias="from")
    emoji: str
    at: float

    def to_reaction(self) -> Reaction:
        """In the domain's words."""
        return Reaction(self.from_, self.emoji, int(self.at))


class WireVote(Wire):
    """What somebody chose in a poll; `at` in milliseconds."""

    from_: str = Field(alias="from")
    options: tuple[str, ...]
    at: float

    def to_vote(self) -> Vote:
        """In the domain's words."""
        return Vote(self.from_, self.options, int(self.at))


class WireMessage(Wire):
    """A message as the page shows it."""

    id: str
    chat: str
    from_me: bool
    type: str
    text: str | None = None
    t: int
    ack: int = 0
    author: str | None = None
    quoted: str | None = None
    push_name: str | None = None
    phone_at: float | None = None
    edited_at: float | None = None
    alias: str | None = None
    mentions_me: bool = False
    media: WireMedia | None = None
    location: WireLocation | None = None
    cards: tuple[WireCard, ...] | None = None
    poll: WirePoll | None = None
    reactions: tuple[WireReaction, ...] = ()
    votes: tuple[WireVote, ...] = ()

    def content(self) -> Content | None:
        """In the domain's words."""
        if self.location is not None:
            return Location(**self.location.model_dump())
        if self.cards is not None:
            return ContactCards(tuple(read_card(card.name, card.vcard) for card in self.cards))
        return Poll(self.poll.question, self.poll.options) if self.poll is not None else None

    def to_seen(self, at_ms: int) -> MessageSeen:
        """In the channel's words."""
        return MessageSeen(
            chat=ChatId(self.chat),
            id=MessageId(self.id),
            from_me=self.from_me,
            type=TYPES.get(self.type, self.type),
            text=self.text,
            sent_at=self.t,
            at_ms=at_ms,
            ack=self.ack,
            author=self.author,
            quoted=MessageId(self.quoted) if self.quoted else None,
            push_name=self.push_name,
            phone_at_ms=int(self.phone_at) if self.phone_at is not None else None,
            alias=ChatId(self.alias) if self.alias else None,
            media=self.media.to_media() if self.media is not None else None,
            content=self.content(),
            mentions_me=self.mentions_me,
            edited_at_ms=int(self.edited_at) if self.edited_at is not None else None,
            reactions=tuple(one.to_reaction() for one in self.reactions),
            votes=tuple(one.to_vote() for one in self.votes),
        )


class _Bare(Wire):
    """The least that must be known of a message to tell people that it is there."""

    id: Annotated[str, Field(min_length=1)]
    chat: Annotated[str, Field(min_length=1)]
    from_me: bool
    t: int

    def to_seen(self, at_ms: int) -> MessageSeen:
        """Nothing of its content."""
        return MessageSeen(ChatId(self.chat), MessageId(self.id), self.from_me, UNREADABLE, None, self.t, at_ms)


MARKS = {"reactions", "votes"}


def read_message(item: object, at_ms: int) -> MessageSeen | None:
    """The message; as unreadable where only its place is understood, and None where not even that is."""
    try:
        return WireMessage.model_validate(item).to_seen(at_ms)
    except ValidationError as error:
        complain("message", error)
        if isinstance(item, dict) and item.keys() & MARKS:
            # One mark that makes no sense costs no message its words.
            return read_message({name: value for name, value in item.items() if name not in MARKS}, at_ms)
    try:
        return _Bare.model_validate(item).to_seen(at_ms)
    except ValidationError:
        return None
