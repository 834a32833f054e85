"""Go on with releases of leads that were too many for one call, or that a crash cut short."""

from dataclasses import dataclass

from flotilla.domain.ids import TenantId, UserId
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.fleet import FleetRepository
from flotilla.ports.repositories import LeadRepository, MemberRepository
from flotilla.services.release_leads import ReleaseLeads


@dataclass(frozen=True, slots=True)
class FinishReleases:
    """Housekeeping: releases the leads of everybody who ended and still has some."""

    fleet: FleetRepository
    leads: LeadRepository
    members: MemberRepository
    clock: Clock
    ids: Ids

    def __call__(self) -> int:
        """How many people's leads are all released now."""
        release = ReleaseLeads(self.leads, self.members, self.clock, self.ids)
        return sum(self._finish(release, *who) for who in self.fleet.unfinished_releases())

    def _finish(self, release: ReleaseLeads, tenant: TenantId, user: UserId) -> bool:
        member = self.members.find(tenant, user)
        if member is not None and member.active:
            self.members.released(tenant, user)  # Came back since: whatever they have now is theirs.
            return False
        return release(tenant, user)
