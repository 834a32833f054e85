"""Plans, and how much of what each allows."""

from dataclasses import dataclass
from enum import StrEnum


class Plan(StrEnum):
    """What a workspace may use."""

    FREE = "free"
    PRO = "pro"


@dataclass(frozen=True, slots=True)
class Quotas:
    """How many bots and active people a workspace may have at most; None is any number."""

    bots: int | None
    users: int | None


PLANS: dict[Plan, Quotas] = {
    Plan.FREE: Quotas(bots=1, users=3),
    Plan.PRO: Quotas(bots=None, users=50),
}
"""The one table of quotas."""
