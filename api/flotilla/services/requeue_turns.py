"""Put turns into their queue again whose entry was never put, or got lost."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flotilla.domain.chats import Chat, TurnRef
from flotilla.domain.ids import TenantId
from flotilla.domain.inbox import Conversation
from flotilla.ports.clock import Clock
from flotilla.ports.fleet import FleetRepository
from flotilla.ports.queues import TurnQueue
from flotilla.ports.repositories import InboxRepository

OVERDUE_AFTER = timedelta(minutes=15)
"""A turn is answered within seconds of when it is due, and after a failure within a few deliveries of its entry."""

LOOK_BACK = timedelta(hours=3)
"""Housekeeping comes each hour: it may fail twice before a turn is passed over for good."""


@dataclass(frozen=True, slots=True)
class RequeueTurns:
    """Housekeeping. Finds them among the chats that the inbox notes as active; an entry too many does nothing."""

    fleet: FleetRepository
    inbox: InboxRepository
    turn_queue: TurnQueue
    clock: Clock

    def __call__(self) -> int:
        """How many were put again, of bots that are switched on. Raise UnavailableError if the queue takes none."""
        return sum(self._of(tenant) for tenant in sorted({bot.tenant for bot in self.fleet.enabled_bots()}))

    def _of(self, tenant: TenantId) -> int:
        now = self.clock.now()
        cursor, found = None, 0
        while True:
            page = self.inbox.list(
                tenant,
                lambda one: _is_overdue(one, now),
                scope=("overdue turns",),
                since=now - LOOK_BACK,
                until=now,
                cursor=cursor,
            )
            for one in page.items:
                found += self._put(one.chat)
            cursor = page.next_cursor
            if cursor is None:
                return found

    def _put(self, chat: Chat) -> bool:
        if chat.turn is None:
            return False
        ref = TurnRef(chat.tenant, chat.bot, chat.id, chat.turn.id, chat.turn.upto, chat.turn.opened_by)
        self.turn_queue.put(ref, delay=timedelta(0))
        return True


def _is_overdue(one: Conversation, now: datetime) -> bool:
    turn = one.chat.turn
    if turn is None or turn.due_at > now - OVERDUE_AFTER:
        return False
    return turn.claimed_until is None or turn.claimed_until < now
