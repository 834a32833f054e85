"""The use cases about who looks and who types by their names, each wired at its first use."""

# ruff: noqa: D102, PLC0415  # A use case's class says what it does; imported late, a Lambda loads only what it uses.

from functools import cached_property
from typing import TYPE_CHECKING

from flotilla.bootstrap.ports import Ports
from flotilla.bootstrap.wiring import wire

if TYPE_CHECKING:
    from flotilla.services.follow_chat import FollowChat
    from flotilla.services.relay_typing import RelayTyping
    from flotilla.services.tell_typing import TellTyping


class PresenceServices(Ports):
    """What is never stored, beside the ports that it is wired to."""

    @cached_property
    def follow_chat(self) -> "FollowChat":
        from flotilla.services.follow_chat import FollowChat

        return wire(FollowChat, self)

    @cached_property
    def tell_typing(self) -> "TellTyping":
        from flotilla.services.tell_typing import TellTyping

        return wire(TellTyping, self)

    @cached_property
    def relay_typing(self) -> "RelayTyping":
        from flotilla.services.relay_typing import RelayTyping

        return wire(RelayTyping, self)
