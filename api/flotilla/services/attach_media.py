"""Attach the file of a message that came in.

A message is stored as soon as it is seen, and its file follows: so no message waits for a file, and none is lost with
one. Until then the message's media says that the file is on its way. Repeating any step changes nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from flotilla.domain.chats import MessageRef
from flotilla.domain.media import Media, MediaProblem, media_name, stored_mime
from flotilla.domain.messages import Message
from flotilla.ports.files import Files
from flotilla.ports.inspection import FileInspector
from flotilla.ports.repositories import ConversationRepository
from flotilla.services.canonical_chat import CanonicalChat
from flotilla.services.retry import until_no_conflict


@dataclass(frozen=True, slots=True)
class AttachMedia:
    """Stores a file and says so on its message. `max_bytes`: larger files are not kept."""

    conversations: ConversationRepository
    files: Files
    inspector: FileInspector
    canonical_chat: CanonicalChat
    max_bytes: int

    def __call__(self, ref: MessageRef, content: bytes) -> None:
        """Raise UnavailableError while the file can't be stored. What is not wanted (any more) is dropped."""
        if len(content) > self.max_bytes:
            self.failed(ref, MediaProblem.TOO_LARGE)
            return
        found = self.inspector.inspect(content)
        ref = self._kept(ref)
        name = media_name(ref.bot, ref.chat, ref.id)
        if not self.is_wanted(ref):
            return
        self.files.put(ref.tenant, name, content, mime=stored_mime(found.mime))
        attached = until_no_conflict(
            lambda: self._amend(
                ref,
                lambda media: replace(
                    media,
                    mime=found.mime,
                    size=len(content),
                    name=name,
                    width=found.width or media.width,
                    height=found.height or media.height,
                ),
            )
        )
        if not attached:
            # It was taken back while its file was being stored.
            self.files.remove(ref.tenant, name)

    def is_wanted(self, ref: MessageRef) -> bool | None:
        """Whether the message still lacks its file; None while the message is not stored yet."""
        ref = self._kept(ref)
        message = self.conversations.find_message(ref.tenant, ref.bot, ref.chat, ref.id)
        return _waits(message) if message is not None else None

    def failed(self, ref: MessageRef, problem: MediaProblem) -> None:
        """Say on the message why there is no file, and never will be."""
        until_no_conflict(lambda: self._amend(ref, lambda media: replace(media, problem=problem.value)))

    def _kept(self, ref: MessageRef) -> MessageRef:
        """Where the message lies: its chat may be the one of another address of the same person."""
        return replace(ref, chat=self.canonical_chat.id_of(ref.tenant, ref.bot, ref.chat))

    def _amend(self, ref: MessageRef, change: Callable[[Media], Media]) -> bool:
        ref = self._kept(ref)
        message = self.conversations.find_message(ref.tenant, ref.bot, ref.chat, ref.id)
        if message is None or message.media is None:
            return False
        if message.media.on_its_way:
            self.conversations.amend_message(ref.tenant, message, replace(message, media=change(message.media)))
        return True


def _waits(message: Message) -> bool:
    return message.media is not None and message.media.on_its_way
