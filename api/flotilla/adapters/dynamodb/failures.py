"""DynamoDB's failures in the words of the domain."""

import random
import time
from collections.abc import Callable
from typing import NoReturn, TypeVar

from botocore.exceptions import BotoCoreError, ClientError
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
    """A write's condition did not hold. `parts` are the places in the transaction where; a single write has none.

    `repeated`: the SDK had sent the write before and got no answer, so that it may have failed on its own success.
    """

    def __init__(self, parts: frozenset[int] = frozenset(), *, repeated: bool = False) -> None:
        super().__init__("condition failed")
        self.parts = parts
        self.repeated = repeated


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
    if _told(error, "Code") == "TransactionConflictException":
        return True
    codes = _reasons(error)
    return "TransactionConflict" in codes and "ConditionalCheckFailed" not in codes


def _translate(error: PynamoDBException) -> NoReturn:
    code = _told(error, "Code")
    if code == "ConditionalCheckFailedException":
        raise ConditionFailedError(repeated=_was_repeated(error)) from error
    failed = frozenset(n for n, reason in enumerate(_reasons(error)) if reason == "ConditionalCheckFailed")
    if failed:
        raise ConditionFailedError(failed) from error
    if code in _MISSING:
        raise MisconfiguredError(f"DynamoDB refuses: {_told(error, 'Message')}") from error
    if code in _BUSY or isinstance(error.cause, BotoCoreError) or _reasons(error):
        raise UnavailableError("The database does not answer now.") from error
    raise error


def _told(error: PynamoDBException, part: str) -> str | None:
    """What DynamoDB answered. pynamodb's own way to it breaks where `response` is None, as in a time-out's error."""
    response = getattr(error.cause, "response", None) or {}
    told: str | None = response.get("Error", {}).get(part)
    return told


def _reasons(error: PynamoDBException) -> tuple[str | None, ...]:
    if not isinstance(error, TransactWriteError):
        return ()
    return tuple(reason.code if reason is not None else None for reason in error.cancellation_reasons)


def _was_repeated(error: PynamoDBException) -> bool:
    # pynamodb wraps the SDK's error in one of its own, which leaves the count of attempts behind.
    original = error.cause.__cause__ if error.cause is not None else None
    return isinstance(original, ClientError) and original.response["ResponseMetadata"].get("RetryAttempts", 0) > 0
