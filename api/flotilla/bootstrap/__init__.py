"""Settings → adapters → use cases: the one place that knows them all. Nothing is made, or imported, before its use.

`services()` is the process's own container; `build` makes one over given ports; `in_memory` one for tests.
"""

import importlib
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from flotilla.bootstrap.ports import Ports
from flotilla.bootstrap.wiring import wire
from flotilla.ports.brain import Brain
from flotilla.settings import Settings, load_settings

if TYPE_CHECKING:
    from flotilla.bootstrap.memory import MemoryPorts


class Services:
    """The use cases over one set of ports, by their snake_case names; ports by theirs."""

    def __init__(self, ports: Ports) -> None:
        self.ports = ports

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        if hasattr(type(self.ports), name) or name in vars(self.ports):
            return getattr(self.ports, name)
        module = importlib.import_module(f"flotilla.services.{name}")
        use_case = wire(getattr(module, name.title().replace("_", "")), self.ports)
        setattr(self, name, use_case)
        return use_case


class InMemory(Services):
    """The use cases over in-memory ports; `twins` has them with their concrete types."""

    def __init__(self, ports: "MemoryPorts") -> None:
        super().__init__(ports)
        self.twins = ports


def build(settings: Settings, adapters: Ports | None = None) -> Services:
    """The use cases over the given ports, or over the real ones that the settings name."""
    if adapters is None:
        raise NotImplementedError(settings.stage)
    return Services(adapters)


def in_memory(settings: Settings | None = None, brain: Brain | None = None) -> InMemory:
    """The use cases over fresh in-memory twins, with a clock and ids that the test controls."""
    from flotilla.bootstrap.memory import MemoryPorts  # noqa: PLC0415  # Only tests pay for it.

    return InMemory(MemoryPorts(settings, brain))


@lru_cache(maxsize=1)
def services() -> Services:
    """The container of this process, made of its settings at first use."""
    return build(load_settings())
