"""The use cases of people who look into sessions by their names, each wired at its first use."""

# ruff: noqa: D102, PLC0415  # A use case's class says what it does; imported late, a Lambda loads only what it uses.

from functools import cached_property
from typing import TYPE_CHECKING

from flotilla.bootstrap.ports import Ports
from flotilla.bootstrap.wiring import wire

if TYPE_CHECKING:
    from flotilla.services.request_pairing_code import RequestPairingCode
    from flotilla.services.request_screenshot import RequestScreenshot
    from flotilla.services.show_screenshot import ShowScreenshot


class SupportServices(Ports):
    """What people ask of a running session, beside the ports that it is wired to."""

    @cached_property
    def request_pairing_code(self) -> "RequestPairingCode":
        from flotilla.services.request_pairing_code import RequestPairingCode

        return wire(RequestPairingCode, self)

    @cached_property
    def request_screenshot(self) -> "RequestScreenshot":
        from flotilla.services.request_screenshot import RequestScreenshot

        return wire(RequestScreenshot, self)

    @cached_property
    def show_screenshot(self) -> "ShowScreenshot":
        from flotilla.services.show_screenshot import ShowScreenshot

        return wire(ShowScreenshot, self)
