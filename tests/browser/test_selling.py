"""A vendor reads along, steps in, sells from the keyboard, and is not lost when the network is."""

from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.axe import serious_violations
from tests.browser.pages import (
    BOT_NUMBER,
    CUSTOMER,
    PATIENCE_S,
    bubble,
    come_in,
    complaints_of,
    new_page,
    open_lead,
    wait_until_live,
    write,
)
from tests.browser.people import customer, visiting
from tests.e2e.client import PLAIN, Api, Phone
from tests.e2e.conversing import Customer
from tests.stack import Stack, eventually

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("sample_lead")]


@pytest.fixture
def ana(stack: Stack) -> Phone:
    """The sample customer's phone."""
    return Phone(stack.endpoints["simulator"], CUSTOMER)


def _on_the_phone(phone: Phone, text: str) -> int:
    return sum(message["text"] == text for message in phone.messages(BOT_NUMBER))


def test_a_vendor_writes_and_the_customers_phone_gets_it_once(page: Page, stack: Stack, ana: Phone) -> None:
    come_in(page, stack, "vendor")
    open_lead(page, "Ana Souza")
    write(page, "Hello Ana, when may we call you?")

    mine = bubble(page, "Hello Ana, when may we call you?")
    delivered = mine.get_by_role("img", name="Delivered").or_(mine.get_by_role("img", name="Read"))
    expect(delivered).to_be_visible()
    expect(mine).to_have_count(1)
    expect(page.locator("[data-mode=human]").first).to_contain_text("You took over")
    assert _on_the_phone(ana, "Hello Ana, when may we call you?") == 1


def test_the_bot_is_silent_after_a_person_stepped_in(page: Page, stack: Stack, api: Api, ana: Phone) -> None:
    come_in(page, stack, "vendor")
    open_lead(page, "Ana Souza")
    write(page, "I take it from here.")
    expect(page.locator("[data-mode=human]").first).to_be_visible()
    expect(page.locator("[data-sender=bot]").first).to_be_attached()
    before = page.locator("[data-sender=bot]").count()
    ana.write(BOT_NUMBER, "Thank you, a person at last")
    expect(bubble(page, "Thank you, a person at last").first).to_be_visible()
    # Had the bot a turn, it would be thinking from the moment at which the message was stored.
    Customer(api, ana).is_stored("Thank you, a person at last")
    assert page.locator("[data-sender=bot]").count() == before


def test_what_happened_while_offline_appears_once_when_back(page: Page, stack: Stack, ana: Phone) -> None:
    mark = uuid4().hex[:6]
    written, said = f"Written without a network {mark}", f"Said while you were away {mark}"
    come_in(page, stack, "vendor")
    open_lead(page, "Ana Souza")
    page.context.set_offline(True)
    expect(page.locator("[data-connection=offline]").first).to_be_attached()
    write(page, written)
    expect(page.get_by_text("Goes out when you are online again")).to_be_visible()
    ana.write(BOT_NUMBER, said)

    page.context.set_offline(False)
    wait_until_live(page)
    expect(bubble(page, said)).to_have_count(1)
    eventually(lambda: _on_the_phone(ana, written), "the message on the phone", PATIENCE_S)
    expect(page.get_by_text("Goes out when you are online again")).to_have_count(0)
    expect(bubble(page, written)).to_have_count(1)
    assert _on_the_phone(ana, written) == 1


def test_on_a_phone_one_pane_at_a_time(phone_page: Page, stack: Stack) -> None:
    come_in(phone_page, stack, "vendor")
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
    come_in(page, stack, "vendor")
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


@pytest.fixture(scope="module")
def second_vendor(stack: Stack, api: Api) -> None:
    """A colleague of the vendor, by an invitation; `stack.endpoints["second"]` is their sign-in."""
    invited = api.post("/team/invitations", {"email": SECOND["email"], "role": "vendor"})
    accept = {"name": "Second Vendor", "password": SECOND["password"]}
    Api(stack, None).post(f"/invitations/{invited['token']}/accept", accept)
    stack.endpoints["second"] = SECOND


def phones_own_page(browser: Browser, stack: Stack, number: str) -> Page:
    """What a simulated customer has in their hand, with the chat with the bot open."""
    held = new_page(browser)
    held.add_init_script(f"localStorage.setItem('simulated-phones-shown', JSON.stringify(['{number}']))")
    held.goto(f"{stack.endpoints['simulator']}/phones")
    held.get_by_label("Number to write to").fill(BOT_NUMBER)
    held.get_by_text("Chat", exact=True).click()
    return held


def test_a_vendor_claims_by_key_and_both_sides_see_each_other_write(
    page: Page, browser: Browser, stack: Stack, api: Api
) -> None:
    phone = customer(stack, api, "5581977770001", "Typing (sample)")
    come_in(page, stack, "vendor")
    open_lead(page, "Typing (sample)")
    expect(page.get_by_role("log").get_by_text("is the flat still free?")).to_be_visible()
    page.keyboard.press("a")
    owner = page.get_by_role("region", name="Vendor")
    expect(owner.get_by_text("You", exact=True)).to_be_visible()
    expect(page.locator("[data-mode=human]").first).to_contain_text("You took over")

    held = phones_own_page(browser, stack, phone.number)
    typing = page.locator("[data-typing=composing]")

    def customer_types() -> bool:
        if typing.is_visible():
            return True
        # Said again and again, since the page's wish to follow the chat may still be on its way.
        body = {"with": BOT_NUMBER, "state": "composing"}
        PLAIN.post(f"{phone.simulator}/phones/{phone.number}/typing", json=body).raise_for_status()
        return False

    eventually(customer_types, "typing on the page", PATIENCE_S, every=0.5)
    expect(typing).to_have_text("typing…")
    phone.write(BOT_NUMBER, "And is there a garden?")
    expect(bubble(page, "And is there a garden?")).to_be_visible()
    expect(typing).to_have_count(0)

    page.keyboard.press("r")
    page.keyboard.type("There is one")
    expect(held.get_by_text("typing…")).to_be_visible()
    page.keyboard.press("Enter")
    expect(held.locator(".bubble.theirs .text", has_text="There is one")).to_be_visible()
    held.context.close()

    page.get_by_role("button", name="Hand back to the bot").locator("visible=true").click()
    expect(page.locator("[data-mode]").locator("visible=true")).to_have_text("The bot answers")


def test_of_two_vendors_one_gets_the_lead_and_the_other_is_told_who(
    page: Page, browser: Browser, stack: Stack, api: Api, second_vendor: None
) -> None:
    customer(stack, api, "5581977770002", "Race (sample)")
    with visiting(browser) as other:
        for each, account in ((page, "vendor"), (other, "second")):
            come_in(each, stack, account)
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


def test_a_lead_is_worked_on_by_keyboard_alone(page: Page, stack: Stack, api: Api) -> None:
    phone = customer(stack, api, "5581977770003", "Keys (sample)")
    come_in(page, stack, "vendor")
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
    assert not any("garden" in (message["text"] or "") for message in phone.replies(BOT_NUMBER))


def test_a_vendor_sells_in_portuguese_on_a_dark_phone(browser: Browser, stack: Stack, api: Api) -> None:
    customer(stack, api, "5581977770004", "Idioma (sample)")
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
