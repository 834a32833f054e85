"""Which picture fits what a customer says, and which ones may be sent."""

from datetime import UTC, datetime, timedelta

import pytest

from flotilla.domain.ids import BotId, PictureId, TenantId, UserId
from flotilla.domain.pictures import AGAIN_AFTER, Picture, picture_for, remember, sendable

NOW = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)


def a_picture(name: str, *keywords: str) -> Picture:
    return Picture(
        PictureId(name), TenantId("T"), BotId("B"), "image/jpeg", 1000, 40, 30, keywords, "A sample", NOW, UserId("U")
    )


PICTURES = (
    a_picture("1", "apartamento", "apê"),
    a_picture("2", "apartamento de luxo", "cobertura"),
    a_picture("3", "menú del día", "cardápio"),
    a_picture("4", "price list", "prices"),
)


@pytest.mark.parametrize(
    ("said", "chosen"),
    [
        ("Tem foto do APARTAMENTO?", "1"),
        ("me manda do ape", "1"),
        ("quero ver o apartamento de luxo!", "2"),
        ("¿Cuál es el MENU DEL DIA?", "3"),
        ("o cardapio por favor", "3"),
        ("Could I see your price list, with prices?", "4"),
        ("apartamentos", None),
        ("menu dia", None),
        ("luxo", None),
        ("", None),
        ("\u200b!?", None),
    ],
)
def test_the_best_keyword_counts_as_whole_words(said: str, chosen: str | None) -> None:
    found = picture_for([said], PICTURES)
    assert (found.id if found is not None else None) == chosen


def test_of_two_that_fit_alike_the_older_one_is_chosen() -> None:
    twins = (a_picture("9", "sala"), a_picture("5", "sala"), a_picture("7", "sala"))
    found = picture_for(["a sala?", "ou o quarto"], twins)
    assert found is not None
    assert found.id == "5"


def test_a_keyword_without_a_word_fits_nothing() -> None:
    assert picture_for(["???"], [a_picture("1", "?", "")]) is None


def test_a_picture_is_sent_again_a_day_later() -> None:
    sent = remember((), PICTURES[0].id, NOW)
    assert PICTURES[0] not in sendable(PICTURES, sent, NOW + AGAIN_AFTER - timedelta(seconds=1))
    assert sendable(PICTURES, sent, NOW + AGAIN_AFTER) == PICTURES
    assert remember(sent, PICTURES[1].id, NOW + AGAIN_AFTER) == ((PICTURES[1].id, NOW + AGAIN_AFTER),)
