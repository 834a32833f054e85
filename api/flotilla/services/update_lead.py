"""Correct a lead's fields by hand."""

from collections.abc import Mapping
from dataclasses import dataclass

from flotilla.domain.audit import Subject
from flotilla.domain.bots import Bot
from flotilla.domain.errors import InvalidInputError
from flotilla.domain.ids import LeadId
from flotilla.domain.lead_fields import find_own
from flotilla.domain.leads import FieldValue, Lead, Source, capture, clear
from flotilla.domain.people import Power, Principal
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.fields import FieldRules
from flotilla.ports.repositories import BotRepository, ShownLeads
from flotilla.services.audited import audited
from flotilla.services.retry import until_no_conflict
from flotilla.services.show_lead import visible_lead


@dataclass(frozen=True, slots=True)
class UpdateLead:
    """Writes a person's corrections; no later extraction replaces them."""

    leads: ShownLeads
    bots: BotRepository
    rules: FieldRules
    clock: Clock
    ids: Ids

    def __call__(self, principal: Principal, lead_id: LeadId, fields: Mapping[str, str | None]) -> Lead:
        """The lead after the corrections; None clears a field.

        Raise InvalidInputError naming each value that can't be used (`fields.email`), and NotFoundError.
        """
        principal.require(Power.LEADS_WRITE)
        return until_no_conflict(lambda: self._save(principal, lead_id, fields))

    def _save(self, principal: Principal, lead_id: LeadId, fields: Mapping[str, str | None]) -> Lead:
        lead = visible_lead(self.leads, principal, lead_id)
        bot, now = self.bots.get(principal.tenant, lead.bot), self.clock.now()
        found = {
            name: FieldValue(value, Source.PERSON, 1.0, now, by=principal.user)
            for name, value in self._checked(lead, bot, fields).items()
        }
        cleared = clear(lead, (name for name, value in fields.items() if value is None), now)
        corrected = capture(cleared, found, bot.required_fields, now)
        if corrected == lead:
            return lead
        before, after = ({name: value.value for name, value in one.fields.items()} for one in (lead, corrected))
        subject = Subject("lead", lead.id, lead.push_name)
        entry = audited(self.ids, principal, now, "lead.updated", subject, before, after)
        return self.leads.save(principal.tenant, corrected, audit=entry)

    def _checked(self, lead: Lead, bot: Bot, fields: Mapping[str, str | None]) -> dict[str, str]:
        checked: dict[str, str] = {}
        wrong: dict[str, str] = {}
        for name, value in fields.items():
            if value is None:
                continue
            try:
                checked[name] = self.rules.normalise(name, value, lead.chat, find_own(bot.fields, name))
            except InvalidInputError as error:
                wrong[f"fields.{name}"] = error.message
        if wrong:
            raise InvalidInputError("Some values can't be used.", fields=wrong)
        return checked
