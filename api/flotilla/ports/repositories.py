"""Stored state of a tenant. Each method takes the tenant first; what another tenant owns is as good as absent.

`save` methods refuse (ConflictError) when somebody saved a newer version meanwhile: the caller passes the thing with
the version it read, and gets it back with the version it has now.

What people change takes `audit`, the entry of the audit log that is written in the same transaction: no change without
its entry, no entry without its change. None is for what no person did.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from flotilla.domain.audit import AuditEntry, AuditFilter
from flotilla.domain.bots import Bot
from flotilla.domain.chats import Chat
from flotilla.domain.ids import BotId, ChatId, InvitationId, LeadId, MessageId, TenantId, UserId
from flotilla.domain.invitations import Invitation
from flotilla.domain.leads import Lead, LeadStatus
from flotilla.domain.messages import Message, MessageStatus, Stage
from flotilla.domain.notes import Note
from flotilla.domain.page import Page
from flotilla.domain.people import Membership, User
from flotilla.domain.sessions import Session
from flotilla.domain.tenants import Tenant, Usage


class TenantRepository(Protocol):
    """Workspaces."""

    def add(self, tenant: Tenant, *, owner: Membership | None = None, audit: AuditEntry | None = None) -> None:
        """Store it, with its first owner if given. Raise ConflictError if the id is taken."""
        ...

    def get(self, tenant: TenantId) -> Tenant:
        """Raise NotFoundError if there is none."""
        ...

    def save(self, tenant: Tenant, *, audit: AuditEntry | None = None) -> Tenant:
        """Raise ConflictError if it changed meanwhile."""
        ...

    def usage(self, tenant: TenantId) -> Usage:
        """How much of its quotas it uses."""
        ...

    def default(self) -> TenantId | None:
        """The workspace of the people whom the environment names, or None while there is none."""
        ...

    def make_default(self, tenant: TenantId) -> TenantId:
        """Make it the default unless there is one; returns the one that is the default now."""
        ...


class UserRepository(Protocol):
    """Accounts, across tenants: an account may belong to several."""

    def add(self, user: User) -> None:
        """Raise ConflictError if the address has an account already."""
        ...

    def get(self, user: UserId) -> User:
        """Raise NotFoundError if there is none."""
        ...

    def find_by_email(self, email: str) -> User | None:
        """The account of a normalised address."""
        ...

    def save(self, user: User, *, audit: AuditEntry | None = None) -> User:
        """Save all but the address, which is an account's for good. Raise ConflictError if it changed meanwhile."""
        ...

    def memberships(self, user: UserId) -> tuple[Membership, ...]:
        """The tenants a user belongs to, oldest membership first."""
        ...


class MemberRepository(Protocol):
    """The people of one tenant. `limit` is how many active people the tenant may have; None is any number.

    Whatever is written, the tenant keeps an active owner if it had one: else ConflictError (`last_owner`).
    """

    def add(
        self, tenant: TenantId, member: Membership, *, limit: int | None = None, audit: AuditEntry | None = None
    ) -> None:
        """Raise ConflictError if the user is a member already, LimitReachedError beyond the limit."""
        ...

    def find(self, tenant: TenantId, user: UserId) -> Membership | None:
        """The membership, or None."""
        ...

    def list(self, tenant: TenantId) -> tuple[Membership, ...]:
        """All members, oldest first."""
        ...

    def save(
        self, tenant: TenantId, member: Membership, *, limit: int | None = None, audit: AuditEntry | None = None
    ) -> Membership:
        """Raise ConflictError if it changed meanwhile, LimitReachedError where an active one would be too many.

        A person who is made inactive is noted as one whose leads are to be released, until `released`; one who
        is made active is not.
        """
        ...

    def remove(self, tenant: TenantId, member: Membership, *, audit: AuditEntry | None = None) -> None:
        """Raise ConflictError if it changed meanwhile. The person is noted as one whose leads are to be released."""
        ...

    def released(self, tenant: TenantId, user: UserId) -> None:
        """The person's leads are all back to unassigned; a no-op if nothing was noted."""
        ...


class InvitationRepository(Protocol):
    """Invitations into a tenant."""

    def add(self, tenant: TenantId, invitation: Invitation, secret: str, *, audit: AuditEntry | None = None) -> None:
        """Store it; of the link's secret only a hash is kept."""
        ...

    def get(self, tenant: TenantId, invitation: InvitationId) -> Invitation:
        """Raise NotFoundError if there is none."""
        ...

    def list(self, tenant: TenantId) -> tuple[Invitation, ...]:
        """All, newest first."""
        ...

    def find_by_secret(self, secret: str) -> Invitation | None:
        """The invitation of a link, of whatever tenant: who has the link may see it."""
        ...

    def revoke(self, tenant: TenantId, invitation: Invitation, *, audit: AuditEntry | None = None) -> None:
        """Store it as revoked. Raise ConflictError if it was accepted or revoked meanwhile."""
        ...

    def accept(
        self,
        tenant: TenantId,
        invitation: Invitation,
        member: Membership,
        *,
        limit: int | None = None,
        audit: AuditEntry | None = None,
    ) -> None:
        """Store it as accepted together with the membership that it gives.

        Raise ConflictError if it was accepted or revoked meanwhile, or the user is a member already, and
        LimitReachedError beyond the limit of active people.
        """
        ...


class AuditRepository(Protocol):
    """The audit log of a tenant: it can be added to and read. Nothing changes or removes an entry."""

    def add(self, tenant: TenantId, entry: AuditEntry) -> None:
        """Add an entry of what changed nothing that is stored (a sign-out)."""
        ...

    def list(
        self, tenant: TenantId, wanted: AuditFilter, *, since: datetime, until: datetime, limit: int = 50,
        cursor: str | None = None,
    ) -> Page[AuditEntry]:  # fmt: skip
        """Newest first, between two moments. A page may hold fewer than `limit` and still have a next one.

        Raise InvalidInputError for a cursor that isn't one of this list's.
        """
        ...


class BotRepository(Protocol):
    """Bots of a tenant."""

    def get(self, tenant: TenantId, bot: BotId) -> Bot:
        """Raise NotFoundError if there is none, or it was deleted."""
        ...

    def list(self, tenant: TenantId) -> tuple[Bot, ...]:
        """All bots, oldest first."""
        ...

    def add(self, tenant: TenantId, bot: Bot, *, limit: int | None = None, audit: AuditEntry | None = None) -> None:
        """Raise ConflictError if the id is taken, LimitReachedError if the tenant has `limit` bots already."""
        ...

    def save(self, tenant: TenantId, bot: Bot, *, audit: AuditEntry | None = None) -> Bot:
        """Raise ConflictError if it changed meanwhile, or was deleted."""
        ...


class SessionRepository(Protocol):
    """The recorded transitions of sessions."""

    def find(self, tenant: TenantId, bot: BotId) -> Session | None:
        """The last transition, or None before the first."""
        ...

    def record(self, tenant: TenantId, session: Session) -> None:
        """Write a transition; raise StaleHolderError if a newer fence wrote before."""
        ...


class LeadRepository(Protocol):
    """Leads of a tenant. They come into being and change together with their chat: see ConversationRepository."""

    def get(self, tenant: TenantId, lead: LeadId) -> Lead:
        """Raise NotFoundError if there is none."""
        ...

    def list(
        self,
        tenant: TenantId,
        *,
        bot: BotId | None = None,
        status: LeadStatus | None = None,
        assigned_to: UserId | None = None,
        limit: int = 50,
        cursor: str | None = None,
    ) -> Page[Lead]:
        """Newest first. Raise InvalidInputError for a cursor that isn't one of this list's."""
        ...

    def save(self, tenant: TenantId, lead: Lead, *, audit: AuditEntry | None = None) -> Lead:
        """Raise ConflictError if it changed meanwhile."""
        ...


class NoteRepository(Protocol):
    """Notes about leads, beside their chats."""

    def add(self, tenant: TenantId, note: Note, *, audit: AuditEntry | None = None) -> None:
        """Store it."""
        ...

    def list(
        self, tenant: TenantId, bot: BotId, chat: ChatId, *, limit: int = 50, cursor: str | None = None
    ) -> Page[Note]:
        """Newest first. Raise InvalidInputError for a cursor that isn't one of this list's."""
        ...


@dataclass(frozen=True, slots=True)
class ConversationChange:
    """What is committed together or not at all: the chat, its lead if that changed, and new messages."""

    chat: Chat
    lead: Lead | None = None
    messages: tuple[Message, ...] = ()
    audit: AuditEntry | None = None


class ConversationRepository(Protocol):
    """Chats with their messages: what must stay consistent with each other."""

    def find_chat(self, tenant: TenantId, bot: BotId, chat: ChatId) -> Chat | None:
        """The chat as last saved (strongly consistent), or None before its first message."""
        ...

    def commit(self, tenant: TenantId, change: ConversationChange) -> Chat:
        """Save all of it atomically and return the chat with its new version.

        Version 0 means new. Raise ConflictError if chat or lead changed meanwhile, or a message's id is taken.
        """
        ...

    def add_message(self, tenant: TenantId, message: Message) -> bool:
        """Store a message once. False if its id is known in this chat; then nothing was written."""
        ...

    def find_message(self, tenant: TenantId, bot: BotId, chat: ChatId, message: MessageId) -> Message | None:
        """The message (strongly consistent), or None."""
        ...

    def upgrade_message(self, tenant: TenantId, message: Message) -> bool:
        """Replace a stored `pending` placeholder by its readable form; False if it is not pending any more."""
        ...

    def revise_message(
        self,
        tenant: TenantId,
        bot: BotId,
        chat: ChatId,
        message: MessageId,
        *,
        type: str,  # noqa: A002 - the field's own name
        text: str | None,
    ) -> bool:
        """Set type and text of a stored message that was edited or revoked, nothing else; False if it is unknown."""
        ...

    def list_messages(
        self, tenant: TenantId, bot: BotId, chat: ChatId, *, limit: int = 50, cursor: str | None = None
    ) -> Page[Message]:
        """Oldest first, from the cursor on."""
        ...

    def recent_messages(self, tenant: TenantId, bot: BotId, chat: ChatId, *, limit: int) -> tuple[Message, ...]:
        """The newest `limit` messages (strongly consistent), oldest of them first."""
        ...

    def outbox(self, tenant: TenantId, bot: BotId, *, limit: int = 100) -> tuple[Message, ...]:
        """Messages that wait to be sent (queued or sending), oldest first. Eventually consistent."""
        ...

    def claim_message(self, tenant: TenantId, message: Message, *, fence: int, at_ms: int) -> Message | None:
        """Move a queued message to sending under the lease with this fence; None if somebody else has it.

        A message that is `sending` under an older fence, or under our own, may be claimed again: its sender died.
        Raise StaleHolderError if the bot's lease has another fence by now.
        """
        ...

    def advance_message(
        self,
        tenant: TenantId,
        bot: BotId,
        chat: ChatId,
        message: MessageId,
        *,
        to: MessageStatus,
        stage_at: tuple[Stage, int] | None,
        reason: str | None = None,
        fence: int | None = None,
    ) -> Message | None:
        """Move an outgoing message forward; None if that would not be forward, or the message is unknown.

        With a fence: raise StaleHolderError if a newer fence has claimed the message.
        """
        ...
