"""What a vendor reads when they take a chat over, in three languages."""

import pytest

from flotilla.domain.brief_text import text_of
from flotilla.domain.errors import NotFoundError
from flotilla.domain.people import Role
from tests.unit.services.world import OTHER_TENANT, World, offline_world, principal


def told() -> World:
    """A customer who asks, tells a name, refuses an address and asks for a person."""
    world = offline_world()
    for number, text in enumerate(
        ("Oi!", "Vocês entregam geladeira em Recife?", "Meu nome é Ana Souza", "prefiro não dizer o email",
         "quero falar com uma pessoa")
    ):  # fmt: skip
        world.receive(f"M{number}", text)
        world.settle()
    world.core.clock.advance(seconds=125)
    return world


def test_the_brief_says_who_wants_what_and_since_when() -> None:
    world = told()
    brief = world.core.show_brief(principal(Role.VENDOR), world.lead().id, "pt")
    assert (brief.who, brief.wants, brief.speaks) == ("Ana Souza", "Vocês entregam geladeira em Recife?", "pt")
    assert [one.key for one in brief.refused] == ["email"]
    assert "name" in [one.key for one in brief.fields]
    assert brief.waiting_seconds is not None
    assert brief.waiting_seconds >= 125
    assert brief.lines[-2].text == "quero falar com uma pessoa"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["Wants: Vocês entregam", "Name: Ana Souza", "Would not tell: E-mail", "Speaks: Portuguese",
                "Has waited for 2 minutes", "Last messages:", "- Customer: quero falar"]),
        ("pt", ["Quer: Vocês entregam", "Nome: Ana Souza", "Não quis dizer: E-mail", "Fala: português",
                "Está esperando há 2 minutos", "Últimas mensagens:", "- Cliente: quero falar"]),
        ("es", ["Quiere: Vocês entregam", "Nombre: Ana Souza", "No quiso decir: Correo", "Habla: portugués",
                "Espera desde hace 2 minutos", "Últimos mensajes:", "- Cliente: quero falar"]),
    ],
)  # fmt: skip
def test_it_is_read_in_the_vendors_language(language: str, expected: list[str]) -> None:
    world = told()
    text = text_of(world.core.show_brief(principal(), world.lead().id, language))
    for part in expected:
        assert part in text, text


def test_of_a_customer_who_said_little_it_says_little() -> None:
    world = World()
    world.receive("M1", "Hi", push_name="~ana~")
    brief = world.core.show_brief(principal(), world.lead().id)
    assert (brief.who, brief.wants, brief.language, brief.fields) == ("~ana~", None, "en", ())
    assert text_of(brief).splitlines()[0] == "~ana~"


def test_a_long_message_is_cut_and_kept_on_its_line() -> None:
    world = World()
    world.receive("M1", "please\n\ntell me more " + "x" * 5_000)
    brief = world.core.show_brief(principal(), world.lead().id)
    assert brief.wants is not None
    assert len(brief.wants) == 300
    assert "\n" not in brief.lines[0].text


def test_it_is_nobody_elses() -> None:
    world = told()
    stranger = world.join("U9", Role.ADMIN, OTHER_TENANT)
    with pytest.raises(NotFoundError):
        world.core.show_brief(stranger, world.lead().id)
    world.core.assign_lead(principal(), world.lead().id, principal().user)
    with pytest.raises(NotFoundError):
        world.core.show_brief(principal(Role.VENDOR, "U7"), world.lead().id)


def test_what_was_told_is_read_in_the_order_in_which_it_is_asked_for() -> None:
    world = offline_world()
    for number, text in enumerate(("moro em Recife", "ana@example.com", "Meu nome é Ana Souza")):
        world.receive(f"M{number}", text)
        world.settle()
    fields = world.core.show_brief(principal(), world.lead().id).fields
    assert [one.key for one in fields] == ["name", "email", "location"]
