"""The stream handler: changes of state become events, and are counted."""

from collections.abc import Sequence
from typing import Any

from chalicelib.log import begin, logger
from chalicelib.metrics import signal
from flotilla import bootstrap
from flotilla.adapters.dynamodb.stream import changes_of
from flotilla.domain.events import Change
from flotilla.domain.messages import Message
from flotilla.domain.signals import signals_of


def relay_changes(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Relay a batch of stream records, and count what they use up.

    A failure is raised: the stream gives the same records again, in halves.
    """
    begin(context)
    records = event["Records"]
    changes = changes_of(records)
    _note_messages(changes)
    services = bootstrap.services()
    # Before pages hear of it, so that they find what they hear of.
    services.note_activity(changes)
    services.note_steps(changes)
    services.relay_changes(changes)
    # Last, and once however often: what can't be counted now holds up no page.
    services.count_changes(changes)
    signal(signals_of(changes))
    logger.info("relay", extra={"records": len(records), "changes": len(changes)})
    return {"batchItemFailures": []}


def _note_messages(changes: Sequence[Change]) -> None:
    """A line for each message that a batch is about, before anything can fail: what comes again is seen to."""
    messages = [subject for one in changes if isinstance(subject := one.new or one.old, Message)]
    for tenant, bot, correlation_id in dict.fromkeys((one.tenant, one.bot, one.correlation) for one in messages):
        logger.info("relay message", extra={"tenant": tenant, "bot": bot, "correlation_id": correlation_id})
