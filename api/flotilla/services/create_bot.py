"""Create a bot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from flotilla.domain.audit import Subject
from flotilla.domain.bots import DEFAULT_BURST_WINDOW_MS, Answering, Bot, Desired
from flotilla.domain.features import Features, WorkingHours
from flotilla.domain.ids import BotId
from flotilla.domain.lead_fields import DEFAULT_REQUIRED_FIELDS
from flotilla.domain.people import Power, Principal
from flotilla.domain.views import bot_view
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.repositories import BotRepository, LimitNotes, TenantRepository
from flotilla.services.audited import audited
from flotilla.services.bot_fields import check_bot_fields, placed_fields
from flotilla.services.retry import until_no_conflict
from flotilla.services.within_plan import WithinPlan


@dataclass(frozen=True, slots=True)
class CreateBot:
    """Adds a bot whose session starts by itself, so that its first QR code is there when the page is."""

    bots: BotRepository
    tenants: TenantRepository
    limit_notes: LimitNotes
    clock: Clock
    ids: Ids
    burst_window_ms: int = DEFAULT_BURST_WINDOW_MS

    def __call__(
        self,
        principal: Principal,
        name: str,
        prompt: str = "",
        language: str | None = None,
        burst_window_ms: int | None = None,
        required_fields: Sequence[str] | None = None,
        fields: Sequence[Mapping[str, Any]] = (),
    ) -> Bot:
        """The new bot.

        Raise InvalidInputError naming what can't be used, LimitReachedError if the plan allows no more, and
        ConflictError (`workspace_deleted`).
        """
        principal.require(Power.BOTS_WRITE)
        values = check_bot_fields(
            {
                "name": name,
                "prompt": prompt,
                "language": language,
                "burst_window_ms": self.burst_window_ms if burst_window_ms is None else burst_window_ms,
                "fields": fields,
                **({"required_fields": required_fields} if required_fields is not None else {}),
            }
        )
        values = {"required_fields": DEFAULT_REQUIRED_FIELDS, **placed_fields(values, DEFAULT_REQUIRED_FIELDS, ())}
        tenant = self.tenants.get(principal.tenant)
        tenant.require_open()
        now = self.clock.now()
        bot = Bot(
            id=BotId(self.ids.new()),
            tenant=principal.tenant,
            desired=Desired.ENABLED,
            answering=Answering.ON,
            created_at=now,
            updated_at=now,
            version=1,
            features=Features(working_hours=WorkingHours(time_zone=tenant.time_zone)),
            **values,
        )
        subject = Subject("bot", bot.id, bot.name)
        entry = audited(self.ids, principal, now, "bot.created", subject, after=bot_view(bot))
        # Bots that are made at once write the same count, and some have to try again.
        add = partial(
            until_no_conflict,
            lambda: self.bots.add(principal.tenant, bot, limit=tenant.quotas.bots, audit=entry),
            final=lambda error: error.code == "id_taken",
        )
        WithinPlan(self.limit_notes, self.clock, self.tenants)(tenant, add)
        return bot
