"""What has to hold before a schedule is made, changed or run by hand."""

from collections.abc import Mapping
from typing import Any

from flotilla.domain.bots import Bot
from flotilla.domain.errors import ConflictError, InvalidInputError, NotFoundError
from flotilla.domain.ids import BotId, LeadId
from flotilla.domain.people import Principal
from flotilla.domain.schedule_views import schedule_view
from flotilla.domain.schedules import Schedule
from flotilla.ports.repositories import ShownLeads
from flotilla.services.show_lead import visible_lead

FEATURE_OFF = "feature_off"


def require_scheduling(bot: Bot) -> None:
    """Raise ConflictError (`feature_off`) for a bot whose feature is switched off."""
    if not bot.features.scheduling:
        raise ConflictError(f"Scheduling is switched off for {bot.name}. Switch it on first.", code=FEATURE_OFF)


def require_lead(leads: ShownLeads, principal: Principal, bot: BotId, lead: LeadId | None) -> None:
    """Raise InvalidInputError for a lead that isn't one of the bot's, or that the person may not see."""
    if lead is None:
        return
    try:
        found = visible_lead(leads, principal, lead).bot
    except NotFoundError:
        found = None
    if found != bot:
        raise InvalidInputError("The bot has no such lead.", fields={"lead_id": "One of this bot's leads."})


def told(schedule: Schedule) -> Mapping[str, Any]:
    """The schedule as the audit log has it: of what is to be said only the length, like of what was said."""
    view = schedule_view(schedule)
    return {**view, "text": None, "length": len(schedule.text) if schedule.text else None, "last": None}
