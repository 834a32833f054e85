"""Chalice behind one typed door. A route can only be declared together with its entry in the registry of endpoints."""

import functools
from collections.abc import Callable, Sequence
from typing import Any, NoReturn, TypeVar

from chalice.app import Blueprint, Chalice, Request, Response
from pydantic import BaseModel

from chalicelib.http import fallback
from chalicelib.http.endpoints import JSON, Access, Answers, Endpoint, Handler, Reply, Takes
from chalicelib.http.parsing import MAX_BODY_BYTES
from chalicelib.http.serve import serve
from flotilla.domain.people import Power

__all__ = ["Api", "Reply", "Request", "Resource", "Response"]

H = TypeVar("H", bound=Handler)

PREFIX = "/v1"
"""Where every route starts; `/api`, which comes before it outside, is the name of the API's stage."""

JSON_TYPES = [JSON]


class Api(Chalice):
    """The app. Its own `route` is closed: an endpoint comes from a Resource or not at all."""

    def route(self, path: str, **_: Any) -> NoReturn:
        """Raise TypeError, always."""
        raise TypeError(f"{path}: declare routes by Resource.endpoint, which knows who may call them.")

    def register(self, resources: "Sequence[Resource]") -> None:
        """Take in all endpoints of the resources, and answer everything else with a problem."""
        for resource in resources:
            self.register_blueprint(resource)
        endpoints = [endpoint for resource in resources for endpoint in resource.endpoints]

        def nothing_here() -> Response:
            if self.current_request is None:
                raise RuntimeError("Chalice calls routes with a request.")
            return fallback.nothing_here(self.current_request, endpoints)

        super().route(fallback.ANYWHERE, methods=list(fallback.METHODS), content_types=JSON_TYPES)(nothing_here)


class Resource(Blueprint):
    """The endpoints of one kind of thing. `name` groups them in the API's description."""

    def __init__(self, name: str) -> None:
        super().__init__(f"chalicelib.resources.{name}")
        self.name = name
        self.endpoints: list[Endpoint] = []

    def route(self, path: str, **_: Any) -> NoReturn:
        """Raise TypeError, always."""
        raise TypeError(f"{path}: declare routes by Resource.endpoint, which knows who may call them.")

    def endpoint(  # noqa: PLR0913  # All but method and path are named, and most are left out.
        self,
        method: str,
        path: str,
        *,
        access: Access | Power,
        returns: type[BaseModel] | None = None,
        status: int = 200,
        errors: tuple[int, ...] = (),
        sends: tuple[str, ...] = (),
        media: str = JSON,
        largest: int = MAX_BODY_BYTES,
    ) -> Callable[[H], H]:
        """Declare the decorated function as the endpoint of a method and a path.

        Its parameters say what it takes: `call`, `if_match`, `idempotency_key`, the path's parameters by their names,
        `body` and `query` by the pydantic models that they are annotated with. `returns` describes the answer, `errors`
        the statuses that come on top of those that follow from the rest, `sends` the answer's own headers, `media` the
        type of an answer that is no JSON, `largest` how many bytes a body may have.
        """
        full_path = PREFIX + path

        def declare(handler: H) -> H:
            answers = Answers(returns, status, errors, sends, media)
            takes = Takes.of(handler, full_path)
            entry = Endpoint(method, full_path, self.name, access, handler, takes, answers, largest)
            self.endpoints.append(entry)
            add = super(Resource, self).route(
                full_path, methods=[method], name=entry.operation, content_types=JSON_TYPES
            )
            add(self._view(entry))
            return handler

        return declare

    def _view(self, entry: Endpoint) -> Callable[..., Response]:
        # Chalice names the function in its error messages and passes the path's parameters by keyword.
        @functools.wraps(entry.handler, assigned=("__name__", "__doc__"))
        def view(**path: str) -> Response:
            return serve(entry, self.current_request, path)

        return view
