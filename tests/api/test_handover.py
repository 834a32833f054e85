"""Who answers a chat, as the sales page shows and changes it."""

from datetime import timedelta

from flotilla.domain.people import Role
from tests.api.client import Browser
from tests.api.conftest import BrowserOf
from tests.api.world import World


def test_a_vendor_takes_a_chat_over_and_hands_it_back(browser_of: BrowserOf, world: World) -> None:
    vendor, path = browser_of(Role.VENDOR, world.own), f"/leads/{world.own.lead}"
    taken = vendor.post(f"{path}/takeover").body["chat"]
    assert (taken["mode"], taken["by"]) == ("human", world.own.people[Role.VENDOR].id)
    assert taken["human_until"] == "2026-01-02T00:00:00.000Z"
    back = vendor.post(f"{path}/handback").body["chat"]
    assert (back["mode"], back["by"], back["human_until"]) == ("bot", None, None)
    assert back["back_by"] == world.own.people[Role.VENDOR].id


def test_a_chat_whose_time_is_over_is_shown_as_the_bot_s(owner: Browser, world: World) -> None:
    path = f"/leads/{world.own.lead}"
    assert owner.patch(f"/bots/{world.own.bot.id}", {"hand_back_minutes": 30}).body["hand_back_minutes"] == 30
    owner.post(f"{path}/takeover")
    world.services.clock.advance(timedelta(minutes=30))
    chat = owner.get(path).body["chat"]
    assert (chat["mode"], chat["back_by"], chat["back_at"]) == ("bot", "timer", "2026-01-01T12:30:00.000Z")


def test_a_chat_and_a_bot_are_paused_and_resumed(owner: Browser, world: World) -> None:
    lead, bot, me = f"/leads/{world.own.lead}", f"/bots/{world.own.bot.id}", world.own.owner.id
    assert owner.post(f"{lead}/pause").body["chat"]["paused_by"] == me
    assert owner.post(f"{lead}/resume").body["chat"]["paused_by"] is None
    paused = owner.post(f"{bot}/pause").body
    assert (paused["answering"], paused["paused_by"]) == ("paused", me)
    resumed = owner.post(f"{bot}/resume").body
    assert (resumed["answering"], resumed["paused_by"], resumed["paused_at"]) == ("on", None, None)


def test_a_timer_out_of_range_is_refused(owner: Browser, world: World) -> None:
    for minutes in (0, 10_081, True, 1.5):
        told = owner.patch(f"/bots/{world.own.bot.id}", {"hand_back_minutes": minutes}).problem(422, "invalid_input")
        assert list(told["fields"]) == ["hand_back_minutes"]
