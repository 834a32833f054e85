"""The account of a run: what the phones have against what the store has. Pure, and told nothing but those two."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from tests.chaos.account import Account, Finding, InStore, OnPhone, Pair

SENT = frozenset({"sent", "delivered", "read"})
WAITING = frozenset({"queued", "sending"})


def findings(account: Account) -> list[Finding]:
    """Everything that is off; empty when all is accounted for."""
    return [
        *_lost(account), *_doubled(account), *_turns(account), *_out_of_order(account), *_records(account),
    ]  # fmt: skip


def unsettled(account: Account) -> list[str]:
    """What may still be on its way: what a run that comes to rest waits for."""
    stored = {(message.pair, message.id) for message in account.store}
    return [
        *(f"not stored yet: {m.text}" for m in account.phones if m.from_customer and (m.pair, m.id) not in stored),
        *(f"an answer is due to {pair.customer}" for pair in sorted(account.open_turns)),
        *(f"{m.status}: {m.text[:40]!r} to {m.pair.customer}" for m in account.store if m.status in WAITING),
    ]


def _lost(account: Account) -> Iterable[Finding]:
    on_phones = Counter(message.text for message in account.phones)
    in_store = Counter(message.text for message in account.store)
    refused = {message.text for message in account.store if message.status == "failed"}
    for text in account.written:
        if not in_store[text]:
            yield Finding("lost", f"never stored: {text!r}")
        if not on_phones[text] and text not in refused:
            yield Finding("lost", f"on no phone: {text!r}")
    there = {(message.pair, message.id) for message in account.phones}
    for message in account.store:
        if message.status in SENT and (message.pair, message.id) not in there:
            yield Finding("lost", f"called {message.status} and on no phone: {_name(message)}")
    for queue, count in account.dead_letters.items():
        if count:
            yield Finding("lost", f"{count} entries in the dead-letter queue of {queue}")


def _doubled(account: Account) -> Iterable[Finding]:
    for message in account.phones:
        if message.deliveries > 1:
            times = f"{message.deliveries} times under its id"
            yield Finding("doubled", f"delivered {times}: {message.id} {message.text!r}")
    for where, texts in (
        ("phones", Counter(m.text for m in account.phones)),
        ("store", Counter(m.text for m in account.store)),
    ):
        for text in account.written:
            if texts[text] > 1:
                yield Finding("doubled", f"{texts[text]} times in the {where}: {text!r}")


def _turns(account: Account) -> Iterable[Finding]:
    asked: dict[tuple[Pair, str], list[InStore]] = defaultdict(list)
    replies: dict[tuple[Pair, str], list[InStore]] = defaultdict(list)
    for message in account.store:
        if message.turn is not None and message.sender in ("customer", "bot"):
            (asked if message.inbound else replies)[message.pair, message.turn].append(message)
        elif message.inbound and message.pair not in account.human:
            yield Finding("lost", f"no answer was ever due: {_name(message)}")
        elif message.sender == "bot":
            yield Finding("doubled", f"an answer to no turn: {_name(message)}")
    for turn, answers in replies.items():
        if len(answers) > 1:
            yield Finding("doubled", f"{len(answers)} answers to one turn: {', '.join(map(_name, answers))}")
        if turn not in asked:
            yield Finding("doubled", f"an answer to a turn without a message: {', '.join(map(_name, answers))}")
    for turn, questions in asked.items():
        if turn not in replies and turn[0] not in account.human:
            yield Finding("lost", f"no answer to the turn of: {', '.join(map(_name, questions))}")
    yield from _last_words(account)


def _last_words(account: Account) -> Iterable[Finding]:
    refused = {message.pair for message in account.store if message.status == "failed"}
    last: dict[Pair, OnPhone] = {}
    for message in sorted(account.phones, key=lambda one: one.seq):
        last[message.pair] = message
    for pair, message in last.items():
        if message.from_customer and pair not in account.human | refused:
            yield Finding("lost", f"the customer had the last word: {message.text!r} by {pair.customer}")


def _out_of_order(account: Account) -> Iterable[Finding]:
    names = {message.id: message.text for message in account.store}
    for inbound in (True, False):
        phones: dict[Pair, list[str]] = defaultdict(list)
        store: dict[Pair, list[str]] = defaultdict(list)
        for taken in sorted(account.phones, key=lambda one: one.seq):
            if taken.from_customer is inbound:
                phones[taken.pair].append(taken.id)
        for kept in sorted(account.store, key=lambda one: one.order):
            if kept.inbound is inbound:
                store[kept.pair].append(kept.id)
        for pair, taken_ids in phones.items():
            wrong = _first_difference(taken_ids, store[pair])
            if wrong is not None:
                said, kept_as = (", ".join(repr(names[one][:32]) for one in ids) for ids in wrong)
                way = f"{'from' if inbound else 'to'} {pair.customer}"
                yield Finding("out of order", f"{way}: on the phone {said}; in the store {kept_as}")


def _first_difference(one: Sequence[str], other: Sequence[str]) -> tuple[Sequence[str], Sequence[str]] | None:
    """The first few ids that stand in another order, of those that are in both."""
    known = set(one) & set(other)
    left, right = [i for i in one if i in known], [i for i in other if i in known]
    for n, (here, there) in enumerate(zip(left, right, strict=False)):
        if here != there:
            return left[n : n + 3], right[n : n + 3]
    return None


def _records(account: Account) -> Iterable[Finding]:
    """What the store says of messages, where the phones know better."""
    there = {(message.pair, message.id) for message in account.phones}
    known = {(message.pair, message.id) for message in account.store}
    failed = [message for message in account.store if message.status == "failed"]
    if len(failed) > account.refusals:
        named = ", ".join(f"{_name(message)} {message.reason}" for message in failed)
        yield Finding("lost", f"{len(failed)} failed, and {account.refusals} were refused at most: {named}")
    for message in account.store:
        if message.status == "failed" and (message.pair, message.id) in there:
            yield Finding("wrong record", f"failed ({message.reason}), yet on the phone: {_name(message)}")
        if message.status in WAITING:
            yield Finding("lost", f"still {message.status}: {_name(message)}")
        missing = [stage for stage in ("outbox", "claim", "sent") if stage not in message.stages]
        if message.status in SENT and missing:
            yield Finding("gap in a life", f"no time of {' and '.join(missing)}: {_name(message)}")
    for taken in account.phones:
        if (taken.pair, taken.id) not in known and not taken.from_customer:
            yield Finding("wrong record", f"sent, and not in the store: {taken.id} {taken.text[:40]!r}")


def _name(message: InStore) -> str:
    return f"{message.id} {message.text[:40]!r} ({message.pair.customer})"
