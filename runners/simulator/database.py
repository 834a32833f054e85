"""The simulator's SQLite file: written through at once (WAL), so that a kill -9 loses nothing it answered for."""

import sqlite3
from pathlib import Path

_SCHEMA = """
CREATE TABLE IF NOT EXISTS phones (
    number TEXT PRIMARY KEY, name TEXT NOT NULL, lid TEXT NOT NULL UNIQUE,
    addressing TEXT NOT NULL DEFAULT 'pn', online INTEGER NOT NULL DEFAULT 1, created_ms INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS messages (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, sender TEXT NOT NULL, recipient TEXT NOT NULL,
    type TEXT NOT NULL, text TEXT, media_id TEXT, quoted_id TEXT, quoted_author TEXT,
    time_ms INTEGER NOT NULL, ack INTEGER NOT NULL DEFAULT 1,
    phone_at INTEGER, device_id TEXT, extra TEXT, edited INTEGER NOT NULL DEFAULT 0, revoked INTEGER NOT NULL DEFAULT 0,
    deliveries INTEGER NOT NULL DEFAULT 1, resends INTEGER NOT NULL DEFAULT 0, UNIQUE (sender, recipient, id));
CREATE INDEX IF NOT EXISTS messages_by_pair ON messages (sender, recipient, seq);
CREATE INDEX IF NOT EXISTS messages_by_recipient ON messages (recipient, seq);
CREATE TABLE IF NOT EXISTS reactions (
    message_seq INTEGER NOT NULL, number TEXT NOT NULL, emoji TEXT NOT NULL, PRIMARY KEY (message_seq, number));
CREATE TABLE IF NOT EXISTS votes (
    message_seq INTEGER NOT NULL, number TEXT NOT NULL, options TEXT NOT NULL, PRIMARY KEY (message_seq, number));
CREATE TABLE IF NOT EXISTS reads (number TEXT NOT NULL, peer TEXT NOT NULL, seq INTEGER NOT NULL,
    PRIMARY KEY (number, peer));
CREATE TABLE IF NOT EXISTS groups (id TEXT PRIMARY KEY, subject TEXT NOT NULL, created_ms INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS members (
    group_id TEXT NOT NULL, number TEXT NOT NULL, admin INTEGER NOT NULL, PRIMARY KEY (group_id, number));
CREATE TABLE IF NOT EXISTS devices (
    id TEXT PRIMARY KEY, number TEXT NOT NULL, token TEXT NOT NULL UNIQUE, created_ms INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS queue (seq INTEGER PRIMARY KEY AUTOINCREMENT, device_id TEXT NOT NULL, event TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS queue_by_device ON queue (device_id, seq);
CREATE TABLE IF NOT EXISTS media (
    id TEXT PRIMARY KEY, mimetype TEXT NOT NULL, size INTEGER NOT NULL, filename TEXT, content BLOB NOT NULL);
"""


def connect(state: Path) -> sqlite3.Connection:
    """Open (and make) the database in the folder `state`; every statement commits unless a transaction is open."""
    state.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(state / "simulator.sqlite3", isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA journal_mode = WAL")
    # The operating system survives a kill -9 of this process, so there is no need to wait for the disk.
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.executescript(_SCHEMA)
    columns = {row["name"] for row in connection.execute("PRAGMA table_info(messages)")}
    if "extra" not in columns:  # A world of an older version.
        connection.execute("ALTER TABLE messages ADD COLUMN extra TEXT")
    return connection
