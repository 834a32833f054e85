"""Settings → adapters → use cases: the one place that knows them all. Nothing is made, or imported, before its use.

`services()` is the process's own container; `in_memory()` one for tests, over the in-memory twins of all ports.
"""

# ruff: noqa: PLC0415  # Tests don't pay for the real adapters, nor a Lambda for the twins.

from functools import lru_cache
from typing import TYPE_CHECKING

from flotilla.bootstrap.services import Services
from flotilla.ports.brain import Brain
from flotilla.settings import Settings, load_settings, read_settings

if TYPE_CHECKING:
    from flotilla.bootstrap.memory import InMemory

__all__ = ["Services", "build", "in_memory", "services"]


@lru_cache(maxsize=1)
def services() -> Services:
    """The container of this process, made of its settings at first use."""
    return build(load_settings())


def build(settings: Settings) -> Services:
    """The use cases over the real adapters that the settings name."""
    from flotilla.bootstrap.installation import Installation

    return Installation(settings)


def in_memory(settings: Settings | None = None, brain: Brain | None = None) -> "InMemory":
    """The use cases over fresh in-memory twins. Tests control `clock`, and read what was sent from the twins.

    `brain` answers customers; without one, a ScriptedBrain that has no answers.
    """
    from flotilla.bootstrap.memory import InMemory

    return InMemory(settings or read_settings({}), brain)
