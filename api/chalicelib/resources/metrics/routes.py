"""What happened, counted by day."""

from chalicelib.http.endpoints import Call
from chalicelib.resources.metrics.schemas import MetricsAnswer, MetricsQuery
from chalicelib.web import Resource
from flotilla import bootstrap
from flotilla.domain.ids import BotId
from flotilla.domain.metric_views import counts_view
from flotilla.domain.metrics import Counts
from flotilla.domain.people import Power
from flotilla.domain.views import View
from flotilla.services.show_metrics import Span

metrics = Resource("metrics")


def _span(span: Span, totals: Counts) -> View:
    return {"from": span.first.isoformat(), "to": span.last.isoformat(), "totals": counts_view(totals)}


@metrics.endpoint("GET", "/metrics", access=Power.METRICS_READ, returns=MetricsAnswer, errors=(404,))
def show_metrics(call: Call, query: MetricsQuery) -> View:
    """Show messages, leads, answer times, what the model took, handovers and uptime by day."""
    bot = BotId(query.bot) if query.bot is not None else None
    found = bootstrap.services().show_metrics(call.principal, query.first, query.last, bot, query.days)
    return {
        **_span(found.span, found.total),
        "time_zone": found.time_zone,
        "bot_id": found.bot,
        "days": [{"day": day.isoformat(), **counts_view(counts, detailed=False)} for day, counts in found.days.items()],
        "previous": _span(found.span.before, found.previous),
    }
