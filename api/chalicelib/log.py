"""The one logger of the Lambdas: structured lines, no personal data, at least one line per invocation."""

from typing import Any

from aws_lambda_powertools import Logger

SERVICE = "flotilla"

logger = Logger(service=SERVICE, utc=True, serialize_stacktrace=False)


def request_id_of(context: Any) -> str:
    """The invocation's id as Lambda gives it, or an empty string where there is none."""
    return str(getattr(context, "aws_request_id", "") or "")
