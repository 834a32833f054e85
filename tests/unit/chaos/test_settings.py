"""The chaos suite's settings: defaults, what the environment gives, and a sentence for what makes no sense."""

import pytest

from tests.chaos.settings import load


def test_an_empty_environment_gives_the_full_size_and_some_seed() -> None:
    settings = load({})
    assert (settings.bots, settings.customers, settings.messages) == (3, 30, 2000)
    assert load({"SEED": "7"}).seed == 7


def test_faults_are_named_with_spaces_or_commas() -> None:
    assert load({"FAULTS": "deaf, kill_runner"}).faults == ("deaf", "kill_runner")


@pytest.mark.parametrize("wrong", [{"BOTS": "three"}, {"MESSAGES": "0"}, {"MINUTES": "-1"}, {"EVERY": "0.0"}])
def test_what_makes_no_sense_is_refused_in_a_sentence(wrong: dict[str, str]) -> None:
    with pytest.raises(SystemExit, match=r"numbers|greater than zero"):
        load(wrong)
