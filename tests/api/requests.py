"""A request for every endpoint, made of one business's things. An endpoint with a body needs a sample here."""

from collections.abc import Callable
from typing import Any

from chalicelib.http.endpoints import Endpoint
from tests.api.world import PASSWORD, Business

NEW_PASSWORD = "another sample password"

SAMPLES: dict[str, Callable[[Business], Any]] = {
    "sign_in": lambda own: {"email": own.owner.email, "password": PASSWORD},
    "change_password": lambda _: {"current": PASSWORD, "new": NEW_PASSWORD},
    "switch_tenant": lambda own: {"tenant_id": own.tenant.id},
    "update_tenant": lambda _: {"name": "Renamed"},
    "delete_tenant": lambda own: {"confirm": own.tenant.name},
    "create_tenant": lambda _: {"name": "Another workspace"},
    "update_member": lambda _: {"role": "editor"},
    "invite_member": lambda _: {"email": "newcomer@example.com", "role": "viewer"},
    "accept_invitation": lambda _: {"name": "Sample newcomer", "password": NEW_PASSWORD},
    "create_bot": lambda _: {"name": "Another bot"},
    "update_bot": lambda _: {"name": "Renamed"},
    "update_lead": lambda _: {"fields": {"name": "Sample Name"}},
    "assign_lead": lambda _: {"user_id": None},
    "close_lead": lambda _: {"outcome": "won", "reason": "A fair price"},
    "add_note": lambda _: {"text": "Prefers to be called in the morning."},
    "send_message": lambda _: {"text": "Hello"},
}


def sample_of(entry: Endpoint, business: Business) -> Any:
    """A body that the endpoint takes, or None for one that takes none."""
    return SAMPLES[entry.operation](business) if entry.takes.body else None


def path_of(entry: Endpoint, business: Business) -> str:
    """The endpoint's path, of the business's things."""
    return entry.path.removeprefix("/v1").format(
        bot_id=business.bot.id,
        lead_id=business.lead,
        user_id=business.colleague.id,
        invitation_id=business.invitation.invitation.id,
        token=business.invitation.secret,
    )


def path_with(entry: Endpoint, anything: str) -> str:
    """The endpoint's path with the same text for each of its parameters."""
    return entry.path.removeprefix("/v1").format(**dict.fromkeys(entry.takes.path, anything))
