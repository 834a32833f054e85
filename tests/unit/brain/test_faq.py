"""Questions that the business answered beforehand."""

from dataclasses import replace

import pytest

from flotilla.adapters.deepseek.prompt import messages
from flotilla.adapters.field_rules import FieldRuleBook
from flotilla.adapters.offline_brain import OfflineBrain
from flotilla.domain.faq import FaqEntry, answer_to
from flotilla.ports.brain import BrainRequest
from tests.unit.brain.requests import request

FAQ = (
    FaqEntry("Qual é o horário de funcionamento?", "Das 9h às 18h."),
    FaqEntry("Vocês fazem entregas em domicílio?", "Sim, em toda a cidade."),
    FaqEntry("What are the shipping costs?", "Shipping is free."),
)


def with_faq(text: str) -> BrainRequest:
    plain = request(text)
    return replace(plain, bot=replace(plain.bot, faq=FAQ))


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("QUAL O HORARIO DE FUNCIONAMENTO", "Das 9h às 18h."),
        ("oi! voces fazem entrega em domicilio?", "Sim, em toda a cidade."),
        ("how much is the shipping cost?", "Shipping is free."),
        ("quero comprar uma bicicleta", None),
        ("", None),
    ],
)
def test_accents_case_and_plurals_do_not_matter(text: str, answer: str | None) -> None:
    assert answer_to(text, FAQ) == answer


def test_a_question_without_telling_words_answers_nothing() -> None:
    assert answer_to("what is it", [FaqEntry("What is it?", "No")]) is None


def test_the_offline_brain_gives_the_business_s_answer_and_goes_on_asking() -> None:
    answer = OfflineBrain(FieldRuleBook()).answer(with_faq("Vocês fazem entrega em domicilio?"))
    assert "Sim, em toda a cidade." in answer.reply
    assert answer.asked == ("name",)


def test_the_model_is_told_the_answers() -> None:
    system = messages(with_faq("Hello"), tool="t")[0]["content"]
    assert "Q: What are the shipping costs?\nA: Shipping is free." in system
