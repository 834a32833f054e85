"""One endpoint as an OpenAPI operation."""

import inspect
from http import HTTPStatus
from typing import Any

from chalicelib.http.cookies import COOKIE
from chalicelib.http.endpoints import JSON, Access, Endpoint
from chalicelib.http.errors import PROBLEM_JSON
from chalicelib.http.parsing import ID_PATTERN, IDEMPOTENCY_KEY_PATTERN
from chalicelib.openapi.schemas import Problem, Schemas
from flotilla.domain.people import POWERS, Power

Part = dict[str, Any]

WITHOUT_BODY = (HTTPStatus.NO_CONTENT, HTTPStatus.FOUND)

SECURITY_SCHEMES = {
    "sign_in": {
        "type": "apiKey",
        "in": "cookie",
        "name": COOKIE,
        "description": "Set by signing in; valid for 7 days.",
    }
}

_HEADERS_TAKEN = {
    "if_match": ("If-Match", "The ETag of the version that the change is meant for.", {"type": "string"}),
    "idempotency_key": (
        "Idempotency-Key",
        "Repeating a request with the same key does it once.",
        {"type": "string", "pattern": f"^{IDEMPOTENCY_KEY_PATTERN}$"},
    ),
}
_HEADERS_SENT = {
    "ETag": "The version, for If-Match.",
    "Content-Disposition": "The name to save the file by.",
    "Location": "Where the browser is sent.",
    "Set-Cookie": f"The cookie `{COOKIE}`: HttpOnly, SameSite=Lax, and Secure except on plain localhost.",
}


def describe_operation(endpoint: Endpoint, schemas: Schemas) -> Part:
    """The operation object: who may call, what it takes, and every way in which it answers."""
    summary, _, rest = (inspect.getdoc(endpoint.handler) or "").partition("\n")
    description = " ".join(part for part in (rest.strip(), _who(endpoint.access)) if part)
    operation: Part = {
        "operationId": endpoint.operation,
        "tags": [endpoint.resource],
        "summary": summary.rstrip("."),
        "description": description,
        "security": _security(endpoint.access),
        "parameters": _parameters(endpoint, schemas),
        "responses": {
            str(endpoint.answers.status): _success(endpoint, schemas),
            **{str(status): _failure(status, schemas) for status in failures(endpoint)},
        },
    }
    if endpoint.takes.body is not None:
        content = {"application/json": {"schema": schemas.taken(endpoint.takes.body)}}
        operation["requestBody"] = {"required": True, "content": content}
    return operation


def failures(endpoint: Endpoint) -> list[int]:
    """The statuses of failure: those that are declared, and those that follow from the rest of the declaration."""
    takes = endpoint.takes
    follow = {
        400: takes.body or takes.names & set(_HEADERS_TAKEN),
        401: isinstance(endpoint.access, Power) or endpoint.access is Access.SIGNED_IN,
        403: endpoint.writes or isinstance(endpoint.access, Power),
        404: takes.path,
        412: "if_match" in takes.names,
        413: endpoint.writes,
        415: True,
        422: takes.body or takes.query,
        429: endpoint.access is not Access.PUBLIC,
        500: True,
        503: True,
    }
    return sorted({status for status, so in follow.items() if so} | set(endpoint.answers.errors))


def _security(access: Access | Power) -> list[dict[str, list[str]]]:
    if access is Access.PUBLIC:
        return []
    signed_in: dict[str, list[str]] = {"sign_in": []}
    return [{}, signed_in] if access is Access.OPTIONAL else [signed_in]


def _who(access: Access | Power) -> str:
    if access in (Access.PUBLIC, Access.OPTIONAL):
        return "Anybody may."
    if access is Access.SIGNED_IN:
        return "Anybody who is signed in may."
    roles = ", ".join(role.value for role, powers in POWERS.items() if access in powers)
    return f"Needs the power `{access.value}`, which these roles have: {roles}."


def _parameters(endpoint: Endpoint, schemas: Schemas) -> list[Part]:
    takes = endpoint.takes
    id_schema = {"type": "string", "pattern": f"^{ID_PATTERN}$"}
    found: list[Part] = [{"name": name, "in": "path", "required": True, "schema": id_schema} for name in takes.path]
    if takes.query is not None:
        found += [
            {"name": name, "in": "query", "schema": schema} for name, schema in schemas.query(takes.query).items()
        ]
    for name, (header, description, schema) in _HEADERS_TAKEN.items():
        if name in takes.names:
            found.append({"name": header, "in": "header", "description": description, "schema": schema})
    return found


def _success(endpoint: Endpoint, schemas: Schemas) -> Part:
    answers = endpoint.answers
    part: Part = {"description": HTTPStatus(answers.status).phrase}
    if answers.returns is not None:
        part["content"] = {answers.media: {"schema": schemas.given(answers.returns)}}
    elif answers.media != JSON:
        part["content"] = {answers.media: {"schema": {"type": "string"}}}
    elif answers.status not in WITHOUT_BODY:
        part["content"] = {answers.media: {"schema": {"type": "object"}}}
    if answers.sends:
        part["headers"] = {
            name: {"description": _HEADERS_SENT[name], "schema": {"type": "string"}} for name in answers.sends
        }
    return part


def _failure(status: int, schemas: Schemas) -> Part:
    content = {PROBLEM_JSON: {"schema": schemas.taken(Problem)}}
    part: Part = {"description": HTTPStatus(status).phrase, "content": content}
    if status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE):
        wait = {"description": "Seconds to wait.", "schema": {"type": "integer"}}
        part["headers"] = {"Retry-After": wait}
    return part
