"""One message's way from the outbox into the chat."""

import asyncio
import logging
from datetime import datetime
from enum import Enum, auto

from flotilla.domain.bots import Bot
from flotilla.domain.chats import MessageRef
from flotilla.domain.errors import StaleHolderError, UnavailableError
from flotilla.domain.ids import MessageId
from flotilla.domain.messages import WAITING_TO_BE_SENT, FailReason, Message, MessageStatus, has_expired, is_overdue
from runner.attachments import UnsendableError, file_of
from runner.channels.port import Channel, ChannelError, SendOrder
from runner.governor import Governor, Held
from runner.lease_keeper import LeaseKeeper
from runner.recent import Recent
from runner.send_watch import SendWatch
from runner.toolbox import Toolbox
from runner.waiting import is_set_within

logger = logging.getLogger(__name__)

REASONS = {
    "no_such_chat": FailReason.NOT_ON_WHATSAPP,
    "refused": FailReason.REFUSED,
    "bad_request": FailReason.NOT_SENDABLE,
}
"""Errors that no repetition mends, and the reason code that people see."""

MOST_INTERNAL_ERRORS = 5

RECORD_SECONDS = 15.0
"""Acks of a message wait at most this long for its send to be recorded: a send has ended by then, well or not."""


class Outcome(Enum):
    """How a delivery ended, for the messages behind it: DONE, they may go; HELD, RETRY, UNSENT or PENDING, they wait.

    UNSENT: the page was told to send it, and neither did nor refused.
    """

    DONE = auto()
    HELD = auto()
    RETRY = auto()
    UNSENT = auto()
    PENDING = auto()


class Delivery:
    """Claims, sends or finds, and records. `own` collects the ids it sends, so that they aren't taken for news.

    `sends` follows what comes of them; `held_until` says of those that were HELD when to ask again.
    """

    def __init__(
        self,
        bot: Bot,
        channel: Channel,
        keeper: LeaseKeeper,
        tools: Toolbox,
        own: Recent[MessageId],
        governor: Governor,
    ) -> None:
        self.bot = bot
        self._governor = governor
        self._channel = channel
        self._keeper = keeper
        self._tools = tools
        self._own = own
        self.sends = SendWatch()
        self.held_until: dict[MessageId, datetime | None] = {}
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
        self.sends.answered(message)
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
        cleared = await self._clear(message)
        if isinstance(cleared, Outcome):
            return cleared
        claimed = await self._tools.threads(self._tools.claim_message, cleared, self._keeper.lease)
        if claimed is None:
            return await self._look_again(message)
        # Whoever sent it before may have died between send and record: only the chat itself knows. The same goes for
        # one that failed, as far as could be told, and that a person has tried again.
        again = message.status is MessageStatus.SENDING or message.queued_at is not None
        lookup = again or message.id in self._own
        self._own.add(message.id)
        try:
            file = await file_of(claimed, self._tools)
        except UnsendableError as error:
            return await self.give_up(claimed, FailReason(error.code))
        except UnavailableError:
            logger.warning("file not read yet", extra={"message_id": message.id})
            return Outcome.RETRY
        # From here on, since the ack may be heard before the send's own answer.
        self._unacked[message.id] = asyncio.Event()
        order = SendOrder(
            claimed.chat, claimed.id, claimed.text or "", self._keeper.send_deadline_ms(), lookup, claimed.quoted, file
        )
        ended = self._under_way[message.id] = asyncio.Event()
        self.sends.begin(message.id)
        try:
            return await self._send(claimed, order)
        finally:
            ended.set()
            self._under_way.pop(message.id, None)

    async def _clear(self, message: Message) -> Message | Outcome:
        """The message with its delays once nothing speaks against sending it; else what becomes of it now."""
        if not self._keeper.may_send():
            return Outcome.RETRY
        try:
            reason = await self._why_not(message)
        except ChannelError as error:
            logger.warning("not looked up", extra={"message_id": message.retry_of or message.id, "code": error.code})
            return Outcome.RETRY
        if reason is not None:
            return await self.give_up(message, reason)
        cleared = await self._governor.clear(message, self._channel)
        if not isinstance(cleared, Held):
            return cleared
        self.held_until[message.id] = cleared.until
        return Outcome.HELD

    async def _why_not(self, message: Message) -> FailReason | None:
        """Why the message must not be sent any more, if that is so. Raise ChannelError if the page can't tell."""
        now = self._tools.now()
        if has_expired(message, now):
            return FailReason.EXPIRED
        if is_overdue(message, now) and await self._channel.look_up(message.chat, message.id) is None:
            return FailReason.EXPIRED
        if message.retry_of is not None and await self._arrived_before(message, message.retry_of):
            return FailReason.ARRIVED_BEFORE
        return None

    async def _send(self, message: Message, order: SendOrder) -> Outcome:
        try:
            sent = await self._channel.send(order)
        except ChannelError as error:
            return await self._failed(message, error)
        self.sends.sent(message.id, found=sent.found, ack=sent.ack)
        if sent.found:
            logger.info("found, not sent again", extra={"message_id": message.id})
        return await self._record(message, sent.ack)

    async def _arrived_before(self, message: Message, first: MessageId) -> bool:
        """Whether the message that this one repeats was sent after all; then that is recorded. Raise ChannelError."""
        ack = await self._channel.look_up(message.chat, first)
        if ack is None or ack < 1:
            return False
        ref = MessageRef(message.tenant, message.bot, message.chat, first)
        fence = self._keeper.lease.fence
        await self._tools.threads(self._tools.record_ack, ref, ack=ack, at_ms=self._tools.now_ms(), fence=fence)
        return True

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
            reason = FailReason.PAGE_ERROR if errors >= MOST_INTERNAL_ERRORS else None
        if reason is None:
            self.sends.unsent(message.id)
            return Outcome.UNSENT
        return await self.give_up(message, reason)

    async def give_up(self, message: Message, reason: FailReason) -> Outcome:
        """Record that a message has failed, and why. One that arrives all the same will be shown as sent."""
        self.sends.forget(message.id)
        self._internal_errors.pop(message.id, None)
        self._unacked.pop(message.id, None)
        await self._tools.threads(
            self._tools.record_send.failed, message, reason=reason, fence=self._keeper.lease.fence
        )
        return Outcome.DONE
