"""Workspaces, accounts and memberships."""

from flotilla.adapters.dynamodb import keys
from flotilla.adapters.dynamodb.keys import Key
from flotilla.adapters.dynamodb.values import Item, read_time, write_time
from flotilla.domain.ids import TenantId, UserId
from flotilla.domain.people import Membership, Role, User
from flotilla.domain.tenants import Tenant


def write_tenant(tenant: Tenant) -> Item:
    """The workspace's item."""
    return {
        **keys.tenant(tenant.id)._asdict(),
        "kind": "tenant",
        "v": 1,
        "name": tenant.name,
        "time_zone": tenant.time_zone,
        "language": tenant.language,
        "created_at": write_time(tenant.created_at),
    }


def read_tenant(item: Item) -> Tenant:
    """The workspace in an item."""
    return Tenant(
        id=keys.tenant_of(item["pk"]),
        name=item["name"],
        time_zone=item["time_zone"],
        language=item["language"],
        created_at=read_time(item["created_at"]),
    )


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
    }


def read_user(item: Item) -> User:
    """The account in an item."""
    return User(
        id=UserId(keys.id_of(item["pk"])),
        email=item["email"],
        name=item["name"],
        password_hash=item.get("password_hash"),
        created_at=read_time(item["created_at"]),
    )


def write_email(user: User) -> Item:
    """The item that keeps the account's address to itself."""
    return {**keys.email(user.email)._asdict(), "kind": "email", "v": 1, "user": user.id}


def write_member(member: Membership, key: Key) -> Item:
    """The membership's item under one of its two keys."""
    return {
        **key._asdict(),
        "kind": "member",
        "v": 1,
        "tenant": member.tenant,
        "user": member.user,
        "email": member.email,
        "name": member.name,
        "role": member.role.value,
        "created_at": write_time(member.created_at),
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
    )
