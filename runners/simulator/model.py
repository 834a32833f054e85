"""What the simulated WhatsApp keeps: phones, messages, groups, linked devices."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

Addressing = Literal["pn", "lid", "lid_only"]
Json = dict[str, Any]


def iso(time_ms: int) -> str:
    """Epoch ms → ISO 8601 UTC with milliseconds."""
    return datetime.fromtimestamp(time_ms / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@dataclass(frozen=True)
class Phone:
    """A phone with WhatsApp. `addressing` is how others see it: by number, by LID, or by LID without a known number."""

    number: str
    name: str
    lid: str
    addressing: Addressing
    online: bool
    created_ms: int

    @property
    def address(self) -> str:
        """The chat id under which a linked device of somebody else sees this phone."""
        return f"{self.number}@c.us" if self.addressing == "pn" else f"{self.lid}@lid"

    def to_json(self) -> Json:
        """Render for the control API."""
        view = {"number": self.number, "name": self.name, "lid": self.lid, "addressing": self.addressing}
        return {**view, "online": self.online, "created_at": iso(self.created_ms)}


@dataclass(frozen=True)
class Media:
    """A file; `id` is the SHA-256 of its content in hex."""

    id: str
    mimetype: str
    size: int
    filename: str | None

    def to_json(self) -> Json:
        """Render for the control API and the page."""
        return {"id": self.id, "mimetype": self.mimetype, "size": self.size, "filename": self.filename}


@dataclass(frozen=True)
class Message:
    """One message. `recipient` is a number or a group's id (…@g.us); `ack` 1 server, 2 device, 3 read.

    `extra` is its place, cards or poll.
    """

    seq: int
    id: str
    sender: str
    recipient: str
    type: str
    text: str | None
    media: Media | None
    quoted_id: str | None
    quoted_author: str | None
    time_ms: int
    ack: int
    phone_at: int | None
    device_id: str | None
    extra: Json | None
    edited: bool
    revoked: bool
    deliveries: int
    resends: int

    @property
    def is_group(self) -> bool:
        """Whether it was written to a group."""
        return self.recipient.endswith("@g.us")


@dataclass(frozen=True)
class Draft:
    """A message about to be accepted."""

    id: str
    sender: str
    recipient: str
    type: str
    text: str | None
    time_ms: int
    media_id: str | None = None
    quoted_id: str | None = None
    quoted_author: str | None = None
    phone_at: int | None = None
    device_id: str | None = None
    extra: str | None = None


@dataclass(frozen=True)
class Device:
    """A WhatsApp Web page linked to a phone; `token` is its credential."""

    id: str
    number: str
    token: str
    created_ms: int


@dataclass(frozen=True)
class Group:
    """A group and its members: number → whether they administer it."""

    id: str
    subject: str
    created_ms: int
    members: dict[str, bool]

    def to_json(self) -> Json:
        """Render for the control API."""
        members = [{"number": number, "admin": admin} for number, admin in self.members.items()]
        return {"id": self.id, "subject": self.subject, "participants": members, "created_at": iso(self.created_ms)}
