"""From a request to an answer: the same steps for every endpoint, in the same order."""

from typing import Any

from chalice.app import Request, Response

from chalicelib.http.authentication import admit
from chalicelib.http.caller import caller_of
from chalicelib.http.endpoints import Call, Endpoint, Reply
from chalicelib.http.errors import problem_of
from chalicelib.http.origin import check_origin
from chalicelib.http.parsing import (
    check_size,
    read_body,
    read_idempotency_key,
    read_if_match,
    read_path,
    read_query,
)
from chalicelib.log import note_person, request_id_of
from flotilla import bootstrap
from flotilla.domain.errors import FlotillaError


def serve(entry: Endpoint, request: Request, path: dict[str, str]) -> Response:
    """Answer the request by the endpoint's handler; a failure on purpose becomes its problem details."""
    request_id = request_id_of(request.lambda_context)
    try:
        return _response(entry, _answer(entry, request, request_id, path))
    except FlotillaError as error:
        return problem_of(error, request_id)


def _answer(entry: Endpoint, request: Request, request_id: str, path: dict[str, str]) -> Reply:
    check_size(request, entry.largest)
    services = bootstrap.services()
    if entry.writes:
        check_origin(request, services.settings.site_url)
    caller = caller_of(request, services.settings.origin_secret)
    principal = admit(request, entry.access, caller)
    if principal is not None:
        note_person(principal)
        services.limit_calls(principal)
    given = _arguments(entry, request, path)
    if "call" in entry.takes.names:
        given["call"] = Call(request, request_id, caller, principal)
    answer = entry.handler(**given)
    return answer if isinstance(answer, Reply) else Reply(answer)


def _arguments(entry: Endpoint, request: Request, path: dict[str, str]) -> dict[str, Any]:
    given: dict[str, Any] = dict(read_path(path))
    if entry.takes.query is not None:
        given["query"] = read_query(entry.takes.query, request)
    if "if_match" in entry.takes.names:
        given["if_match"] = read_if_match(request)
    if "idempotency_key" in entry.takes.names:
        given["idempotency_key"] = read_idempotency_key(request)
    if entry.takes.body is not None:
        given["body"] = read_body(entry.takes.body, request)
    return given


def _response(entry: Endpoint, reply: Reply) -> Response:
    headers: dict[str, str | list[str]] = dict(reply.headers)
    if reply.body is None:
        return Response("", headers, reply.status or entry.answers.status)
    headers.setdefault("Content-Type", entry.answers.media)
    return Response(reply.body, headers, reply.status or entry.answers.status)
