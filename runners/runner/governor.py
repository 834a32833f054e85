"""Lets a bot's messages out at the pace that domain/governor.py sets, and notes on each why it waits."""

import asyncio
import logging
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flotilla.domain.bots import Bot
from flotilla.domain.governor import Hold, Occasion, Rules, after_first_contact, hold, occasion_of, pauses
from flotilla.domain.ids import MessageId
from flotilla.domain.messages import Delay, DelayReason, Message, MessageStatus
from flotilla.domain.sessions import Session
from runner.channels.port import Channel, ChannelError
from runner.recent import Recent
from runner.toolbox import Toolbox

logger = logging.getLogger(__name__)

RECENT_MESSAGES = 20
"""So many of a chat tell whether the customer waits for an answer."""

COUNTED = 2_000


@dataclass(frozen=True, slots=True)
class Held:
    """The message stays queued. `until`: when to ask again, if that is known."""

    until: datetime | None


class Governor:
    """The governor of one bot, for as long as this runner holds it; its counts are kept in the store.

    It outlives the channel, since what it paces is the number and not the page.
    """

    def __init__(
        self,
        bot: Callable[[], Bot],
        session: Callable[[], Session],
        tools: Toolbox,
        rules: Rules | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._bot = bot
        self._session = session
        self._tools = tools
        self._rules = rules or Rules()
        self._monotonic = monotonic
        self._chance = chance
        self._last_send: float | None = None
        self._next_first_contact: datetime | None = None
        self._waits: dict[MessageId, tuple[DelayReason, float]] = {}
        self._counted: Recent[MessageId] = Recent(COUNTED)
        self._counting = asyncio.Lock()

    async def clear(self, message: Message, channel: Channel) -> Message | Held:
        """The message with its delays once it may be sent; Held if it must stay where it is for now.

        What is `sending` already is only looked for in its chat, and is let through.
        """
        if not self._is_on():
            return await self._hold(message, Hold(DelayReason.SENDING_OFF))
        if message.status is not MessageStatus.QUEUED:
            return message
        if not self._tools.policy.governed:
            return self._with_delays(message, ())
        held = await self._count(message)
        if held is not None:
            return await self._hold(message, held)
        planned = await self._pause(message, channel)
        if not self._is_on():
            return await self._hold(message, Hold(DelayReason.SENDING_OFF))
        return self._with_delays(message, planned)

    def _is_on(self) -> bool:
        """Whether people let this bot send at all."""
        return self._tools.policy.sending and self._bot().features.sending

    async def _count(self, message: Message) -> Hold | None:
        """Count what nobody asked for, once, before it is sent; or say why it has to wait."""
        occasion = await self._occasion(message)
        if occasion is Occasion.REPLY or message.id in self._counted:
            return None
        bot, tools = self._bot(), self._tools
        async with self._counting:
            now = tools.now()
            tally = await tools.threads(tools.tallies.read, bot.tenant, bot.id, now)
            held = hold(
                self._rules,
                occasion,
                tally,
                linked_at=self._session().linked_at,
                next_first_contact=self._next_first_contact,
                now=now,
            )
            if held is not None:
                return held
            first = occasion is Occasion.FIRST_CONTACT
            await tools.threads(tools.tallies.count, bot.tenant, bot.id, now, first_contact=first)
            self._counted.add(message.id)
            if first:
                self._next_first_contact = after_first_contact(self._rules, now, self._chance())
        return None

    async def _occasion(self, message: Message) -> Occasion:
        if message.turn is not None:
            return Occasion.REPLY
        recent = await self._tools.threads(
            self._tools.conversations.recent_messages, message.tenant, message.bot, message.chat, limit=RECENT_MESSAGES
        )
        return occasion_of(message, recent, self._tools.now())

    async def _pause(self, message: Message, channel: Channel) -> tuple[Delay, ...]:
        """Wait for the number's next turn, typing at the end of it."""
        now = self._monotonic()
        since = timedelta(seconds=now - self._last_send) if self._last_send is not None else None
        planned = pauses(self._rules, len(message.text or ""), since, self._chance())
        # Reserved before anything is awaited: the next one to ask comes after this one.
        self._last_send = now + sum(delay.ms for delay in planned) / 1000
        for delay in planned:
            if delay.reason is DelayReason.TYPING:
                await self._show_typing(message, channel, delay.ms)
            await asyncio.sleep(delay.ms / 1000)
        return planned

    @staticmethod
    async def _show_typing(message: Message, channel: Channel, ms: int) -> None:
        try:
            await channel.show_typing(message.chat, ms)
        except ChannelError as error:
            # A courtesy: the send itself will tell what is wrong.
            logger.info("typing not shown", extra={"code": error.code})

    async def _hold(self, message: Message, held: Hold) -> Held:
        self._waits.setdefault(message.id, (held.reason, self._monotonic()))
        if message.status is MessageStatus.QUEUED and message.reason != held.reason:
            logger.info("message held", extra={"message_id": message.id, "reason": held.reason})
            await self._tools.threads(self._tools.conversations.hold_message, message.tenant, message, held.reason)
        return Held(held.until)

    def _with_delays(self, message: Message, planned: tuple[Delay, ...]) -> Message:
        """The message with what it waited for, if it did."""
        waits = self._waits.pop(message.id, None)
        if waits is not None:
            reason, since = waits
            planned = (Delay(reason, int((self._monotonic() - since) * 1000)), *planned)
        elif message.reason in set(DelayReason):
            # It was another runner that held it: the whole wait is told.
            waited = (self._tools.now() - message.waits_since) // timedelta(milliseconds=1)
            planned = (Delay(DelayReason(str(message.reason)), waited), *planned)
        return replace(message, delays=planned) if planned else message
