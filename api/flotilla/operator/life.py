"""A message's life, stage by stage."""

from collections.abc import Iterator

from flotilla.domain.ids import BotId, ChatId, MessageId, TenantId
from flotilla.domain.messages import Message
from flotilla.operator.errors import OperatorError
from flotilla.operator.stack import Stack


def show_life(stack: Stack, tenant: TenantId, bot: BotId, chat: ChatId, message: MessageId) -> Iterator[str]:
    """Lines about the message: what became of it and when. What it says is not among them."""
    found = stack.installation().conversations.find_message(tenant, bot, chat, message)
    if found is None:
        raise OperatorError("There is no such message in this chat.")
    yield f"{found.direction.value} {found.type} by {found.sender.value}: {found.status.value}" + _reason(found)
    if found.turn is not None:
        yield f"turn {found.turn}"
    before: int | None = None
    for stage, at in found.life:
        yield f"  {stage.value:<10} {at}  {'' if before is None else f'+{at - before} ms'}".rstrip()
        before = at


def _reason(message: Message) -> str:
    return f" ({message.reason})" if message.reason else ""
