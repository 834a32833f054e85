"""The checker of answers can say no."""

import pytest
from jsonschema import ValidationError

from tests.api.contract import Contract

JSON = {"content-type": "application/json"}
OK = {"status": "ok"}


def test_a_described_answer_passes(contract: Contract) -> None:
    contract.check("GET", "/v1/health/live", 200, JSON, OK)


@pytest.mark.parametrize("body", [{}, {"status": "well"}, {**OK, "more": 1}, [], None])
def test_a_body_that_is_not_as_described_fails(contract: Contract, body: object) -> None:
    with pytest.raises(ValidationError):
        contract.check("GET", "/v1/health/live", 200, JSON, body)


def test_a_status_a_type_or_a_missing_header_that_is_not_described_fails(contract: Contract) -> None:
    with pytest.raises(AssertionError, match="418"):
        contract.check("GET", "/v1/health/live", 418, JSON, OK)
    with pytest.raises(AssertionError, match="text/html"):
        contract.check("GET", "/v1/health/live", 200, {"content-type": "text/html"}, OK)
    with pytest.raises(AssertionError, match="Set-Cookie"):
        contract.check("POST", "/v1/auth/logout", 204, {}, b"")
