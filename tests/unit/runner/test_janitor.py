"""What deleted bots left on the disk goes."""

from dataclasses import replace
from pathlib import Path

from flotilla.bootstrap.memory import InMemory
from flotilla.domain.ids import BotId
from runner.channels.whatsapp_web.profile import erase_profiles, kept_profiles, mark_owner, prepare_profile
from runner.janitor import Janitor
from runner.toolbox import Toolbox
from tests.unit.runner.conftest import (
    BOT,
    RUNNER,
    TENANT,
    FakeLogins,
    make_bot,
)


async def test_what_deleted_bots_left_is_removed_once_nobody_holds_them(twins: InMemory, tools: Toolbox) -> None:
    gone, held = BotId("gone"), BotId("held")
    twins.bots.add(TENANT, make_bot())
    deleted = make_bot(held)
    twins.bots.add(TENANT, deleted)
    lease = twins.leases.acquire(TENANT, held, RUNNER, seen=None)
    assert lease is not None
    twins.bots.save(TENANT, replace(deleted, deleted=True))
    logins = FakeLogins(here=[(TENANT, BOT), (TENANT, gone), (TENANT, held)])
    janitor = Janitor(logins, tools)
    assert await janitor.sweep() == 1
    assert logins.here == [(TENANT, BOT), (TENANT, held)]
    twins.leases.release(lease)
    assert await janitor.sweep() == 1
    assert logins.here == [(TENANT, BOT)]


async def test_an_erasure_is_confirmed_when_nothing_of_the_bot_is_left(twins: InMemory, tools: Toolbox) -> None:
    held, elsewhere = BotId("held"), BotId("elsewhere")
    deleted = make_bot(held)
    twins.bots.add(TENANT, deleted)
    lease = twins.leases.acquire(TENANT, held, RUNNER, seen=None)
    assert lease is not None
    twins.bots.save(TENANT, replace(deleted, deleted=True))
    for bot in (held, elsewhere):
        twins.erasures.ask(TENANT, bot)
    logins = FakeLogins(here=[(TENANT, held)])
    await Janitor(logins, tools).sweep()
    assert twins.erasures.asked() == ((TENANT, held),)
    twins.leases.release(lease)
    await Janitor(logins, tools).sweep()
    assert (logins.here, twins.erasures.asked()) == ([], ())


def test_a_profile_says_whose_bot_it_is(tmp_path: Path) -> None:
    mark_owner(tmp_path, make_bot())
    prepare_profile(tmp_path, BOT, 1)
    prepare_profile(tmp_path, BotId("unmarked"), 1)
    assert kept_profiles(tmp_path) == [(TENANT, BOT)]
    erase_profiles(tmp_path, BOT)
    assert kept_profiles(tmp_path) == []
