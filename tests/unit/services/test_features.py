"""A bot's features count from the next message on."""

from datetime import timedelta

import pytest

from flotilla.adapters.memory.brain import ScriptedBrain
from flotilla.domain.errors import InvalidInputError
from flotilla.domain.leads import LeadStatus
from flotilla.domain.messages import BrainUse, Direction
from flotilla.domain.views import message_view
from flotilla.ports.brain import BrainAnswer
from tests.unit.services.world import BOT, HELLO, World, offline_world, principal

NIGHT = {
    "working_hours": {"on": True, "opens": "18:00", "closes": "19:00", "days": ["mon", "tue", "wed", "thu", "fri"]}
}


def set_features(world: World, **features: object) -> None:
    world.core.update_bot(principal(), BOT, {"features": features})


def say(world: World, message: str, text: str = "Hello") -> None:
    world.receive(message, text)
    world.settle()


def test_changes_are_merged_at_every_depth() -> None:
    world = World()
    set_features(world, working_hours={"on": True, "opens": "08:00"})
    bot = world.core.update_bot(principal(), BOT, {"features": {"working_hours": {"closes": "12:00"}}})
    hours = bot.features.working_hours
    assert (hours.on, hours.opens, hours.closes) == (True, "08:00", "12:00")
    assert bot.features.auto_response is True


def test_without_auto_response_messages_are_stored_and_not_answered() -> None:
    world = World()
    set_features(world, auto_response=False)
    say(world, "M1")
    set_features(world, auto_response=True)
    say(world, "M2", "again")
    assert world.texts(Direction.OUT) == ["Answer 1"]
    [request] = world.brain.requests  # type: ignore[attr-defined]
    assert [message.text for message in request.unanswered] == ["again"]


def test_without_lead_capture_nothing_is_asked_for_and_nothing_kept() -> None:
    world = offline_world()
    set_features(world, lead_capture=False)
    say(world, "M1", HELLO)
    assert world.lead().fields == {}
    assert world.chat().asked == ()
    assert len(world.texts(Direction.OUT)) == 1


def test_outside_of_working_hours_a_customer_is_told_so_once_in_twelve_hours() -> None:
    world = World()
    set_features(world, **NIGHT)
    for number in range(3):
        say(world, f"M{number}")
        world.core.clock.advance(timedelta(minutes=30))
    assert len(world.texts(Direction.OUT)) == 1
    assert "We are away" in str(world.texts(Direction.OUT)[0])
    world.core.clock.advance(timedelta(hours=12))
    say(world, "M9")
    assert len(world.texts(Direction.OUT)) == 2
    assert world.brain.requests == []  # type: ignore[attr-defined]


def test_back_at_work_it_answers_what_was_said_meanwhile_too() -> None:
    world = World()
    set_features(world, **NIGHT)
    say(world, "M1", "told")
    world.core.clock.advance(seconds=60)
    say(world, "M2", "not told again")
    set_features(world, working_hours={"on": False})
    world.core.clock.advance(seconds=60)
    say(world, "M3", "hello?")
    [request] = world.brain.requests  # type: ignore[attr-defined]
    assert [message.text for message in request.unanswered] == ["told", "not told again", "hello?"]


def test_what_a_customer_tells_outside_of_working_hours_is_kept_at_once() -> None:
    world = World()
    set_features(world, **NIGHT)
    say(world, "M1", HELLO)
    assert world.lead().status is LeadStatus.QUALIFIED
    assert world.lead().fields["email"].message == "M1"
    assert world.brain.requests == []  # type: ignore[attr-defined]


def test_the_welcome_comes_once_before_the_first_answer() -> None:
    world = World()
    set_features(world, welcome={"on": True, "text": "Welcome to the sample shop!"})
    for number in range(2):
        say(world, f"M{number}")
        world.core.clock.advance(seconds=60)
    assert world.texts(Direction.OUT) == ["Welcome to the sample shop!\n\nAnswer 1", "Answer 2"]


@pytest.mark.parametrize(
    ("features", "place"),
    [
        ({"auto_response": "yes"}, "features.auto_response"),
        ({"unknown": True}, "features.unknown"),
        ({"working_hours": True}, "features.working_hours"),
        ({"working_hours": {"time_zone": "Mars/Base"}}, "features.working_hours.time_zone"),
        ({"working_hours": {"time_zone": "../etc/passwd"}}, "features.working_hours.time_zone"),
        ({"working_hours": {"opens": "25:00"}}, "features.working_hours.opens"),
        ({"working_hours": {"days": []}}, "features.working_hours.days"),
        ({"working_hours": {"days": ["someday"]}}, "features.working_hours.days"),
        ({"welcome": {"text": "x" * 1001}}, "features.welcome.text"),
        ({"welcome": {"on": True}}, "features.welcome.text"),
    ],
)
def test_what_can_not_be_is_named(features: dict[str, object], place: str) -> None:
    world = World()
    with pytest.raises(InvalidInputError) as error:
        set_features(world, **features)
    assert list(error.value.fields) == [place]


def test_a_reply_says_what_it_took() -> None:
    world = World(brain=ScriptedBrain(BrainAnswer("Hello", brain="sample", tokens_in=7, tokens_out=3, cost_micros=5)))
    say(world, "M1")
    heard, reply = world.messages()
    assert (heard.ai, reply.ai) == (None, BrainUse("sample", 7, 3, 0, 5))
    assert message_view(reply)["ai"] == {"brain": "sample", "tokens_in": 7, "tokens_out": 3, "ms": 0, "cost": 0.000005}
