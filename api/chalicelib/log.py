"""The one logger of the Lambdas: structured lines, no personal data, at least one line per invocation.

The use cases log below its name, so that their lines go out by it too, with the same keys.
"""

from typing import Any

from aws_lambda_powertools import Logger

from flotilla.domain.people import Principal

SERVICE = "flotilla"

logger = Logger(service=SERVICE, utc=True, serialize_stacktrace=False)

_OF_ONE_INVOCATION = ["request_id", "tenant", "user", "bot", "correlation_id"]


def begin(context: Any) -> str:
    """Start the log of an invocation: its lines carry its id, which is returned, and nothing of the one before."""
    logger.remove_keys(_OF_ONE_INVOCATION)
    request_id = request_id_of(context)
    logger.append_keys(request_id=request_id)
    return request_id


def note_person(principal: Principal) -> None:
    """From here on the lines say, by ids only, on whose behalf."""
    logger.append_keys(tenant=principal.tenant, user=principal.user)


def note_message(tenant: str, bot: str, correlation_id: str | None) -> None:
    """From here on the lines say what they are about: the customer's message that set it off, by ids only."""
    logger.append_keys(tenant=tenant, bot=bot, correlation_id=correlation_id)


def request_id_of(context: Any) -> str:
    """The invocation's id as Lambda gives it, or an empty string where there is none."""
    return str(getattr(context, "aws_request_id", "") or "")
