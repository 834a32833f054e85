"""Whether the API is there."""

from typing import Literal

from chalicelib.resources.schemas import Answer


class HealthAnswer(Answer):
    """All is well; anything else is a problem."""

    status: Literal["ok"]
