"""Pages that look connected and are not: what is noticed, what is done about it in which order, and that it helps."""

import asyncio
import os
import signal
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from flotilla.domain.ailments import Tolerance
from flotilla.domain.messages import MessageStatus
from flotilla.domain.sessions import Reason, Remedy, Session, SessionStatus
from tests.contract.runner.installation import TENANT, Installation, Numbers, until

QUICK = Tolerance(
    tick_age=timedelta(seconds=5), unacked=timedelta(seconds=3), echoes=2, echo_after=timedelta(seconds=1)
)


def treatments(installation: Installation) -> list[tuple[Reason | None, Remedy]]:
    session = installation.session()
    assert session is not None
    return [(one.reason, one.remedy) for one in session.history if one.remedy is not None]


async def until_treated(installation: Installation, *wanted: tuple[Reason | None, Remedy], seconds: float = 30) -> None:
    await until(lambda: treatments(installation) == list(wanted), seconds, lambda: treatments(installation))
    await installation.until_status(SessionStatus.WORKING)


@pytest.mark.provokes(Reason.PAGE_DEAF)
async def test_a_dead_connection_is_noticed_by_its_silence_and_climbs_the_ladder(
    installation: Installation, fresh_number: Numbers
) -> None:
    installation.run(tolerance=QUICK, echo=1.0)
    await installation.link()
    customer = await installation.customer(fresh_number())
    half_open = {"kind": "half_open", "number": installation.number}

    await installation.simulator.post("/faults", half_open)
    await installation.simulator.write(customer, installation.number, "anybody there?")
    await until_treated(installation, (Reason.PAGE_DEAF, Remedy.RELOAD))
    await installation.until_heard("anybody there?")

    browsers = set(installation.browsers())
    await installation.simulator.post("/faults", half_open)
    await until_treated(installation, (Reason.PAGE_DEAF, Remedy.RELOAD), (Reason.PAGE_DEAF, Remedy.RESTART))
    assert not browsers & set(installation.browsers())
    assert installation.moves().count((SessionStatus.SCAN_QR_CODE, Reason.LOGGED_OUT)) == 0


async def test_silence_alone_is_no_illness(installation: Installation) -> None:
    installation.run(tolerance=QUICK, echo=1.0)
    await installation.link()
    await asyncio.sleep(6)
    assert treatments(installation) == []
    assert (found := installation.session()) is not None
    assert found.status is SessionStatus.WORKING


async def test_a_page_that_sends_into_the_void_is_loaded_anew_and_sends_once(
    installation: Installation, fresh_number: Numbers
) -> None:
    installation.run(tolerance=QUICK)
    await installation.link()
    customer = await installation.customer(fresh_number())
    await installation.simulator.post("/faults", {"kind": "lose_sends", "number": installation.number, "count": 1})
    message = installation.queue(customer, "once, please")
    await until_treated(installation, (Reason.PAGE_DEAF, Remedy.RELOAD))
    await installation.until_sent(message, MessageStatus.DELIVERED, MessageStatus.READ)
    [seen] = await installation.simulator.conversation(customer, installation.number)
    assert (seen["text"], seen["deliveries"]) == ("once, please", 1)


async def test_a_message_whose_ack_got_lost_is_sent_again_under_its_id_and_arrives_once(
    installation: Installation, fresh_number: Numbers
) -> None:
    installation.run(tolerance=QUICK)
    await installation.link()
    customer = await installation.customer(fresh_number())
    # A phone that is off acknowledges nothing: the server's ack is the only one that there is to lose.
    await installation.simulator.http.patch(f"/phones/{customer}", json={"online": False})
    lost = {"kind": "drop_acks", "number": installation.number, "levels": [1], "count": 1}
    await installation.simulator.post("/faults", lost)
    message = installation.queue(customer, "once, please")
    await until_treated(installation, (Reason.PAGE_DEAF, Remedy.RELOAD))
    await installation.until_sent(message, MessageStatus.SENT)
    [seen] = await installation.simulator.conversation(customer, installation.number)
    assert (seen["id"], seen["deliveries"]) == (message.id, 1)
    assert seen["resends"] >= 1


async def test_a_chat_whose_acks_never_come_costs_two_treatments_and_its_message_fails(
    installation: Installation, fresh_number: Numbers
) -> None:
    installation.run(tolerance=replace(QUICK, lost=timedelta(seconds=5)))
    await installation.link()
    silent, other = await installation.customer(fresh_number()), await installation.customer(fresh_number())
    await installation.simulator.http.patch(f"/phones/{silent}", json={"online": False})
    lost = {"kind": "drop_acks", "number": installation.number, "chat": silent, "levels": [1]}
    await installation.simulator.post("/faults", lost)
    poisoned, behind = installation.queue(silent, "never confirmed"), installation.queue(silent, "behind it")
    for number in range(8):
        await installation.until_sent(installation.queue(other, f"going on {number}"))
        await asyncio.sleep(1)
    await until(lambda: installation.stored(poisoned).reason == "no_ack", 40, lambda: installation.stored(poisoned))
    await until(lambda: installation.stored(behind).status is MessageStatus.SENDING, 5, installation.session)
    assert treatments(installation) == [(Reason.PAGE_DEAF, Remedy.RELOAD), (Reason.PAGE_DEAF, Remedy.RESTART)]


async def test_a_message_lost_on_its_way_while_others_arrive_is_sent_again_and_arrives_once(
    installation: Installation, fresh_number: Numbers
) -> None:
    installation.run(tolerance=replace(QUICK, lost=timedelta(seconds=4)))
    await installation.link()
    customer, other = await installation.customer(fresh_number()), await installation.customer(fresh_number())
    await installation.simulator.post("/faults", {"kind": "lose_sends", "number": installation.number, "count": 1})
    lost = installation.queue(customer, "lost at first")
    await until(lambda: installation.stored(lost).status is MessageStatus.SENDING, 5, installation.session)
    await asyncio.sleep(0.5)
    await installation.until_sent(installation.queue(other, "arrives"))
    await installation.until_sent(lost)
    assert treatments(installation) == [(Reason.PAGE_DEAF, Remedy.RELOAD)]
    [seen] = await installation.simulator.conversation(customer, installation.number)
    assert seen["deliveries"] == 1


async def test_a_lone_message_whose_ack_never_comes_takes_the_number_down_twice_at_most(
    installation: Installation, fresh_number: Numbers
) -> None:
    installation.run(tolerance=QUICK)
    await installation.link()
    customer = await installation.customer(fresh_number())
    await installation.simulator.http.patch(f"/phones/{customer}", json={"online": False})
    await installation.simulator.post("/faults", {"kind": "drop_acks", "number": installation.number, "levels": [1]})
    message = installation.queue(customer, "never confirmed")
    await until(lambda: installation.stored(message).reason == "no_ack", 60, lambda: treatments(installation))
    twice = [(Reason.PAGE_DEAF, Remedy.RELOAD), (Reason.PAGE_DEAF, Remedy.RESTART)]
    assert treatments(installation) == twice
    await asyncio.sleep(5)
    assert treatments(installation) == twice
    # Now its ack comes after all: whenever the page connects, it sends again what has none.
    await installation.simulator.http.delete("/faults")
    await installation.simulator.post("/faults", {"kind": "disconnect", "number": installation.number})
    await installation.until_sent(message)
    [seen] = await installation.simulator.conversation(customer, installation.number)
    assert seen["deliveries"] == 1


async def test_an_outage_just_after_a_send_is_no_deafness(installation: Installation, fresh_number: Numbers) -> None:
    installation.run(tolerance=replace(QUICK, unacked=timedelta(seconds=6)))
    await installation.link()
    customer = await installation.customer(fresh_number())
    await installation.simulator.post("/faults", {"kind": "lose_sends", "number": installation.number, "count": 1})
    message = installation.queue(customer, "just before")
    await until(lambda: installation.stored(message).status is MessageStatus.SENDING, 5, installation.session)
    # It is claimed before the page has it: what the page first sends after the outage would be lost in its place.
    await asyncio.sleep(1)
    await installation.simulator.post("/faults", {"kind": "offline", "number": installation.number, "seconds": 8})
    await installation.until_status(SessionStatus.STARTING)
    await installation.until_sent(message)
    assert (SessionStatus.STARTING, Reason.NETWORK_OFFLINE) in installation.moves()
    assert treatments(installation) == []


async def test_a_page_that_sends_nothing_and_answers_all_else_climbs_the_ladder(
    installation: Installation, fresh_number: Numbers
) -> None:
    installation.run(tolerance=replace(QUICK, stuck=timedelta(seconds=3)))
    await installation.link()
    customer = await installation.customer(fresh_number())
    hung = {"kind": "hang_sends", "number": installation.number}

    await installation.simulator.post("/faults", hung)
    first = installation.queue(customer, "once, please")
    await until_treated(installation, (Reason.PAGE_DEAF, Remedy.RELOAD), seconds=60)
    await installation.until_sent(first)

    await installation.simulator.post("/faults", hung)
    second = installation.queue(customer, "and this")
    await until_treated(installation, (Reason.PAGE_DEAF, Remedy.RELOAD), (Reason.PAGE_DEAF, Remedy.RESTART), seconds=60)
    await installation.until_sent(second)
    seen = await installation.simulator.conversation(customer, installation.number)
    assert [(one["text"], one["deliveries"]) for one in seen] == [("once, please", 1), ("and this", 1)]


async def test_a_page_told_nothing_for_long_is_connected_anew_to_be_sure(
    installation: Installation, fresh_number: Numbers
) -> None:
    installation.run(tolerance=Tolerance(quiet=timedelta(seconds=3)))
    await installation.link()
    customer = await installation.customer(fresh_number())
    await until(lambda: (Reason.CONNECTING, Remedy.RELOAD) in treatments(installation), 15, installation.session)
    await installation.until_status(SessionStatus.WORKING)
    await installation.simulator.write(customer, installation.number, "still there?")
    await installation.until_heard("still there?")
    assert (session := installation.session()) is not None
    assert session.restarts == 0


@pytest.mark.parametrize("number", [signal.SIGSTOP, signal.SIGKILL])
async def test_a_browser_that_is_stopped_or_killed_is_replaced_without_a_scan(
    installation: Installation, number: signal.Signals
) -> None:
    installation.run()
    await installation.link()
    linked = await _proven(installation)
    for pid in installation.browsers():
        os.kill(pid, number)
    reason = Reason.PAGE_STUCK if number is signal.SIGSTOP else Reason.PAGE_CRASHED
    await until(lambda: (reason, Remedy.RESTART) in treatments(installation), 30, lambda: treatments(installation))
    session = await installation.until_status(SessionStatus.WORKING)
    assert (session.linked_at, session.phone) == (linked.linked_at, linked.phone)
    assert session.last_proof_at is not None


async def test_a_page_that_crashes_again_and_again_moves_to_another_runner(installation: Installation) -> None:
    installation.run()
    await installation.link()
    installation.run()
    crash = {"kind": "crash", "number": installation.number}
    for restarts in range(1, 4):
        await installation.simulator.post("/faults", crash)
        await until(partial(_restarted, installation, restarts), 30, installation.session)
        if restarts < 3:
            await installation.until_status(SessionStatus.WORKING)
    await until(lambda: installation.holder() == "runner-1", 30, installation.session)
    session = await installation.until_status(SessionStatus.WORKING)
    reason, remedy = treatments(installation)[-1]
    # On a busy machine the probe may miss the page before the browser tells of its crash.
    assert (reason in {Reason.PAGE_CRASHED, Reason.PAGE_STUCK}, remedy) == (True, Remedy.MOVE)
    assert session.phone == installation.number


@pytest.mark.provokes(Reason.NOT_PROVEN, Reason.RUNNER_LOST)
async def test_a_lost_runner_is_named_until_another_one_takes_over_without_a_scan(installation: Installation) -> None:
    lost = installation.run()
    await installation.link()
    linked = await _proven(installation)
    installation.runners.remove(lost)
    await lost.kill()
    clock = installation.ports.clock
    shown = []
    for seconds in (0, 31, 61):
        clock.ahead = timedelta(seconds=seconds)
        shown.append((installation.shown().status, installation.shown().reason))
    assert shown == [
        (SessionStatus.WORKING, None),
        (SessionStatus.STARTING, Reason.NOT_PROVEN),
        (SessionStatus.STARTING, Reason.RUNNER_LOST),
    ]

    clock.ahead = timedelta()
    installation.run()
    await until(lambda: installation.holder() == "runner-1", 40, installation.ports.leases.list)
    session = await installation.until_status(SessionStatus.WORKING)
    assert (session.linked_at, session.phone) == (linked.linked_at, linked.phone)
    await until(lambda: installation.shown().status is SessionStatus.WORKING, 5, installation.shown)


async def _proven(installation: Installation) -> Session:
    """The session once a probe has vouched for it."""
    leases, session = installation.ports.leases, installation.session()
    await until(
        lambda: (found := leases.find(TENANT, installation.bot.id)) is not None and found.proven_at is not None,
        5,
        leases.list,
    )
    assert session is not None
    return session


def _restarted(installation: Installation, times: int) -> bool:
    session = installation.session()
    return session is not None and session.restarts == times
