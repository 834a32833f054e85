"""A vendor reads along, steps in, sells from the keyboard, and is not lost when the network is."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.pages import (
    BOT_NUMBER,
    CUSTOMER,
    PATIENCE_MS,
    bubble,
    complaints_of,
    new_page,
    open_lead,
    qualify_sample_lead,
    serious_violations,
    sign_in,
    wait_until_live,
)
from tests.e2e.client import PLAIN, Api, Phone
from tests.stack import Stack, eventually

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True, scope="module")
def _a_qualified_lead(browser: Browser, stack: Stack) -> None:
    admin = new_page(browser)
    sign_in(admin, stack)
    qualify_sample_lead(admin, stack)
    admin.context.close()


def _on_the_phone(stack: Stack, text: str) -> int:
    answer = PLAIN.get(f"{stack.endpoints['simulator']}/phones/{CUSTOMER}/messages", params={"with": BOT_NUMBER})
    return sum(message["text"] == text for message in answer.json()["items"])


def _customer_writes(stack: Stack, text: str) -> None:
    httpx.post(
        f"{stack.endpoints['simulator']}/phones/{CUSTOMER}/messages", json={"to": BOT_NUMBER, "text": text}
    ).raise_for_status()


def test_a_vendor_writes_and_the_customers_phone_gets_it_once(page: Page, stack: Stack) -> None:
    sign_in(page, stack, "vendor")
    open_lead(page, "Ana Souza")
    page.get_by_label("Message", exact=True).fill("Hello Ana, when may we call you?")
    page.keyboard.press("Enter")

    mine = bubble(page, "Hello Ana, when may we call you?")
    delivered = mine.get_by_role("img", name="Delivered").or_(mine.get_by_role("img", name="Read"))
    expect(delivered).to_be_visible(timeout=PATIENCE_MS)
    expect(mine).to_have_count(1)
    expect(page.locator("[data-mode=human]").first).to_contain_text("You took over")
    assert _on_the_phone(stack, "Hello Ana, when may we call you?") == 1


def test_the_bot_is_silent_after_a_person_stepped_in(page: Page, stack: Stack) -> None:
    sign_in(page, stack, "vendor")
    open_lead(page, "Ana Souza")
    page.get_by_label("Message", exact=True).fill("I take it from here.")
    page.keyboard.press("Enter")
    expect(page.locator("[data-mode=human]").first).to_be_visible(timeout=PATIENCE_MS)
    before = page.locator("[data-sender=bot]").count()
    _customer_writes(stack, "Thank you, a person at last")
    expect(bubble(page, "Thank you, a person at last").first).to_be_visible(timeout=PATIENCE_MS)
    page.wait_for_timeout(3000)
    assert page.locator("[data-sender=bot]").count() == before


def test_what_happened_while_offline_appears_once_when_back(page: Page, stack: Stack) -> None:
    mark = uuid4().hex[:6]
    written, said = f"Written without a network {mark}", f"Said while you were away {mark}"
    sign_in(page, stack, "vendor")
    open_lead(page, "Ana Souza")
    page.context.set_offline(True)
    expect(page.locator("[data-connection=offline]").first).to_be_attached()
    page.get_by_label("Message", exact=True).fill(written)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Goes out when you are online again")).to_be_visible()
    _customer_writes(stack, said)

    page.context.set_offline(False)
    wait_until_live(page)
    expect(bubble(page, said)).to_have_count(1, timeout=PATIENCE_MS)
    eventually(lambda: _on_the_phone(stack, written), "the message on the phone", 45)
    expect(page.get_by_text("Goes out when you are online again")).to_have_count(0)
    expect(bubble(page, written)).to_have_count(1)
    assert _on_the_phone(stack, written) == 1


def test_on_a_phone_one_pane_at_a_time(phone_page: Page, stack: Stack) -> None:
    sign_in(phone_page, stack, "vendor")
    assert phone_page.evaluate("document.documentElement.scrollWidth") <= 390
    open_lead(phone_page, "Ana Souza")
    expect(phone_page.get_by_role("heading", name="Conversations")).to_be_hidden()
    composer = phone_page.get_by_label("Message", exact=True)
    expect(composer).to_be_in_viewport()
    phone_page.get_by_role("button", name="Lead details").click()
    expect(phone_page.get_by_role("dialog").get_by_text("ana@example.com").first).to_be_visible()
    phone_page.get_by_role("dialog").get_by_role("button", name="Close", exact=True).click()
    phone_page.get_by_role("link", name="Back to the list").click()
    expect(phone_page.get_by_role("heading", name="Conversations")).to_be_visible()
    assert phone_page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_vendor_takes_a_chat_over_and_hands_it_back(page: Page, stack: Stack) -> None:
    sign_in(page, stack, "vendor")
    open_lead(page, "Ana Souza")
    hand_back = page.get_by_role("button", name="Hand back to the bot").locator("visible=true")
    take_over = page.get_by_role("button", name="Take over").locator("visible=true")
    expect(hand_back.or_(take_over)).to_be_visible()
    if hand_back.is_visible():
        hand_back.click()
    take_over.click()
    badge = page.locator("[data-mode]").locator("visible=true")
    expect(badge).to_contain_text("You took over")
    expect(badge).to_contain_text("back to the bot")
    hand_back.click()
    expect(badge).to_have_text("The bot answers")
    page.reload()
    expect(badge).to_have_text("The bot answers")


SECOND = {"email": "second-vendor@example.com", "password": "a second sample password"}


@contextmanager
def visiting(browser: Browser, **screen: object) -> Iterator[Page]:
    """A page of somebody else, which complains of nothing."""
    opened = new_page(browser, **screen)  # type: ignore[arg-type]  # Each test's screen fits.
    complaints = complaints_of(opened)
    yield opened
    opened.context.close()
    assert complaints == []


@pytest.fixture(scope="module")
def second_vendor(stack: Stack) -> None:
    """A colleague of the vendor, by an invitation; `stack.endpoints["second"]` is their sign-in."""
    invited = Api(stack).post("/team/invitations", {"email": SECOND["email"], "role": "vendor"})
    accept = {"name": "Second Vendor", "password": SECOND["password"]}
    Api(stack, None).post(f"/invitations/{invited['token']}/accept", accept)
    stack.endpoints["second"] = SECOND


def customer(stack: Stack, number: str, name: str) -> Phone:
    """Somebody who has just written for the first time; nobody has them yet."""
    phone = Phone.make(stack, number, name)
    phone.write(BOT_NUMBER, "Good morning, is the flat still free?")
    eventually(lambda: Api(stack).lead_of(phone.chat), f"the lead of {name}", 45)
    return phone


def phones_own_page(browser: Browser, stack: Stack, number: str) -> Page:
    """What a simulated customer has in their hand, with the chat with the bot open."""
    held = new_page(browser)
    held.add_init_script(f"localStorage.setItem('simulated-phones-shown', JSON.stringify(['{number}']))")
    held.goto(f"{stack.endpoints['simulator']}/phones")
    held.get_by_label("Number to write to").fill(BOT_NUMBER)
    held.get_by_text("Chat", exact=True).click()
    return held


def test_a_vendor_claims_by_key_and_both_sides_see_each_other_write(page: Page, browser: Browser, stack: Stack) -> None:
    phone = customer(stack, "5581977770001", "Typing (sample)")
    sign_in(page, stack, "vendor")
    open_lead(page, "Typing (sample)")
    expect(page.get_by_role("log").get_by_text("is the flat still free?")).to_be_visible()
    page.keyboard.press("a")
    owner = page.get_by_role("region", name="Vendor")
    expect(owner.get_by_text("You", exact=True)).to_be_visible()
    expect(page.locator("[data-mode=human]").first).to_contain_text("You took over")

    held = phones_own_page(browser, stack, phone.number)
    typing = page.locator("[data-typing=composing]")

    def customer_types() -> bool:
        # The page's wish to follow the chat may still be on its way.
        body = {"with": BOT_NUMBER, "state": "composing"}
        httpx.post(f"{phone.simulator}/phones/{phone.number}/typing", json=body).raise_for_status()
        page.wait_for_timeout(500)
        return typing.is_visible()

    eventually(customer_types, "typing on the page", 30)
    expect(typing).to_have_text("typing…")
    phone.write(BOT_NUMBER, "And is there a garden?")
    expect(bubble(page, "And is there a garden?")).to_be_visible(timeout=PATIENCE_MS)
    expect(typing).to_have_count(0)

    page.keyboard.press("r")
    page.keyboard.type("There is one")
    expect(held.get_by_text("typing…")).to_be_visible(timeout=PATIENCE_MS)
    page.keyboard.press("Enter")
    expect(held.locator(".bubble.theirs .text", has_text="There is one")).to_be_visible(timeout=PATIENCE_MS)
    held.context.close()

    page.get_by_role("button", name="Hand back to the bot").locator("visible=true").click()
    expect(page.locator("[data-mode]").locator("visible=true")).to_have_text("The bot answers")


def test_of_two_vendors_one_gets_the_lead_and_the_other_is_told_who(
    page: Page, browser: Browser, stack: Stack, second_vendor: None
) -> None:
    customer(stack, "5581977770002", "Race (sample)")
    with visiting(browser) as other:
        for each, account in ((page, "vendor"), (other, "second")):
            sign_in(each, stack, account)
            open_lead(each, "Race (sample)")
            expect(each.get_by_role("region", name="Vendor").get_by_text("Nobody has this lead")).to_be_visible()
        held: list[Route] = []
        # Playwright marks its handlers, which a built-in does not let it.
        page.route("**/assign", lambda route: held.append(route))  # noqa: PLW0108
        page.keyboard.press("a")
        eventually(lambda: held if page.evaluate("1") else None, "the claim on its way")
        other.keyboard.press("a")
        expect(other.get_by_role("region", name="Vendor").get_by_text("You", exact=True)).to_be_visible()
        held[0].continue_()
        # Read out, too: the same words are there once more for a moment.
        expect(page.get_by_text("Second Vendor was faster").first).to_be_visible()
        expect(page.get_by_text("Second Vendor has this lead now")).to_be_visible()
        expect(page.get_by_role("list", name="Conversations").get_by_text("Race (sample)")).to_have_count(0)


def test_a_lead_is_worked_on_by_keyboard_alone(page: Page, stack: Stack) -> None:
    customer(stack, "5581977770003", "Keys (sample)")
    sign_in(page, stack, "vendor")
    expect(page.get_by_role("link", name="Keys (sample)")).to_be_visible()
    page.keyboard.press("?")
    help_ = page.get_by_role("dialog", name="Keyboard")
    expect(help_).to_be_visible()
    page.keyboard.press("Escape")
    expect(help_).to_have_count(0)
    page.keyboard.press("/")
    expect(page.get_by_label("Search conversations")).to_be_focused()
    page.keyboard.type("Keys")
    rows = page.get_by_role("list", name="Conversations").get_by_role("link")
    expect(rows).to_have_count(1)
    page.get_by_label("Search conversations").blur()
    page.keyboard.press("j")
    expect(page.get_by_role("heading", level=1, name="Keys (sample)")).to_be_visible()
    page.keyboard.press("a")
    expect(page.get_by_role("region", name="Vendor").get_by_text("You", exact=True)).to_be_visible()
    page.keyboard.press("n")
    page.keyboard.type("Wants a garden")
    page.keyboard.press("Enter")
    expect(page.locator("[data-note]")).to_contain_text("Wants a garden")
    assert serious_violations(page) == []
    page.keyboard.press("Escape")
    expect(page.get_by_label("Message", exact=True)).to_be_focused()
    page.keyboard.type("We have one for you")
    page.keyboard.press("Enter")
    expect(bubble(page, "We have one for you")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("e")
    expect(page.get_by_role("dialog", name="Close this lead")).to_be_visible()
    page.get_by_label("Why").focus()
    page.keyboard.type("Signed")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="How it ended")).to_contain_text("Won · Signed")
    assert _notes_on_the_phone(stack) == 0


def _notes_on_the_phone(stack: Stack) -> int:
    phone = Phone.make(stack, "5581977770003", "Keys (sample)")
    return sum("garden" in (message["text"] or "") for message in phone.replies(BOT_NUMBER))


def test_a_vendor_sells_in_portuguese_on_a_dark_phone(browser: Browser, stack: Stack) -> None:
    customer(stack, "5581977770004", "Idioma (sample)")
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, color_scheme="dark", locale="pt-BR", has_touch=True, is_mobile=True
    )
    page = context.new_page()
    complaints = complaints_of(page)
    page.goto(stack.endpoints["site"])
    page.get_by_label("E-mail").fill(stack.endpoints["vendor"]["email"])
    page.get_by_label("Senha").fill(stack.endpoints["vendor"]["password"])
    page.get_by_role("button", name="Entrar", exact=True).click()
    wait_until_live(page)
    assert serious_violations(page) == []
    page.get_by_role("list", name="Conversas").get_by_role("link", name="Idioma (sample)").click()
    composer = page.get_by_label("Mensagem", exact=True)
    expect(composer).to_be_in_viewport()
    composer.fill("Bom dia! Ainda está livre.")
    page.get_by_role("button", name="Enviar").click()
    expect(bubble(page, "Ainda está livre")).to_have_count(1)
    expect(page.locator("[data-mode=human]").locator("visible=true")).to_contain_text("Você assumiu")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert serious_violations(page) == []
    page.get_by_role("button", name="Devolver ao bot").locator("visible=true").click()
    expect(page.locator("[data-mode]").locator("visible=true")).to_have_text("O bot responde")
    context.close()
    assert complaints == []
