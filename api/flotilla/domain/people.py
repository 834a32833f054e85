"""People who work with Flotilla, and what their roles let them do."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from flotilla.domain.errors import ForbiddenError
from flotilla.domain.ids import TenantId, UserId


class Role(StrEnum):
    """A person's part in one tenant."""

    OWNER = "owner"
    ADMIN = "admin"
    EDITOR = "editor"
    VIEWER = "viewer"
    VENDOR = "vendor"


class Power(StrEnum):
    """One thing a role may be allowed to do. Routes, sockets and pages ask for powers, never for roles."""

    BOTS_READ = "bots.read"
    BOTS_WRITE = "bots.write"
    SESSIONS_OPERATE = "sessions.operate"
    LEADS_READ = "leads.read"
    LEADS_WRITE = "leads.write"
    MESSAGES_READ = "messages.read"
    MESSAGES_SEND = "messages.send"


_READ = frozenset({Power.BOTS_READ, Power.LEADS_READ, Power.MESSAGES_READ})
_SELL = frozenset({Power.LEADS_READ, Power.LEADS_WRITE, Power.MESSAGES_READ, Power.MESSAGES_SEND})
_EDIT = _READ | _SELL | {Power.BOTS_WRITE, Power.SESSIONS_OPERATE}

POWERS: dict[Role, frozenset[Power]] = {
    Role.OWNER: frozenset(Power),
    Role.ADMIN: frozenset(Power),
    Role.EDITOR: _EDIT,
    Role.VIEWER: _READ,
    Role.VENDOR: _SELL,
}
"""The one table of powers."""


@dataclass(frozen=True, slots=True)
class User:
    """A person who can sign in. `password_hash` is argon2id's encoded form, or None for sign-in by provider only."""

    id: UserId
    email: str
    name: str
    password_hash: str | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Membership:
    """A user's role in a tenant."""

    tenant: TenantId
    user: UserId
    email: str
    name: str
    role: Role
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Principal:
    """Who is asking: the signed-in person, in the tenant they work in."""

    tenant: TenantId
    user: UserId
    email: str
    name: str
    role: Role

    def may(self, power: Power) -> bool:
        """Whether the person's role has the power."""
        return power in POWERS[self.role]

    def require(self, power: Power) -> None:
        """Raise ForbiddenError unless the person's role has the power."""
        if not self.may(power):
            raise ForbiddenError(f"The role {self.role} may not do this ({power}).")


def normalise_email(email: str) -> str:
    """The form in which addresses are compared and stored."""
    return email.strip().casefold()
