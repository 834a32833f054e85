"""What happened on the phones while no runner held the bot."""

import asyncio
from dataclasses import replace

import pytest

from flotilla.domain.ids import ChatId, MessageId
from flotilla.domain.inbound import Inbound, InboundKind, Origin
from flotilla.domain.messages import Message, MessageStatus
from flotilla.domain.sessions import SessionStatus
from tests.contract.runner.installation import TENANT, Installation, Numbers, until

MISSED = 230
"""More than is looked at of a chat at first."""


def receive(installation: Installation, *kinds: InboundKind) -> list[Inbound]:
    """What the receiving function does with what is queued; other kinds get lost on their way."""
    entries = installation.ports.inbound_queue.take()
    for entry in entries:
        if entry.kind is InboundKind.MESSAGE and entry.kind in kinds:
            installation.ports.receive_message(entry)
        elif entry.kind in kinds:
            installation.ports.revise_message(entry)
    return list(entries)


async def work(installation: Installation) -> None:
    installation.run()
    await installation.until_status(SessionStatus.WORKING)


@pytest.mark.accounts
async def test_more_than_two_hundred_missed_messages_of_a_chat_arrive_once_and_in_order(
    installation: Installation, fresh_number: Numbers
) -> None:
    installation.run()
    await installation.link()
    customer = await installation.customer(fresh_number())
    await installation.simulator.write(customer, installation.number, "before")
    await installation.until_heard("before")
    receive(installation, InboundKind.MESSAGE)
    await installation.stop()

    texts = [f"missed {n}" for n in range(MISSED)]
    for text in texts:
        await installation.simulator.write(customer, installation.number, text)
    await work(installation)
    await installation.until_heard(texts[-1], 30)

    entries = [one for one in installation.ports.inbound_queue.entries if one.kind is InboundKind.MESSAGE]
    assert [one.text for one in entries] == texts
    assert {one.origin for one in entries} == {Origin.REPLAYED}
    receive(installation, InboundKind.MESSAGE)
    chat = ChatId(f"{customer}@c.us")
    kept = installation.ports.conversations.recent_messages(TENANT, installation.bot.id, chat, limit=1000)
    assert [one.text for one in kept] == ["before", *texts]


async def test_an_edit_a_deletion_and_an_ack_that_nobody_told_are_found_by_the_next_runner(
    installation: Installation, fresh_number: Numbers
) -> None:
    installation.run()
    await installation.link()
    simulator, number = installation.simulator, installation.number
    customer = await installation.customer(fresh_number())
    first, second = [await simulator.write(customer, number, text) for text in ("meet at 5", "secret")]
    await installation.until_heard("secret")
    receive(installation, InboundKind.MESSAGE)
    answer = installation.queue(customer, "See you")
    await installation.until_sent(answer, MessageStatus.DELIVERED)
    await installation.stop()

    edit = {"with": number, "text": "meet at 6"}
    (await simulator.http.patch(f"/phones/{customer}/messages/{first['id']}", json=edit)).raise_for_status()
    gone = f"/phones/{customer}/messages/{second['id']}"
    (await simulator.http.delete(gone, params={"with": number})).raise_for_status()
    await simulator.post(f"/phones/{customer}/read", {"with": number})
    await work(installation)
    await installation.until_heard("meet at 6")
    await installation.until_sent(answer, MessageStatus.READ)
    await asyncio.sleep(0.5)
    # What the page told live is lost: only the page itself knows of it any more.
    receive(installation)
    await installation.stop()
    installation.ports.store.messages[TENANT, installation.bot.id, answer.chat][answer.id] = replace(
        installation.stored(answer), status=MessageStatus.DELIVERED
    )

    await work(installation)
    await installation.until_heard("meet at 6")
    await until(
        lambda: _kinds(installation) == {InboundKind.EDITED, InboundKind.REVOKED}, 10, lambda: _kinds(installation)
    )
    receive(installation, InboundKind.EDITED, InboundKind.REVOKED)
    edited, revoked = [_stored(installation, answer.chat, one["id"]) for one in (first, second)]
    assert (edited.text, edited.edited_at is not None) == ("meet at 6", True)
    assert (revoked.type, revoked.text) == ("revoked", None)
    await installation.until_sent(answer, MessageStatus.READ)


@pytest.mark.accounts
async def test_reactions_and_votes_that_nobody_told_are_found_once_by_the_next_runner(
    installation: Installation, fresh_number: Numbers
) -> None:
    installation.run()
    await installation.link()
    simulator, number = installation.simulator, installation.number
    customer = await installation.customer(fresh_number())
    question = {"to": number, "poll": {"question": "When?", "options": ["today", "tomorrow"]}}
    poll = await simulator.post(f"/phones/{customer}/messages", question)
    text = await simulator.write(customer, number, "see you")
    await installation.until_heard("see you")
    receive(installation, InboundKind.MESSAGE)

    # One is told by the page and lost on its way, the others come while no page is there.
    await _mark(installation, customer, text["id"], "reaction", emoji="👍")
    await until(lambda: _kinds(installation) == {InboundKind.REACTED}, 10, lambda: _kinds(installation))
    receive(installation)
    await installation.stop()
    await _mark(installation, customer, poll["id"], "vote", options=["tomorrow"])
    await _mark(installation, number, text["id"], "reaction", peer=customer, emoji="❤️")
    await work(installation)
    await until(lambda: len(installation.ports.inbound_queue.entries) == 3, 10, lambda: _kinds(installation))
    told = receive(installation, InboundKind.REACTED, InboundKind.VOTED)
    assert {one.origin for one in told} == {Origin.REPLAYED}
    chat = ChatId(f"{customer}@c.us")
    reacted, voted = [_stored(installation, chat, one["id"]) for one in (text, poll)]
    assert {(one.who, one.emoji) for one in reacted.reactions} == {(chat, "👍"), (f"{number}@c.us", "❤️")}
    assert [(one.who, one.options) for one in voted.votes] == [(chat, ("tomorrow",))]

    await installation.stop()
    await work(installation)
    await simulator.write(customer, number, "that was all")
    await installation.until_heard("that was all")
    assert _kinds(installation) == {InboundKind.MESSAGE}


async def _mark(
    installation: Installation, who: str, message: str, mark: str, *, peer: str = "", **what: object
) -> None:
    body = {"with": peer or installation.number, **what}
    done = await installation.simulator.http.put(f"/phones/{who}/messages/{message}/{mark}", json=body)
    done.raise_for_status()


def _kinds(installation: Installation) -> set[InboundKind]:
    return {one.kind for one in installation.ports.inbound_queue.entries}


def _stored(installation: Installation, chat: ChatId, message: str) -> Message:
    found = installation.ports.conversations.find_message(TENANT, installation.bot.id, chat, MessageId(message))
    assert found is not None
    return found
