"""The use cases of metrics by their names, each wired at its first use."""

# ruff: noqa: D102, PLC0415  # A use case's class says what it does; imported late, a Lambda loads only what it uses.

from functools import cached_property
from typing import TYPE_CHECKING

from flotilla.bootstrap.ports import Ports
from flotilla.bootstrap.wiring import wire

if TYPE_CHECKING:
    from flotilla.services.count_changes import CountChanges
    from flotilla.services.show_metrics import ShowMetrics


class MetricServices(Ports):
    """What is counted and shown, beside the ports that it is wired to."""

    @cached_property
    def count_changes(self) -> "CountChanges":
        from flotilla.services.count_changes import CountChanges

        return wire(CountChanges, self)

    @cached_property
    def show_metrics(self) -> "ShowMetrics":
        from flotilla.services.show_metrics import ShowMetrics

        return wire(ShowMetrics, self)
