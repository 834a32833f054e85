"""Revise a stored message: somebody edited it, took it back, reacted to it, or voted in it."""

import logging
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from flotilla.domain.content import marked
from flotilla.domain.ids import is_group, is_person
from flotilla.domain.inbound import Inbound, InboundKind
from flotilla.domain.media import media_name
from flotilla.domain.messages import REVOKED, Message
from flotilla.domain.retention import EMPTIED
from flotilla.ports.files import Files
from flotilla.ports.repositories import ConversationRepository
from flotilla.services.canonical_chat import CanonicalChat
from flotilla.services.retry import until_no_conflict

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ReviseMessage:
    """Changes what is stored and answers nothing. Safe to repeat, and for revisions that come in another order."""

    conversations: ConversationRepository
    files: Files
    canonical_chat: CanonicalChat

    def __call__(self, inbound: Inbound) -> None:
        """Raise ConflictError or UnavailableError when it has to be delivered again."""
        if is_person(inbound.chat) or is_group(inbound.chat):
            until_no_conflict(lambda: self._revise(inbound))

    def _revise(self, inbound: Inbound) -> None:
        chat = self.canonical_chat.id_of(inbound.tenant, inbound.bot, inbound.chat)
        stored = self.conversations.find_message(inbound.tenant, inbound.bot, chat, inbound.id)
        if stored is None:
            log.info("A message that is not stored was revised.", extra={"bot": inbound.bot, "kind": inbound.kind})
            return
        revised = revision(stored, inbound)
        own = media_name(stored.bot, stored.chat, stored.id)
        if stored.media is not None and revised.media is None and stored.media.name == own:
            # First the file: if this is cut short, the repetition still knows where it lies.
            self.files.remove(inbound.tenant, own)
        if revised != stored:
            self.conversations.amend_message(inbound.tenant, stored, revised)


def revision(message: Message, inbound: Inbound) -> Message:
    """The message after what was done to it. One that was taken back or emptied has nothing left that could change."""
    if message.type in (REVOKED, EMPTIED):
        return message
    if inbound.kind is InboundKind.REVOKED:
        return replace(message, type=REVOKED, text=None, content=None, media=None, reactions=(), votes=())
    if inbound.reaction is not None:
        return replace(message, reactions=marked(message.reactions, inbound.reaction))
    if inbound.vote is not None:
        return replace(message, votes=marked(message.votes, inbound.vote))
    edited_at = datetime.fromtimestamp(inbound.seen_ms / 1000, UTC)
    if inbound.kind is not InboundKind.EDITED or (message.edited_at is not None and edited_at <= message.edited_at):
        return message
    return replace(message, text=inbound.text, edited_at=edited_at)
