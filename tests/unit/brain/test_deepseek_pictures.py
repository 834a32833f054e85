"""The model chooses a picture in its one call; what it may choose and what is sent is not left to it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from flotilla.adapters.brain_chain import BrainChain
from flotilla.adapters.deepseek import DeepSeekBrain, Prices
from flotilla.adapters.field_rules import FieldRuleBook
from flotilla.adapters.offline_brain import OfflineBrain
from flotilla.domain.ids import PictureId
from flotilla.domain.messages import Direction
from flotilla.domain.pictures import AGAIN_AFTER, Picture
from flotilla.ports.brain import BrainRequest
from tests.deepseek_server import Server, always, completion, scripted
from tests.unit.brain.requests import request
from tests.unit.services.test_answer_with_picture import FLAT, with_picture
from tests.unit.services.world import World

GARDEN = PictureId("01PICTURE0GARDEN")


def brain(server: Server) -> DeepSeekBrain:
    return DeepSeekBrain(
        FieldRuleBook(), base_url=server.url, api_key="k", model="deepseek-chat", prices=Prices(0.5, 1.5)
    )


def offering(*pictures: Picture) -> BrainRequest:
    return replace(request("do you have photos?"), pictures=pictures)


def two() -> tuple[Picture, Picture]:
    world = World()
    return with_picture(world), replace(with_picture(world, GARDEN, "jardim"), description="The garden")


def test_the_model_is_told_of_the_pictures_and_can_name_no_others() -> None:
    with scripted(always(completion({"reply": "Here it is.", "picture": "p2"}))) as server:
        answer = brain(server).answer(offering(*two()))
    assert (answer.reply, answer.picture) == ("Here it is.", GARDEN)
    [asked] = server.asked
    choices = asked["tools"][0]["function"]["parameters"]["properties"]["picture"]["anyOf"]
    assert choices == [{"enum": ["p1", "p2"]}, {"type": "null"}]
    assert "The garden" in asked["messages"][0]["content"]
    assert GARDEN not in str(asked), "Nothing of the business's ids is told."


@pytest.mark.parametrize("named", ["p3", "", "01PICTURE0FLAT", "../bots/other/picture.jpg", None])
def test_a_picture_that_was_not_offered_is_ignored_and_the_reply_kept(named: str | None) -> None:
    with scripted(always(completion({"reply": "Look.", "picture": named}))) as server:
        answer = brain(server).answer(offering(*two()))
    assert (answer.reply, answer.picture) == ("Look.", None)


def test_where_there_are_none_the_model_is_not_asked_for_one() -> None:
    with scripted(always(completion({"reply": "Look.", "picture": "p1"}))) as server:
        answer = brain(server).answer(offering())
    assert "picture" not in server.asked[0]["tools"][0]["function"]["parameters"]["properties"]
    assert (answer.reply, answer.picture) == ("Look.", None)


def test_the_chosen_picture_is_sent_with_the_reply_and_once_a_day_however_often_it_is_named() -> None:
    with scripted(always(completion({"reply": "Here it is.", "picture": "p1"}))) as server:
        world = World(BrainChain(brain(server), OfflineBrain(FieldRuleBook())))
        with_picture(world, FLAT)
        for number in range(2):
            world.receive(f"M{number}", "foto?")
            world.settle()
        sent = [message.type for message in world.messages() if message.direction is Direction.OUT]
        assert sent == ["text", "image", "text"]
        assert len(server.asked) == 2, "One call for each reply, the picture included."
        world.core.clock.advance(AGAIN_AFTER + timedelta(minutes=1))
        world.receive("M9", "foto?")
        world.settle()
    assert [message.type for message in world.messages()][-2:] == ["text", "image"]
