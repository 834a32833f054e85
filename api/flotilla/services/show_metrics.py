"""Show what happened in a span of days, and in the span before it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from flotilla.domain.errors import InvalidInputError
from flotilla.domain.ids import BotId
from flotilla.domain.metrics import Counts, DayMetrics, working_seconds
from flotilla.domain.people import Power, Principal
from flotilla.domain.sessions import SessionStatus
from flotilla.ports.clock import Clock
from flotilla.ports.repositories import BotRepository, MetricsRepository, SessionRepository, TenantRepository

MOST_DAYS = 366
DEFAULT_DAYS = 7


@dataclass(frozen=True, slots=True)
class Span:
    """Days from the first to the last, both included."""

    first: date
    last: date

    @property
    def days(self) -> tuple[date, ...]:
        """All of them."""
        return tuple(self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1))

    @property
    def before(self) -> "Span":
        """As many days, that end where this one begins."""
        return Span(self.first - timedelta(days=len(self.days)), self.first - timedelta(days=1))


@dataclass(frozen=True, slots=True)
class Metrics:
    """The counts of each day of a span, and of the span before in one."""

    span: Span
    time_zone: str
    bot: BotId | None
    days: Mapping[date, Counts]
    previous: Counts

    @property
    def total(self) -> Counts:
        """The counts of all days."""
        return _sum(self.days.values())


@dataclass(frozen=True, slots=True)
class ShowMetrics:
    """Reads counts, and adds the time that sessions work right now."""

    metrics: MetricsRepository
    tenants: TenantRepository
    bots: BotRepository
    sessions: SessionRepository
    clock: Clock

    def __call__(
        self,
        principal: Principal,
        first: date | None = None,
        last: date | None = None,
        bot_id: BotId | None = None,
        days: int | None = None,
    ) -> Metrics:
        """By default the last seven days of all bots, deleted ones too, in the workspace's time zone.

        `days` tells how many up to the last one, instead of the first.

        Raise InvalidInputError for days that make no span of at most 366, and NotFoundError for an unknown bot.
        """
        principal.require(Power.METRICS_READ)
        tenant = self.tenants.get(principal.tenant)
        zone = ZoneInfo(tenant.time_zone)
        span = _span(first, last, days, self.clock.now().astimezone(zone).date())
        bots = (self.bots.get(tenant.id, bot_id),) if bot_id is not None else self.bots.list(tenant.id)
        stored = self.metrics.list(tenant.id, span.before.first, span.last, bot=bot_id)
        working = self._working(tuple(bot.id for bot in bots), principal, zone)
        by_day: dict[date, Counter[str]] = defaultdict(Counter)
        for one in (*stored, *working):
            by_day[one.day].update(one.counts)
        previous = _sum(by_day[day] for day in span.before.days)
        return Metrics(span, tenant.time_zone, bot_id, {day: by_day[day] for day in span.days}, previous)

    def _working(self, bots: Iterable[BotId], principal: Principal, zone: ZoneInfo) -> tuple[DayMetrics, ...]:
        """What sessions that still work add: their time is counted for good when it ends."""
        now = self.clock.now()
        found = []
        for bot in bots:
            session = self.sessions.find(principal.tenant, bot)
            if session is not None and session.status is SessionStatus.WORKING:
                for moment, seconds in working_seconds(session.since, now, zone):
                    found.append(DayMetrics(moment.astimezone(zone).date(), bot, {"uptime_seconds": seconds}))
        return tuple(found)


def _span(first: date | None, last: date | None, days: int | None, today: date) -> Span:
    if first is not None and days is not None:
        raise InvalidInputError("The days are told twice.", fields={"days": "Not together with `from`."})
    end = last or today
    span = Span(first or end - timedelta(days=(days or DEFAULT_DAYS) - 1), end)
    if not date(2020, 1, 1) <= span.first <= span.last <= date(2200, 1, 1):
        raise InvalidInputError("The days make no span.", fields={"to": "Not before `from`, both as 2026-01-31."})
    if (span.last - span.first).days >= MOST_DAYS:
        raise InvalidInputError("The span is too long.", fields={"from": f"At most {MOST_DAYS} days before `to`."})
    return span


def _sum(several: Iterable[Counts]) -> Counts:
    total: Counter[str] = Counter()
    for counts in several:
        total.update(counts)
    return total
