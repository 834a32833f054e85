"""The use cases of the fleet by their names, each wired at its first use."""

# ruff: noqa: D102, PLC0415  # A use case's class says what it does; imported late, a Lambda loads only what it uses.

from functools import cached_property
from typing import TYPE_CHECKING

from flotilla.bootstrap.ports import Ports
from flotilla.bootstrap.wiring import wire

if TYPE_CHECKING:
    from flotilla.services.purge_bots import PurgeBots
    from flotilla.services.scale_fleet import ScaleFleet


class FleetServices(Ports):
    """What jobs do about all bots and runners, beside the ports that it is wired to."""

    @cached_property
    def scale_fleet(self) -> "ScaleFleet":
        from flotilla.services.scale_fleet import ScaleFleet

        return wire(ScaleFleet, self, limits=self.settings.fleet_limits)

    @cached_property
    def purge_bots(self) -> "PurgeBots":
        from flotilla.services.purge_bots import PurgeBots

        return wire(PurgeBots, self)
