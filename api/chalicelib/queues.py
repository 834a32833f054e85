"""SQS handlers: each record is a delivery of its own; what fails is reported back, so that only it comes again.

A record that can't be decoded fails like any other, and so ends in the dead-letter queue, where people can see it.
"""

from collections.abc import Callable
from typing import Any

from aws_lambda_powertools.utilities.batch import (
    BatchProcessor,
    EventType,
    SqsFifoPartialProcessor,
    process_partial_response,
)
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

from chalicelib.log import begin, logger, note_message
from flotilla import bootstrap
from flotilla.adapters.sqs.wire import read_history, read_inbound, read_payment_event, read_turn
from flotilla.domain.errors import FlotillaError, UnavailableError
from flotilla.domain.inbound import InboundKind

Event = dict[str, Any]
Response = dict[str, Any]

LEAST_MS = 3_000
"""With less time left nothing more is begun. A function that is killed gives back its whole batch, with what is done:
where everything is slow, the same records would be begun again and again until they are dead letters.
"""


def receive_inbound(event: Event, context: Any) -> Response:
    """Receive messages in order per chat: a failure holds back the rest of its own chat and of no other."""
    return _each("receive", event, context, _receive, SqsFifoPartialProcessor(skip_group_on_error=True))


def receive_history(event: Event, context: Any) -> Response:
    """Receive messages of a first link's history."""
    return _each("history", event, context, _receive_history, BatchProcessor(EventType.SQS))


def answer_turns(event: Event, context: Any) -> Response:
    """Give the answers that are due."""
    return _each("answer", event, context, _answer, BatchProcessor(EventType.SQS))


def settle_payments(event: Event, context: Any) -> Response:
    """Settle events of the payment provider."""
    return _each("bill", event, context, _settle, BatchProcessor(EventType.SQS))


def _receive(body: str) -> None:
    inbound = read_inbound(body)
    note_message(inbound.tenant, inbound.bot, inbound.id)
    if inbound.kind is InboundKind.MESSAGE:
        bootstrap.services().receive_message(inbound)
    else:
        bootstrap.services().revise_message(inbound)


def _receive_history(body: str) -> None:
    entries = read_history(body)
    if entries:
        note_message(entries[0].tenant, entries[0].bot, entries[0].id)
        bootstrap.services().receive_history(entries)


def _answer(body: str) -> None:
    turn = read_turn(body)
    note_message(turn.tenant, turn.bot, turn.opened_by)
    bootstrap.services().answer_turn(turn)


def _settle(body: str) -> None:
    bootstrap.services().settle_payment_event(read_payment_event(body))


def _each(name: str, event: Event, context: Any, handle: Callable[[str], None], processor: BatchProcessor) -> Response:
    begin(context)
    # If all records of a batch fail, they are reported one by one too: raising would only hide the reasons.
    processor.raise_on_entire_batch_failure = False

    def deliver(record: SQSRecord) -> None:
        try:
            _require_time(context)
            handle(record.body)
        except FlotillaError as error:
            _log_failure(name, record, {"code": error.code, "reason": error.message})
            raise
        except Exception:
            _log_failure(name, record, {"code": "internal"}, exc_info=True)
            raise

    result = process_partial_response(event=event, record_handler=deliver, processor=processor, context=context)
    failed = len(result["batchItemFailures"])
    logger.info(name, extra={"records": len(event["Records"]), "failed": failed})
    return dict(result)


def _require_time(context: Any) -> None:
    if context.get_remaining_time_in_millis() < LEAST_MS:
        raise UnavailableError("There was no time left for it.")


def _log_failure(name: str, record: SQSRecord, about: dict[str, str], *, exc_info: bool = False) -> None:
    tries = record.attributes.approximate_receive_count
    extra = {**about, "entry": record.message_id, "tries": tries}
    logger.error(f"{name} failed", extra=extra, exc_info=exc_info)
