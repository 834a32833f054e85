"""What the offline brain reads and asks of a bot's own fields. It is Thursday, the first of January 2026."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from flotilla.adapters.field_rules import FieldRuleBook
from flotilla.adapters.offline_brain import OfflineBrain
from flotilla.domain.ids import ChatId
from flotilla.domain.lead_fields import FieldType, OwnField
from flotilla.ports.brain import BrainAnswer, BrainRequest
from tests.unit.brain.requests import CHAT, request

BRAIN = OfflineBrain(FieldRuleBook())
OWN = (
    OwnField("kind", "Tipo", FieldType.CHOICE, ("Casa", "Apartamento pequeno", "Terreno")),
    OwnField("budget", "Orçamento", FieldType.NUMBER),
    OwnField("visit", "Visita", FieldType.DATE, question="Quando quer visitar?"),
    OwnField("pet", "Pet", FieldType.TEXT),
)
KNOWN = {"name": "Ana", "email": "ana@example.com", "location": "Recife", "phone": "+5581988887777"}


def asking(
    text: str, asked: str | None = None, *, required: Sequence[str] = ("kind", "budget"), chat: ChatId = CHAT
) -> BrainRequest:
    base = request(text, known=KNOWN, asked=(asked,) if asked else (), chat=chat)
    return replace(base, bot=replace(base.bot, fields=OWN, required_fields=tuple(required)), missing=tuple(required))


def values(answer: BrainAnswer) -> dict[str, str]:
    return {name: value.value for name, value in answer.fields.items()}


@pytest.mark.parametrize(
    ("asked", "text", "value"),
    [
        ("kind", "casa", "Casa"),
        ("kind", "quero um APARTAMENTO PEQUENO por favor", "Apartamento pequeno"),
        ("kind", "não quero casa, prefiro terreno", "Terreno"),
        ("kind", "casa ou terreno", None),
        ("kind", "casamento", None),
        ("budget", "uns 500 mil", "500000"),
        ("budget", "R$ 1.250,00", "1250"),
        ("budget", "três", "3"),
        ("budget", "depende", None),
        ("visit", "amanhã", "2026-01-02"),
        ("visit", "amanhã de manhã", "2026-01-02"),
        ("visit", "depois de amanhã", "2026-01-03"),
        ("visit", "12/03", "2026-03-12"),
        ("visit", "3 de março", "2026-03-03"),
        ("visit", "dia 15", "2026-01-15"),
        ("visit", "March 3rd, 2027", "2027-03-03"),
        ("visit", "el 5 de mayo", "2026-05-05"),
        ("visit", "next friday", "2026-01-02"),
        ("visit", "sexta-feira", "2026-01-02"),
        ("visit", "mañana por la mañana", "2026-01-02"),
        ("visit", "31/02", None),
        ("visit", "32/13", None),
        ("pet", "é um cachorro", "um cachorro"),
        ("pet", "por que quer saber?", None),
    ],
)
def test_an_answer_is_read(asked: str, text: str, value: str | None) -> None:
    assert values(BRAIN.answer(asking(text, asked))).get(asked) == value


def test_what_is_told_unasked_is_taken_at_its_label() -> None:
    answer = BRAIN.answer(asking("quero uma casa, meu orçamento é de 800 mil, visita dia 10/02"))
    assert values(answer) == {"kind": "Casa", "budget": "800000", "visit": "2026-02-10"}
    assert answer.fields["budget"].quote == "800 mil"
    assert values(BRAIN.answer(asking("vocês têm casa por 300 mil?"))) == {}


def test_americans_write_the_month_first() -> None:
    said = asking("hello, the best day would be 3/12 please", "visit", chat=ChatId("12015550123@c.us"))
    assert values(BRAIN.answer(said))["visit"] == "2026-03-12"


def test_required_ones_are_asked_for_and_optional_ones_are_not() -> None:
    first = BRAIN.answer(asking("oi, tudo bem com você?"))
    assert first.asked == ("kind",)
    assert "Casa / Apartamento pequeno / Terreno" in first.reply
    assert BRAIN.answer(asking("oi, tudo bem?", required=("visit",))).reply.endswith("Quando quer visitar?")
    assert BRAIN.answer(asking("oi, tudo bem?", required=())).asked == ()


def test_a_refused_one_is_not_asked_again() -> None:
    answer = BRAIN.answer(asking("prefiro não dizer", "budget"))
    assert (answer.refused, answer.asked) == (("budget",), ("kind",))
