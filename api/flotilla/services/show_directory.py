"""Show the names behind the ids that leads, chats and notes carry."""

from dataclasses import dataclass

from flotilla.domain.bots import Bot
from flotilla.domain.people import POWERS, Membership, Power, Principal
from flotilla.domain.policy import Policy
from flotilla.ports.repositories import BotRepository, MemberRepository, TenantRepository
from flotilla.services.standing import Standing


@dataclass(frozen=True, slots=True)
class Directory:
    """Who works here, and which bots there are. People who were deactivated are named: they have a past."""

    people: tuple[Membership, ...]
    bots: tuple[Bot, ...]


def may_have_leads(member: Membership) -> bool:
    """Whether leads can be given to the person."""
    return member.active and Power.MESSAGES_SEND in POWERS[member.role]


@dataclass(frozen=True, slots=True)
class ShowDirectory:
    """Tells people who sell what the team page and the bots' pages, which they may not see, would tell them."""

    members: MemberRepository
    bots: BotRepository
    tenants: TenantRepository
    policy: Policy

    def __call__(self, principal: Principal) -> Directory:
        """The whole directory of the workspace."""
        principal.require(Power.LEADS_READ)
        standing = Standing(self.members, self.tenants, self.policy)
        people = tuple(standing.effective(one) for one in self.members.list(principal.tenant))
        return Directory(people, tuple(bot for bot in self.bots.list(principal.tenant) if not bot.deleted))
