"""The registry's entry: everything that is known of an endpoint, read once from its declaration."""

import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from chalice.app import Request
from pydantic import BaseModel

from flotilla.domain.errors import UnauthenticatedError
from flotilla.domain.people import Power, Principal
from flotilla.domain.views import View


class Access(Enum):
    """Who may call, where no power is asked for."""

    PUBLIC = "public"
    SIGNED_IN = "signed_in"


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer with headers. A header with several values is a list; `status` only where it differs from the entry's."""

    body: View | None = None
    headers: Mapping[str, str | list[str]] = field(default_factory=dict)
    status: int | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """One request as a handler sees it."""

    request: Request
    request_id: str
    signed_in: Principal | None

    @property
    def principal(self) -> Principal:
        """The person who asks. Raise UnauthenticatedError on a public endpoint without a sign-in."""
        if self.signed_in is None:
            raise UnauthenticatedError("Please sign in.")
        return self.signed_in


Handler = Callable[..., Reply | View]

WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_PATH_PARAMETER = re.compile(r"{(\w+)}")
_GIVEN = ("call", "body", "query", "if_match", "idempotency_key")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One method of one path. `body` and `query` are the models that the handler's parameters are annotated with."""

    method: str
    path: str
    resource: str
    access: Access | Power
    operation: str
    summary: str
    description: str
    body: type[BaseModel] | None
    query: type[BaseModel] | None
    takes: frozenset[str]
    path_parameters: tuple[str, ...]
    returns: type[BaseModel] | None
    status: int
    errors: tuple[int, ...]

    @property
    def writes(self) -> bool:
        """Whether it may change something, so that a foreign page's request must be refused."""
        return self.method in WRITES

    @classmethod
    def of(
        cls,
        handler: Handler,
        method: str,
        path: str,
        resource: str,
        access: Access | Power,
        returns: type[BaseModel] | None,
        status: int,
        errors: tuple[int, ...],
    ) -> "Endpoint":
        """Read the handler's signature and docstring. Raise TypeError where they don't fit the path."""
        parameters = inspect.signature(handler).parameters
        in_path = tuple(_PATH_PARAMETER.findall(path))
        if set(parameters) - set(_GIVEN) != set(in_path) or "call" not in parameters:
            raise TypeError(f"{method} {path}: the parameters of {handler.__name__} don't fit the path.")
        summary, _, description = inspect.getdoc(handler).partition("\n") if handler.__doc__ else ("", "", "")
        if not summary:
            raise TypeError(f"{method} {path}: {handler.__name__} has no docstring to describe it.")
        return cls(
            method=method,
            path=path,
            resource=resource,
            access=access,
            operation=handler.__name__,
            summary=summary.rstrip("."),
            description=description.strip(),
            body=_model(parameters, "body"),
            query=_model(parameters, "query"),
            takes=frozenset(parameters),
            path_parameters=in_path,
            returns=returns,
            status=status,
            errors=errors,
        )


def _model(parameters: Mapping[str, Any], name: str) -> type[BaseModel] | None:
    if name not in parameters:
        return None
    annotation = parameters[name].annotation
    if not (isinstance(annotation, type) and issubclass(annotation, BaseModel)):
        raise TypeError(f"The parameter {name} must be annotated with a model, not with {annotation!r}.")
    return annotation
