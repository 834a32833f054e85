"""Change a member's role, deactivate or reactivate them."""

from dataclasses import dataclass, replace
from functools import partial

from flotilla.domain.audit import Subject
from flotilla.domain.ids import UserId
from flotilla.domain.people import Membership, Power, Principal, Role
from flotilla.domain.policy import Policy
from flotilla.domain.team_views import member_view
from flotilla.domain.tenants import Tenant
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.repositories import LeadRepository, LimitNotes, MemberRepository, TenantRepository
from flotilla.services.audited import audited
from flotilla.services.list_team import TeamMember
from flotilla.services.manage_member import ManageMember, is_final, require_rank
from flotilla.services.release_leads import ReleaseLeads
from flotilla.services.retry import until_no_conflict
from flotilla.services.within_plan import WithinPlan


@dataclass(frozen=True, slots=True)
class UpdateMember:
    """Saves what changes; sockets of the person close in consequence, and a deactivated one's leads are released."""

    members: MemberRepository
    tenants: TenantRepository
    leads: LeadRepository
    limit_notes: LimitNotes
    clock: Clock
    ids: Ids
    policy: Policy

    def __call__(
        self, principal: Principal, user_id: UserId, *, role: Role | None = None, active: bool | None = None
    ) -> TeamMember:
        """The member after the change; None leaves a part as it is.

        Raise NotFoundError, ForbiddenError where an owner would be made or changed by somebody else than an owner,
        ConflictError (`last_owner`, `managed_by_environment`), and LimitReachedError for one active person too many.
        """
        principal.require(Power.TEAM_WRITE)
        tenant = self.tenants.get(principal.tenant)
        save = partial(self._save, principal, tenant, user_id, role, active)
        saved = WithinPlan(self.limit_notes, self.clock, self.tenants)(
            tenant, lambda: until_no_conflict(save, final=is_final)
        )
        if not saved.active:
            ReleaseLeads(self.leads, self.members, self.clock, self.ids)(principal.tenant, user_id)
        return TeamMember(saved, None)

    def _save(
        self, principal: Principal, tenant: Tenant, user_id: UserId, role: Role | None, active: bool | None
    ) -> Membership:
        manage = ManageMember(self.members, self.tenants, self.policy)
        member = manage(principal, user_id)
        changed = replace(
            member,
            role=member.role if role is None else role,
            active=member.active if active is None else active,
        )
        if changed == member:
            return member
        require_rank(principal, changed.role)
        subject = Subject("member", member.user, member.email)
        entry = audited(
            self.ids, principal, self.clock.now(), _action(member, changed), subject,
            member_view(member), member_view(changed),
        )  # fmt: skip
        return self.members.save(principal.tenant, changed, limit=tenant.quotas.users, audit=entry)


def _action(before: Membership, after: Membership) -> str:
    if before.active == after.active:
        return "member.updated"
    return "member.reactivated" if after.active else "member.deactivated"
