"""Fills a use case's fields with the ports that they ask for."""

from dataclasses import MISSING, fields
from typing import Any, TypeVar, get_type_hints

from flotilla.bootstrap.ports import Ports

U = TypeVar("U")


def wire(use_case: type[U], ports: Ports, *others: object) -> U:
    """The use case with each field filled by the port of its name, else by the one port of its type.

    `others` are use cases that it calls, found by type. A field that nothing fits keeps its default; without one,
    TypeError names the field.
    """
    hints = get_type_hints(use_case)
    filled: dict[str, Any] = {}
    for field in fields(use_case):  # type: ignore[arg-type]  # Each use case is a dataclass; U can't say so.
        wanted = hints[field.name]
        name = field.name if field.name in _TYPES else _NAMES.get(wanted)
        helper = next((other for other in others if type(other) is wanted), None)
        if helper is not None:
            filled[field.name] = helper
        elif name is not None:
            filled[field.name] = getattr(ports, name)
        elif field.default is MISSING and field.default_factory is MISSING:
            raise TypeError(f"{use_case.__name__}.{field.name}: no port is called this or has this type.")
    return use_case(**filled)


_TYPES: dict[str, Any] = {
    name: get_type_hints(member.fget)["return"] for name, member in vars(Ports).items() if isinstance(member, property)
}
_NAMES: dict[Any, str] = {type_: name for name, type_ in _TYPES.items()}
