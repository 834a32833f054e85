"""A picture goes with the reply of its turn: once, and only where it may."""

from dataclasses import replace
from datetime import timedelta

from flotilla.adapters.memory.brain import ScriptedBrain
from flotilla.domain.features import Features
from flotilla.domain.ids import PictureId, UserId, outgoing_message_id
from flotilla.domain.media import Media
from flotilla.domain.messages import Direction, Message
from flotilla.domain.pictures import AGAIN_AFTER, Picture
from flotilla.ports.brain import BrainAnswer
from tests.unit.services.world import BOT, TENANT, World, offline_world

FLAT = PictureId("01PICTURE0FLAT")


def with_picture(world: World, picture: PictureId = FLAT, *keywords: str) -> Picture:
    now = world.core.clock.now()
    words = keywords or ("apartamento",)
    made = Picture(picture, TENANT, BOT, "image/jpeg", 1_000, 640, 480, words, "The flat", now, UserId("U1"))
    world.core.pictures.add(TENANT, made, limit=50)
    return made


def scripted(*answers: BrainAnswer) -> World:
    world = World(ScriptedBrain(*answers))
    with_picture(world)
    return world


def replies(world: World) -> list[Message]:
    return [message for message in world.messages() if message.direction is Direction.OUT]


def test_the_picture_follows_the_reply_as_the_second_message_of_the_turn() -> None:
    world = scripted(BrainAnswer("Here it is.", picture=FLAT))
    world.receive("M1", "foto do apartamento?")
    turn = world.chat().turn
    assert turn is not None
    world.settle()
    text, picture = replies(world)
    assert (text.type, text.text) == ("text", "Here it is.")
    assert (picture.type, picture.text, picture.id) == ("image", None, outgoing_message_id(BOT, turn.id, 1))
    assert picture.media == Media("image/jpeg", 1_000, f"bots/{BOT}/pictures/{FLAT}/picture.jpg", width=640, height=480)
    assert picture.order > text.order
    assert world.chat().last_order == picture.order


def test_a_turn_that_is_delivered_again_sends_nothing_twice() -> None:
    world = scripted(*[BrainAnswer("Here it is.", picture=FLAT)] * 3)
    world.receive("M1", "foto do apartamento?")
    [(_, ref)] = world.core.turn_queue.entries
    world.settle()
    for _ in range(2):
        world.core.answer_turn(ref)
    assert [message.type for message in replies(world)] == ["text", "image"]


def test_the_same_picture_is_sent_once_a_day_in_a_chat() -> None:
    world = scripted(*[BrainAnswer("Look.", picture=FLAT)] * 3)
    for number in range(2):
        world.receive(f"M{number}", "foto?")
        world.settle()
    assert [message.type for message in replies(world)] == ["text", "image", "text"]
    assert [request.pictures for request in world.brain.requests][1] == ()  # type: ignore[attr-defined]
    world.core.clock.advance(AGAIN_AFTER + timedelta(minutes=1))
    world.receive("M9", "foto?")
    world.settle()
    assert [message.type for message in replies(world)][-1] == "image"


def test_a_picture_that_was_made_up_or_removed_is_left_out() -> None:
    world = scripted(BrainAnswer("Look.", picture=PictureId("made-up")))
    world.receive("M1", "foto?")
    world.settle()
    assert [message.type for message in replies(world)] == ["text"]


def test_a_bot_without_the_feature_sends_none() -> None:
    world = scripted(BrainAnswer("Look.", picture=FLAT))
    bot = world.core.bots.get(TENANT, BOT)
    world.core.bots.save(TENANT, replace(bot, features=Features(pictures=False)))
    world.receive("M1", "foto?")
    world.settle()
    assert [message.type for message in replies(world)] == ["text"]
    assert world.brain.requests[0].pictures == ()  # type: ignore[attr-defined]


def test_offline_the_keyword_chooses_whatever_its_accents() -> None:
    world = offline_world()
    with_picture(world, FLAT, "apê", "apartamento decorado")
    world.receive("M1", "Olá! Tem uma foto do APE?")
    world.settle()
    text, picture = replies(world)
    assert "foto" in (text.text or "")
    assert picture.media is not None
    world.receive("M2", "quero falar com uma pessoa sobre o apartamento decorado")
    world.settle()
    assert [message.type for message in replies(world)].count("image") == 1
