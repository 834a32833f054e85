"""Who may see what: the one filter for lists, sockets and catch-up."""

from flotilla.domain.ids import UserId
from flotilla.domain.people import POWERS, Power, Role
from flotilla.domain.views import View

_POWER_OF_KIND = {
    "bot": Power.BOTS_READ,
    "image": Power.BOTS_READ,
    "session": Power.BOTS_READ,
    "lead": Power.LEADS_READ,
    "message": Power.MESSAGES_READ,
    "chat": Power.LEADS_READ,
    "typing": Power.MESSAGES_READ,
    "member": Power.TEAM_READ,
    "schedule": Power.SCHEDULES_READ,
    "subscription": Power.TENANT_READ,
    "limit": Power.TENANT_READ,
}


def may_see_lead(role: Role, user: UserId, assigned_to: UserId | None) -> bool:
    """Whether the person may see a lead: vendors only their own and those that nobody has yet."""
    return role is not Role.VENDOR or assigned_to is None or assigned_to == user


def lead_of(envelope: View) -> str | None:
    """The id of the lead that an event is about, or None if it is about none."""
    data = envelope["data"]
    if "lead" in data:
        return str(data["lead"]["id"])
    part = data.get("message") or data.get("chat") or data.get("note") or data.get("typing") or {}
    return part.get("lead_id")


def view_of_event(envelope: View, role: Role, user: UserId, assigned_to: UserId | None) -> View | None:
    """The event as the person may see it, or None. `assigned_to`: who has the lead that it is about.

    A vendor who may not see a lead is still told that it went to somebody else, and nothing more of it.
    """
    kind = str(envelope["type"]).partition(".")[0]
    power = _POWER_OF_KIND.get(kind)
    if kind == "bot" and "deleted" in envelope["data"]:
        # Its leads are gone with it, which concerns whoever sees leads.
        power = Power.LEADS_READ
    if power is not None and power not in POWERS[role]:
        return None
    if lead_of(envelope) is None or may_see_lead(role, user, assigned_to):
        return envelope
    if envelope["type"] == "lead.assigned":
        lead = envelope["data"]["lead"]
        return {**envelope, "data": {"lead": {k: lead[k] for k in ("id", "bot_id", "assigned_to")}}}
    return None
