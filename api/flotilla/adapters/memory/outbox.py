"""The way of outgoing messages through their statuses, in memory."""

from dataclasses import replace

from flotilla.adapters.memory.store import Store, require_own
from flotilla.domain.errors import StaleHolderError
from flotilla.domain.ids import BotId, ChatId, MessageId, TenantId
from flotilla.domain.messages import WAITING_TO_BE_SENT, Message, MessageStatus, Stage, may_advance, stages_through


class MemoryOutbox:
    """The half of ConversationRepository that runners use."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def outbox(self, tenant: TenantId, bot: BotId, *, limit: int = 100) -> tuple[Message, ...]:
        """See the port."""
        with self._store.lock:
            waiting = [
                message
                for (owner, holder, _), messages in self._store.messages.items()
                if (owner, holder) == (tenant, bot)
                for message in messages.values()
                if message.status in WAITING_TO_BE_SENT
            ]
        return tuple(sorted(waiting, key=lambda message: message.order)[:limit])

    def claim_message(self, tenant: TenantId, message: Message, *, fence: int, at_ms: int) -> Message | None:
        """See the port. `message` must be as stored: a claim on an outdated view is refused with None."""
        require_own(tenant, message.tenant)
        with self._store.lock:
            lease = self._store.leases.get(message.bot)
            if lease is None or lease.tenant != tenant or lease.holder is None or lease.fence != fence:
                raise StaleHolderError("Another runner holds this bot by now.")
            stored = self._stored(message)
            if stored is None or (stored.status, stored.fence) != (message.status, message.fence):
                return None
            if stored.status not in WAITING_TO_BE_SENT or (stored.fence or 0) > fence:
                return None
            delays = message.delays or stored.delays
            claimed = replace(stored, status=MessageStatus.SENDING, fence=fence, reason=None, delays=delays)
            claimed = claimed.with_stage(Stage.CLAIM, at_ms)
            self._store.put_message(claimed)
            return claimed

    def hold_message(self, tenant: TenantId, message: Message, reason: str) -> bool:
        """See the port."""
        require_own(tenant, message.tenant)
        with self._store.lock:
            stored = self._stored(message)
            if stored is None or stored.status is not MessageStatus.QUEUED:
                return False
            self._store.put_message(replace(stored, reason=reason))
            return True

    def advance_message(
        self,
        tenant: TenantId,
        bot: BotId,
        chat: ChatId,
        message: MessageId,
        *,
        to: MessageStatus,
        stage_at: tuple[Stage, int] | None,
        reason: str | None = None,
        fence: int | None = None,
    ) -> Message | None:
        """See the port."""
        with self._store.lock:
            stored = self._store.messages.get((tenant, bot, chat), {}).get(message)
            if stored is None:
                return None
            if fence is not None and stored.fence is not None and stored.fence > fence:
                raise StaleHolderError("Another runner holds this bot by now.")
            if not may_advance(stored.status, to):
                return None
            advanced = replace(stored, status=to, reason=reason)
            if stage_at is not None:
                for stage in stages_through(stage_at[0]):
                    advanced = advanced.with_stage(stage, stage_at[1])
            self._store.put_message(advanced)
            return advanced

    def _stored(self, message: Message) -> Message | None:
        return self._store.messages.get((message.tenant, message.bot, message.chat), {}).get(message.id)
