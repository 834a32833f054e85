"""People who work with Flotilla, and what their roles let them do."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from flotilla.domain.errors import ForbiddenError
from flotilla.domain.ids import ScheduleId, TenantId, UserId


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
    SESSIONS_INSPECT = "sessions.inspect"
    """To see a bot's page itself, with the customers' messages that it may show."""

    LEADS_READ = "leads.read"
    LEADS_WRITE = "leads.write"
    LEADS_ASSIGN = "leads.assign"
    """To give leads to others, and to take them from others. For oneself, LEADS_WRITE is enough."""

    LEADS_EXPORT = "leads.export"
    """To take what is known of all customers out of Flotilla, as a table."""

    MESSAGES_READ = "messages.read"
    MESSAGES_SEND = "messages.send"
    SCHEDULES_READ = "schedules.read"
    SCHEDULES_WRITE = "schedules.write"
    TEAM_READ = "team.read"
    TEAM_WRITE = "team.write"
    TENANT_READ = "tenant.read"
    TENANT_WRITE = "tenant.write"
    TENANT_DELETE = "tenant.delete"
    AUDIT_READ = "audit.read"
    METRICS_READ = "metrics.read"
    BILLING = "billing"
    """To see what a workspace pays and uses, and to change the plan."""


_READ = frozenset(
    {
        Power.BOTS_READ,
        Power.LEADS_READ,
        Power.MESSAGES_READ,
        Power.METRICS_READ,
        Power.SCHEDULES_READ,
        Power.TENANT_READ,
    }
)
_SELL = frozenset({Power.LEADS_READ, Power.LEADS_WRITE, Power.MESSAGES_READ, Power.MESSAGES_SEND})
_EDIT = _READ | _SELL | {Power.BOTS_WRITE, Power.SESSIONS_OPERATE, Power.SCHEDULES_WRITE}

POWERS: dict[Role, frozenset[Power]] = {
    Role.OWNER: frozenset(Power),
    Role.ADMIN: frozenset(Power) - {Power.TENANT_DELETE},
    Role.EDITOR: _EDIT,
    Role.VIEWER: _READ,
    Role.VENDOR: _SELL,
}
"""The one table of powers."""


def power_to_give(role: Role) -> Power:
    """What it takes to make or unmake somebody of this role: owners only by who could delete the workspace."""
    return Power.TENANT_DELETE if role is Role.OWNER else Power.TEAM_WRITE


def roles_to_give(powers: frozenset[Power]) -> tuple[Role, ...]:
    """The roles that somebody with these powers may give to others; none for who does not manage the team."""
    return tuple(role for role in Role if {Power.TEAM_WRITE, power_to_give(role)} <= powers)


OPERATOR = UserId("operator")
"""Stands for who operates the installation, where a user is named: they invite its first owner."""


@dataclass(frozen=True, slots=True)
class User:
    """A person who can sign in. `password_hash` is argon2id's encoded form, or None for sign-in by provider only.

    `token_epoch` counts the times that the person signed out everywhere: tokens of earlier epochs are void.
    `proven`: whether the address is known to be the person's own, and not only somebody's who had a link to it.
    """

    id: UserId
    email: str
    name: str
    password_hash: str | None
    created_at: datetime
    token_epoch: int = 0
    active: bool = True
    proven: bool = True
    version: int = 1


@dataclass(frozen=True, slots=True)
class Membership:
    """A user's role in a tenant. `added_by` is None for the first owner, and for whom the environment names."""

    tenant: TenantId
    user: UserId
    email: str
    name: str
    role: Role
    created_at: datetime
    active: bool = True
    added_by: UserId | None = None
    last_sign_in_at: datetime | None = None
    version: int = 1

    @property
    def is_active_owner(self) -> bool:
        """Whether the workspace may count on this owner."""
        return self.active and self.role is Role.OWNER


@dataclass(frozen=True, slots=True)
class Principal:
    """Who is asking: the signed-in person, in the tenant they work in, and from where they ask.

    `schedule`: the schedule of theirs that asks in their name, while they are elsewhere.
    """

    tenant: TenantId
    user: UserId
    email: str
    name: str
    role: Role
    address: str | None = None
    user_agent: str | None = None
    schedule: ScheduleId | None = None

    def may(self, power: Power) -> bool:
        """Whether the person's role has the power."""
        return power in POWERS[self.role]

    def require(self, power: Power) -> None:
        """Raise ForbiddenError unless the person's role has the power."""
        if not self.may(power):
            raise ForbiddenError(f"The role {self.role} may not do this ({power}).")


@dataclass(frozen=True, slots=True)
class Roster:
    """The people whose roles in the default workspace the environment gives, by normalised address."""

    admins: frozenset[str] = frozenset()
    vendors: frozenset[str] = frozenset()

    def names(self, email: str) -> bool:
        """Whether the environment gives this person a role."""
        return email in self.admins or email in self.vendors

    def role_of(self, email: str, stored: Role | None) -> Role | None:
        """The role that counts: the environment's, else the stored one. An owner who is listed as admin stays one."""
        if email in self.admins:
            return Role.OWNER if stored is Role.OWNER else Role.ADMIN
        return Role.VENDOR if email in self.vendors else stored


def normalise_email(email: str) -> str:
    """The form in which addresses are compared and stored."""
    return email.strip().casefold()
