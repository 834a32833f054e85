"""A session's life in a real browser: scan, work, crash, stop, move."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from flotilla.domain.bots import Desired, SessionCommand, SessionVerb
from flotilla.domain.inbound import Origin
from flotilla.domain.messages import MessageStatus, Stage
from flotilla.domain.sessions import Reason, SessionStatus
from tests.contract.runner.conftest import TENANT, Installation, until

Numbers = Callable[[], str]


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


async def test_a_number_without_whatsapp_fails_with_a_reason(installation: Installation, fresh_number: Numbers) -> None:
    installation.run()
    await installation.link()

    message = installation.queue(fresh_number(), "Anybody there?")
    failed = await installation.until_sent(message, MessageStatus.FAILED)
    assert failed.reason == "not_on_whatsapp"


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


async def test_stopping_closes_the_browser_and_gives_the_bot_to_another_runner(
    installation: Installation, fresh_number: Numbers
) -> None:
    first = installation.run()
    await installation.link()
    linked = installation.session()
    customer = await installation.customer(fresh_number())

    await first.stop()
    assert installation.browsers() == []
    installation.runners.remove(first)
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
    simulator = installation.simulator
    await simulator.post("/phones", {"number": installation.number, "name": "Bot"})
    customer = await installation.customer(fresh_number())
    await simulator.write(customer, installation.number, "long ago")
    await asyncio.sleep(1.1)

    installation.run()
    await installation.link()
    await simulator.write(customer, installation.number, "just now")
    assert (await installation.until_heard("just now")).origin is Origin.LIVE
    assert (await installation.until_heard("long ago")).origin is Origin.HISTORY


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
