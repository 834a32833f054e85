"""Everything that the bridge uses of wa-js exists in the pinned bundle."""

from tests.contract.bridge.conftest import WA_JS, Bot


async def test_every_function_and_event_exists_in_the_bundle(bot: Bot) -> None:
    uses = await bot.page.evaluate("flotilla.uses()")
    missing = [name for name, present in uses["functions"].items() if not present]
    assert len(uses["functions"]) > 20
    assert missing == []
    bundle = WA_JS.read_text()
    # The bundle emits its events by these very names.
    unknown = [name for name in uses["events"] if f'"{name}"' not in bundle]
    assert len(uses["events"]) > 10
    assert unknown == []


async def test_the_check_would_notice_what_is_gone(bot: Bot) -> None:
    broken = await bot.page.evaluate(
        """() => {
            const real = window.WPP;
            window.WPP = new Proxy(real, {get: (wpp, name) => name === 'chat' ? {find: 1} : wpp[name]});
            try { return flotilla.uses().functions['chat.find']; } finally { window.WPP = real; }
        }"""
    )
    assert broken is False


async def test_look_ups_of_the_first_send_are_warmed(bot: Bot) -> None:
    assert await bot.call("warm") == {"missing": []}
