"""The ledger in print."""

from collections import Counter

from tests.chaos.account import Finding
from tests.chaos.run import Outcome

WRONG = ("lost", "doubled", "out of order")


def ledger(outcome: Outcome) -> str:
    """The table of what was counted on the phones and in the store."""
    phones, store = outcome.account.phones, outcome.account.store
    senders = Counter(message.sender for message in store)
    by_id = {(message.pair, message.id): message.sender for message in store}
    seen = Counter("customer" if m.from_customer else by_id.get((m.pair, m.id), "unknown") for m in phones)
    failed = Counter(message.sender for message in store if message.status == "failed")
    turns = {(m.pair, m.turn) for m in store if m.inbound and m.turn}
    answered = {(m.pair, m.turn) for m in store if m.sender == "bot"}
    rows = [("", "on phones", "in store", "failed")]
    for sender in ("customer", "bot", "vendor"):
        rows.append((sender, str(seen[sender]), str(senders[sender]), str(failed[sender])))
    rows.append(("all", str(len(phones)), str(len(store)), str(sum(failed.values()))))
    lines = ["".join(f"{cell:>12}" for cell in row) for row in rows]
    lines.append(
        f"  turns: {len(turns)}, answered {len(turns & answered)}, "
        f"in chats that a person took over: {sum(t[0] in outcome.account.human for t in turns - answered)}"
    )
    lines.append("  " + ", ".join(f"{count(outcome.findings, kind)} {kind}" for kind in WRONG))
    return "\n".join(lines)


def faults(outcome: Outcome) -> str:
    """How often each fault was done, and for how long it kept us busy."""
    kinds = Counter(done.kind for done in outcome.done)
    seconds = {kind: sum(done.seconds for done in outcome.done if done.kind == kind) for kind in kinds}
    return "\n".join(f"{kind:>22} {times:3d} x {seconds[kind]:6.1f} s" for kind, times in sorted(kinds.items()))


def complaints(outcome: Outcome, most: int = 40) -> str:
    """What is off, message by message."""
    lines = [f"  {finding.kind}: {finding.what}" for finding in outcome.findings]
    more = [f"  … and {len(lines) - most} more"] if len(lines) > most else []
    return "\n".join(lines[:most] + more)


def count(findings: list[Finding], kind: str) -> int:
    """How many findings are of a kind."""
    return sum(finding.kind == kind for finding in findings)
