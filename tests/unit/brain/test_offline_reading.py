"""What the offline brain reads in ways of saying that are no answer by the book."""

import pytest

from flotilla.adapters.field_rules import FieldRuleBook
from flotilla.adapters.offline_brain import OfflineBrain
from tests.unit.brain.requests import request

BRAIN = OfflineBrain(FieldRuleBook())


def read(text: str, asked: str | None = None, known: dict[str, str] | None = None) -> dict[str, str]:
    answer = BRAIN.answer(request(text, asked=(asked,) if asked else (), known=known))
    return {name: value.value for name, value in answer.fields.items()}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a gente fica em Gravatá, vocês atendem?", "Gravatá"),
        ("sou produtor rural em Lucas do Rio Verde", "Lucas do Rio Verde"),
        ("I'm over in Garland", "Garland"),
        ("I live with my parents in Yakima", "Yakima"),
        ("soy de Monterrey pero ahorita vivo en Querétaro", "Querétaro"),
        ("me he mudado a Zaragoza hace poco", "Zaragoza"),
        ("sou de camaragibe", "camaragibe"),
        ("we're a small church in Waco and need 80 chairs", "Waco"),
    ],
)
def test_where_people_live_is_read_from_what_they_say_of_themselves(text: str, place: str) -> None:
    assert read(text)["location"] == place


@pytest.mark.parametrize(
    "text",
    [
        "sou fã do São Paulo",
        "moving from Queens to Hoboken on May 1st, how much?",
        "minha irmã mora em Paris",
        "soy cliente de la tienda de Lima",
    ],
)
def test_a_place_that_is_not_theirs_is_not_taken(text: str) -> None:
    assert "location" not in read(text)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("📍 Guarulhos", "Guarulhos"),
        ("los alcarrizos", "los alcarrizos"),
        ("Ciudad de la Costa", "Ciudad de la Costa"),
        ("little village called Hawkshead", "Hawkshead"),
        ("um pouco longe, lá pra Cotia", "Cotia"),
        ("moro no jardim angela zona sul de sao paulo", "jardim angela zona sul de sao paulo"),
        ("Plano, Texas", "Plano, Texas"),
        ("Ballina, Co. Mayo", "Ballina, Co. Mayo"),
    ],
)
def test_an_answer_in_other_words_names_the_place(text: str, place: str) -> None:
    assert read(text, "location")["location"] == place


@pytest.mark.parametrize("text", ["yeah go on", "bet", "escrevi errado o email"])
def test_what_answers_another_question_is_no_place(text: str) -> None:
    assert "location" not in read(text, "location")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("I'm his mom, Carolina", "Carolina"),
        ("my name's Kaitlyn with a K. Kaitlyn Burns", "Kaitlyn Burns"),
        ("Dear sir, kindly share the list. Regards, Suresh Iyer, Coimbatore", "Suresh Iyer"),
        ("Ing. Fabricio Moreira", "Fabricio Moreira"),
        ("Claro que sí, Leidy", "Leidy"),
    ],
)
def test_names_are_read_however_people_introduce_themselves(text: str, name: str) -> None:
    assert read(text, "name")["name"] == name


def test_a_joke_with_laughter_before_it_is_taken_back() -> None:
    assert read("kkkk brincadeira, é Rodolfo", "email", {"name": "Batman"})["name"] == "Rodolfo"


def test_an_address_that_holds_no_more_is_passed_over() -> None:
    assert read("meu antigo email era old@example.com mas agora uso new@example.com") == {"email": "new@example.com"}


def test_a_number_that_is_spelled_out_is_read_with_its_tens() -> None:
    assert read("o telefone é oitenta e um nove oito oito oito oito sete sete sete sete", "phone") == {
        "phone": "+5581988887777"
    }


@pytest.mark.parametrize("text", ["no uso", "i dont do emails", "não sei mexer com email", "tenho email não"])
def test_who_has_no_address_is_not_asked_for_it_again(text: str) -> None:
    assert BRAIN.answer(request(text, asked=("email",))).refused == ("email",)


@pytest.mark.parametrize("text", ["¿me puede atender un vendedor?", "que me llame un asesor", "i need a human"])
def test_a_person_is_wanted_in_many_words(text: str) -> None:
    assert BRAIN.answer(request(text)).wants_person


def test_more_of_a_known_place_is_taken() -> None:
    assert read("Campinas, Barão Geraldo", "phone", {"location": "Campinas"})["location"] == "Campinas, Barão Geraldo"
