"""What DynamoDB's failures become."""

from typing import Any

import pytest
from botocore.exceptions import ConnectTimeoutError, EndpointConnectionError, ReadTimeoutError
from pynamodb.exceptions import CancellationReason, PutError, TransactWriteError, VerboseClientError

from flotilla.adapters.dynamodb.failures import ConditionFailedError, guarded
from flotilla.domain.errors import ConflictError, MisconfiguredError, UnavailableError


def _refused(code: str) -> PutError:
    return PutError(cause=VerboseClientError({"Error": {"Code": code, "Message": code}}, "PutItem"))


def _cancelled(*codes: str | None) -> TransactWriteError:
    reasons = [CancellationReason(code) if code is not None else None for code in codes]
    error = {"Error": {"Code": "TransactionCanceledException", "Message": ""}}
    return TransactWriteError("", VerboseClientError(error, "TransactWriteItems", cancellation_reasons=reasons))


def _fail(*errors: Exception) -> Any:
    waiting = list(errors)

    def call() -> str:
        if waiting:
            raise waiting.pop(0)
        return "done"

    return call


def test_a_clash_is_tried_again() -> None:
    assert guarded(_fail(_refused("TransactionConflictException"), _cancelled(None, "TransactionConflict"))) == "done"


def test_a_clash_without_end_is_a_conflict() -> None:
    with pytest.raises(ConflictError):
        guarded(_fail(*[_cancelled("TransactionConflict")] * 9))


@pytest.mark.parametrize(
    ("error", "parts"),
    [
        (_refused("ConditionalCheckFailedException"), set()),
        (_cancelled("ConditionalCheckFailed", None), {0}),
        (_cancelled(None, "ConditionalCheckFailed"), {1}),
        (_cancelled("TransactionConflict", "ConditionalCheckFailed"), {1}),
    ],
)
def test_a_failed_condition_says_where(error: Exception, parts: set[int]) -> None:
    with pytest.raises(ConditionFailedError) as failed:
        guarded(_fail(error))
    assert failed.value.parts == parts


@pytest.mark.parametrize(
    "error",
    [
        _refused("ProvisionedThroughputExceededException"),
        _refused("ThrottlingException"),
        _refused("InternalServerError"),
        _cancelled("ThrottlingError", None),
        PutError(cause=EndpointConnectionError(endpoint_url="http://127.0.0.1:9")),
        PutError(cause=ReadTimeoutError(endpoint_url="http://127.0.0.1:9")),
        PutError(cause=ConnectTimeoutError(endpoint_url="http://127.0.0.1:9")),
    ],
)
def test_an_outage_is_unavailable(error: Exception) -> None:
    with pytest.raises(UnavailableError):
        guarded(_fail(error))


@pytest.mark.parametrize("code", ["ResourceNotFoundException", "AccessDeniedException"])
def test_a_missing_table_or_right_is_a_misconfiguration(code: str) -> None:
    with pytest.raises(MisconfiguredError, match=code):
        guarded(_fail(_refused(code)))


def test_a_mistake_of_ours_stays_what_it_is() -> None:
    with pytest.raises(PutError):
        guarded(_fail(_refused("ValidationException")))
