"""What happened, counted by day."""

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from chalicelib.resources.schemas import Answer, Id, Query

BotIdText = Annotated[str, StringConstraints(min_length=1, max_length=64)]


class MetricsQuery(Query):
    """Which days, and of which bot. By default the last seven of all bots."""

    days: Annotated[
        int | None, Field(ge=1, le=366, description="So many days up to `to`; not together with `from`.")
    ] = None
    first: Annotated[date | None, Field(alias="from", description="The first day, such as 2026-01-01.")] = None
    last: Annotated[date | None, Field(alias="to", description="The last day, at most 366 days on.")] = None
    bot: BotIdText | None = None


class SentAnswer(Answer):
    """Messages to customers by who wrote them; `phone`: on the bot's own phone."""

    bot: int
    vendor: int
    phone: int


class MessageCountsAnswer(Answer):
    """Messages from and to customers."""

    in_: Annotated[int, Field(alias="in")]
    out: SentAnswer


class LeadCountsAnswer(Answer):
    """Leads that came, were qualified, and ended on these days."""

    created: int
    qualified: int
    won: int
    lost: int
    conversion: Annotated[float | None, Field(description="Won ones per created one; null if none was created.")]


class BucketAnswer(Answer):
    """How many took up to so long, and longer than the bucket before; null: however long."""

    upto: int | None
    count: int


Histogram = Annotated[list[BucketAnswer] | None, Field(description="Of totals only; null for a single day.")]


class WaitsAnswer(Answer):
    """How long customers waited for an answer, from the oldest message that it answers on."""

    count: int
    median_seconds: float | None
    p90_seconds: float | None
    histogram: Histogram


class AnswersAnswer(Answer):
    """Answers by who gave them."""

    bot: WaitsAnswer
    person: WaitsAnswer


class LatencyAnswer(Answer):
    """How long the model took."""

    count: int
    median_ms: float | None
    p90_ms: float | None
    histogram: Histogram


class ModelAnswer(Answer):
    """What the model was used for."""

    replies: int
    offline_replies: Annotated[int, Field(description="Replies that were made without the model.")]
    tokens_in: int
    tokens_out: int
    cost: Annotated[float, Field(description="US dollars at list price, as far as prices are known.")]
    latency: LatencyAnswer


class CountsAnswer(Answer):
    """What happened on one day or several."""

    messages: MessageCountsAnswer
    leads: LeadCountsAnswer
    answers: AnswersAnswer
    model: ModelAnswer
    handovers: Annotated[int, Field(description="How often people took a chat over from the bot.")]
    uptime_seconds: Annotated[int, Field(description="How long sessions worked, summed over the bots.")]


class DayAnswer(CountsAnswer):
    """What happened on one day."""

    day: date


class SpanAnswer(Answer):
    """Some days, both included, and what happened on them."""

    first: Annotated[date, Field(alias="from")]
    last: Annotated[date, Field(alias="to")]
    totals: CountsAnswer


class MetricsAnswer(SpanAnswer):
    """What happened by day, and in as many days before."""

    time_zone: Annotated[str, Field(description="Of the workspace; its clocks say when a day begins.")]
    bot_id: Id | None
    days: list[DayAnswer]
    previous: SpanAnswer
