"""Fills a use case's fields with the ports that they ask for."""

from dataclasses import MISSING, fields
from typing import Any, TypeVar, get_type_hints

from flotilla.bootstrap.ports import Ports

U = TypeVar("U")


def wire(use_case: type[U], ports: Ports, **values: object) -> U:
    """The use case with each field filled by the one port of the field's type, or by the value given for it.

    A field that nothing fits keeps its default; without one, TypeError names the field.
    """
    hints = get_type_hints(use_case)
    filled: dict[str, Any] = dict(values)
    for field in fields(use_case):  # type: ignore[arg-type]  # Each use case is a dataclass; U can't say so.
        port = _NAMES.get(hints[field.name])
        if field.name in filled:
            continue
        if port is not None:
            filled[field.name] = getattr(ports, port)
        elif field.default is MISSING and field.default_factory is MISSING:
            raise TypeError(f"{use_case.__name__}.{field.name}: no port has this type.")
    return use_case(**filled)


_NAMES: dict[Any, str] = {
    get_type_hints(member.fget)["return"]: name for name, member in vars(Ports).items() if isinstance(member, property)
}
"""The name of the port of each type; no two ports share one."""
