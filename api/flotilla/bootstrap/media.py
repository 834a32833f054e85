"""The use cases of what comes in with messages, files above all, by their names, each wired at its first use."""

# ruff: noqa: D102, PLC0415  # A use case's class says what it does; imported late, a process loads only what it uses.

from functools import cached_property
from typing import TYPE_CHECKING

from flotilla.bootstrap.ports import Ports
from flotilla.bootstrap.wiring import wire

if TYPE_CHECKING:
    from flotilla.services.attach_media import AttachMedia
    from flotilla.services.canonical_chat import CanonicalChat
    from flotilla.services.receive_history import ReceiveHistory
    from flotilla.services.revise_message import ReviseMessage
    from flotilla.services.show_media import ShowMedia
    from flotilla.services.start_upload import StartUpload
    from flotilla.services.take_upload import TakeUpload


class MediaServices(Ports):
    """What is done with what comes in, beside the ports that it is wired to."""

    @cached_property
    def attach_media(self) -> "AttachMedia":
        from flotilla.services.attach_media import AttachMedia

        return wire(AttachMedia, self, canonical_chat=self.canonical_chat, max_bytes=self.settings.media_max_bytes)

    @cached_property
    def canonical_chat(self) -> "CanonicalChat":
        from flotilla.services.canonical_chat import CanonicalChat

        return wire(CanonicalChat, self)

    @cached_property
    def receive_history(self) -> "ReceiveHistory":
        from flotilla.services.receive_history import ReceiveHistory

        return wire(ReceiveHistory, self, canonical_chat=self.canonical_chat)

    @cached_property
    def revise_message(self) -> "ReviseMessage":
        from flotilla.services.revise_message import ReviseMessage

        return wire(ReviseMessage, self, canonical_chat=self.canonical_chat)

    @cached_property
    def show_media(self) -> "ShowMedia":
        from flotilla.services.show_media import ShowMedia

        return wire(ShowMedia, self)

    @cached_property
    def start_upload(self) -> "StartUpload":
        from flotilla.services.start_upload import StartUpload

        return wire(StartUpload, self)

    @cached_property
    def take_upload(self) -> "TakeUpload":
        from flotilla.services.take_upload import TakeUpload

        return wire(TakeUpload, self)
