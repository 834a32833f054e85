"""The stream handler: changes of state become events."""

from typing import Any

from flotilla import bootstrap
from flotilla.adapters.dynamodb.stream import changes_of

from chalicelib.log import logger, request_id_of


def relay_changes(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Relay a batch of stream records. A failure is raised: the stream gives the same records again, in halves."""
    records = event["Records"]
    changes = changes_of(records)
    bootstrap.services().relay_changes(changes)
    counts = {"records": len(records), "changes": len(changes)}
    logger.info("relay", extra={**counts, "request_id": request_id_of(context)})
    return {"batchItemFailures": []}
