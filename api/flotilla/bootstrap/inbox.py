"""The use cases of the inbox by their names, each wired at its first use."""

# ruff: noqa: D102, PLC0415  # A use case's class says what it does; imported late, a Lambda loads only what it uses.

from functools import cached_property
from typing import TYPE_CHECKING

from flotilla.bootstrap.ports import Ports
from flotilla.bootstrap.wiring import wire

if TYPE_CHECKING:
    from flotilla.services.list_conversations import ListConversations
    from flotilla.services.list_history import ListHistory
    from flotilla.services.note_activity import NoteActivity
    from flotilla.services.note_steps import NoteSteps


class InboxServices(Ports):
    """What makes and shows the list of conversations and leads' histories, beside the ports that it is wired to."""

    @cached_property
    def note_activity(self) -> "NoteActivity":
        from flotilla.services.note_activity import NoteActivity

        return wire(NoteActivity, self)

    @cached_property
    def list_conversations(self) -> "ListConversations":
        from flotilla.services.list_conversations import ListConversations

        return wire(ListConversations, self)

    @cached_property
    def note_steps(self) -> "NoteSteps":
        from flotilla.services.note_steps import NoteSteps

        return wire(NoteSteps, self)

    @cached_property
    def list_history(self) -> "ListHistory":
        from flotilla.services.list_history import ListHistory

        return wire(ListHistory, self)
