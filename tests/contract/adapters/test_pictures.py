"""Pictures and their uploads, in memory and in DynamoDB."""

from dataclasses import replace
from datetime import timedelta

import pytest

from flotilla.adapters.memory.clock import SequentialIds
from flotilla.domain.errors import ConflictError, LimitReachedError, NotFoundError
from flotilla.domain.ids import BotId, PictureId, UploadId, UserId
from flotilla.domain.pictures import Picture
from flotilla.domain.uploads import Upload
from tests.contract.adapters.installations import Ports
from tests.contract.adapters.samples import NOBODY, NOW, World


def _picture(world: World, bot: BotId | None = None) -> Picture:
    picture = PictureId(world.ids.new())
    keywords = ("sample", "two words")
    where = (picture, world.tenant, bot or world.bot_id)
    return Picture(*where, "image/png", 2_000, 64, 48, keywords, "A sample", NOW, UserId("U1"))


def test_pictures_are_listed_by_bot_oldest_first(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    pictures = tuple(_picture(world) for _ in range(3))
    for picture in reversed(pictures):
        ports.pictures.add(world.tenant, picture, limit=5)
    ports.pictures.add(world.tenant, _picture(world, BotId(fresh.new())), limit=5)
    assert ports.pictures.list(world.tenant, world.bot_id) == pictures
    assert ports.pictures.find(world.tenant, world.bot_id, pictures[0].id) == pictures[0]
    assert ports.pictures.list(NOBODY, world.bot_id) == ()
    assert ports.pictures.find(NOBODY, world.bot_id, pictures[0].id) is None
    with pytest.raises(NotFoundError):
        ports.pictures.add(NOBODY, _picture(world), limit=5)
    with pytest.raises(ConflictError):
        ports.pictures.add(world.tenant, pictures[0], limit=5)


def test_a_bot_has_so_many_at_most_and_each_removed_one_makes_room(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    first, second, third = (_picture(world) for _ in range(3))
    ports.pictures.add(world.tenant, first, limit=2)
    ports.pictures.add(world.tenant, second, limit=2)
    with pytest.raises(LimitReachedError):
        ports.pictures.add(world.tenant, third, limit=2)
    ports.pictures.remove(world.tenant, first, audit=world.an_entry("picture.removed"))
    with pytest.raises(ConflictError):
        ports.pictures.remove(world.tenant, first)
    ports.pictures.add(world.tenant, third, limit=2)
    assert ports.pictures.list(world.tenant, world.bot_id) == (second, third)


def test_of_two_who_change_a_picture_one_is_told(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    picture = _picture(world)
    ports.pictures.add(world.tenant, picture, limit=2)
    saved = ports.pictures.save(world.tenant, replace(picture, description="Another"))
    assert (saved.version, saved.description) == (2, "Another")
    assert ports.pictures.find(world.tenant, world.bot_id, picture.id) == saved
    with pytest.raises(ConflictError):
        ports.pictures.save(world.tenant, replace(picture, description="Too late"))


def test_uploads_are_found_until_they_are_removed(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    uploads = [
        Upload(UploadId(fresh.new()), world.tenant, world.bot_id, NOW + timedelta(hours=hours), lead)
        for hours, lead in ((2, world.lead_id), (1, None))
    ]
    for upload in uploads:
        ports.uploads.add(world.tenant, upload)
    assert [one for one in ports.fleet.uploads() if one.tenant == world.tenant] == uploads[::-1]
    assert ports.uploads.find(world.tenant, uploads[0].id) == uploads[0]
    assert ports.uploads.find(NOBODY, uploads[0].id) is None
    ports.uploads.remove(world.tenant, uploads[0].id)
    ports.uploads.remove(world.tenant, uploads[0].id)
    assert ports.uploads.find(world.tenant, uploads[0].id) is None
    assert [one for one in ports.fleet.uploads() if one.tenant == world.tenant] == uploads[1:]
