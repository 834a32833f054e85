"""Conditions that several writes share, with the types that pynamodb's own operators lack."""

from functools import reduce
from typing import Any

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.operand import Path

from flotilla.adapters.dynamodb.values import plain
from flotilla.domain.ids import TenantId


def every(first: Condition, *others: Condition) -> Condition:
    """All of them hold."""
    return reduce(lambda left, right: left & right, others, first)


def either(one: Condition, other: Condition) -> Condition:
    """At least one holds."""
    held: Condition = one | other
    return held


def new() -> Condition:
    """There is no such item yet."""
    return Path("pk").does_not_exist()


def is_(name: str, value: Any) -> Condition:
    """The attribute has the value; None is an attribute that is absent."""
    return Path(name) == plain(value) if value is not None else Path(name).does_not_exist()


def as_read(version: int) -> Condition:
    """The stored thing still has the version that was read; 0 is that of things stored before they had one."""
    return every(Path("pk").exists(), is_("version", version or None))


def unchanged(version: int) -> Condition:
    """The stored thing still has the version that was read; version 0 means there is none yet."""
    return is_("version", version) if version else new()


def not_newer(fence: int) -> Condition:
    """Nobody with a newer fencing token wrote before."""
    return either(Path("fence").does_not_exist(), Path("fence") <= fence)


def held_under(tenant: TenantId, fence: int) -> Condition:
    """Of a lease: the tenant's bot is held under this fencing token, and was not given up."""
    return every(is_("fence", fence), is_("tenant", tenant), Path("holder").exists())
