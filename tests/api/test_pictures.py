"""A bot's pictures over REST."""

from tests.api.client import Browser
from tests.api.world import SAMPLE_PNG, World


def test_a_picture_is_uploaded_completed_changed_and_removed(owner: Browser, world: World) -> None:
    bot = world.own.bot.id
    started = owner.post(f"/bots/{bot}/pictures", {"mime": "image/png"})
    assert (started.status, started.body["max_bytes"]) == (201, 5 * 1024 * 1024)
    path = f"/bots/{bot}/pictures/{started.body['id']}"
    said = {"description": " The front door ", "keywords": ["Porta", "pôrta", "front door"]}
    owner.post(f"{path}/complete", said).problem(409, "not_uploaded")
    name = started.body["fields"]["key"].partition("/")[2]
    world.services.files.put(world.own.tenant.id, name, SAMPLE_PNG, mime="image/png")
    made = owner.post(f"{path}/complete", said)
    assert (made.body["mime"], made.body["width"], made.body["description"]) == ("image/png", 1, "The front door")
    assert made.body["keywords"] == ["Porta", "front door"]
    assert made.body["url"] != made.body["thumbnail_url"]
    changed = owner.patch(path, {"keywords": []}).body
    assert (changed["keywords"], changed["description"], changed["version"]) == ([], "The front door", 2)
    listed = owner.get(f"/bots/{bot}/pictures").body
    assert ([one["id"] for one in listed["items"]], listed["limit"]) == ([world.own.picture, made.body["id"]], 50)
    assert listed["max_bytes"] == started.body["max_bytes"]
    assert owner.delete(path).status == 204
    owner.get(path).problem(404, "not_found")


def test_rubbish_is_refused_with_a_reason(owner: Browser, world: World) -> None:
    bot = world.own.bot.id
    owner.post(f"/bots/{bot}/pictures", {"mime": "image/gif"}).problem(422, "invalid_input")
    started = owner.post(f"/bots/{bot}/pictures", {"mime": "image/png"}).body
    name = started["fields"]["key"].partition("/")[2]
    world.services.files.put(world.own.tenant.id, name, b"a text that is named .png", mime="image/png")
    path, said = f"/bots/{bot}/pictures/{started['id']}", {"description": "x", "keywords": []}
    told = owner.post(f"{path}/complete", said).problem(422, "bad_picture")
    assert list(told["fields"]) == ["file"]
    owner.post(f"{path}/complete", said).problem(404, "not_found")


def test_a_picture_belongs_to_its_bot(owner: Browser, world: World) -> None:
    other = owner.post("/bots", {"name": "Another"}).body["id"]
    owner.get(f"/bots/{other}/pictures/{world.own.picture}").problem(404, "not_found")
