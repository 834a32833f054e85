"""A bot's features over REST."""

from tests.api.client import Browser
from tests.api.world import World


def test_a_new_bot_has_the_defaults_on_the_workspace_s_clock(owner: Browser) -> None:
    features = owner.post("/bots", {"name": "A new bot"}).body["features"]
    assert features == {
        "auto_response": True,
        "lead_capture": True,
        "pictures": True,
        "scheduling": False,
        "sending": True,
        "groups": False,
        "working_hours": {
            "on": False, "time_zone": "America/Recife", "days": ["mon", "tue", "wed", "thu", "fri"],
            "opens": "09:00", "closes": "18:00", "away": "",
        },
        "welcome": {"on": False, "text": ""},
    }  # fmt: skip


def test_features_are_merged_and_what_can_not_be_is_named(owner: Browser, world: World) -> None:
    path = f"/bots/{world.own.bot.id}"
    changed = owner.patch(path, {"features": {"lead_capture": False, "working_hours": {"on": True, "days": ["sat"]}}})
    features = changed.body["features"]
    assert (features["lead_capture"], features["auto_response"]) == (False, True)
    assert (features["working_hours"]["days"], features["working_hours"]["opens"]) == (["sat"], "09:00")
    for hours, place in (
        ({"opens": "24:00"}, "opens"),
        ({"time_zone": "Nowhere"}, "time_zone"),
        ({"on": None}, "on"),
        ({"days": []}, "days"),
    ):
        told = owner.patch(path, {"features": {"working_hours": hours}}).problem(422, "invalid_input")
        assert list(told["fields"]) == [f"features.working_hours.{place}"]


def test_questions_with_their_answers_are_kept(owner: Browser, world: World) -> None:
    path, faq = f"/bots/{world.own.bot.id}", [{"question": "Do you ship?", "answer": "Yes."}]
    assert owner.patch(path, {"faq": faq}).body["faq"] == faq
    assert owner.get(path).body["faq"] == faq
    for wrong in ([{"question": "", "answer": "x"}], [{"question": "x"}], faq * 51, "x"):
        owner.patch(path, {"faq": wrong}).problem(422, "invalid_input")
