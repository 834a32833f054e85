"""What a session went through, as the dashboard shows it."""

from datetime import timedelta

from flotilla.domain.session_machine import PageState, begin, fail, observe
from flotilla.domain.sessions import Reason, new_session
from tests.api.client import Browser
from tests.api.world import World
from tests.holding import record


def test_the_history_of_a_session_comes_newest_first(owner: Browser, world: World) -> None:
    bot, now = world.own.bot, world.services.clock.now()
    path = f"/bots/{bot.id}/session"
    assert owner.get(f"{path}/history").body == {"items": []}
    session = fail(begin(new_session(bot.tenant, bot.id, now), fence=1, now=now), Reason.PAGE_CRASHED, now)
    working = PageState(True, True, "MAIN", "NORMAL", "CONNECTED", "5511900000000@c.us")
    record(world.services, observe(session, working, now + timedelta(seconds=5)))

    items = owner.get(f"{path}/history").body["items"]
    assert [(one["status"], one["reason"]) for one in items] == [
        ("WORKING", None),
        ("FAILED", "page_crashed"),
        ("STARTING", "browser_starting"),
    ]
    shown = owner.get(path).body
    assert (shown["restarts"], shown["uptime_since"], shown["last_proof_at"]) == (1, None, None)
