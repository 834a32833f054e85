"""Remove a member from the team."""

from dataclasses import dataclass

from flotilla.domain.audit import Subject
from flotilla.domain.ids import UserId
from flotilla.domain.people import Power, Principal
from flotilla.domain.policy import Policy
from flotilla.domain.team_views import member_view
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.repositories import LeadRepository, MemberRepository, TenantRepository
from flotilla.services.audited import audited
from flotilla.services.manage_member import ManageMember, is_final
from flotilla.services.release_leads import ReleaseLeads
from flotilla.services.retry import until_no_conflict


@dataclass(frozen=True, slots=True)
class RemoveMember:
    """Ends a membership; the account stays, for its other workspaces."""

    members: MemberRepository
    tenants: TenantRepository
    leads: LeadRepository
    clock: Clock
    ids: Ids
    policy: Policy

    def __call__(self, principal: Principal, user_id: UserId) -> None:
        """Raise like UpdateMember."""
        principal.require(Power.TEAM_WRITE)
        until_no_conflict(lambda: self._remove(principal, user_id), final=is_final)
        ReleaseLeads(self.leads, self.members, self.clock, self.ids)(principal.tenant, user_id)

    def _remove(self, principal: Principal, user_id: UserId) -> None:
        member = ManageMember(self.members, self.tenants, self.policy)(principal, user_id)
        subject = Subject("member", member.user, member.email)
        entry = audited(self.ids, principal, self.clock.now(), "member.removed", subject, member_view(member))
        self.members.remove(principal.tenant, member, audit=entry)
