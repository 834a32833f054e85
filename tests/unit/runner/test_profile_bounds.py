"""A login that grows on the disk: what may go is dropped, what is left is told, and the login stays."""

from dataclasses import replace
from pathlib import Path

import pytest

from flotilla.adapters.dynamodb.codecs.health import read_health, write_health
from flotilla.bootstrap.memory import InMemory
from flotilla.domain.health import Health, Load, Profile, Vitals, describe
from flotilla.domain.sessions import new_session
from runner.channels.whatsapp_web.logins import ProfileLogins
from runner.channels.whatsapp_web.profile import prepare_profile
from runner.channels.whatsapp_web.snapshots import ProfileSnapshots
from runner.lease_keeper import LeaseKeeper
from runner.login_keeper import LoginKeeper
from runner.recorder import Recorder
from runner.toolbox import Toolbox
from tests.unit.runner.conftest import BOT, START, TENANT, make_bot

LOGIN, WORKER = "Default/IndexedDB/login.leveldb/000003.log", "Default/Service Worker/CacheStorage/1/page"


def write(profile: Path, name: str, size: int) -> Path:
    path = profile / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x" * size)
    return path


@pytest.mark.parametrize(
    ("most", "told", "fetched_stays"),
    [
        (0, Profile(900), True),
        (1_000, Profile(900), True),
        (500, Profile(400), False),
        (300, Profile(400, overgrown=True), False),
    ],
    ids=["never", "small enough", "after trimming", "too large all the same"],
)
async def test_only_what_can_be_fetched_again_is_dropped(
    twins: InMemory, tools: Toolbox, keeper: LeaseKeeper, tmp_path: Path, caplog: pytest.LogCaptureFixture,
    most: int, told: Profile, fetched_stays: bool,
) -> None:  # fmt: skip
    profile = prepare_profile(tmp_path, BOT, keeper.lease.fence)
    login, fetched = write(profile, LOGIN, 400), write(profile, WORKER, 500)
    write(profile, "Default/Cache/data", 5_000)
    snapshots = ProfileSnapshots(tmp_path, twins.snapshots, twins.data_keys, twins.clock)
    bounded = replace(tools, profile_bytes=most)
    recorder = Recorder(new_session(TENANT, BOT, START), bounded)
    logins = ProfileLogins(tmp_path, tools.threads, snapshots)
    await LoginKeeper(make_bot, logins, recorder, keeper, bounded).closed(worked=True, last=True)
    assert keeper.profile == told
    assert login.read_bytes() == b"x" * 400
    assert fetched.is_file() is fetched_stays
    complaints = [one for one in caplog.records if getattr(one, "code", "") == "profile_overgrown"]
    assert bool(complaints) is told.overgrown
    # Too large a login is one to be kept all the more.
    assert twins.snapshots.names(TENANT, BOT)


async def test_the_profile_of_another_holder_is_weighed_and_never_touched(
    twins: InMemory, tools: Toolbox, keeper: LeaseKeeper, tmp_path: Path
) -> None:
    older = write(prepare_profile(tmp_path, BOT, 0), WORKER, 700)
    logins = ProfileLogins(tmp_path, tools.threads, None)
    assert await logins.weigh(make_bot(), keeper.lease.fence) == 700
    await logins.trim(make_bot(), keeper.lease.fence)
    assert older.is_file()
    assert await logins.weigh(make_bot(), 0) == 700
    assert await ProfileLogins(tmp_path / "none", tools.threads, None).weigh(make_bot(), 1) is None


@pytest.mark.parametrize("overgrown", [True, False])
def test_people_are_told_of_one_that_is_too_large_whoever_reads_the_lease(overgrown: bool) -> None:
    health = Health(START, None, None, None, 1, Vitals(), Load(), profile=Profile(250_000_000, overgrown))
    kept = read_health(write_health(health))
    assert kept == health
    assert ("250 MB" in describe(kept, START)) is overgrown
