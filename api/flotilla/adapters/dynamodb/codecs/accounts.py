"""Workspaces, accounts and memberships."""

from flotilla.adapters.dynamodb import keys
from flotilla.adapters.dynamodb.keys import Key
from flotilla.adapters.dynamodb.values import Item, read_time, read_time_or_none, write_time
from flotilla.domain.ids import TenantId, UserId
from flotilla.domain.people import Membership, Role, User
from flotilla.domain.plans import Plan
from flotilla.domain.tenants import Tenant, Usage


def write_tenant(tenant: Tenant) -> Item:
    """The workspace's item; it stands in an index while it waits for its removal, or doesn't keep everything."""
    index, place = _indexed(tenant)
    return {
        **keys.tenant(tenant.id)._asdict(),
        "kind": "tenant",
        "v": 1,
        "gsi1pk": index,
        "gsi1sk": place,
        "name": tenant.name,
        "time_zone": tenant.time_zone,
        "language": tenant.language,
        "created_at": write_time(tenant.created_at),
        "retention_days": tenant.retention_days,
        "plan": tenant.plan.value,
        "delete_at": write_time(tenant.delete_at),
        "version": tenant.version,
    }


def _indexed(tenant: Tenant) -> tuple[str, str] | tuple[None, None]:
    if tenant.delete_at is not None:
        return keys.DELETED_TENANTS, f"{write_time(tenant.delete_at)}#{tenant.id}"
    return (keys.RETENTIONS, tenant.id) if tenant.retention_days is not None else (None, None)


def read_tenant(item: Item) -> Tenant:
    """The workspace in an item."""
    return Tenant(
        id=keys.tenant_of(item["pk"]),
        name=item["name"],
        time_zone=item["time_zone"],
        language=item["language"],
        created_at=read_time(item["created_at"]),
        retention_days=item.get("retention_days"),
        plan=Plan(item.get("plan", Plan.PRO)),
        delete_at=read_time_or_none(item.get("delete_at")),
        version=item.get("version", 0),
    )


def read_usage(item: Item | None) -> Usage:
    """The counts in an item; none yet are zeros."""
    counted = item or {}
    return Usage(*(counted.get(name, 0) for name in ("owners", "users", "bots", "schedules", "running")))


def write_user(user: User) -> Item:
    """The account's item."""
    return {
        **keys.user(user.id)._asdict(),
        "kind": "user",
        "v": 1,
        "email": user.email,
        "name": user.name,
        "password_hash": user.password_hash,
        "created_at": write_time(user.created_at),
        "token_epoch": user.token_epoch,
        "active": user.active,
        "proven": user.proven,
        "version": user.version,
    }


def read_user(item: Item) -> User:
    """The account in an item."""
    return User(
        id=UserId(keys.id_of(item["pk"])),
        email=item["email"],
        name=item["name"],
        password_hash=item.get("password_hash"),
        created_at=read_time(item["created_at"]),
        token_epoch=item.get("token_epoch", 0),
        active=item.get("active", True),
        proven=item.get("proven", True),
        version=item.get("version", 0),
    )


def write_email(user: User) -> Item:
    """The item that keeps the account's address to itself."""
    return {**keys.email(user.email)._asdict(), "kind": "email", "v": 1, "user": user.id}


def write_member(member: Membership, key: Key) -> Item:
    """The membership's item under one of its two keys. The stream tells of the tenant's alone: one event each."""
    return {
        **key._asdict(),
        "kind": "member" if key == keys.member(member.tenant, member.user) else "membership",
        "v": 1,
        "tenant": member.tenant,
        "user": member.user,
        "email": member.email,
        "name": member.name,
        "role": member.role.value,
        "created_at": write_time(member.created_at),
        "active": member.active,
        "added_by": member.added_by,
        "last_sign_in_at": write_time(member.last_sign_in_at),
        "version": member.version,
    }


def read_member(item: Item) -> Membership:
    """The membership in an item."""
    return Membership(
        tenant=TenantId(item["tenant"]),
        user=UserId(item["user"]),
        email=item["email"],
        name=item["name"],
        role=Role(item["role"]),
        created_at=read_time(item["created_at"]),
        active=item.get("active", True),
        added_by=UserId(item["added_by"]) if "added_by" in item else None,
        last_sign_in_at=read_time_or_none(item.get("last_sign_in_at")),
        version=item.get("version", 0),
    )
