"""Pause a bot: its session goes on, messages are stored, and none is answered."""

from dataclasses import dataclass

from flotilla.domain.bots import Answering, Bot
from flotilla.domain.ids import BotId
from flotilla.domain.people import Principal
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.repositories import BotRepository
from flotilla.services.change_answering import ChangeAnswering


@dataclass(frozen=True, slots=True)
class PauseBot:
    """Silences a bot in all its chats, until it is resumed."""

    bots: BotRepository
    clock: Clock
    ids: Ids

    def __call__(self, principal: Principal, bot_id: BotId) -> Bot:
        """The bot; nothing changes if it is so already. Raise NotFoundError."""
        return ChangeAnswering(self.bots, self.clock, self.ids)(principal, bot_id, Answering.PAUSED, "bot.paused")
