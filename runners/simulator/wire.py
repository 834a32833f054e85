"""Messages and contacts as a linked device of an account sees them; mirrors `page/web/wire.ts`."""

from simulator.messages import MessageLog
from simulator.model import Json, Message, Phone
from simulator.phones import PhoneBook

_HISTORY_LIMIT = 2000


class Viewpoint:
    """Renders the world as one account sees it."""

    def __init__(self, phones: PhoneBook, messages: MessageLog, number: str) -> None:
        self._phones = phones
        self._messages = messages
        self.number = number

    def chat_of(self, message: Message) -> str:
        """The chat id of a message."""
        if message.is_group:
            return message.recipient
        return self.address(message.recipient if message.sender == self.number else message.sender)

    def address(self, number: str) -> str:
        """The address of a number; one that is no phone any more keeps its number."""
        phone = self._phones.find(number)
        return phone.address if phone else f"{number}@c.us"

    def message(self, message: Message, *, as_ciphertext: bool = False) -> Json:
        """Render a message."""
        sender = self._phones.get(message.sender)
        author = f"{sender.lid}@lid" if message.is_group else None
        quoted = {"id": message.quoted_id, "author": self._quoted_author(message)} if message.quoted_id else None
        return {
            "id": message.id,
            "chat": self.chat_of(message),
            "from_me": message.sender == self.number,
            "author": author,
            "type": "ciphertext" if as_ciphertext else message.type,
            "text": None if as_ciphertext else message.text,
            "time_ms": message.time_ms,
            "ack": message.ack,
            "quoted": None if as_ciphertext else quoted,
            "media": message.media.to_json() if message.media and not as_ciphertext else None,
            "extra": message.extra if not as_ciphertext else None,
            "push_name": sender.name,
            "revoked": message.revoked,
            "phone_at": message.phone_at,
        }

    def contact(self, message: Message) -> Json:
        """Render the contact of the chat that a message is in."""
        if message.is_group:
            return self.group(message.recipient)
        other = message.recipient if message.sender == self.number else message.sender
        return self.person(self._phones.get(other))

    def person(self, phone: Phone) -> Json:
        """Render a person; somebody seen by LID only has no number."""
        known = None if phone.addressing == "lid_only" else f"{phone.number}@c.us"
        return {"address": phone.address, "lid": f"{phone.lid}@lid", "pn": known, "name": phone.name}

    def group(self, group_id: str) -> Json:
        """Render a group."""
        group = self._phones.group(group_id)
        members = [
            {"id": f"{self._phones.get(number).lid}@lid", "admin": admin} for number, admin in group.members.items()
        ]
        inside = {"subject": group.subject, "participants": members}
        return {"address": group.id, "lid": group.id, "pn": None, "name": group.subject, "group": inside}

    def history(self) -> list[Json]:
        """Render the newest messages of all chats as history events, oldest first."""
        groups = [group.id for group in self._phones.groups(self.number)]
        found = self._messages.of_account(self.number, groups, _HISTORY_LIMIT)
        return [
            {"e": "message", "message": self.message(m), "contact": self.contact(m), "history": True} for m in found
        ]

    def _quoted_author(self, message: Message) -> str:
        author = self._phones.find(message.quoted_author or "")
        return author.address if author else f"{message.quoted_author or message.sender}@c.us"
