"""Files of messages are fetched after them, tried again, and given up for a reason."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from flotilla.bootstrap.memory import InMemory
from flotilla.domain.chats import MessageRef
from flotilla.domain.ids import ChatId, LeadId, MessageId
from flotilla.domain.inbound import Inbound, inbound_message
from flotilla.domain.media import Media
from flotilla.domain.sessions import new_session
from runner import media_fetcher
from runner.channels.port import ChannelError
from runner.media_fetcher import MediaFetcher
from runner.publisher import Publisher
from runner.recent import Recent
from runner.reconcile import catch_up
from runner.toolbox import Toolbox
from tests.unit.runner.conftest import BOT, START, TENANT, FakeChannel, make_bot, make_seen, until

CHAT = ChatId("5511911111111@c.us")
REF = MessageRef(TENANT, BOT, CHAT, MessageId("IN1"))


@pytest.fixture
async def channel(monkeypatch: pytest.MonkeyPatch) -> FakeChannel:
    monkeypatch.setattr(media_fetcher, "PAUSES", (0.0, 0.01, 0.01, 0.01))
    monkeypatch.setattr(media_fetcher, "STORED_WITHIN", (0.01,) * 20)
    return FakeChannel()


@pytest.fixture
async def fetcher(channel: FakeChannel, tools: Toolbox) -> AsyncIterator[MediaFetcher]:
    made = MediaFetcher(channel, tools)
    yield made
    made.close()


async def publish(twins: InMemory, tools: Toolbox, **changes: Any) -> Inbound:
    """What the page showed, as it goes into the queue."""
    publisher = Publisher(make_bot, tools, lambda: new_session(TENANT, BOT, START), Recent(10))
    await publisher.publish([make_seen(1, type="image", media=Media("image/png", 5), **changes)])
    return twins.inbound_queue.entries[-1]


def media(twins: InMemory) -> Media:
    stored = twins.conversations.find_message(TENANT, BOT, CHAT, REF.id)
    assert stored is not None
    assert stored.media is not None
    return stored.media


async def test_a_file_waits_for_its_message_and_comes_then(
    twins: InMemory, tools: Toolbox, channel: FakeChannel, fetcher: MediaFetcher
) -> None:
    channel.files[REF.id] = b"GIF89a"
    inbound = await publish(twins, tools)
    fetcher.want([(REF, CHAT)])
    fetcher.want([(REF, CHAT)])
    assert twins.files.files == {}
    twins.conversations.add_message(TENANT, inbound_message(inbound, LeadId("lead")))
    await until(lambda: media(twins).name is not None)
    assert media(twins).mime == "image/gif"


async def test_a_file_that_whatsapp_does_not_have_is_given_up_and_the_message_stays(
    twins: InMemory, tools: Toolbox, fetcher: MediaFetcher
) -> None:
    inbound = await publish(twins, tools)
    twins.conversations.add_message(TENANT, inbound_message(inbound, LeadId("lead")))
    fetcher.want([(REF, CHAT)])
    await until(lambda: media(twins).problem == "unavailable")


async def test_a_file_that_is_larger_than_was_said_is_not_kept(
    twins: InMemory, tools: Toolbox, channel: FakeChannel, fetcher: MediaFetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channel, "media", _refuses("too_large"))
    inbound = await publish(twins, tools)
    twins.conversations.add_message(TENANT, inbound_message(inbound, LeadId("lead")))
    fetcher.want([(REF, CHAT)])
    await until(lambda: media(twins).problem == "too_large")


async def test_what_was_not_fetched_is_found_again_by_the_next_connection(
    twins: InMemory, tools: Toolbox, channel: FakeChannel, fetcher: MediaFetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbound = await publish(twins, tools)
    twins.conversations.add_message(TENANT, inbound_message(inbound, LeadId("lead")))
    real = channel.media
    monkeypatch.setattr(channel, "media", _refuses("timeout"))
    fetcher.want([(REF, CHAT)])
    await until(lambda: not fetcher._tasks)
    assert media(twins).on_its_way
    monkeypatch.setattr(channel, "media", real)
    channel.files[REF.id] = b"GIF89a"
    channel.past = (make_seen(1, type="image", media=Media("image/png", 5)),)
    publisher = Publisher(make_bot, tools, lambda: new_session(TENANT, BOT, START), Recent(10))
    wanted = (await catch_up(channel, make_bot(), publisher, tools)).files
    assert wanted == [(REF, CHAT)]
    fetcher.want(wanted)
    await until(lambda: media(twins).name is not None)
    assert (await catch_up(channel, make_bot(), publisher, tools)).files == []


@pytest.mark.parametrize(("size", "problem"), [(5, None), (26 * 1024 * 1024, "too_large")])
async def test_too_large_a_file_is_told_as_such_at_once(
    twins: InMemory, tools: Toolbox, size: int, problem: str | None
) -> None:
    publisher = Publisher(make_bot, tools, lambda: new_session(TENANT, BOT, START), Recent(10))
    await publisher.publish([make_seen(1, type="image", media=Media("image/png", size))])
    found = twins.inbound_queue.entries[-1].media
    assert found is not None
    assert found.problem == problem


def _refuses(code: str) -> Any:
    async def media(*_: object, **__: object) -> bytes:
        raise ChannelError("No.", code=code)

    return media
