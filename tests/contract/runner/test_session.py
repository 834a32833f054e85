"""A session's life in a real browser: scan, work, crash, stop, move."""

import asyncio
import base64
import time
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from flotilla.domain.bots import Desired, SessionCommand, SessionVerb
from flotilla.domain.inbound import Origin
from flotilla.domain.media import Media
from flotilla.domain.messages import HAD_BY_WHATSAPP, FailReason, MessageStatus, Stage
from flotilla.domain.sessions import Reason, SessionStatus
from tests.contract.runner.installation import TENANT, Installation, Numbers, until

DAY_MS = 86_400_000
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


async def test_a_scan_makes_it_work_and_proves_it(installation: Installation) -> None:
    installation.run()
    await installation.link()

    session = installation.session()
    assert session is not None
    assert (session.phone, session.qr, session.reason) == (installation.number, None, None)
    assert session.linked_at is not None
    lease = installation.ports.leases.find(TENANT, installation.bot.id)
    assert lease is not None
    await until(
        lambda: (
            (now := installation.ports.leases.find(TENANT, installation.bot.id)) is not None
            and now.proven_at is not None
        ),
        5,
        installation.ports.leases.list,
    )


async def test_a_conversation_both_ways(installation: Installation, fresh_number: Numbers) -> None:
    installation.run()
    await installation.link()
    customer = await installation.customer(fresh_number())

    await installation.simulator.write(customer, installation.number, "Hello there")
    heard = await installation.until_heard("Hello there")
    assert (heard.origin, heard.from_me, heard.chat) == (Origin.LIVE, False, f"{customer}@c.us")
    assert [stage for stage, _ in heard.life] == [Stage.PHONE, Stage.PAGE, Stage.QUEUED_EVENT]

    answer = installation.queue(customer, "Hello, what is your name?")
    sent = await installation.until_sent(answer, MessageStatus.DELIVERED, MessageStatus.READ)
    on_the_phone = [
        m for m in await installation.simulator.conversation(customer, installation.number) if m["to"] == customer
    ]
    assert [(m["id"], m["text"]) for m in on_the_phone] == [(answer.id, "Hello, what is your name?")]
    assert {Stage.CLAIM, Stage.SENT} <= {stage for stage, _ in sent.life}

    await installation.simulator.post(f"/phones/{customer}/read", {"with": installation.number})
    await installation.until_sent(answer, MessageStatus.READ)


@pytest.mark.accounts
async def test_order_within_a_chat_is_kept(installation: Installation, fresh_number: Numbers) -> None:
    installation.run()
    await installation.link()
    customers = [await installation.customer(fresh_number()) for _ in range(3)]

    queued = [installation.queue(c, f"part {n}", f"turn{n}") for n in range(10) for c in customers]
    for message in queued:
        await installation.until_sent(message)

    for customer in customers:
        items = await installation.simulator.conversation(customer, installation.number)
        assert [m["text"] for m in items] == [f"part {n}" for n in range(10)]


async def test_what_whatsapp_does_not_take_fails_with_a_reason(
    installation: Installation, fresh_number: Numbers
) -> None:
    installation.run()
    await installation.link()

    message = installation.queue(fresh_number(), "Anybody there?")
    failed = await installation.until_sent(message, MessageStatus.FAILED)
    assert failed.reason == FailReason.NOT_ON_WHATSAPP

    customer = await installation.customer(fresh_number())
    await installation.simulator.post("/faults", {"kind": "refuse_sends", "number": installation.number, "count": 1})
    refused = await installation.until_sent(installation.queue(customer, "No?"), MessageStatus.FAILED)
    assert refused.reason in HAD_BY_WHATSAPP
    await installation.until_sent(installation.queue(customer, "And now?"), MessageStatus.DELIVERED)
    assert [one["text"] for one in await installation.simulator.conversation(customer, installation.number)] == [
        "And now?"
    ]


@pytest.mark.accounts
async def test_a_killed_browser_comes_back_without_a_scan_and_loses_nothing(
    installation: Installation, fresh_number: Numbers
) -> None:
    installation.run()
    await installation.link()
    customer = await installation.customer(fresh_number())
    await installation.simulator.write(customer, installation.number, "before")
    await installation.until_heard("before")

    installation.kill_browsers()
    await installation.simulator.write(customer, installation.number, "meanwhile")
    answer = installation.queue(customer, "answered meanwhile")

    await installation.until_heard("meanwhile", 30)
    await installation.until_sent(answer)
    assert len(installation.heard("before")) == 1
    assert len(installation.heard("meanwhile")) == 1
    items = await installation.simulator.conversation(customer, installation.number)
    assert [m["text"] for m in items] == ["before", "meanwhile", "answered meanwhile"]
    assert (await installation.until_status(SessionStatus.WORKING)).phone == installation.number


@pytest.mark.provokes(Reason.WAITING_FOR_RUNNER)
async def test_stopping_closes_the_browser_and_gives_the_bot_to_another_runner(
    installation: Installation, fresh_number: Numbers
) -> None:
    first = installation.run()
    await installation.link()
    linked = installation.session()
    customer = await installation.customer(fresh_number())

    await installation.stop(first)
    assert installation.browsers() == []
    lease = installation.ports.leases.find(TENANT, installation.bot.id)
    assert lease is not None
    assert lease.holder is None
    assert (stopped := installation.session()) is not None
    assert (stopped.status, stopped.reason) == (SessionStatus.STOPPED, Reason.WAITING_FOR_RUNNER)
    await installation.simulator.write(customer, installation.number, "anybody?")

    installation.run()
    session = await installation.until_status(SessionStatus.WORKING)
    assert linked is not None
    assert (session.fence, session.linked_at) == (linked.fence + 1, linked.linked_at)
    heard = await installation.until_heard("anybody?")
    assert heard.origin is not Origin.HISTORY


async def test_chats_from_before_the_first_link_are_history(installation: Installation, fresh_number: Numbers) -> None:
    simulator, number = installation.simulator, installation.number
    await simulator.post("/phones", {"number": number, "name": "Bot"})
    customers = [await installation.customer(fresh_number()) for _ in range(12)]
    now = int(time.time() * 1000)
    for days, customer in enumerate(customers):
        for line in range(2):
            body = {"to": number, "text": f"{days} days ago, {line}", "at": now - days * DAY_MS - 60_000 + line}
            await simulator.post(f"/phones/{customer}/messages", body)
    await simulator.post(f"/phones/{number}/messages", {"to": customers[0], "text": "from us", "at": now - 30_000})
    too_old = {"to": number, "text": "40 days ago", "at": now - 40 * DAY_MS}
    await simulator.post(f"/phones/{await installation.customer(fresh_number())}/messages", too_old)

    first = installation.run()
    await installation.link()
    await simulator.write(customers[0], number, "just now")
    assert (await installation.until_heard("just now")).origin is Origin.LIVE
    await until(lambda: _history_is_read(installation), 20, installation.session)
    session = installation.session()
    assert session is not None
    assert session.chats_read is not None
    assert (session.chats_read.chats_done, session.chats_read.chats_total) == (12, 12)
    told = [one for one in installation.ports.inbound_queue.take() if one.origin is Origin.HISTORY]
    expected = {f"{days} days ago, {line}" for days in range(12) for line in range(2)} | {"from us"}
    assert sorted(str(one.text) for one in told) == sorted(expected)

    await installation.stop(first)
    installation.run()
    await installation.until_status(SessionStatus.WORKING)
    await simulator.write(customers[1], number, "and now")
    await installation.until_heard("and now")
    assert not [one for one in installation.ports.inbound_queue.entries if one.origin is Origin.HISTORY]


def _history_is_read(installation: Installation) -> bool:
    session = installation.session()
    return session is not None and session.chats_read is not None and session.chats_read.finished_at is not None


async def test_a_logout_from_the_phone_shows_a_new_code(installation: Installation) -> None:
    installation.run()
    await installation.link()
    await installation.simulator.post("/faults", {"kind": "logout", "number": installation.number})
    await installation.until_status(SessionStatus.SCAN_QR_CODE)
    qr = await installation.until_qr()
    session = installation.session()
    assert session is not None
    assert session.reason is Reason.LOGGED_OUT

    await installation.simulator.post(f"/phones/{installation.number}/scan", {"qr": qr})
    await installation.until_status(SessionStatus.WORKING)


async def test_commands_are_done_once(installation: Installation) -> None:
    installation.run()
    await installation.link()
    browsers = set(installation.browsers())

    _command(installation, SessionVerb.RESTART, "command-1")
    await until(lambda: bool(now := set(installation.browsers())) and not now & browsers, 20, installation.browsers)
    await installation.until_status(SessionStatus.WORKING)
    browsers = set(installation.browsers())
    await asyncio.sleep(2)
    assert set(installation.browsers()) == browsers
    assert (session := installation.session()) is not None
    assert session.command_done == "command-1"

    _command(installation, SessionVerb.LOGOUT, "command-2")
    await installation.until_status(SessionStatus.SCAN_QR_CODE)
    await installation.until_qr()


@pytest.mark.provokes(Reason.STOPPED_BY_PERSON)
async def test_switching_off_ends_the_session(installation: Installation) -> None:
    installation.run()
    await installation.link()
    bots = installation.ports.bots
    bots.save(TENANT, replace(bots.get(TENANT, installation.bot.id), desired=Desired.DISABLED))

    session = await installation.until_status(SessionStatus.STOPPED)
    assert session.reason is Reason.STOPPED_BY_PERSON
    await until(lambda: installation.browsers() == [], 10, installation.browsers)


def _command(installation: Installation, verb: SessionVerb, name: str) -> None:
    bots = installation.ports.bots
    command = SessionCommand(name, verb, datetime.now(UTC))
    bots.save(TENANT, replace(bots.get(TENANT, installation.bot.id), command=command))


async def test_a_picture_arrives_on_the_phone_with_its_caption(
    installation: Installation, fresh_number: Numbers
) -> None:
    installation.run()
    await installation.link()
    customer = await installation.customer(fresh_number())
    installation.ports.files.put(TENANT, "bots/bot-1/pictures/1", PIXEL, mime="image/png")
    media = Media("image/png", len(PIXEL), "bots/bot-1/pictures/1", "menu.png")
    picture = installation.queue(customer, "our menu", type="image", media=media)
    after = installation.queue(customer, "Anything else?")

    await installation.until_sent(picture)
    await installation.until_sent(after)
    items = await installation.simulator.conversation(customer, installation.number)
    assert [(m["id"], m["type"], m["text"]) for m in items] == [
        (picture.id, "image", "our menu"),
        (after.id, "text", "Anything else?"),
    ]
    content = await installation.simulator.http.get(f"/media/{items[0]['media']['id']}")
    assert content.content == PIXEL
