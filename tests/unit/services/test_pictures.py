"""Pictures from the first upload to the last trace of them."""

from datetime import timedelta

import pytest

from flotilla.domain.audit import AuditFilter
from flotilla.domain.errors import (
    ConflictError,
    FlotillaError,
    InvalidInputError,
    LimitReachedError,
    NotFoundError,
    TooLargeError,
)
from flotilla.domain.ids import BotId, PictureId, UploadId
from flotilla.domain.people import Role
from flotilla.domain.pictures import MAX_BYTES, MAX_PICTURES
from flotilla.domain.uploads import ABANDONED_AFTER, Upload
from flotilla.services.purge_bots import SETTLED_AFTER
from tests.api.world import SAMPLE_PNG
from tests.unit.services.world import BOT, TENANT, World, principal

ADMIN = principal()


def upload(world: World, content: bytes = SAMPLE_PNG) -> PictureId:
    """Send a file by the form, as a browser does."""
    started = world.core.start_picture(ADMIN, BOT, "image/png")
    name = started.form.fields["key"].removeprefix(f"{TENANT}/")
    world.core.files.put(TENANT, name, content, mime="image/png")
    return started.id


def complete(world: World, picture: PictureId, *keywords: str) -> PictureId:
    return world.core.complete_picture(ADMIN, BOT, picture, keywords, "A sample").id


def names(world: World) -> list[str]:
    return sorted(world.core.files.files.get(TENANT, {}))


def test_a_completed_upload_leaves_the_picture_and_its_thumbnail() -> None:
    world = World()
    picture = complete(world, upload(world), "Shop", "SHÓP", "front  door")
    [shown] = world.core.list_pictures(ADMIN, BOT)
    assert shown.picture.keywords == ("Shop", "front door")
    assert names(world) == [f"bots/{BOT}/pictures/{picture}/{name}" for name in ("picture.png", "thumbnail.webp")]
    assert "seconds=3600" in shown.url
    assert complete(world, picture, "another") == picture
    assert world.core.list_pictures(ADMIN, BOT)[0].picture.keywords == ("Shop", "front door")


@pytest.mark.parametrize(
    ("content", "error"), [(b"no picture at all", InvalidInputError), (b"x" * (MAX_BYTES + 1), TooLargeError)]
)
def test_rubbish_is_thrown_away_at_once(content: bytes, error: type[FlotillaError]) -> None:
    world = World()
    picture = upload(world, content)
    with pytest.raises(error):
        complete(world, picture)
    assert names(world) == []
    with pytest.raises(NotFoundError):
        complete(world, picture)


def test_a_file_that_is_not_there_yet_may_still_come() -> None:
    world = World()
    started = world.core.start_picture(ADMIN, BOT, "image/png")
    with pytest.raises(ConflictError) as refused:
        complete(world, started.id)
    assert refused.value.code == "not_uploaded"
    world.core.files.put(TENANT, f"uploads/{BOT}/{started.id}", SAMPLE_PNG, mime="image/png")
    assert complete(world, started.id) == started.id


@pytest.mark.parametrize(
    ("keywords", "description", "place"),
    [
        (("x" * 41,), "fine", "keywords"),
        (("...",), "fine", "keywords"),
        (tuple(map(str, range(21))), "fine", "keywords"),
        ((), " ", "description"),
        ((), "x" * 301, "description"),
    ],
)
def test_what_can_t_be_said_of_a_picture_is_named_and_the_file_kept(
    keywords: tuple[str, ...], description: str, place: str
) -> None:
    world = World()
    picture = upload(world)
    with pytest.raises(InvalidInputError) as refused:
        world.core.complete_picture(ADMIN, BOT, picture, keywords, description)
    assert list(refused.value.fields) == [place]
    assert complete(world, picture) == picture


def test_a_bot_has_fifty_at_most_however_many_uploads_race() -> None:
    world = World()
    first, last = upload(world), upload(world)
    for number in range(MAX_PICTURES - 1):
        complete(world, upload(world), str(number))
    complete(world, first)
    with pytest.raises(LimitReachedError):
        complete(world, last)
    with pytest.raises(LimitReachedError):
        world.core.start_picture(ADMIN, BOT, "image/png")
    assert len(names(world)) == 2 * MAX_PICTURES
    world.core.remove_picture(ADMIN, BOT, first)
    assert complete(world, upload(world))


def test_a_removed_picture_is_gone_with_its_files() -> None:
    world = World()
    picture = complete(world, upload(world))
    world.core.remove_picture(ADMIN, BOT, picture)
    assert names(world) == []
    with pytest.raises(NotFoundError):
        world.core.remove_picture(ADMIN, BOT, picture)
    with pytest.raises(NotFoundError):
        world.core.update_picture(ADMIN, BOT, picture, {"keywords": ["x"]})


def test_every_change_is_audited_and_told() -> None:
    world = World()
    picture = complete(world, upload(world), "shop")
    world.core.update_picture(ADMIN, BOT, picture, {"keywords": ["door"]})
    world.core.update_picture(ADMIN, BOT, picture, {"keywords": ["door"]})
    world.core.remove_picture(ADMIN, BOT, picture)
    now = world.core.clock.now()
    entries = world.core.audit.list(TENANT, AuditFilter(action="picture"), since=now - timedelta(1), until=now).items
    assert [entry.action for entry in entries] == ["picture.removed", "picture.updated", "picture.added"]
    assert entries[1].before == {"keywords": ["shop"]}
    world.core.relay_changes(world.core.store.changes)
    kinds = [event.type for event in world.core.event_bus.events if event.type.startswith("image.")]
    assert kinds == ["image.added", "image.updated", "image.removed"]


def test_abandoned_uploads_are_swept_and_fresh_ones_are_not() -> None:
    world = World()
    upload(world, b"abandoned")
    world.core.clock.advance(ABANDONED_AFTER)
    fresh = upload(world)
    assert world.core.sweep_uploads() == 1
    assert names(world) == [f"uploads/{BOT}/{fresh}"]
    assert world.core.sweep_uploads() == 0


def test_the_files_of_a_completion_that_crashed_are_swept_too() -> None:
    world = World()
    picture = upload(world)
    world.core.files.put(TENANT, f"bots/{BOT}/pictures/{picture}/picture.png", SAMPLE_PNG, mime="image/png")
    world.core.clock.advance(ABANDONED_AFTER)
    world.core.sweep_uploads()
    assert names(world) == []


def test_a_completion_that_crashed_before_it_forgot_the_upload_keeps_its_picture() -> None:
    world = World()
    picture = complete(world, upload(world))
    kept = names(world)
    world.core.uploads.add(TENANT, Upload(UploadId(picture), TENANT, BOT, world.core.clock.now()))
    world.core.clock.advance(ABANDONED_AFTER)
    world.core.sweep_uploads()
    assert names(world) == kept


def test_a_deleted_bots_pictures_go_with_it() -> None:
    world = World()
    complete(world, upload(world))
    world.core.delete_bot(ADMIN, BOT)
    world.core.clock.advance(SETTLED_AFTER)
    assert world.core.purge_bots() == 1
    assert names(world) == []
    assert world.core.pictures.list(TENANT, BOT) == ()


def test_who_may_not_change_the_bot_may_not_change_its_pictures() -> None:
    world = World()
    picture = complete(world, upload(world))
    viewer = principal(Role.VIEWER)
    assert len(world.core.list_pictures(viewer, BOT)) == 1
    for act in (
        lambda: world.core.start_picture(viewer, BOT, "image/png"),
        lambda: world.core.complete_picture(viewer, BOT, picture, (), "x"),
        lambda: world.core.update_picture(viewer, BOT, picture, {}),
        lambda: world.core.remove_picture(viewer, BOT, picture),
        lambda: world.core.list_pictures(principal(Role.VENDOR), BOT),
    ):
        with pytest.raises(FlotillaError, match="may not"):
            act()
    with pytest.raises(NotFoundError):
        world.core.start_picture(ADMIN, BotId("unknown"), "image/png")
