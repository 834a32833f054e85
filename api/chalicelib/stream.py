"""The stream handler: changes of state become events."""

from typing import Any

from chalicelib.log import begin, logger
from flotilla import bootstrap
from flotilla.adapters.dynamodb.stream import changes_of


def relay_changes(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Relay a batch of stream records. A failure is raised: the stream gives the same records again, in halves."""
    begin(context)
    records = event["Records"]
    changes = changes_of(records)
    bootstrap.services().relay_changes(changes)
    logger.info("relay", extra={"records": len(records), "changes": len(changes)})
    return {"batchItemFailures": []}
