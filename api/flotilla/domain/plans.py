"""Plans, and how much of what each allows."""

from dataclasses import dataclass
from enum import StrEnum


class Plan(StrEnum):
    """What a workspace may use."""

    FREE = "free"
    PRO = "pro"


class PlanFeature(StrEnum):
    """What comes with some plans and not with others."""

    AUDIT_EXPORT = "audit_export"


@dataclass(frozen=True, slots=True)
class Quotas:
    """How much a workspace may have or use at most; None is any number.

    `bots`, `users` (active people) and `schedules` count what there is. `messages` are those of a calendar month,
    received and sent, by whomever; `ai_tokens_per_month` and `ai_tokens_per_day` what models read and wrote.
    """

    bots: int | None
    users: int | None
    messages: int | None = None
    ai_tokens_per_month: int | None = None
    ai_tokens_per_day: int | None = None
    schedules: int | None = None
    features: frozenset[PlanFeature] = frozenset()

    def of(self, limit: str) -> int | None:
        """How much is allowed of what a limit or a feature names: of a feature 0, or None where it comes with it.

        Raise KeyError for what is neither.
        """
        if limit in tuple(PlanFeature):
            return None if PlanFeature(limit) in self.features else 0
        return {
            "bots": self.bots,
            "users": self.users,
            "messages": self.messages,
            "ai_tokens_per_month": self.ai_tokens_per_month,
            "ai_tokens_per_day": self.ai_tokens_per_day,
            "schedules": self.schedules,
        }[limit]


PLANS: dict[Plan, Quotas] = {
    Plan.FREE: Quotas(
        bots=1,
        users=3,
        messages=2_000,
        ai_tokens_per_month=500_000,
        ai_tokens_per_day=50_000,
        schedules=5,
    ),
    Plan.PRO: Quotas(
        bots=None,
        users=50,
        messages=None,
        ai_tokens_per_month=50_000_000,
        ai_tokens_per_day=5_000_000,
        schedules=None,
        features=frozenset(PlanFeature),
    ),
}
"""The one table of quotas."""


def larger_plans(limit: str, allowed: int) -> dict[Plan, int | None]:
    """The plans that allow more of something, and how much; None is any number."""
    quotas = {plan: of_plan.of(limit) for plan, of_plan in PLANS.items()}
    return {plan: quota for plan, quota in quotas.items() if quota is None or quota > allowed}
