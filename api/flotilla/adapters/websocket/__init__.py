"""Open sockets, through API Gateway's management endpoint."""

import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from flotilla.adapters.references import MAX_PAYLOAD, as_json, size_of, travelling
from flotilla.domain.errors import FlotillaError, UnavailableError
from flotilla.domain.ids import BotId, ConnectionId, TenantId
from flotilla.ports.fleet import LeaseRepository
from flotilla.ports.realtime import Sockets

if TYPE_CHECKING:
    from mypy_boto3_apigatewaymanagementapi import ApiGatewayManagementApiClient

_log = logging.getLogger(__name__)

_GONE = {"GoneException", "BadRequestException"}
"""API Gateway calls an id that it can't even parse a bad request."""


class ApiGatewaySockets:
    """Implements Sockets."""

    def __init__(self, client: "ApiGatewayManagementApiClient") -> None:
        self._client = client

    def send(self, connection: ConnectionId, frame: dict[str, Any]) -> bool:
        """See the port. Many events may arrive in several frames. Raise UnavailableError if API Gateway is away."""
        return all(self._post(connection, as_json(part).encode()) for part in in_pieces(frame))

    def close(self, connection: ConnectionId, reason: str) -> None:
        """See the port. API Gateway has no close codes of ours to send, so a last frame says why."""
        try:
            if self._post(connection, as_json({"closing": {"reason": reason}}).encode()):
                self._client.delete_connection(ConnectionId=connection)
        except (UnavailableError, ClientError, BotoCoreError) as error:
            _log.info("socket not closed", extra={"connection": connection, "error": repr(error)})

    def _post(self, connection: ConnectionId, body: bytes) -> bool:
        try:
            self._client.post_to_connection(ConnectionId=connection, Data=body)
        except ClientError as error:
            if error.response.get("Error", {}).get("Code") in _GONE:
                return False
            raise UnavailableError("The socket can't be reached now.") from error
        except BotoCoreError as error:
            raise UnavailableError("The socket can't be reached now.") from error
        return True


def in_pieces(frame: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Frames that API Gateway takes: events are spread over several, and one that is too large is a reference."""
    if "events" not in frame:
        yield frame
        return
    piece: list[dict[str, Any]] = []
    size = 0
    for event in map(travelling, frame["events"]):
        length = size_of(event)
        if piece and size + length > MAX_PAYLOAD:
            yield {**frame, "events": piece}
            piece, size = [], 0
        piece.append(event)
        size += length
    yield {**frame, "events": piece}


class SocketDoorbell:
    """Implements Doorbell: the lease knows the socket of the bot's holder."""

    def __init__(self, leases: LeaseRepository, sockets: Sockets) -> None:
        self._leases = leases
        self._sockets = sockets

    def ring(self, tenant: TenantId, bot: BotId) -> None:
        """See the port."""
        self.tell(tenant, bot, {"doorbell": {"bot": bot}})

    def tell(self, tenant: TenantId, bot: BotId, frame: dict[str, Any]) -> None:
        """See the port."""
        try:
            lease = self._leases.find(tenant, bot)
            if lease is not None and lease.holder is not None and lease.connection is not None:
                self._sockets.send(lease.connection, frame)
        except FlotillaError as error:
            _log.info("doorbell not heard", extra={"bot": bot, "code": error.code})
