"""Messages with a file."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from flotilla.bootstrap.memory import InMemory
from flotilla.domain.errors import UnavailableError
from flotilla.domain.ids import TenantId
from flotilla.domain.media import Media
from flotilla.domain.messages import FailReason, MessageStatus
from runner import attachments
from runner import outbox as outbox_module
from runner.channels.port import OutgoingFile
from runner.delivery import Outcome
from runner.lease_keeper import LeaseKeeper
from runner.toolbox import Toolbox
from tests.unit.runner.conftest import TENANT, make_message
from tests.unit.runner.desk import Desk, open_desk

PICTURE = Media("image/png", 3, "bots/bot/pictures/1", "menu.png")


@pytest.fixture
async def desk(twins: InMemory, tools: Toolbox, keeper: LeaseKeeper) -> AsyncIterator[Desk]:
    async with open_desk(twins, tools, keeper) as made:
        yield made


async def test_a_picture_is_sent_with_its_file_and_caption(desk: Desk) -> None:
    picture = replace(make_message(1), type="image", text="our menu", media=PICTURE)
    desk.twins.files.put(TENANT, "bots/bot/pictures/1", b"png", mime="image/png")
    desk.queue(picture)
    await desk.until_status(picture, MessageStatus.SENT)
    [order] = desk.channel.orders
    assert (order.text, order.file) == ("our menu", OutgoingFile("image", "image/png", b"png", "menu.png"))


@pytest.mark.parametrize(
    ("media", "reason"), [(PICTURE, "file_missing"), (None, "not_sendable"), (Media("image/png"), "not_sendable")]
)
async def test_a_picture_without_its_file_fails_and_the_next_message_goes(
    desk: Desk, media: Media | None, reason: str
) -> None:
    picture, text = replace(make_message(1), type="image", media=media), make_message(2)
    desk.queue(picture, text)
    assert (await desk.until_status(picture, MessageStatus.FAILED)).reason == reason
    await desk.until_status(text, MessageStatus.SENT)


async def test_too_large_a_file_fails_with_that_reason(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "MAX_SENT_BYTES", 2)
    picture = replace(make_message(1), type="image", media=PICTURE)
    desk.twins.files.put(TENANT, "bots/bot/pictures/1", b"png", mime="image/png")
    desk.queue(picture)
    assert (await desk.until_status(picture, MessageStatus.FAILED)).reason == FailReason.FILE_TOO_LARGE


async def test_a_picture_waits_while_the_store_of_files_is_away(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(outbox_module.PAUSE_SECONDS, Outcome.RETRY, 0.05)
    away, real = iter([True]), desk.twins.files.get

    def get(tenant: TenantId, name: str, *, max_bytes: int) -> bytes:
        if next(away, False):
            raise UnavailableError("The file can't be read now.")
        return real(tenant, name, max_bytes=max_bytes)

    monkeypatch.setattr(desk.twins.files, "get", get)
    picture = replace(make_message(1), type="image", media=PICTURE)
    desk.twins.files.put(TENANT, "bots/bot/pictures/1", b"png", mime="image/png")
    desk.queue(picture)
    await desk.until_status(picture, MessageStatus.SENT)
    # It was claimed before, so the chat is asked whether it is there: twice is worse than late.
    assert [order.lookup for order in desk.channel.orders] == [True]
