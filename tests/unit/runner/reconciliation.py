"""One bot's page beside its records, for tests of what is made of the difference."""

from dataclasses import replace

from flotilla.bootstrap.memory import InMemory
from flotilla.domain.bots import Bot
from flotilla.domain.ids import ChatId
from flotilla.domain.inbound import InboundKind
from flotilla.domain.messages import Direction, Message, MessageStatus, Sender
from flotilla.domain.sessions import new_session
from runner.channels.port import MessageSeen
from runner.publisher import Publisher
from runner.recent import Recent
from runner.reconcile import Missed, catch_up
from runner.toolbox import Toolbox
from tests.unit.runner.conftest import BOT, START, TENANT, FakeChannel, make_bot, make_message

CHAT = ChatId("5511911111111@c.us")
LINKED = replace(new_session(TENANT, BOT, START), linked_at=START)


def stored(seen: MessageSeen, **changes: object) -> Message:
    """The record of what was seen before."""
    values: dict[str, object] = {
        "chat": seen.chat, "id": seen.id, "type": seen.type, "text": seen.text, "status": MessageStatus.RECEIVED,
        "direction": Direction.IN, "sender": Sender.CUSTOMER,
        "order": f"{seen.sent_at:011d}.000000.{seen.id}",
    }  # fmt: skip
    return replace(make_message(1), **(values | changes))  # type: ignore[arg-type]  # The values fit.


def sent(seen: MessageSeen, status: MessageStatus) -> Message:
    """The record of what the bot sent."""
    return stored(seen, status=status, direction=Direction.OUT, sender=Sender.BOT)


class Reconciliation:
    """One bot's page, and what was made of it."""

    def __init__(self, twins: InMemory, tools: Toolbox) -> None:
        self.twins, self.tools = twins, tools
        self.channel = FakeChannel()
        self.publisher = Publisher(make_bot, tools, lambda: LINKED, Recent(10))

    def keep(self, *messages: Message) -> None:
        for message in messages:
            assert self.twins.conversations.add_message(TENANT, message)

    async def run(self, *past: MessageSeen, bot: Bot | None = None) -> Missed:
        self.channel.past = past
        return await catch_up(self.channel, bot or make_bot(), self.publisher, self.tools)

    def told(self) -> list[tuple[str, InboundKind, str | None]]:
        return [(one.id, one.kind, one.text) for one in self.twins.inbound_queue.entries]
