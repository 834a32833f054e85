"""Count messages that should have gone out long ago."""

from dataclasses import dataclass
from datetime import timedelta

from flotilla.ports.clock import Clock
from flotilla.ports.fleet import FleetRepository
from flotilla.ports.repositories import ConversationRepository

STUCK_AFTER = timedelta(minutes=10)
"""A session that works sends within seconds, and one that is restarted or taken over within a few minutes."""


@dataclass(frozen=True, slots=True)
class CountStuckSends:
    """Housekeeping. It only counts: who holds the bot sends what waits, and a second sender would send it twice."""

    fleet: FleetRepository
    conversations: ConversationRepository
    clock: Clock

    def __call__(self) -> int:
        """How many messages of bots that are switched on wait for longer than STUCK_AFTER."""
        latest = self.clock.now() - STUCK_AFTER
        waiting = (self.conversations.outbox(bot.tenant, bot.id) for bot in self.fleet.enabled_bots())
        return sum(message.created_at < latest for messages in waiting for message in messages)
