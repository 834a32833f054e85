"""Find the one chat of a person, under whatever address WhatsApp shows them now.

A person's further addresses are stored as chats that have moved: their place is taken by a pointer to the chat that is
kept. So two chats of one person can't come into being again, and a crash in between leaves what the next message takes
up: the merge itself is one transaction, and what lies beside the chats is moved one by one, each move whole.
"""

from dataclasses import dataclass, replace

from flotilla.domain.aliases import addresses, merge_chats, merge_leads
from flotilla.domain.chats import Chat, new_chat
from flotilla.domain.ids import BotId, ChatId, TenantId
from flotilla.ports.clock import Clock
from flotilla.ports.repositories import (
    Absorption,
    ConversationChange,
    ConversationRepository,
    LeadRepository,
    NoteRepository,
)

MOVED_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class CanonicalChat:
    """Resolves addresses, and merges two chats when it is learned that they are one person's. Safe to repeat."""

    conversations: ConversationRepository
    leads: LeadRepository
    notes: NoteRepository
    clock: Clock

    def __call__(self, tenant: TenantId, bot: BotId, chat: ChatId, alias: ChatId | None = None) -> Chat | None:
        """The person's chat, or None before their first message.

        Raise ConflictError if something changed meanwhile: call again.
        """
        told = [one for one in (chat, alias) if one is not None]
        known = self._follow(tenant, bot, chat)
        if known is not None and {*told} <= {known.id, *known.aliases}:
            return known
        found = {one.id: one for one in (self._follow(tenant, bot, a) for a in addresses(*told)) if one is not None}
        if not found:
            return None
        kept, *others = sorted(found.values(), key=lambda one: (one.lead, one.id))
        for other in others:
            kept = self._absorb(kept, other)
        return self._learn(kept, [one for one in told if one not in (kept.id, *kept.aliases)])

    def id_of(self, tenant: TenantId, bot: BotId, chat: ChatId) -> ChatId:
        """The address under which the person's messages are stored; the given one if nothing is stored yet."""
        found = self.conversations.find_chat(tenant, bot, chat)
        return found.moved_to if found is not None and found.moved_to is not None else chat

    def _follow(self, tenant: TenantId, bot: BotId, chat: ChatId) -> Chat | None:
        found = self.conversations.find_chat(tenant, bot, chat)
        if found is None or found.moved_to is None:
            return found
        kept = self._follow(tenant, bot, found.moved_to)
        if kept is not None and found.moving:
            self._move(found, kept)
        return kept

    def _absorb(self, kept: Chat, gone: Chat) -> Chat:
        tenant, now = kept.tenant, self.clock.now()
        lead, gone_lead = self.leads.get(tenant, kept.lead), self.leads.get(tenant, gone.lead)
        pointer = replace(gone, lead=kept.lead, moved_to=kept.id, moving=True, turn=None, unread=0, aliases=())
        change = Absorption(merge_chats(kept, gone), pointer, merge_leads(lead, gone_lead, now), gone_lead)
        merged, moved = self.conversations.absorb(tenant, change)
        self._move(moved, merged)
        return merged

    def _move(self, gone: Chat, kept: Chat) -> None:
        """Bring what lies beside the chat that is gone to the one that is kept."""
        tenant, bot = gone.tenant, gone.bot
        while messages := self.conversations.recent_messages(tenant, bot, gone.id, limit=MOVED_AT_ONCE):
            for message in messages:
                self.conversations.move_message(tenant, message, replace(message, chat=kept.id, lead=kept.lead))
        there = {note.id for note in self.notes.list(tenant, bot, kept.id, limit=1000).items}
        for note in self.notes.list(tenant, bot, gone.id, limit=1000).items:
            if note.id not in there:
                self.notes.add(tenant, replace(note, chat=kept.id, lead=kept.lead))
        self.conversations.commit(tenant, ConversationChange(replace(gone, moving=False)))

    def _learn(self, kept: Chat, further: list[ChatId]) -> Chat:
        """Take the places of further addresses, then remember them with the chat: they need no second look."""
        if not further:
            return kept
        for address in further:
            if self.conversations.find_chat(kept.tenant, kept.bot, address) is None:
                pointer = new_chat(kept.tenant, kept.bot, address, kept.lead, self.clock.now())
                self.conversations.commit(kept.tenant, ConversationChange(replace(pointer, moved_to=kept.id)))
        return self.conversations.commit(
            kept.tenant, ConversationChange(replace(kept, aliases=(*kept.aliases, *further)))
        )
