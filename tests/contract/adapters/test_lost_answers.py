"""DynamoDB did as it was told, and its answer got lost: the SDK asks again, and must not fail on its own success."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from botocore.exceptions import ReadTimeoutError
from botocore.httpsession import URLLib3Session

from flotilla.adapters.memory.clock import SequentialIds
from flotilla.domain.errors import ConflictError
from flotilla.domain.ids import RunnerId
from flotilla.ports.repositories import ConversationChange
from tests.contract.adapters.installations import Emulated
from tests.contract.adapters.samples import World


@contextmanager
def _losing_one_answer(emulated: Emulated, *, before_sending: bool = False) -> Iterator[None]:
    """The next request is sent (or not even that), and no answer comes back."""
    events = emulated._database._connection.client.meta.events
    left = [1]

    def lose(request: Any, **_: Any) -> None:
        if left and left.pop():
            if not before_sending:
                URLLib3Session().send(request)
            raise ReadTimeoutError(endpoint_url=request.url)

    events.register("before-send.dynamodb", lose)
    try:
        yield
    finally:
        events.unregister("before-send.dynamodb", lose)
    assert not left


@pytest.fixture(params=[True, False], ids=["request lost", "answer lost"])
def lost(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


def test_a_commit_succeeds_all_the_same(emulated: Emulated, fresh: SequentialIds, lost: bool) -> None:
    world = World(fresh)
    with _losing_one_answer(emulated, before_sending=lost):
        chat = emulated.conversations.commit(world.tenant, ConversationChange(world.a_chat()))
    with _losing_one_answer(emulated, before_sending=lost):
        chat = emulated.conversations.commit(world.tenant, ConversationChange(replace(chat, language="pt")))
    assert emulated.conversations.find_chat(world.tenant, world.bot_id, world.chat_id) == chat
    assert chat.version == 2


def test_a_transaction_succeeds_all_the_same(emulated: Emulated, fresh: SequentialIds, lost: bool) -> None:
    world = World(fresh)
    change = ConversationChange(world.a_chat(), world.a_lead(), (world.a_reply(),))
    with _losing_one_answer(emulated, before_sending=lost):
        assert emulated.conversations.commit(world.tenant, change).version == 1


def test_a_message_is_new_and_a_lease_is_ours_all_the_same(
    emulated: Emulated, fresh: SequentialIds, lost: bool
) -> None:
    world = World(fresh)
    emulated.bots.add(world.tenant, world.a_bot())
    with _losing_one_answer(emulated, before_sending=lost):
        assert emulated.conversations.add_message(world.tenant, world.a_message())
    with _losing_one_answer(emulated, before_sending=lost):
        lease = emulated.leases.acquire(world.tenant, world.bot_id, RunnerId("runner-1"), seen=None)
    assert lease is not None
    with _losing_one_answer(emulated, before_sending=lost):
        assert emulated.leases.renew(lease) == emulated.leases.find(world.tenant, world.bot_id)


def test_somebody_elses_write_is_still_a_conflict(emulated: Emulated, fresh: SequentialIds) -> None:
    world = World(fresh)
    chat = emulated.conversations.commit(world.tenant, ConversationChange(world.a_chat()))
    emulated.conversations.commit(world.tenant, ConversationChange(replace(chat, language="pt")))
    with _losing_one_answer(emulated), pytest.raises(ConflictError):
        emulated.conversations.commit(world.tenant, ConversationChange(replace(chat, language="es")))
