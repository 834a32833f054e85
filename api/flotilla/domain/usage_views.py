"""How what a workspace uses up looks from outside."""

from flotilla.domain.billing_views import quotas_view
from flotilla.domain.consumption import Consumption
from flotilla.domain.plans import Quotas
from flotilla.domain.tenants import Usage
from flotilla.domain.views import View


def usage_view(month: str, used: Consumption, there_is: Usage, stored_bytes: int, quotas: Quotas) -> View:
    """A month's use next to what the plan allows."""
    return {
        "month": month,
        "used": {
            "bots": there_is.bots,
            "bots_running": max(there_is.running, 0),
            "users": there_is.users,
            "schedules": there_is.schedules,
            "messages_received": used.received,
            "messages_sent": used.sent,
            "ai_tokens": used.tokens,
            "ai_cost_micros": used.cost_micros,
            "bot_seconds": used.bot_seconds,
            "media_bytes": used.media_bytes,
            "stored_bytes": stored_bytes,
        },
        "limits": quotas_view(quotas),
    }
