"""Lists of leads: what they are narrowed down by."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from flotilla.domain.ids import BotId, UserId
from flotilla.domain.inbox import is_found_by
from flotilla.domain.leads import Lead, LeadStatus


class LeadMoment(StrEnum):
    """Of what a span of time is meant: that leads came, were qualified, or ended in it."""

    CREATED = "created"
    QUALIFIED = "qualified"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class LeadFilter:
    """Which leads are wanted; None is any, and so is an empty text.

    `nobodys`: those that nobody has, whatever `assigned_to` says. `since` is included, `until` is not; both are about
    the moment that `by` names.
    """

    bot: BotId | None = None
    status: LeadStatus | None = None
    assigned_to: UserId | None = None
    nobodys: bool = False
    since: datetime | None = None
    until: datetime | None = None
    by: LeadMoment = LeadMoment.CREATED
    text: str = ""

    @property
    def scope(self) -> tuple[str, ...]:
        """What tells the lists of two filters apart."""
        moments = (self.since.isoformat() if self.since else "", self.until.isoformat() if self.until else "")
        holder = "nobody's" if self.nobodys else self.assigned_to or ""
        return (self.bot or "", self.status or "", holder, *moments, self.by, self.text)

    def matches(self, lead: Lead) -> bool:
        """Whether the lead is one of those."""
        return (
            self.bot in (None, lead.bot)
            and self.status in (None, lead.status)
            and self._is_holder(lead.assigned_to)
            and self._in_time(lead)
            and (not self.text or is_found_by(lead, self.text))
        )

    def _is_holder(self, holder: UserId | None) -> bool:
        return holder is None if self.nobodys else self.assigned_to in (None, holder)

    def _in_time(self, lead: Lead) -> bool:
        if self.since is None and self.until is None:
            return True
        moment = moment_of(lead, self.by)
        return (
            moment is not None
            and (self.since is None or moment >= self.since)
            and (self.until is None or moment < self.until)
        )


ANY = LeadFilter()
"""All leads."""


def moment_of(lead: Lead, by: LeadMoment) -> datetime | None:
    """When the lead came, was qualified or ended; None if it didn't yet."""
    if by is LeadMoment.CREATED:
        return lead.created_at
    return lead.qualified_at if by is LeadMoment.QUALIFIED else lead.closed_at
