"""Refuses to patch a MiniStack whose private parts are no longer where they were."""

from __future__ import annotations

import importlib
import inspect
from types import ModuleType

#: The only version the corrections were written for and are tested against.
PINNED_VERSION = "1.5.33"


class EmulatorChangedError(RuntimeError):
    """A private part of MiniStack that Flotilla corrects was renamed, removed or reshaped."""


def private(module: str, *names: str) -> ModuleType:
    """Import a MiniStack module and vouch for the names in it.

    Args:
        module: dotted path below `ministack`, such as `services.scheduler`.
        names: attributes that must exist in it.

    Raises:
        EmulatorChangedError: when one is missing, naming it.
    """
    imported = importlib.import_module(f"ministack.{module}")
    for name in names:
        if not hasattr(imported, name):
            raise EmulatorChangedError(
                f"MiniStack's {module} has no {name} any more: "
                f"infra/local/emulator was written for version {PINNED_VERSION}."
            )
    return imported


def takes(module: ModuleType, name: str, *parameters: str) -> None:
    """Vouch for the parameters of a private function that is about to be replaced.

    Raises:
        EmulatorChangedError: when the function's signature is another one.
    """
    found = tuple(inspect.signature(getattr(module, name)).parameters)
    if found != parameters:
        raise EmulatorChangedError(f"MiniStack's {module.__name__}.{name} takes {found} now, not {parameters}.")
