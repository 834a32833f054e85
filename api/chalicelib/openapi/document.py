"""The whole document."""

from collections.abc import Sequence
from typing import Any

from chalicelib.http.endpoints import Endpoint
from chalicelib.openapi.operations import SECURITY_SCHEMES, describe_operation
from chalicelib.openapi.schemas import Schemas

VERSION = "1"

_ABOUT = (
    "The API of Flotilla, a fleet of WhatsApp bots that turn customers into qualified leads. Times are UTC, ISO 8601; "
    "lists are pages with a cursor; failures are RFC 9457 problem details whose `code` is stable."
)


def describe(endpoints: Sequence[Endpoint]) -> dict[str, Any]:
    """The API as OpenAPI 3.1, complete: each endpoint with its parameters, bodies, answers, failures and security."""
    schemas = Schemas(endpoints)
    paths: dict[str, dict[str, Any]] = {}
    for endpoint in endpoints:
        paths.setdefault(endpoint.path, {})[endpoint.method.lower()] = describe_operation(endpoint, schemas)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Flotilla",
            "version": VERSION,
            "description": _ABOUT,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/api"}],
        "tags": [{"name": name} for name in dict.fromkeys(endpoint.resource for endpoint in endpoints)],
        "paths": paths,
        "components": {"schemas": schemas.components, "securitySchemes": SECURITY_SCHEMES},
    }
