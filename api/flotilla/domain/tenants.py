"""Tenants: the workspaces of the businesses that share one installation."""

from dataclasses import dataclass
from datetime import datetime

from flotilla.domain.ids import TenantId


@dataclass(frozen=True, slots=True)
class Tenant:
    """One business; everything else belongs to exactly one of them."""

    id: TenantId
    name: str
    time_zone: str
    language: str
    created_at: datetime
