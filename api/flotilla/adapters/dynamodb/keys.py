"""The only place that builds, or takes apart, keys. Tenants come first in each key of what they own."""

import hashlib
from typing import NamedTuple

from flotilla.domain.ids import (
    AuditId,
    BotId,
    ChatId,
    ConnectionId,
    InvitationId,
    LeadId,
    MessageId,
    NoteId,
    TenantId,
    UserId,
)


class Key(NamedTuple):
    """A primary key."""

    pk: str
    sk: str


FLEET = "FLEET"
LEASES = "LEASES"
BOT_PREFIX = "BOT#"
MEMBER_PREFIX = "MEMBER#"
INVITATION_PREFIX = "INVITE#"
NOTE_PREFIX = "NOTE#"
DELETED_TENANTS = "DELETED"
"""Where workspaces that people deleted are found, in the index `gsi1`, sorted by the time of their removal."""

RELEASES = "RELEASES"
"""Where people whose leads are to be released are found, in the index `gsi1`."""

DEFAULT_TENANT = Key("INSTALLATION", "DEFAULT_TENANT")


def tenant(t: TenantId) -> Key:
    """A workspace."""
    return Key(f"T#{t}", "TENANT")


def usage(t: TenantId) -> Key:
    """What a workspace uses of its quotas, counted."""
    return Key(f"T#{t}", "USAGE")


def user(u: UserId) -> Key:
    """An account."""
    return Key(f"USER#{u}", "USER")


def email(address: str) -> Key:
    """What makes an account's address unique."""
    return Key(f"EMAIL#{address}", "EMAIL")


def member(t: TenantId, u: UserId) -> Key:
    """A membership, as the tenant sees it."""
    return Key(f"T#{t}", f"{MEMBER_PREFIX}{u}")


def membership(u: UserId, t: TenantId) -> Key:
    """The same membership, as the user sees it."""
    return Key(f"USER#{u}", f"{MEMBER_PREFIX}{t}")


def release(t: TenantId, u: UserId) -> Key:
    """That a person's leads are to be released."""
    return Key(f"T#{t}", f"RELEASE#{u}")


def invitation(t: TenantId, i: InvitationId) -> Key:
    """An invitation."""
    return Key(f"T#{t}", f"{INVITATION_PREFIX}{i}")


def invitation_link(digest: str) -> Key:
    """Where an invitation is found by its link."""
    return Key(f"{INVITATION_PREFIX}{digest}", "LINK")


def audit(t: TenantId, month: str, entry: AuditId) -> Key:
    """An entry of the audit log. A partition a month (`2026-01`), so that none grows for ever."""
    return Key(f"T#{t}#AUDIT#{month}", entry)


def bot(t: TenantId, b: BotId) -> Key:
    """A bot."""
    return Key(f"T#{t}", f"{BOT_PREFIX}{b}")


def session(t: TenantId, b: BotId) -> Key:
    """The last transition of a bot's session."""
    return Key(f"T#{t}", f"SESSION#{b}")


def lead(t: TenantId, lead_id: LeadId) -> Key:
    """A lead; ULIDs sort by time, so that a reverse query gives the newest first."""
    return Key(f"T#{t}#LEADS", lead_id)


def chat(t: TenantId, b: BotId, c: ChatId) -> Key:
    """A chat; its messages lie beside it."""
    return Key(f"T#{t}#B#{b}#C#{c}", "CHAT")


def message(t: TenantId, b: BotId, c: ChatId, m: MessageId) -> Key:
    """A message, by WhatsApp's id, so that a conditional write stores it once."""
    return Key(chat(t, b, c).pk, f"M#{m}")


def note(t: TenantId, b: BotId, c: ChatId, n: NoteId) -> Key:
    """A note about a lead. It lies beside the chat's messages, and goes when they go."""
    return Key(chat(t, b, c).pk, f"{NOTE_PREFIX}{n}")


def outbox(t: TenantId, b: BotId) -> str:
    """Where a bot's waiting messages are found, in the sparse index `outbox`."""
    return f"T#{t}#B#{b}"


def lease(b: BotId) -> Key:
    """A lease; all lie together, since runners read them all."""
    return Key(LEASES, b)


def ticket(secret: str) -> Key:
    """A ticket, by the hash of its secret, so that who reads the table can't use it."""
    return Key(f"TICKET#{digest_of(secret)}", "TICKET")


def pending_sign_in(state: str) -> Key:
    """A sign-in with the provider that is under way."""
    return Key(f"OIDC#{digest_of(state)}", "OIDC")


def bucket(name: str) -> Key:
    """A bucket of the rate limits."""
    return Key(f"LIMIT#{name}", "LIMIT")


def lockout(name: str) -> Key:
    """The attempts at one sign-in."""
    return Key(f"LOCK#{name}", "LOCK")


def digest_of(secret: str) -> str:
    """What stands in the table for a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def connection(c: ConnectionId) -> Key:
    """An open socket."""
    return Key(f"CONN#{c}", "CONN")


def connections_of(t: TenantId) -> str:
    """Where a tenant's open sockets are found, in the index `gsi1`."""
    return f"T#{t}#CONNS"


def event(t: TenantId, time: str, event_id: str) -> Key:
    """An entry of the event log. `time` is ISO 8601 of a fixed width, so that it sorts."""
    return Key(f"T#{t}#LOG", f"{time}#{event_id}")


def tenant_of(pk: str) -> TenantId:
    """The tenant in a partition key."""
    return TenantId(pk.split("#")[1])


def chat_of(pk: str) -> tuple[TenantId, BotId, ChatId]:
    """Tenant, bot and chat in a chat's partition key."""
    _, t, _, b, _, c = pk.split("#", 5)
    return TenantId(t), BotId(b), ChatId(c)


def id_of(sk: str) -> str:
    """The id in a sort key of the form `KIND#id`."""
    return sk.split("#", 1)[1]
