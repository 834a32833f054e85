"""What the phones have and what the store has, as the ledger takes it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple


class Pair(NamedTuple):
    """A bot's number and a customer's: one chat."""

    bot: str
    customer: str


@dataclass(frozen=True)
class OnPhone:
    """A message as WhatsApp's servers took it. `seq` is their order, `deliveries` how often it came under its id."""

    id: str
    seq: int
    pair: Pair
    from_customer: bool
    text: str
    deliveries: int = 1


@dataclass(frozen=True)
class InStore:
    """A message as recorded. `turn` of a customer's message is the turn that it opened or joined."""

    id: str
    order: str
    pair: Pair
    sender: str
    text: str
    status: str
    turn: str | None = None
    reason: str | None = None
    stages: tuple[str, ...] = ()

    @property
    def inbound(self) -> bool:
        """Whether the customer wrote it."""
        return self.sender == "customer"


@dataclass(frozen=True)
class Account:
    """All that is counted.

    `human` are the chats that a person took over, `open_turns` those with an answer due; `refusals` is how many
    messages WhatsApp refused at most.
    """

    written: Sequence[str]
    phones: Sequence[OnPhone]
    store: Sequence[InStore]
    human: frozenset[Pair] = frozenset()
    open_turns: frozenset[Pair] = frozenset()
    dead_letters: Mapping[str, int] = field(default_factory=dict)
    refusals: int = 0


@dataclass(frozen=True)
class Finding:
    """Something that is off: in which way, and with which messages."""

    kind: str
    what: str
