"""The check that a thing belongs to the tenant who is asking."""

from flotilla.domain.errors import NotFoundError
from flotilla.domain.ids import TenantId


def require_own(tenant: TenantId, owner: TenantId) -> None:
    """Raise NotFoundError for another tenant's thing."""
    if tenant != owner:
        raise NotFoundError("There is no such thing.")
