"""The registry's entry: everything that is known of an endpoint, read once from its declaration."""

import inspect
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from chalice.app import Request
from pydantic import BaseModel

from chalicelib.http.caller import Caller
from flotilla.domain.errors import UnauthenticatedError
from flotilla.domain.people import Power, Principal
from flotilla.domain.views import View


class Access(Enum):
    """Who may call, where no power is asked for."""

    PUBLIC = "public"
    OPTIONAL = "optional"
    """Anybody may; who is signed in is known."""
    SIGNED_IN = "signed_in"


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer with headers; one with several values is a list. `status` only where it differs from the entry's.

    A body of text is sent as the entry's media type says, which then is not JSON.
    """

    body: View | str | None = None
    headers: Mapping[str, str | list[str]] = field(default_factory=dict)
    status: int | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """One request as a handler sees it."""

    request: Request
    request_id: str
    caller: Caller
    signed_in: Principal | None

    @property
    def principal(self) -> Principal:
        """The person who asks. Raise UnauthenticatedError on a public endpoint without a sign-in."""
        if self.signed_in is None:
            raise UnauthenticatedError("Please sign in.")
        return self.signed_in


Handler = Callable[..., Reply | View]

JSON = "application/json"

WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_PATH_PARAMETER = re.compile(r"{(\w+)}")
_GIVEN = frozenset({"call", "body", "query", "if_match", "idempotency_key"})


@dataclass(frozen=True, slots=True)
class Takes:
    """What a handler's parameters ask for. `body` and `query` are the models that they are annotated with."""

    names: frozenset[str]
    path: tuple[str, ...]
    body: type[BaseModel] | None
    query: type[BaseModel] | None

    @classmethod
    def of(cls, handler: Handler, path: str) -> "Takes":
        """Read the handler's signature. Raise TypeError where it doesn't fit the path."""
        parameters = inspect.signature(handler).parameters
        in_path = tuple(_PATH_PARAMETER.findall(path))
        if set(parameters) - _GIVEN != set(in_path):
            raise TypeError(f"{path}: the parameters of {handler.__name__} don't fit.")
        return cls(frozenset(parameters), in_path, _model(parameters, "body"), _model(parameters, "query"))


@dataclass(frozen=True, slots=True)
class Answers:
    """What an endpoint answers: the model and status of success, more failures than follow from the rest, headers.

    `media` is the type of a success's body.
    """

    returns: type[BaseModel] | None = None
    status: int = 200
    errors: tuple[int, ...] = ()
    sends: tuple[str, ...] = ()
    media: str = JSON


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One method of one path, and all that is known of it. `largest`: how many bytes its body may have."""

    method: str
    path: str
    resource: str
    access: Access | Power
    handler: Handler
    takes: Takes
    answers: Answers
    largest: int

    @property
    def writes(self) -> bool:
        """Whether it may change something, so that a foreign page's request must be refused."""
        return self.method in WRITES

    @property
    def operation(self) -> str:
        """Its name, unique in the API."""
        return self.handler.__name__


def _model(parameters: Mapping[str, inspect.Parameter], name: str) -> type[BaseModel] | None:
    if name not in parameters:
        return None
    annotation = parameters[name].annotation
    if not (isinstance(annotation, type) and issubclass(annotation, BaseModel)):
        raise TypeError(f"The parameter {name} must be annotated with a model, not with {annotation!r}.")
    return annotation
