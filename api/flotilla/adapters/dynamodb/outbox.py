"""The way of outgoing messages through their statuses, in DynamoDB."""

from dataclasses import replace
from itertools import islice

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.operand import Path
from pynamodb.expressions.update import Action

from flotilla.adapters.dynamodb import keys
from flotilla.adapters.dynamodb.codecs.conversations import read_message, write_delays
from flotilla.adapters.dynamodb.conditions import every, held_under, is_, not_newer
from flotilla.adapters.dynamodb.database import Database, Transaction
from flotilla.adapters.dynamodb.failures import ConditionFailedError
from flotilla.adapters.dynamodb.own import require_own
from flotilla.adapters.dynamodb.values import plain
from flotilla.domain.errors import StaleHolderError
from flotilla.domain.ids import BotId, ChatId, MessageId, TenantId
from flotilla.domain.messages import WAITING_TO_BE_SENT, Message, MessageStatus, Stage, may_advance, stages_through

_LEASE_CHECK = 0
"""The place of the lease's condition in a claim's transaction."""


class DynamoOutbox:
    """The half of ConversationRepository that runners use."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._table = database.main

    def outbox(self, tenant: TenantId, bot: BotId, *, limit: int = 100) -> tuple[Message, ...]:
        """See the port."""
        found = self._table.query(keys.outbox(tenant, bot), index="outbox", page_size=limit)
        return tuple(map(read_message, islice(found, limit)))

    def claim_message(self, tenant: TenantId, message: Message, *, fence: int, at_ms: int) -> Message | None:
        """See the port. `message` must be as stored: a claim on an outdated view is refused with None.

        One transaction tests the lease and moves the message, so that DynamoDB itself refuses a holder of the past.
        """
        require_own(tenant, message.tenant)
        transaction = Transaction()
        self._database.check(transaction, self._database.runtime, keys.lease(message.bot), held_under(tenant, fence))
        self._database.update(
            transaction,
            keys.message(tenant, message.bot, message.chat, message.id),
            [
                Path("status").set(MessageStatus.SENDING.value),
                Path("fence").set(fence),
                _note_stage(Stage.CLAIM, at_ms),
                Path("reason").remove(),
                *([Path("delays").set(write_delays(message))] if message.delays else []),
            ],
            _as_seen(message, fence),
        )
        try:
            self._database.commit(transaction)
        except ConditionFailedError as failed:
            if _LEASE_CHECK in failed.parts:
                raise StaleHolderError("Another runner holds this bot by now.") from None
            return None
        claimed = replace(message, status=MessageStatus.SENDING, fence=fence, reason=None)
        return claimed.with_stage(Stage.CLAIM, at_ms)

    def hold_message(self, tenant: TenantId, message: Message, reason: str) -> bool:
        """See the port."""
        require_own(tenant, message.tenant)
        key = keys.message(tenant, message.bot, message.chat, message.id)
        try:
            self._table.update(key, [Path("reason").set(plain(reason))], is_("status", MessageStatus.QUEUED.value))
        except ConditionFailedError:
            return False
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
        key = keys.message(tenant, bot, chat, message)
        before = [status.value for status in MessageStatus if may_advance(status, to)]
        try:
            if before:
                forward = Path("status").is_in(*before)
                condition = every(forward, not_newer(fence)) if fence is not None else forward
                return read_message(self._table.update(key, _steps(to, stage_at, reason), condition))
        except ConditionFailedError:
            pass  # Which of the conditions failed is found out below.
        stored = self._table.get(key) if fence is not None else None
        if stored is not None and fence is not None and stored.get("fence", 0) > fence:
            raise StaleHolderError("Another runner holds this bot by now.")
        return None


def _as_seen(message: Message, fence: int) -> Condition:
    """That the message still waits just as the caller saw it, not claimed under a newer fence."""
    waiting = Path("status").is_in(*(status.value for status in sorted(WAITING_TO_BE_SENT)))
    return every(waiting, is_("status", message.status.value), is_("fence", message.fence), not_newer(fence))


def _steps(to: MessageStatus, stage_at: tuple[Stage, int] | None, reason: str | None) -> list[Action]:
    steps: list[Action] = [
        Path("status").set(to.value),
        Path("reason").set(plain(reason)) if reason is not None else Path("reason").remove(),
    ]
    if stage_at is not None:
        stage, at_ms = stage_at
        steps += [_note_stage(passed, at_ms) for passed in stages_through(stage)]
    if to not in WAITING_TO_BE_SENT:
        steps += [Path("outbox_bot").remove(), Path("outbox_order").remove()]
    return steps


def _note_stage(stage: Stage, at_ms: int) -> Action:
    """Set the stage's time unless it is known already."""
    life = Path(["life", stage.value])
    return life.set(life | at_ms)
