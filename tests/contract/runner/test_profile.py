"""A real browser's profile that takes too much of the disk."""

from collections.abc import Callable
from pathlib import Path

from flotilla.domain.sessions import SessionStatus
from tests.contract.runner.installation import TENANT, Installation, Running, until

MB = 10**6
FILL = """async () => {
  const kept = await caches.open('fetched');
  for (let part = 0; part < 8; part++) await kept.put(`/part-${part}`, new Response('x'.repeat(1_000_000)));
}"""


async def test_a_profile_that_outgrew_its_bound_is_trimmed_without_a_new_scan(
    installation: Installation, fresh_number: Callable[[], str]
) -> None:
    first = installation.run(profile_bytes=6 * MB)
    await installation.link()
    customer = await installation.customer(fresh_number())
    await _page(first, installation).evaluate(FILL)
    await until(lambda: _fetched(installation) > 6 * MB, 10, lambda: _fetched(installation))
    await installation.stop(first)
    assert _fetched(installation) == 0

    installation.run(profile_bytes=6 * MB)
    await installation.until_status(SessionStatus.WORKING)
    assert SessionStatus.SCAN_QR_CODE not in [status for status, _ in installation.moves()[-5:]]
    await until(lambda: _told(installation) is not None, 10, installation.ports.leases.list)
    assert _told(installation) is False
    await installation.simulator.write(customer, installation.number, "still linked?")
    await installation.until_heard("still linked?")


async def test_a_login_that_stays_too_large_is_told_and_goes_on(installation: Installation) -> None:
    first = installation.run(profile_bytes=1_000)
    await installation.link()
    await installation.stop(first)
    installation.run(profile_bytes=1_000)
    await installation.until_status(SessionStatus.WORKING)
    await until(lambda: _told(installation) is True, 10, installation.ports.leases.list)


def _page(runner: Running, installation: Installation):  # type: ignore[no-untyped-def]  # The driver's page.
    connected = runner.supervisor._held[installation.bot.id][0]._conduct.connected
    assert connected is not None
    return connected._channel._page  # type: ignore[attr-defined]  # The real channel's own.


def _fetched(installation: Installation) -> int:
    """Bytes that the page's own store of what it fetched takes in all generations."""
    folders: list[Path] = list(installation.profiles.rglob("CacheStorage"))
    return sum(path.stat().st_size for folder in folders for path in folder.rglob("*") if path.is_file())


def _told(installation: Installation) -> bool | None:
    """Whether people are told that the profile is too large; None before it was measured."""
    lease = installation.ports.leases.find(TENANT, installation.bot.id)
    health = lease.health if lease is not None else None
    return health.profile.overgrown if health is not None and health.profile is not None else None
