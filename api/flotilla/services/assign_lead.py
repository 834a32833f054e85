"""Give a lead to somebody, or take it back from them."""

from dataclasses import dataclass

from flotilla.domain.audit import Subject
from flotilla.domain.chats import Chat
from flotilla.domain.errors import ConflictError, ForbiddenError, InvalidInputError, NotFoundError
from flotilla.domain.handover import as_of, take_over
from flotilla.domain.ids import LeadId, UserId
from flotilla.domain.leads import Lead
from flotilla.domain.people import POWERS, Power, Principal
from flotilla.domain.selling import CLOSED, assign, unassign
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.repositories import (
    BotRepository,
    ConversationChange,
    ConversationRepository,
    MemberRepository,
    ShownLeads,
)
from flotilla.services.audited import audited
from flotilla.services.retry import until_no_conflict
from flotilla.services.show_lead import LeadWithChat

TAKEN = "already_assigned"


@dataclass(frozen=True, slots=True)
class AssignLead:
    """Whoever gets a lead has its chat too: the bot is silent from then on. Of several at once, the first gets it."""

    members: MemberRepository
    bots: BotRepository
    leads: ShownLeads
    conversations: ConversationRepository
    clock: Clock
    ids: Ids

    def __call__(
        self, principal: Principal, lead_id: LeadId, user_id: UserId | None, replaces: UserId | None = None
    ) -> LeadWithChat:
        """The lead with its chat. None takes it back. `replaces` is who must have it until now, if somebody does.

        Raise ConflictError (`already_assigned`, naming who has it; `lead_closed`), ForbiddenError for somebody else's
        business without the power to assign, InvalidInputError for a person who can't have leads, and NotFoundError.
        """
        principal.require(Power.LEADS_WRITE)
        if {user_id, replaces} - {None, principal.user} and not principal.may(Power.LEADS_ASSIGN):
            raise ForbiddenError(f"The role {principal.role} may assign leads to oneself only ({Power.LEADS_ASSIGN}).")
        if user_id is not None:
            self._require_seller(principal, user_id)
        return until_no_conflict(lambda: self._save(principal, lead_id, user_id, replaces), final=_is_final)

    def _require_seller(self, principal: Principal, user_id: UserId) -> None:
        member = self.members.find(principal.tenant, user_id)
        if user_id != principal.user and (
            member is None or not member.active or Power.MESSAGES_SEND not in POWERS[member.role]
        ):
            raise InvalidInputError(
                "This person can't have leads.", fields={"user_id": "An active member who may write to customers."}
            )

    def _save(
        self, principal: Principal, lead_id: LeadId, user_id: UserId | None, replaces: UserId | None
    ) -> LeadWithChat:
        lead = self.leads.get(principal.tenant, lead_id)
        stored = self.conversations.find_chat(principal.tenant, lead.bot, lead.chat)
        if stored is None:
            raise NotFoundError("There is no such lead.")
        now = self.clock.now()
        chat = as_of(stored, now)
        if lead.assigned_to == user_id:
            return LeadWithChat(lead, chat)
        self._require_free(principal, lead, user_id, replaces)
        if user_id is None:
            changed, taken, action = unassign(lead, now), chat, "lead.unassigned"
        else:
            back_after = self.bots.get(principal.tenant, lead.bot).back_after
            changed, action = assign(lead, user_id, principal.user, now), "lead.assigned"
            taken = take_over(chat, user_id, now, back_after=back_after)
        return LeadWithChat(changed, self._commit(principal, lead, changed, taken, action))

    def _require_free(self, principal: Principal, lead: Lead, user_id: UserId | None, replaces: UserId | None) -> None:
        holder = lead.assigned_to
        own_to_give_up = user_id is None and (holder == principal.user or principal.may(Power.LEADS_ASSIGN))
        if holder is None or holder == replaces or own_to_give_up:
            return
        member = self.members.find(principal.tenant, holder)
        name = member.name if member is not None else "Somebody who has left"
        raise ConflictError(f"{name} has this lead.", code=TAKEN, fields={"assigned_to": name})

    def _commit(self, principal: Principal, lead: Lead, changed: Lead, chat: Chat, action: str) -> Chat:
        before, after = ({"assigned_to": one.assigned_to, "status": one.status.value} for one in (lead, changed))
        subject = Subject("lead", lead.id, lead.push_name)
        entry = audited(self.ids, principal, changed.updated_at, action, subject, before, after)
        return self.conversations.commit(principal.tenant, ConversationChange(chat, changed, audit=entry))


def _is_final(error: ConflictError) -> bool:
    return error.code in (TAKEN, CLOSED)
