"""DynamoDB's failures in the words of the domain."""

import random
import time
from collections.abc import Callable
from typing import NoReturn, TypeVar

from botocore.exceptions import BotoCoreError
from pynamodb.exceptions import PynamoDBException, TransactWriteError

from flotilla.domain.errors import ConflictError, MisconfiguredError, UnavailableError

T = TypeVar("T")

_ATTEMPTS = 4
_MISSING = {"ResourceNotFoundException", "AccessDeniedException", "UnrecognizedClientException"}
_BUSY = {
    "ProvisionedThroughputExceededException",
    "ThrottlingException",
    "RequestLimitExceeded",
    "InternalServerError",
    "ServiceUnavailable",
    "TransactionInProgressException",
}


class ConditionFailedError(Exception):
    """A write's condition did not hold. `parts` are the places in the transaction where; a single write has none."""

    def __init__(self, parts: frozenset[int] = frozenset()) -> None:
        super().__init__("condition failed")
        self.parts = parts


def guarded(call: Callable[[], T]) -> T:
    """Call DynamoDB; a clash with somebody's transaction is tried again, since it says nothing about the condition.

    Raise ConditionFailedError, ConflictError (it clashed again and again), UnavailableError or MisconfiguredError.
    """
    for attempt in range(_ATTEMPTS):
        try:
            return call()
        except PynamoDBException as error:
            if not _is_clash(error):
                _translate(error)
            if attempt == _ATTEMPTS - 1:
                raise ConflictError("Others are writing the same thing; try again.") from error
        time.sleep(random.uniform(0.01, 0.04) * 2**attempt)  # noqa: S311  # Jitter needs no secrecy.
    raise AssertionError("unreachable")


def _is_clash(error: PynamoDBException) -> bool:
    if error.cause_response_code == "TransactionConflictException":
        return True
    codes = _reasons(error)
    return "TransactionConflict" in codes and "ConditionalCheckFailed" not in codes


def _translate(error: PynamoDBException) -> NoReturn:
    code = error.cause_response_code
    if code == "ConditionalCheckFailedException":
        raise ConditionFailedError from error
    failed = frozenset(n for n, reason in enumerate(_reasons(error)) if reason == "ConditionalCheckFailed")
    if failed:
        raise ConditionFailedError(failed) from error
    if code in _MISSING:
        raise MisconfiguredError(f"DynamoDB refuses: {error.cause_response_message}") from error
    if code in _BUSY or isinstance(error.cause, BotoCoreError) or _reasons(error):
        raise UnavailableError("The database does not answer now.") from error
    raise error


def _reasons(error: PynamoDBException) -> tuple[str | None, ...]:
    if not isinstance(error, TransactWriteError):
        return ()
    return tuple(reason.code if reason is not None else None for reason in error.cancellation_reasons)
