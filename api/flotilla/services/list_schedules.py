"""List schedules: a bot's, or a workspace's."""

from dataclasses import dataclass

from flotilla.domain.ids import BotId
from flotilla.domain.page import Page
from flotilla.domain.people import Power, Principal
from flotilla.domain.schedules import Schedule, State
from flotilla.ports.repositories import BotRepository, ScheduleRepository
from flotilla.services.list_leads import check_limit


@dataclass(frozen=True, slots=True)
class ListSchedules:
    """Reads schedules, newest first."""

    schedules: ScheduleRepository
    bots: BotRepository

    def __call__(
        self,
        principal: Principal,
        bot_id: BotId | None = None,
        states: frozenset[State] = frozenset(State),
        limit: int = 50,
        cursor: str | None = None,
    ) -> Page[Schedule]:
        """One page. It may hold fewer than `limit` schedules and still have a next one.

        Raise NotFoundError for the bot, InvalidInputError for a bad limit or cursor.
        """
        principal.require(Power.SCHEDULES_READ)
        if bot_id is not None:
            self.bots.get(principal.tenant, bot_id)
        return self.schedules.list(principal.tenant, bot=bot_id, states=states, limit=check_limit(limit), cursor=cursor)
