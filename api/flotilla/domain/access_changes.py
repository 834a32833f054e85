"""What a change of a membership means for sockets that are open."""

from flotilla.domain.events import Change
from flotilla.domain.ids import TenantId, UserId
from flotilla.domain.people import Membership

ENDED = "access_ended"
ROLE_CHANGED = "role_changed"


def access_change(change: Change) -> tuple[TenantId, UserId, str] | None:
    """Whose sockets in which tenant must close, and why; None if none must."""
    old, new = change.old, change.new
    if not isinstance(old, Membership) or not (new is None or isinstance(new, Membership)):
        return None
    if new is None or (old.active and not new.active):
        return old.tenant, old.user, ENDED
    return (old.tenant, old.user, ROLE_CHANGED) if old.role is not new.role else None
