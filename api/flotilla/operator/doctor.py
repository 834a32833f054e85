"""Is an installation well? Looks, and changes nothing."""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from botocore.exceptions import BotoCoreError, ClientError

from flotilla.domain.errors import FlotillaError
from flotilla.domain.ids import BotId
from flotilla.domain.leases import LEASE_TTL_SECONDS, Lease
from flotilla.operator.queues import DEAD_LETTERS, THROWN_AWAY, waiting
from flotilla.operator.stack import Stack

WORTH_KNOWING = ("deepseek_api_key", "google_client_secret", "stripe_secret_key")
PROVEN_WITHIN = timedelta(seconds=30)
WATCH_SECONDS = LEASE_TTL_SECONDS / 3


@dataclass(frozen=True)
class Finding:
    """What was seen. `well` is False for what wants mending, and `remedy` says how."""

    text: str
    well: bool = True
    remedy: str = ""


def examine(stack: Stack, sleep: Callable[[float], None] = time.sleep) -> Iterator[Finding]:
    """Findings as they are made. A service that can't be asked is a finding too."""
    checks: tuple[tuple[str, Callable[[], Iterator[Finding]]], ...] = (
        ("the tables", lambda: _tables(stack)),
        ("the queues", lambda: _queues(stack)),
        ("the secret", lambda: _secret(stack)),
        ("the sessions", lambda: _sessions(stack, sleep)),
    )
    for what, check in checks:
        try:
            yield from check()
        except (ClientError, BotoCoreError, FlotillaError) as error:
            yield Finding(f"{what} can't be asked: {error}", well=False, remedy="Check credentials, region and stack.")


def _tables(stack: Stack) -> Iterator[Finding]:
    client = stack.client("dynamodb")
    for name in (stack.settings.table, stack.settings.runtime_table):
        status = client.describe_table(TableName=name)["Table"]["TableStatus"]
        yield Finding(f"table {name} is {status}", well=status in ("ACTIVE", "UPDATING"), remedy="Wait, or restore it.")


def _queues(stack: Stack) -> Iterator[Finding]:
    for queue in DEAD_LETTERS:
        count = waiting(stack, queue.dead_letters)
        yield Finding(
            f"{queue.name}: {waiting(stack, queue.source)} waiting, {count} dead",
            well=count == 0,
            remedy=f"Mend the cause (see the function's log), then: "
            f".venv/bin/python -m flotilla --stack {stack.name} redrive {queue.name}",
        )
    for watched in THROWN_AWAY:
        count = waiting(stack, watched.dead_letters)
        yield Finding(
            f"{watched.name}: {count} dead",
            well=count == 0,
            remedy="Mend the cause (see the runbook), then: "
            f"aws sqs purge-queue --queue-url {stack.outputs[watched.dead_letters]}",
        )


def _secret(stack: Stack) -> Iterator[Finding]:
    vault = stack.installation()._vault
    yield Finding("the secret has jwt_key", well=bool(vault.get("jwt_key")), remedy="Nobody can sign in: add it.")
    absent = [name for name in WORTH_KNOWING if not vault.get(name)]
    if absent:
        yield Finding(f"the secret has no {', '.join(absent)}: what needs them is off")


def _sessions(stack: Stack, sleep: Callable[[float], None]) -> Iterator[Finding]:
    installation = stack.installation()
    wanted = {bot.id: bot for bot in installation.fleet.enabled_bots()}
    before = {lease.bot: lease.counter for lease in installation.leases.list()}
    sleep(WATCH_SECONDS)
    leases = {lease.bot: lease for lease in installation.leases.list()}
    alive = {lease.holder for lease in leases.values() if _beats(lease, before)}
    yield Finding(
        f"{len(wanted)} bots should run; {len(alive)} runners hold {len(leases)} leases",
        well=bool(alive) or not wanted,
        remedy="No runner is alive: look at the ECS service's events and the runners' log.",
    )
    now = installation.clock.now()
    for bot in wanted.values():
        lease = leases.get(bot.id)
        if lease is None or not _beats(lease, before):
            yield Finding(f"bot {bot.id} has no living holder", well=False, remedy="Is there a runner with room?")
        elif lease.proven_at is None or now - lease.proven_at > PROVEN_WITHIN:
            session = installation.sessions.find(bot.tenant, bot.id)
            reason = f"{session.status.value}, {session.reason.value}" if session and session.reason else "not proven"
            yield Finding(f"bot {bot.id}: {reason}", well=False, remedy="See its session's page for what helps.")


def _beats(lease: Lease, before: Mapping[BotId, int]) -> bool:
    return lease.holder is not None and lease.counter != before.get(lease.bot)
