"""One message's way from the outbox into the chat."""

import asyncio
import logging
from enum import Enum, auto

from flotilla.domain.bots import Bot
from flotilla.domain.errors import StaleHolderError
from flotilla.domain.ids import MessageId
from flotilla.domain.messages import WAITING_TO_BE_SENT, Message, MessageStatus, has_expired
from runner.channels.port import Channel, ChannelError, SendOrder
from runner.lease_keeper import LeaseKeeper
from runner.recent import Recent
from runner.toolbox import Toolbox
from runner.waiting import is_set_within

logger = logging.getLogger(__name__)

REASONS = {"no_such_chat": "not_on_whatsapp", "refused": "refused_by_whatsapp", "bad_request": "not_sendable"}
"""Errors that no repetition mends, and the reason code that people see."""

MOST_INTERNAL_ERRORS = 5

RECORD_SECONDS = 15.0
"""Acks of a message wait at most this long for its send to be recorded: a send has ended by then, well or not."""


class Outcome(Enum):
    """How a delivery ended, for the messages behind it: DONE, they may go; RETRY or PENDING, they wait."""

    DONE = auto()
    RETRY = auto()
    PENDING = auto()


class Delivery:
    """Claims, sends or finds, and records. `own` collects the ids it sends, so that they aren't taken for news."""

    def __init__(self, bot: Bot, channel: Channel, keeper: LeaseKeeper, tools: Toolbox, own: Recent[MessageId]) -> None:
        self.bot = bot
        self._channel = channel
        self._keeper = keeper
        self._tools = tools
        self._own = own
        self._internal_errors: dict[MessageId, int] = {}
        self._unacked: dict[MessageId, asyncio.Event] = {}
        self._under_way: dict[MessageId, asyncio.Event] = {}

    async def recorded(self, message: MessageId) -> None:
        """Wait until a send that is under way is recorded, so that no ack overtakes what it acknowledges."""
        under_way = self._under_way.get(message)
        if under_way is not None and not await is_set_within(under_way, RECORD_SECONDS):
            logger.warning("an ack goes ahead of its send's record", extra={"message_id": message})

    def heard_of(self, message: MessageId) -> None:
        """WhatsApp acknowledged a message, or refused it; that is recorded."""
        if message in self._unacked:
            self._unacked[message].set()

    async def acked(self, message: MessageId, within: float) -> bool:
        """Wait until a message that was PENDING is acknowledged; False if that doesn't happen in so many seconds."""
        try:
            return await is_set_within(self._unacked.setdefault(message, asyncio.Event()), within)
        finally:
            self._unacked.pop(message, None)

    async def deliver(self, message: Message) -> Outcome:
        """Bring one waiting message into its chat, once. Raise StaleHolderError if the bot is somebody else's."""
        if not self._keeper.may_send():
            return Outcome.RETRY
        if has_expired(message, self._tools.now()):
            return await self._give_up(message, "expired")
        claimed = await self._tools.threads(self._tools.claim_message, message, self._keeper.lease)
        if claimed is None:
            return await self._look_again(message)
        # Whoever sent it before may have died between send and record: only the chat itself knows.
        lookup = message.status is MessageStatus.SENDING or message.id in self._own
        self._own.add(message.id)
        # From here on, since the ack may be heard before the send's own answer.
        self._unacked[message.id] = asyncio.Event()
        order = SendOrder(
            claimed.chat, claimed.id, claimed.text or "", self._keeper.send_deadline_ms(), lookup, claimed.quoted
        )
        ended = self._under_way[message.id] = asyncio.Event()
        try:
            return await self._send(claimed, order)
        finally:
            ended.set()
            self._under_way.pop(message.id, None)

    async def _send(self, message: Message, order: SendOrder) -> Outcome:
        try:
            sent = await self._channel.send(order)
        except ChannelError as error:
            return await self._failed(message, error)
        if sent.found:
            logger.info("found, not sent again", extra={"message_id": message.id})
        return await self._record(message, sent.ack)

    async def _look_again(self, message: Message) -> Outcome:
        """The index that the outbox is read from lags: ask for the truth before anything overtakes the message."""
        stored = await self._tools.threads(
            self._tools.conversations.find_message, message.tenant, message.bot, message.chat, message.id
        )
        return Outcome.RETRY if stored is not None and stored.status in WAITING_TO_BE_SENT else Outcome.DONE

    async def _record(self, message: Message, ack: int) -> Outcome:
        try:
            await self._tools.threads(self._tools.record_send, message, ack=ack, fence=self._keeper.lease.fence)
        except StaleHolderError:
            raise
        except Exception:
            # It stays `sending`; the next attempt finds it in the chat and records it then.
            logger.exception("send not recorded", extra={"message_id": message.id})
            return Outcome.RETRY
        self._internal_errors.pop(message.id, None)
        if ack == 0:
            return Outcome.PENDING
        self._unacked.pop(message.id, None)
        return Outcome.DONE

    async def _failed(self, message: Message, error: ChannelError) -> Outcome:
        logger.warning("message not sent", extra={"message_id": message.id, "code": error.code})
        reason = REASONS.get(error.code)
        if error.code == "internal":
            errors = self._internal_errors.get(message.id, 0) + 1
            self._internal_errors[message.id] = errors
            reason = "page_error" if errors >= MOST_INTERNAL_ERRORS else None
        if reason is None:
            return Outcome.RETRY
        return await self._give_up(message, reason)

    async def _give_up(self, message: Message, reason: str) -> Outcome:
        self._internal_errors.pop(message.id, None)
        self._unacked.pop(message.id, None)
        await self._tools.threads(
            self._tools.record_send.failed, message, reason=reason, fence=self._keeper.lease.fence
        )
        return Outcome.DONE
