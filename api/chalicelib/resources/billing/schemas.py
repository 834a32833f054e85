"""Plans, payments and what is used up."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from chalicelib.resources.schemas import Answer, Body, Cursor, NextCursor, Query, Time
from flotilla.domain.billing import GraceReason, SubscriptionStatus
from flotilla.domain.plans import Plan, PlanFeature

Amount = Annotated[int, Field(description="In the currency's smallest unit.")]
Url = Annotated[str, Field(description="A page of the payment provider's.")]
Month = Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]


class CheckoutBody(Body):
    """What to buy."""

    plan: Annotated[Literal["pro"], Field(description="A plan that has a price.")]


class PageAnswer(Answer):
    """Where to send the browser."""

    url: Url


class LimitsAnswer(Answer):
    """What a plan allows at most; null is any number."""

    bots: int | None
    users: int | None
    messages: Annotated[int | None, Field(description="In a calendar month, received and sent.")]
    ai_tokens_per_month: int | None
    ai_tokens_per_day: int | None
    schedules: int | None
    features: list[PlanFeature]


class PriceAnswer(Answer):
    """What a plan costs in each interval."""

    amount: Amount
    currency: str
    interval: str


class PlanAnswer(Answer):
    """A plan as it is offered."""

    plan: Plan
    limits: LimitsAnswer
    price: Annotated[PriceAnswer | None, Field(description="Null where it costs nothing, or that is unknown now.")]


class GraceAnswer(Answer):
    """The time in which nothing is suspended yet; `ended`: the newest bots beyond the plan are suspended."""

    reason: GraceReason
    since: Time
    until: Time
    ended: bool


class SubscriptionAnswer(Answer):
    """What the workspace has bought."""

    plan: Plan
    status: SubscriptionStatus | None
    period_end: Time | None
    trial_end: Time | None
    ends_at: Annotated[Time | None, Field(description="When it ends by itself, if it was cancelled.")]
    grace: GraceAnswer | None


class LimitReachedAnswer(Answer):
    """That a limit was reached."""

    name: str
    allowed: int
    plan: Plan
    at: Time


class UsedAnswer(Answer):
    """What was used up in the month, and what there is now."""

    bots: int
    bots_running: int
    users: int
    schedules: Annotated[int, Field(description="Those that may still run.")]
    messages_received: int
    messages_sent: int
    ai_tokens: int
    ai_cost_micros: Annotated[int, Field(description="Millionths of a US dollar.")]
    bot_seconds: Annotated[int, Field(description="How long sessions worked.")]
    media_bytes: Annotated[int, Field(description="Size of the files that the month's messages brought.")]
    stored_bytes: Annotated[int, Field(description="Size of the files of all messages that are kept now.")]


class MonthOfUseAnswer(Answer):
    """A month's use next to what the plan allows."""

    month: str
    used: UsedAnswer
    limits: LimitsAnswer


class BillingAnswer(Answer):
    """What the workspace has bought, what it uses, and what it could buy."""

    set_up: Annotated[bool, Field(description="Whether anything is sold here; else all workspaces have one plan.")]
    manageable: Annotated[bool, Field(description="Whether there is anything to manage at the payment provider.")]
    plan: Plan
    subscription: SubscriptionAnswer
    plans: list[PlanAnswer]
    reached: list[LimitReachedAnswer]
    usage: MonthOfUseAnswer


class UsageQuery(Query):
    """Which month; this one if left out."""

    month: Month | None = None


class InvoicesQuery(Query):
    """How much of the list to give, and from where on."""

    limit: Annotated[int, Field(ge=1, le=100)] = 20
    cursor: Cursor | None = None


class InvoiceAnswer(Answer):
    """A bill."""

    id: str
    number: str | None
    status: str
    amount_due: Amount
    amount_paid: Amount
    currency: str
    created_at: Time
    page_url: Url | None
    pdf_url: Url | None


class InvoiceListAnswer(Answer):
    """Bills, newest first."""

    items: list[InvoiceAnswer]
    next_cursor: NextCursor
