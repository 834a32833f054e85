"""A request for every endpoint, made of one business's things. An endpoint with a body needs a sample here."""

from collections.abc import Callable
from typing import Any

from chalicelib.http.endpoints import Endpoint
from flotilla.adapters.memory.payments import SIGNATURE
from tests.api.world import FAILED, MESSAGE, PASSWORD, Business, World

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
    "try_bot": lambda _: {"messages": [{"from": "customer", "text": "Hello"}]},
    "start_picture": lambda _: {"mime": "image/png"},
    "complete_picture": lambda _: {"description": "The shop", "keywords": ["shop"]},
    "update_picture": lambda _: {"keywords": ["shop", "front door"]},
    "update_lead": lambda _: {"fields": {"name": "Sample Name"}},
    "assign_lead": lambda _: {"user_id": None},
    "assign_leads": lambda own: {"user_id": None, "leads": [{"lead_id": own.lead}]},
    "close_lead": lambda _: {"outcome": "won", "reason": "A fair price"},
    "add_note": lambda _: {"text": "Prefers to be called in the morning."},
    "create_schedule": lambda _: {"action": "pause", "when": {"kind": "weekly", "days": ["mon"], "time": "09:00"}},
    "update_schedule": lambda _: {"action": "resume"},
    "preview_schedule": lambda _: {"when": {"kind": "cron", "expression": "0 18 L * ? *"}},
    "request_pairing_code": lambda _: {"phone": "+55 11 90000-0000"},
    "start_checkout": lambda _: {"plan": "pro"},
    "receive_stripe_event": lambda _: {"id": "evt_1", "type": "invoice.paid", "created": 1767268800},
    "send_message": lambda _: {"text": "Hello"},
}


def sample_of(entry: Endpoint, business: Business) -> Any:
    """A body that the endpoint takes, or None for one that takes none."""
    return SAMPLES[entry.operation](business) if entry.takes.body or entry.operation in SAMPLES else None


def headers_of(entry: Endpoint) -> dict[str, str]:
    """What the endpoint wants to be sent beside the body."""
    return {"Stripe-Signature": SIGNATURE} if entry.operation == "receive_stripe_event" else {}


def prepare(entry: Endpoint, world: World) -> None:
    """Make true what the endpoint's sample needs: nothing can be bought, or managed, where nothing is sold."""
    if entry.operation in ("start_checkout", "open_portal"):
        world.services.payments.set_up = True


def path_of(entry: Endpoint, business: Business) -> str:
    """The endpoint's path, of the business's things."""
    return entry.path.removeprefix("/v1").format(
        bot_id=business.bot.id,
        lead_id=business.lead,
        picture_id=business.picture,
        message_id=FAILED if entry.operation == "retry_message" else MESSAGE,
        schedule_id=business.schedule.id,
        user_id=business.colleague.id,
        invitation_id=business.invitation.invitation.id,
        token=business.invitation.secret,
    )


def path_with(entry: Endpoint, anything: str) -> str:
    """The endpoint's path with the same text for each of its parameters."""
    return entry.path.removeprefix("/v1").format(**dict.fromkeys(entry.takes.path, anything))
