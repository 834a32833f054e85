"""Token buckets, lock-outs, and sign-ins under way."""

import math
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from flotilla.adapters.chunked_limiter import ChunkedRateLimiter
from flotilla.adapters.memory.clock import SequentialIds
from flotilla.domain.errors import RateLimitedError
from flotilla.domain.limits import FAILURES_FORGOTTEN_AFTER
from flotilla.ports.identity import PendingSignIn
from flotilla.ports.limits import RateLimiter
from tests.contract.adapters.installations import Ports


def _taken(limiter: RateLimiter, key: str, tries: int, cost: int = 1) -> int:
    taken = 0
    for _ in range(tries):
        try:
            limiter.take(key, capacity=10, per_second=2, cost=cost)
        except RateLimitedError:
            continue
        taken += 1
    return taken


def test_a_bucket_gives_what_it_holds_and_then_what_flows_in(ports: Ports, fresh: SequentialIds) -> None:
    key = fresh.new()
    assert _taken(ports.limiter, key, 15) == 10
    ports.clock.advance(seconds=1.5)
    assert _taken(ports.limiter, key, 5) == 3
    ports.clock.advance(seconds=3600)
    assert _taken(ports.limiter, key, 15) == 10
    assert _taken(ports.limiter, fresh.new(), 15) == 10


def test_it_says_how_long_to_wait(ports: Ports, fresh: SequentialIds) -> None:
    key = fresh.new()
    ports.limiter.take(key, capacity=10, per_second=0.5, cost=10)
    with pytest.raises(RateLimitedError) as limited:
        ports.limiter.take(key, capacity=10, per_second=0.5, cost=3)
    assert limited.value.retry_after == math.ceil(3 / 0.5)
    ports.clock.advance(seconds=6)
    ports.limiter.take(key, capacity=10, per_second=0.5, cost=3)


def test_what_is_more_than_the_bucket_never_passes(ports: Ports, fresh: SequentialIds) -> None:
    key = fresh.new()
    assert _taken(ports.limiter, key, 3, cost=11) == 0
    assert _taken(ports.limiter, key, 15) == 10


def test_many_at_once_get_no_more_than_there_is(ports: Ports, fresh: SequentialIds) -> None:
    key = fresh.new()
    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(lambda _: _taken(ports.limiter, key, 1), range(40))) == 10


def test_processes_with_pockets_get_no_more_than_there_is(ports: Ports, fresh: SequentialIds) -> None:
    key = fresh.new()
    processes = [ChunkedRateLimiter(ports.limiter, ports.clock) for _ in range(3)]
    taken = 0
    for n in range(130):
        try:
            processes[n % 3].take(key, capacity=100, per_second=10)
        except RateLimitedError:
            continue
        taken += 1
    assert taken == 100


def test_a_lock_out_counts_attempts_before_they_are_made(ports: Ports, fresh: SequentialIds) -> None:
    key, now = fresh.new(), ports.clock.now()
    for _ in range(5):
        ports.lockouts.attempt(key, now)
    with pytest.raises(RateLimitedError) as locked:
        ports.lockouts.attempt(key, now)
    assert locked.value.retry_after == 60
    ports.lockouts.attempt(key, now + timedelta(seconds=60))
    with pytest.raises(RateLimitedError) as locked:
        ports.lockouts.attempt(key, now + timedelta(seconds=61))
    assert locked.value.retry_after == 119
    ports.lockouts.succeed(key)
    ports.lockouts.attempt(key, now)


def test_attempts_are_forgotten_after_a_day(ports: Ports, fresh: SequentialIds) -> None:
    key, now = fresh.new(), ports.clock.now()
    for _ in range(4):
        ports.lockouts.attempt(key, now)
    later = now + FAILURES_FORGOTTEN_AFTER
    for _ in range(5):
        ports.lockouts.attempt(key, later)
    with pytest.raises(RateLimitedError):
        ports.lockouts.attempt(key, later)


def test_many_guesses_at_once_are_counted_one_by_one(ports: Ports, fresh: SequentialIds) -> None:
    key, now = fresh.new(), ports.clock.now()

    def guess(_: int) -> bool:
        try:
            ports.lockouts.attempt(key, now)
        except RateLimitedError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(guess, range(40))) <= 5


def test_a_sign_in_under_way_is_taken_once_and_in_time(ports: Ports, fresh: SequentialIds) -> None:
    now = ports.clock.now()

    def pending() -> PendingSignIn:
        return PendingSignIn(
            fresh.secret(), "browser", "nonce", "verifier", now + timedelta(minutes=10), "/leads", "invitation"
        )

    once, late = pending(), pending()
    for one in (once, late):
        ports.pending_sign_ins.add(one)
    assert ports.pending_sign_ins.take(once.state, now) == once
    assert ports.pending_sign_ins.take(once.state, now) is None
    assert ports.pending_sign_ins.take(late.state, late.expires_at) is None
    assert ports.pending_sign_ins.take("forged", now) is None
