"""Phones and groups in the database."""

import secrets
import sqlite3

from simulator.clock import now_ms
from simulator.errors import RefusalError, not_on_whatsapp
from simulator.model import Addressing, Group, Phone
from simulator.numbers import lid_of, variants


def _phone(row: sqlite3.Row) -> Phone:
    return Phone(row["number"], row["name"], row["lid"], row["addressing"], bool(row["online"]), row["created_ms"])


class PhoneBook:
    """Every phone and group of the simulated world."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def create(self, number: str, name: str, addressing: Addressing) -> tuple[Phone, bool]:
        """Create a phone, or find the one that has the number; the flag says whether it is new."""
        known = self.find(number)
        if known:
            return known, False
        phone = Phone(number, name, lid_of(number), addressing, online=True, created_ms=now_ms())
        self._db.execute(
            "INSERT INTO phones (number, name, lid, addressing, online, created_ms) VALUES (?, ?, ?, ?, 1, ?)",
            (phone.number, phone.name, phone.lid, phone.addressing, phone.created_ms),
        )
        return phone, True

    def update(self, number: str, **changes: str | int) -> Phone:
        """Change name, addressing or online; raises RefusalError (404) for an unknown number."""
        self.get(number)
        for column in ("name", "addressing", "online"):
            if column in changes:
                # The column comes from the tuple above, never from a request.
                self._db.execute(f"UPDATE phones SET {column} = ? WHERE number = ?", (changes[column], number))  # noqa: S608
        return self.get(number)

    def find(self, number: str) -> Phone | None:
        """Find a phone by its exact number."""
        row = self._db.execute("SELECT * FROM phones WHERE number = ?", (number,)).fetchone()
        return _phone(row) if row else None

    def get(self, number: str) -> Phone:
        """Find a phone by its exact number, or raise RefusalError (404)."""
        phone = self.find(number)
        if phone is None:
            raise not_on_whatsapp(number)
        return phone

    def dialled(self, number: str) -> Phone | None:
        """Find a phone by a number as people dial it: Brazilian numbers with or without the ninth digit."""
        return next((phone for each in variants(number) if (phone := self.find(each))), None)

    def by_address(self, address: str) -> Phone | None:
        """Find a phone by `<number>@c.us` or `<lid>@lid`."""
        user, _, server = address.partition("@")
        if server == "lid":
            row = self._db.execute("SELECT * FROM phones WHERE lid = ?", (user,)).fetchone()
            return _phone(row) if row else None
        return self.dialled(user) if server in {"c.us", "s.whatsapp.net", ""} else None

    def all(self) -> list[Phone]:
        """List the phones in the order they were created."""
        return [_phone(row) for row in self._db.execute("SELECT * FROM phones ORDER BY created_ms, number")]

    def create_group(self, subject: str, creator: str, members: list[str]) -> Group:
        """Create a group; the creator administers it. Raises RefusalError (404) for an unknown number."""
        for number in (creator, *members):
            self.get(number)
        group_id = f"{now_ms()}{secrets.randbelow(1000):03d}@g.us"
        self._db.execute("INSERT INTO groups (id, subject, created_ms) VALUES (?, ?, ?)", (group_id, subject, now_ms()))
        for number in dict.fromkeys((creator, *members)):
            self.add_member(group_id, number, admin=number == creator)
        return self.group(group_id)

    def add_member(self, group_id: str, number: str, *, admin: bool = False) -> None:
        """Add somebody to a group, or change whether they administer it."""
        self._db.execute(
            "INSERT OR REPLACE INTO members (group_id, number, admin) VALUES (?, ?, ?)", (group_id, number, admin)
        )

    def remove_member(self, group_id: str, number: str) -> None:
        """Remove somebody from a group."""
        self._db.execute("DELETE FROM members WHERE group_id = ? AND number = ?", (group_id, number))

    def group(self, group_id: str) -> Group:
        """Find a group, or raise RefusalError (404)."""
        row = self._db.execute("SELECT * FROM groups WHERE id = ?", (group_id,)).fetchone()
        if row is None:
            raise RefusalError(404, "no_such_group", f"No group has the id {group_id}. GET /groups lists them.")
        members = self._db.execute("SELECT number, admin FROM members WHERE group_id = ? ORDER BY rowid", (group_id,))
        return Group(row["id"], row["subject"], row["created_ms"], {m["number"]: bool(m["admin"]) for m in members})

    def groups(self, number: str | None = None) -> list[Group]:
        """List the groups, or those that a number is in."""
        rows = self._db.execute("SELECT id FROM groups ORDER BY created_ms").fetchall()
        found = [self.group(row["id"]) for row in rows]
        return [group for group in found if number is None or number in group.members]
