"""The audit log: who changed what, from where, from what to what."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from flotilla.domain.ids import AuditId, TenantId, UserId
from flotilla.domain.people import Principal
from flotilla.domain.user_agents import family

MASK = "•••"
"""Stands for a secret's value: that it changed is told, to what is not."""

_BOOKKEEPING = frozenset({"updated_at", "version"})
"""Changes with every save, and so tells nothing."""

_SECRET_WORDS = ("password", "secret", "token", "api_key", "hash")


class ActorKind(StrEnum):
    """What kind of actor made a change."""

    PERSON = "person"
    SYSTEM = "system"
    SCHEDULE = "schedule"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who made a change; people have an account and an address, schedules those of who made them."""

    kind: ActorKind
    user: UserId | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """What was changed. `name` is what people called it then."""

    type: str
    id: str
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Whence:
    """From where: the network address, and the family of the browser or program."""

    address: str | None = None
    agent: str | None = None


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One change. `before` and `after` hold what differs, in JSON's types, secrets masked."""

    id: AuditId
    tenant: TenantId
    at: datetime
    actor: Actor
    action: str
    subject: Subject
    whence: Whence = field(default_factory=Whence)
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which entries are wanted; None is any.

    `actor`: a user's id or address; `action`: itself, or the thing before its dot; `subject`: a type or an id. `since`
    is included, `until` is not.
    """

    actor: str | None = None
    action: str | None = None
    subject: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    def matches(self, entry: AuditEntry) -> bool:
        """Whether the entry is one of those."""
        return (
            self.actor in (None, entry.actor.user, entry.actor.email)
            and self.action in (None, entry.action, entry.action.partition(".")[0])
            and self.subject in (None, entry.subject.type, entry.subject.id)
            and (self.since is None or entry.at >= self.since)
            and (self.until is None or entry.at < self.until)
        )


def entry_by(
    principal: Principal,
    audit_id: AuditId,
    at: datetime,
    action: str,
    subject: Subject,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> AuditEntry:
    """The entry of a change by a person, or by their schedule; of `before` and `after` only what differs is kept."""
    kind = ActorKind.PERSON if principal.schedule is None else ActorKind.SCHEDULE
    actor = Actor(kind, principal.user, principal.email)
    whence = Whence(principal.address, family(principal.user_agent))
    old, new = differences(before or {}, after or {})
    return AuditEntry(audit_id, principal.tenant, at, actor, action, subject, whence, old, new)


def entry_by_system(
    tenant: TenantId,
    audit_id: AuditId,
    at: datetime,
    action: str,
    subject: Subject,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> AuditEntry:
    """The entry of a change that Flotilla made itself, in consequence of another."""
    old, new = differences(before or {}, after or {})
    return AuditEntry(audit_id, tenant, at, Actor(ActorKind.SYSTEM), action, subject, Whence(), old, new)


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The parts of both that differ, with the values of secrets masked at any depth."""
    keys = [key for key in {**before, **after} if key not in _BOOKKEEPING and before.get(key) != after.get(key)]

    def side(values: Mapping[str, Any]) -> dict[str, Any]:
        return {key: _masked(key, values[key]) for key in keys if key in values}

    return side(before), side(after)


def _masked(key: str, value: Any) -> Any:
    if value is not None and any(word in key.lower() for word in _SECRET_WORDS):
        return MASK
    if isinstance(value, Mapping):
        return {str(name): _masked(str(name), part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_masked(key, part) for part in value]
    return value
