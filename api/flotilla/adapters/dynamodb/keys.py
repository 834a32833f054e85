"""The only place that builds, or takes apart, keys. Tenants come first in each key of what they own."""

import hashlib
from datetime import date, datetime
from typing import NamedTuple

from flotilla.domain.ids import (
    AuditId,
    BotId,
    ChatId,
    ConnectionId,
    CustomerId,
    InvitationId,
    LeadId,
    MessageId,
    NoteId,
    PaymentEventId,
    PictureId,
    ScheduleId,
    TenantId,
    UploadId,
    UserId,
)


class Key(NamedTuple):
    """A primary key."""

    pk: str
    sk: str


FLEET = "FLEET"
LEASES = "LEASES"
ERASURES = "ERASURES"
BOT_PREFIX = "BOT#"
MEMBER_PREFIX = "MEMBER#"
INVITATION_PREFIX = "INVITE#"
NOTE_PREFIX = "NOTE#"
LIMIT_NOTE_PREFIX = "LIMIT#"
CUSTOMER_PREFIX = "CUSTOMER#"
DELETED_TENANTS = "DELETED"
"""Where workspaces that people deleted are found, in the index `gsi1`, sorted by the time of their removal."""

RETENTIONS = "RETENTIONS"
"""Where workspaces that don't keep everything for ever are found, in the index `gsi1`."""

UPLOADS = "UPLOADS"
"""Where uploads under way are found, in the index `gsi1`, sorted by the time when they were started."""

DELETED_BOTS = "DELETED_BOTS"
"""Where bots that people deleted are found, in the index `gsi1`, until all of theirs is removed."""

RELEASES = "RELEASES"
"""Where people whose leads are to be released are found, in the index `gsi1`."""

SCHEDULES = "SCHEDULES"
"""Where schedules are found that wait for something, in the index `gsi1`: see `untold` and `due_at`."""
IN_GRACE = "GRACE"
"""Where workspaces that have more than they pay for are found, in the index `gsi1`, sorted by the end of the grace."""

HOUR = "%Y-%m-%dT%H"
"""How hours are written, so that they sort."""

DEFAULT_TENANT = Key("INSTALLATION", "DEFAULT_TENANT")
FLEET_SIZING = Key("INSTALLATION", "FLEET_SIZING")


def tenant(t: TenantId) -> Key:
    """A workspace."""
    return Key(f"T#{t}", "TENANT")


def usage(t: TenantId) -> Key:
    """What a workspace uses of its quotas, counted."""
    return Key(f"T#{t}", "USAGE")


def retention(t: TenantId) -> Key:
    """How far the looking for what is too old has come."""
    return Key(f"T#{t}", "RETENTION")


def billing(t: TenantId) -> Key:
    """What is known of a workspace's payments."""
    return Key(f"T#{t}", "BILLING")


def limit_note(t: TenantId, limit: str) -> Key:
    """That a workspace reached a limit of its plan."""
    return Key(f"T#{t}", f"{LIMIT_NOTE_PREFIX}{limit}")


def customer(c: CustomerId) -> Key:
    """Whose payments a customer of the payment provider makes."""
    return Key(f"{CUSTOMER_PREFIX}{c}", "CUSTOMER")


def payment_event(e: PaymentEventId) -> Key:
    """What the payment provider reported."""
    return Key(f"PAYMENT#{e}", "PAYMENT")


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


def picture(t: TenantId, b: BotId, p: PictureId) -> Key:
    """A bot's picture."""
    return Key(f"T#{t}", f"PICTURE#{b}#{p}")


def pictures(t: TenantId, b: BotId) -> Key:
    """How many pictures a bot has, counted."""
    return Key(f"T#{t}", f"PICTURES#{b}")


def upload(t: TenantId, u: UploadId) -> Key:
    """An upload under way."""
    return Key(f"T#{t}", f"UPLOAD#{u}")


def metrics(t: TenantId, day: date, b: BotId) -> Key:
    """The counts of a bot's day."""
    return Key(f"T#{t}", f"METRICS#{day.isoformat()}#{b}")


def counted(t: TenantId, minute: str) -> Key:
    """Which changes of a minute (`2026-01-01T12:00`) are counted."""
    return Key(f"COUNTED#{t}#{minute}", "COUNTED")


def active(t: TenantId, hour: datetime, lead_id: LeadId) -> Key:
    """That a lead's chat was active in an hour. It names the lead and not the chat, whose id is a phone number."""
    return Key(f"T#{t}#ACTIVE#{hour:%Y-%m}", f"{hour:{HOUR}}#{lead_id}")


def session(t: TenantId, b: BotId) -> Key:
    """The last transition of a bot's session."""
    return Key(f"T#{t}", f"SESSION#{b}")


def lead(t: TenantId, lead_id: LeadId) -> Key:
    """A lead; ULIDs sort by time, so that a reverse query gives the newest first."""
    return Key(f"T#{t}#LEADS", lead_id)


def steps(t: TenantId, lead_id: LeadId) -> str:
    """The partition of a lead's history."""
    return f"T#{t}#STEPS#{lead_id}"


def step(t: TenantId, lead_id: LeadId, time: str, step_id: str) -> Key:
    """A step of a lead's history. `time` is ISO 8601 of a fixed width, so that it sorts."""
    return Key(steps(t, lead_id), f"{time}#{step_id}")


def chat(t: TenantId, b: BotId, c: ChatId) -> Key:
    """A chat; its messages lie beside it."""
    return Key(f"T#{t}#B#{b}#C#{c}", "CHAT")


def message(t: TenantId, b: BotId, c: ChatId, m: MessageId) -> Key:
    """A message, by WhatsApp's id, so that a conditional write stores it once."""
    return Key(chat(t, b, c).pk, f"M#{m}")


def note(t: TenantId, b: BotId, c: ChatId, n: NoteId) -> Key:
    """A note about a lead. It lies beside the chat's messages, and goes when they go."""
    return Key(chat(t, b, c).pk, f"{NOTE_PREFIX}{n}")


def schedule(t: TenantId, s: ScheduleId) -> Key:
    """A schedule; ULIDs sort by time, so that a reverse query gives the newest first."""
    return Key(f"T#{t}#SCHEDULES", s)


def schedule_order(b: BotId, s: ScheduleId) -> str:
    """Where a schedule stands among its tenant's, bot by bot, in the index `by_order`."""
    return f"{b}#{s}"


def untold(s: ScheduleId) -> str:
    """Sorts a schedule that the firing clock has to be told of before every planned time."""
    return f"0#{s}"


def due_at(moment: str, s: ScheduleId) -> str:
    """Sorts a schedule by its planned time (ISO 8601 of a fixed width)."""
    return f"1#{moment}#{s}"


def run(t: TenantId, s: ScheduleId, planned: str) -> Key:
    """What came of a planned time of a schedule."""
    return Key(f"T#{t}#RUNS#{s}", planned)


def outbox(t: TenantId, b: BotId) -> str:
    """Where a bot's waiting messages are found, in the sparse index `outbox`."""
    return f"T#{t}#B#{b}"


def lease(b: BotId) -> Key:
    """A lease; all lie together, since runners read them all."""
    return Key(LEASES, b)


def erasure(b: BotId) -> Key:
    """A bot whose login is to be erased; all lie together, since runners read them all."""
    return Key(ERASURES, b)


def ticket(secret: str) -> Key:
    """A ticket, by the hash of its secret, so that who reads the table can't use it."""
    return Key(f"TICKET#{digest_of(secret)}", "TICKET")


def pending_sign_in(state: str) -> Key:
    """A sign-in with the provider that is under way."""
    return Key(f"OIDC#{digest_of(state)}", "OIDC")


def tally(b: BotId, day: datetime) -> Key:
    """What a bot has sent unasked on a day."""
    return Key(f"TALLY#{b}", f"{day:%Y-%m-%d}")


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
