"""What must survive: a killed runner in mid-conversation, and a stop and start of everything."""

import os
import shutil
import signal
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest

from tests.e2e.client import BOT_NUMBER, Api, Phone, linked_bot
from tests.stack import Stack, eventually

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]


def test_a_killed_runner_loses_nothing_sends_nothing_twice_and_needs_no_new_scan(stack: Stack) -> None:
    api, bot = linked_bot(stack)
    customers = [Phone.make(stack, f"55119666600{n:02d}", f"Crash {n} (sample)") for n in range(5)]
    for customer in customers:
        customer.write(BOT_NUMBER, "First question")
    victims = eventually(stack.runner_pids, "a runner")
    for pid in victims:
        os.kill(pid, signal.SIGKILL)
    for customer in customers:
        customer.write(BOT_NUMBER, "Second question, while the runner is dead")

    eventually(lambda: set(stack.runner_pids()) - set(victims), "the runner is started again", 30)
    api.wait_for_status(bot, "WORKING", timeout=90)
    for customer in customers:
        eventually(partial(heard_and_answered, api, customer), "both messages stored, and an answer", 90)
    eventually(lambda: not waiting(api, customers), "everything is sent", 60)
    for customer in customers:
        replies = customer.replies(BOT_NUMBER)
        assert len({reply["id"] for reply in replies}) == len(replies)
        assert all(reply.get("deliveries", 1) == 1 for reply in replies)
        assert len(replies) == sent(api, customer)


def test_a_stop_and_start_keeps_bots_leads_messages_and_the_whatsapp_session(stack: Stack) -> None:
    api, bot = linked_bot(stack)
    customer = Phone.make(stack, "5511966660099", "Patient (sample)")
    customer.write(BOT_NUMBER, "Hello before the restart")
    eventually(lambda: customer.replies(BOT_NUMBER), "an answer")
    lead = eventually(lambda: api.lead_of(customer.chat), "the lead")

    stack.stop()
    assert not stack.endpoints_file.exists()
    assert not stack.runner_pids()
    stack.start()

    api = Api(stack)
    assert stack.endpoints["bot_id"] == bot
    assert api.lead_of(customer.chat)["id"] == lead["id"]
    api.wait_for_status(bot, "WORKING", timeout=60)
    customer.write(BOT_NUMBER, "Hello after the restart")
    eventually(lambda: len(customer.replies(BOT_NUMBER)) == 2, "an answer after the restart")
    texts = [m["text"] for m in api.get(f"/leads/{lead['id']}/messages")["items"] if m["direction"] == "in"]
    assert texts == ["Hello before the restart", "Hello after the restart"]
    newcomer = Phone.make(stack, "5511966660097", "Newcomer (sample)")
    newcomer.write(BOT_NUMBER, "Hello, I am new here")
    # What is written to the tables reaches the pages, as it did before.
    eventually(lambda: newcomer.chat in chats_in_the_inbox(api), "the new conversation in the list", 30)


def test_a_bot_whose_disk_is_lost_comes_back_from_its_snapshot_without_a_scan(stack: Stack) -> None:
    api, bot = linked_bot(stack)
    api.post(f"/bots/{bot}/session/stop")
    # The snapshot is taken before the runner says that the session is over.
    eventually(lambda: moves(api, bot)[0]["reason"] == "stopped_by_person", "the runner has closed the browser", 60)
    shutil.rmtree(stack.folder / "profiles" / bot)
    customer = Phone.make(stack, "5511966660098", "Unaware (sample)")
    customer.write(BOT_NUMBER, "Hello, nobody?")
    began = datetime.now(UTC)

    api.post(f"/bots/{bot}/session/start")
    api.wait_for_status(bot, "WORKING", timeout=90)
    since = [one for one in moves(api, bot) if datetime.fromisoformat(one["at"]) >= began]
    assert "SCAN_QR_CODE" not in [one["status"] for one in since]
    [restored] = [one for one in since if one["reason"] == "restored"]
    assert "from a snapshot of" in restored["detail"]
    eventually(lambda: customer.replies(BOT_NUMBER), "an answer from the restored session", 60)


def chats_in_the_inbox(api: Api) -> list[str]:
    """Addresses of all conversations that people find in their list."""
    return [one["chat"]["chat_id"] for one in api.get("/conversations?view=all&limit=100")["items"]]


def moves(api: Api, bot: str) -> list[dict[str, Any]]:
    """The newest states that the session came into, newest first."""
    items: list[dict[str, Any]] = api.get(f"/bots/{bot}/session/history")["items"]
    return items


def heard_and_answered(api: Api, customer: Phone) -> bool:
    """Whether both of the customer's messages are on record, and an answer is on the phone."""
    return _count(api, customer, "in") == 2 and bool(customer.replies(BOT_NUMBER))


def sent(api: Api, customer: Phone) -> int:
    """How many messages to the customer are on record."""
    return _count(api, customer, "out")


def waiting(api: Api, customers: list[Phone]) -> bool:
    """Whether any message to them waits to be sent, or any answer is being made."""
    for customer in customers:
        lead = api.lead_of(customer.chat)
        items = api.get(f"/leads/{lead['id']}/messages")["items"]
        thinking = api.get(f"/leads/{lead['id']}")["chat"]["thinking"]
        if thinking or any(m["status"] in ("queued", "sending") for m in items):
            return True
    return False


def _count(api: Api, customer: Phone, direction: str) -> int:
    lead = api.lead_of(customer.chat)
    if lead is None:
        return 0
    return sum(m["direction"] == direction for m in api.get(f"/leads/{lead['id']}/messages")["items"])
