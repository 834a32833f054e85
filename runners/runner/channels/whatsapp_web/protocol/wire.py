"""What every part of the protocol rests on."""

import logging

from pydantic import BaseModel, ConfigDict, ValidationError

logger = logging.getLogger(__name__)


class Wire(BaseModel):
    """Something that the bridge tells. What it tells beyond what is known here is passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore")


def complain(kind: str, error: ValidationError) -> None:
    """Log where it is wrong, and not what stands there: that may be a customer's text."""
    places = [".".join(map(str, one["loc"])) for one in error.errors()]
    logger.error("event not understood", extra={"kind": kind, "fields": places})
