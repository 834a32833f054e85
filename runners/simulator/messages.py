"""Messages, reactions, reads and media in the database."""

import hashlib
import json
import sqlite3
from dataclasses import astuple, fields

from simulator.errors import RefusalError
from simulator.model import Draft, Json, Media, Message

_DRAFT_COLUMNS = ", ".join(field.name for field in fields(Draft))
_KEY = "sender = ? AND recipient = ? AND messages.id = ?"
_DRAFT_MARKS = ", ".join("?" for _ in fields(Draft))


class MessageLog:
    """Every message ever written."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def accept(self, draft: Draft, *, resend: bool) -> tuple[Message, bool]:
        """Store a message; the flag says new. A known one counts one more delivery, or a resend of the page's own."""
        known = self.find(draft.sender, draft.recipient, draft.id)
        if known is None:
            insert = f"INSERT INTO messages ({_DRAFT_COLUMNS}) VALUES ({_DRAFT_MARKS})"  # noqa: S608 - columns of a dataclass
            self._db.execute(insert, astuple(draft))
            return self._get(draft), True
        column = "resends" if resend else "deliveries"
        self._db.execute(f"UPDATE messages SET {column} = {column} + 1 WHERE seq = ?", (known.seq,))  # noqa: S608 - one of two names
        return self._get(draft), False

    def find(self, sender: str, recipient: str, message_id: str) -> Message | None:
        """Find a message by who wrote it to whom under which id."""
        found = self._select(_KEY, (sender, recipient, message_id))
        return found[0] if found else None

    def between(self, number: str, peer: str) -> list[Message]:
        """The conversation of a phone with another number or a group, oldest first."""
        if peer.endswith("@g.us"):
            return self._select("recipient = ?", (peer,))
        pair = "(sender = ? AND recipient = ?) OR (sender = ? AND recipient = ?)"
        return self._select(pair, (number, peer, peer, number))

    def in_conversation(self, number: str, peer: str, message_id: str) -> Message | None:
        """Find a message of a conversation by its id, whoever wrote it."""
        if peer.endswith("@g.us"):
            found = self._select("recipient = ? AND messages.id = ?", (peer, message_id))
            return found[0] if found else None
        return self.find(number, peer, message_id) or self.find(peer, number, message_id)

    def unread(self, number: str, peer: str) -> list[Message]:
        """What others wrote in a conversation since the number read it, oldest first."""
        seen = self.read_up_to(number, peer)
        if peer.endswith("@g.us"):
            return self._select("recipient = ? AND sender != ? AND seq > ?", (peer, number, seen))
        return self._select("sender = ? AND recipient = ? AND seq > ?", (peer, number, seen))

    def last(self, number: str, peer: str) -> Message | None:
        """The newest message of a conversation."""
        pair = "(sender = ? AND recipient = ?) OR (sender = ? AND recipient = ?)"
        group = peer.endswith("@g.us")
        condition = "recipient = ?" if group else pair
        values = (peer,) if group else (number, peer, peer, number)
        found = self._select(f"{condition} ORDER BY seq DESC LIMIT 1", values)
        return found[0] if found else None

    def of_account(self, number: str, group_ids: list[str], limit: int) -> list[Message]:
        """The newest messages of an account over all its chats, oldest first."""
        marks = ", ".join("?" for _ in group_ids)
        condition = f"sender = ? OR recipient = ? OR recipient IN ({marks}) ORDER BY seq DESC LIMIT ?"
        return sorted(self._select(condition, (number, number, *group_ids, limit)), key=lambda message: message.seq)

    def after(self, seq: int, limit: int) -> list[Message]:
        """Messages with a higher sequence number, in order."""
        return self._select("seq > ? ORDER BY seq LIMIT ?", (seq, limit))

    def peers(self, number: str) -> list[str]:
        """Who a number ever exchanged messages with, the latest first."""
        rows = self._db.execute(
            "SELECT peer, max(seq) AS latest FROM (SELECT recipient AS peer, seq FROM messages WHERE sender = ?1"
            " UNION ALL SELECT sender, seq FROM messages WHERE recipient = ?1) GROUP BY peer ORDER BY latest DESC",
            (number,),
        )
        return [row["peer"] for row in rows]

    def raise_ack(self, message: Message, ack: int) -> bool:
        """Raise a message's ack; False when it was there already."""
        done = self._db.execute("UPDATE messages SET ack = ? WHERE seq = ? AND ack < ?", (ack, message.seq, ack))
        return done.rowcount > 0

    def edit(self, message: Message, text: str) -> None:
        """Replace a message's text."""
        self._db.execute("UPDATE messages SET text = ?, edited = 1 WHERE seq = ?", (text, message.seq))

    def revoke(self, message: Message) -> None:
        """Delete a message for everyone."""
        nothing = "text = NULL, media_id = NULL, extra = NULL, revoked = 1"
        self._db.execute(f"UPDATE messages SET {nothing} WHERE seq = ?", (message.seq,))  # noqa: S608 - a literal

    def react(self, message: Message, number: str, emoji: str) -> None:
        """Set somebody's reaction; an empty one removes it."""
        self._db.execute("DELETE FROM reactions WHERE message_seq = ? AND number = ?", (message.seq, number))
        if emoji:
            self._db.execute("INSERT INTO reactions VALUES (?, ?, ?)", (message.seq, number, emoji))

    def reactions(self, message: Message) -> list[Json]:
        """The reactions to a message."""
        rows = self._db.execute("SELECT number, emoji FROM reactions WHERE message_seq = ?", (message.seq,))
        return [dict(row) for row in rows]

    def vote(self, message: Message, number: str, options: list[str]) -> None:
        """Set somebody's choice in a poll; none removes it."""
        self._db.execute("DELETE FROM votes WHERE message_seq = ? AND number = ?", (message.seq, number))
        if options:
            self._db.execute("INSERT INTO votes VALUES (?, ?, ?)", (message.seq, number, json.dumps(options)))

    def votes(self, message: Message) -> list[Json]:
        """What was chosen in a poll."""
        rows = self._db.execute("SELECT number, options FROM votes WHERE message_seq = ?", (message.seq,))
        return [{"number": row["number"], "options": json.loads(row["options"])} for row in rows]

    def mark_read(self, number: str, peer: str, seq: int) -> None:
        """Remember how far a number has read a chat."""
        self._db.execute("INSERT OR REPLACE INTO reads VALUES (?, ?, ?)", (number, peer, seq))

    def read_up_to(self, number: str, peer: str) -> int:
        """How far a number has read a chat; 0 for not at all."""
        row = self._db.execute("SELECT seq FROM reads WHERE number = ? AND peer = ?", (number, peer)).fetchone()
        return int(row["seq"]) if row else 0

    def store_media(self, content: bytes, mimetype: str, filename: str | None) -> Media:
        """Keep a file."""
        media = Media(hashlib.sha256(content).hexdigest(), mimetype, len(content), filename)
        row = (media.id, mimetype, media.size, filename, content)
        self._db.execute("INSERT OR REPLACE INTO media VALUES (?, ?, ?, ?, ?)", row)
        return media

    def media(self, media_id: str) -> tuple[Media, bytes]:
        """Find a file and its content, or raise RefusalError (404)."""
        row = self._db.execute("SELECT * FROM media WHERE id = ?", (media_id,)).fetchone()
        if row is None:
            raise RefusalError(404, "no_such_media", f"No file has the id {media_id}.")
        return Media(row["id"], row["mimetype"], row["size"], row["filename"]), bytes(row["content"])

    def _get(self, draft: Draft) -> Message:
        return self._select(_KEY, (draft.sender, draft.recipient, draft.id))[0]

    def _select(self, condition: str, values: tuple[object, ...]) -> list[Message]:
        order = "" if "ORDER BY" in condition else " ORDER BY messages.seq"
        query = (
            "SELECT messages.*, media.mimetype, media.size, media.filename FROM messages"  # noqa: S608 - conditions are literals above
            f" LEFT JOIN media ON media.id = messages.media_id WHERE {condition}{order}"
        )
        return [_message(row) for row in self._db.execute(query, values)]


def _message(row: sqlite3.Row) -> Message:
    media = Media(row["media_id"], row["mimetype"], row["size"], row["filename"]) if row["media_id"] else None
    plain = {
        name: row[name] for name in ("seq", "id", "sender", "recipient", "type", "text", "quoted_id", "quoted_author")
    }
    counts = {name: row[name] for name in ("time_ms", "ack", "phone_at", "device_id", "deliveries", "resends")}
    extra = json.loads(row["extra"]) if row["extra"] else None
    edited, revoked = bool(row["edited"]), bool(row["revoked"])
    return Message(**plain, **counts, media=media, extra=extra, edited=edited, revoked=revoked)
