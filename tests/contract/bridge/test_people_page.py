"""The page on which people scan and write, in a real browser."""

from collections.abc import AsyncIterator, Callable

import pytest
import pytest_asyncio
from playwright.async_api import Page, Playwright, expect

from tests.contract.bridge.conftest import FLAGS, Bot, Simulator, find_chromium

Phones = tuple[str, str, str]


@pytest_asyncio.fixture(loop_scope="session")
async def people(playwright: Playwright) -> AsyncIterator[Page]:
    browser = await playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
    page = await browser.new_page(viewport={"width": 1440, "height": 900})
    page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    yield page
    await browser.close()


async def test_scan_write_and_read_as_people_do(
    people: Page, bots: Callable[..., Bot], simulator: Simulator, phones: Phones
) -> None:
    me, ana, _ = phones
    bot = await bots().start()
    await bot.qr()
    shown = f"localStorage.setItem('simulated-phones-shown', JSON.stringify(['{me}', '{ana}']))"
    await people.add_init_script(shown)
    await people.goto(f"{simulator.base}/phones")
    shop, customer = people.get_by_label("Phone of Bot"), people.get_by_label("Phone of Ana")
    await shop.get_by_label("Linked devices: scan a QR code").click()
    await shop.locator(".code").last.get_by_text("Scan", exact=True).click()
    await bot.main()
    await customer.get_by_label("Number to write to").fill(me)
    await customer.get_by_text("Chat", exact=True).click()
    await customer.get_by_label("Message", exact=True).fill("<img src=x onerror=alert(1)> hello")
    await customer.get_by_label("Send", exact=True).click()
    seen = await bot.message(chat=f"{ana}@c.us")
    assert seen["text"] == "<img src=x onerror=alert(1)> hello"
    mine = customer.locator(".bubble.mine")
    await expect(mine.locator(".ticks")).to_have_attribute("aria-label", "delivered")
    await bot.call("typing", {"chat": f"{ana}@c.us", "ms": 500})
    await expect(customer.get_by_text("typing…")).to_be_visible()
    await bot.call("markRead", {"chat": f"{ana}@c.us"})
    await expect(mine.locator(".ticks")).to_have_attribute("aria-label", "read")
    await bot.send(f"{ana}@c.us", "3EB0AAAAAAAAAAAAAAD0", "welcome!")
    await expect(customer.locator(".bubble.theirs .text")).to_have_text("welcome!")
    await bot.until(lambda e: e["kind"] == "ack" and e["ack"] == 3)
    assert await people.locator(".bubble img").count() == 0


async def test_one_chat_in_a_frame(people: Page, simulator: Simulator, phones: Phones) -> None:
    me, ana, _ = phones
    await simulator.write(me, ana, "framed")
    await people.goto(f"{simulator.base}/phones?number={ana}&with={me}&embed=1")
    await expect(people.locator(".bubble.theirs .text")).to_have_text("framed")
    assert await people.locator(".top, .phone, .back").count() == 0


async def test_a_place_a_contact_and_a_poll_are_sent_and_voted_in(
    people: Page, bot: Bot, simulator: Simulator, phones: Phones
) -> None:
    me, ana, _ = phones
    await people.goto(f"{simulator.base}/phones?number={ana}&with={me}&embed=1")
    for kind in ("Location", "Contact", "Poll"):
        await people.get_by_label("Send a location, contact or poll").click()
        await people.get_by_role("button", name=kind, exact=True).click()
        await people.get_by_text(f"Send {kind.lower()}", exact=True).click()
        await expect(people.get_by_role("form")).to_have_count(0)
    seen = [await bot.message(chat=f"{ana}@c.us", type=kind) for kind in ("location", "vcard", "poll_creation")]
    assert all(one["type"] for one in seen)
    await people.get_by_label("Vote Morning").click()
    await bot.until(lambda e: e["kind"] == "vote")
    await expect(people.get_by_label("Vote Morning")).to_have_text("◉ Morning (1)")
    await people.get_by_label("Vote Morning").click()
    await expect(people.get_by_label("Vote Morning")).to_have_text("○ Morning")
