"""The schedule of a run: who writes what when, and which faults happen when. Derived from the seed alone."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

FROM_CUSTOMERS = 0.8
"""Share of the messages that customers write."""

FROM_VENDOR = 0.1
SPARE = 0.2
"""Further messages of customers, as a share of all. On a slow machine one answer takes several of their messages
together: then fewer answers come than are left for them, and of these so many are written as the run falls short of."""

VENDOR_BEGINS = 0.4
"""The share of the run after which the vendor starts to write to some of the customers, whose chats it then has."""

ONE_OF = 6
"""The vendor writes to one customer in so many."""

BURST = 0.2
"""The chance that a customer's message follows at once on the one before."""


@dataclass(frozen=True, order=True)
class Writing:
    """Something that is written `at` so many seconds after the beginning; its text is unique in the run."""

    at: float
    customer: int
    by_vendor: bool
    text: str


@dataclass(frozen=True, order=True)
class Blow:
    """A fault, due `at` so many seconds after the beginning. `aim` and `size` (0 … 1) choose its victim and extent."""

    at: float
    kind: str
    aim: float
    size: float


@dataclass(frozen=True)
class Plan:
    """What happens in a run of so many `messages` both ways.

    `spare` is written as far as needed for that, after `writings`, and its times are from its own beginning on.
    """

    writings: tuple[Writing, ...]
    blows: tuple[Blow, ...]
    spare: tuple[Writing, ...]
    messages: int


def make_plan(
    seed: int, *, customers: int, messages: int, seconds: float, kinds: Sequence[str], every: float = 12.0
) -> Plan:
    """The plan of a seed.

    Args:
        seed: equal seeds and equal other arguments make equal plans.
        customers: how many write.
        messages: how many messages both ways there are at least.
        seconds: for how long messages are written; faults end a little earlier.
        kinds: of faults; each comes once before any comes again.
        every: seconds between faults, on average.
    """
    chance = random.Random(seed)
    writings, blows = _writings(chance, customers, messages, seconds), _blows(chance, seconds, kinds, every)
    return Plan(writings, blows, _spare(chance, customers, messages, seconds), messages)


def _writings(chance: random.Random, customers: int, messages: int, seconds: float) -> tuple[Writing, ...]:
    asked = [(chance.uniform(0, seconds), chance.randrange(customers)) for _ in range(int(messages * FROM_CUSTOMERS))]
    asked.sort()
    for n in range(1, len(asked)):
        if chance.random() < BURST:
            asked[n] = (asked[n][0], asked[n - 1][1])
    theirs = [n for n in range(customers) if n % ONE_OF == ONE_OF - 1] or [customers - 1]
    sold = sorted(
        (chance.uniform(seconds * VENDOR_BEGINS, seconds), chance.choice(theirs))
        for _ in range(int(messages * FROM_VENDOR))
    )
    questions = [Writing(at, who, False, f"Question {n:04d}: how much is it?") for n, (at, who) in enumerate(asked)]
    offers = [Writing(at, who, True, f"Offer {n:04d}, from a person.") for n, (at, who) in enumerate(sold)]
    return tuple(sorted([*questions, *offers]))


def _spare(chance: random.Random, customers: int, messages: int, seconds: float) -> tuple[Writing, ...]:
    """At the pace of the other messages, so that nothing is flooded."""
    pace = seconds / messages
    return tuple(
        Writing(n * pace, chance.randrange(customers), False, f"Extra {n:04d}: is it still there?")
        for n in range(int(messages * SPARE))
    )


def _blows(chance: random.Random, seconds: float, kinds: Sequence[str], every: float) -> tuple[Blow, ...]:
    blows: list[Blow] = []
    waiting: list[str] = []
    at = chance.uniform(1, every / 2)
    while kinds and at < seconds * 0.95:
        if not waiting:
            waiting = chance.sample(list(kinds), len(kinds))
        blows.append(Blow(round(at, 1), waiting.pop(), round(chance.random(), 3), round(chance.random(), 3)))
        at += chance.uniform(0.5, 1.5) * every
    return tuple(blows)
