from dataclasses import replace

from flotilla.domain.ids import BotId, RunnerId, TenantId
from flotilla.domain.leases import LEASE_TTL_SECONDS, Lease, may_take, observe_leases, send_until

LEASE = Lease(TenantId("t"), BotId("b"), RunnerId("a"), fence=2, counter=7)


def test_a_holder_that_stands_still_for_a_full_ttl_is_dead() -> None:
    seen = observe_leases({}, [LEASE], 100.0)
    seen = observe_leases(seen, [LEASE], 100.0 + LEASE_TTL_SECONDS - 0.1)
    assert not may_take(seen[LEASE.bot], 100.0 + LEASE_TTL_SECONDS - 0.1)
    assert may_take(seen[LEASE.bot], 100.0 + LEASE_TTL_SECONDS)


def test_each_heartbeat_starts_the_wait_anew() -> None:
    seen = observe_leases({}, [LEASE], 0.0)
    seen = observe_leases(seen, [replace(LEASE, counter=8)], 14.0)
    assert not may_take(seen[LEASE.bot], 16.0)


def test_a_proof_or_a_connection_alone_is_no_sign_of_life() -> None:
    seen = observe_leases({}, [LEASE], 0.0)
    seen = observe_leases(seen, [replace(LEASE, connection=None)], 14.0)
    assert may_take(seen[LEASE.bot], 15.0)


def test_released_and_never_held_bots_are_free_at_once() -> None:
    seen = observe_leases({}, [replace(LEASE, holder=None)], 0.0)
    assert may_take(seen[LEASE.bot], 0.0)
    assert may_take(None, 0.0)


def test_a_holder_stops_sending_before_anybody_may_take_over() -> None:
    assert send_until(50.0) < 50.0 + LEASE_TTL_SECONDS
