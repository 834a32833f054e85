"""The brief as a text that a person can read in one go, in their language."""

from collections.abc import Mapping
from dataclasses import dataclass

from flotilla.domain.brief import Brief, BriefField
from flotilla.domain.messages import Sender

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400


@dataclass(frozen=True, slots=True)
class _Says:
    """The words of one language."""

    nobody: str
    wants: str
    known: str
    refused: str
    missing: str
    speaks: str
    waits: str
    last: str
    senders: Mapping[Sender, str]
    languages: Mapping[str, str]
    units: tuple[tuple[str, str], tuple[str, str], tuple[str, str], tuple[str, str]]
    """Seconds, minutes, hours and days, each for one and for several."""


_SAYS = {
    "en": _Says(
        "Customer without a name", "Wants", "Told", "Would not tell", "Not known yet", "Speaks", "Has waited for",
        "Last messages",
        {Sender.CUSTOMER: "Customer", Sender.BOT: "Bot", Sender.VENDOR: "Team", Sender.PHONE: "Phone"},
        {"en": "English", "pt": "Portuguese", "es": "Spanish"},
        (("second", "seconds"), ("minute", "minutes"), ("hour", "hours"), ("day", "days")),
    ),
    "pt": _Says(
        "Cliente sem nome", "Quer", "Informou", "Não quis dizer", "Ainda não se sabe", "Fala", "Está esperando há",
        "Últimas mensagens",
        {Sender.CUSTOMER: "Cliente", Sender.BOT: "Bot", Sender.VENDOR: "Equipe", Sender.PHONE: "Celular"},
        {"en": "inglês", "pt": "português", "es": "espanhol"},
        (("segundo", "segundos"), ("minuto", "minutos"), ("hora", "horas"), ("dia", "dias")),
    ),
    "es": _Says(
        "Cliente sin nombre", "Quiere", "Informó", "No quiso decir", "Aún no se sabe", "Habla", "Espera desde hace",
        "Últimos mensajes",
        {Sender.CUSTOMER: "Cliente", Sender.BOT: "Bot", Sender.VENDOR: "Equipo", Sender.PHONE: "Teléfono"},
        {"en": "inglés", "pt": "portugués", "es": "español"},
        (("segundo", "segundos"), ("minuto", "minutos"), ("hora", "horas"), ("día", "días")),
    ),
}  # fmt: skip


def text_of(brief: Brief) -> str:
    """Some lines of plain text; what is not known is not mentioned."""
    says = _SAYS[brief.language]
    lines = [brief.who or says.nobody]
    if brief.wants is not None:
        lines.append(f"{says.wants}: {brief.wants}")
    if brief.fields:
        told = "; ".join(f"{one.label}: {one.value}" for one in brief.fields)
        lines.append(f"{says.known}: {told}")
    lines += _named(says.refused, brief.refused)
    lines += _named(says.missing, brief.missing)
    if brief.speaks is not None:
        lines.append(f"{says.speaks}: {says.languages.get(brief.speaks[:2], brief.speaks)}")
    if brief.waiting_seconds is not None:
        lines.append(f"{says.waits} {_span(brief.waiting_seconds, says)}")
    if brief.lines:
        lines.append(f"{says.last}:")
        lines += [f"- {says.senders[line.sender]}: {line.text}" for line in brief.lines]
    return "\n".join(lines)


def _named(what: str, fields: tuple[BriefField, ...]) -> list[str]:
    return [f"{what}: {', '.join(one.label for one in fields)}"] if fields else []


def _span(seconds: int, says: _Says) -> str:
    """In the largest unit of which there is at least one."""
    sizes = (1, _MINUTE, _HOUR, _DAY)
    place = max(n for n, size in enumerate(sizes) if n == 0 or seconds >= size)
    count = seconds // sizes[place]
    return f"{count} {says.units[place][0 if count == 1 else 1]}"
