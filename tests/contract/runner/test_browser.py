"""What the page, and whoever looks at its process, can see of the browser."""

import os
from pathlib import Path

import pytest

from tests.contract.runner.installation import Installation, until


async def test_the_page_sees_an_ordinary_chrome(installation: Installation) -> None:
    runner = installation.run()
    await installation.until_qr()
    (session, _) = runner.supervisor._held[installation.bot.id]
    assert session._conduct.connected is not None
    page = session._conduct.connected._channel._page  # type: ignore[attr-defined]  # The real channel's own page.
    agent, brands, driven = await page.evaluate(
        "[navigator.userAgent, JSON.stringify(navigator.userAgentData), navigator.webdriver]"
    )
    assert "Headless" not in agent + brands
    assert driven is False


async def test_the_browser_is_given_no_credentials(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "not for browsers")
    installation.run()
    await installation.until_qr()
    for pid in installation.browsers():
        names = [pair.partition("=")[0] for pair in Path(f"/proc/{pid}/environ").read_text().split("\0")]
        assert not [name for name in names if name.startswith("AWS")]
    assert "AWS_SECRET_ACCESS_KEY" in os.environ


async def test_what_can_be_fetched_again_is_not_kept_in_the_profile(installation: Installation) -> None:
    runner = installation.run()
    await installation.until_qr()
    cache = runner.channels._scratch.path / installation.bot.id
    await until(lambda: _caches(cache) != [], 20, lambda: list(cache.rglob("*")))
    assert _caches(installation.profiles) == []


def _caches(folder: Path) -> list[Path]:
    return list(folder.rglob("Cache_Data"))


async def test_other_hosts_than_whatsapps_are_out_of_reach(installation: Installation) -> None:
    runner = installation.run()
    await installation.until_qr()
    (session, _) = runner.supervisor._held[installation.bot.id]
    assert session._conduct.connected is not None
    page = session._conduct.connected._channel._page  # type: ignore[attr-defined]  # As above.
    # The same server by two names: only the one in the page's own address resolves.
    named = installation.simulator.base.replace("127.0.0.1", "localhost")
    fetch = "url => fetch(url, {mode: 'no-cors'}).then(() => 'reached', error => error.message)"
    assert await page.evaluate(fetch, f"{installation.simulator.base}/health") == "reached"
    assert await page.evaluate(fetch, f"{named}/health") == "Failed to fetch"
