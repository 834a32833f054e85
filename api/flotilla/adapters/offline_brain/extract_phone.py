"""Phone numbers in free text, told from prices, dates, documents and order numbers."""

# ruff: noqa: PLC0415 - phonenumbers takes long to load; a Lambda that never needs it doesn't pay.

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from flotilla.adapters.offline_brain.found import Found, about_somebody_else, is_outdated
from flotilla.adapters.offline_brain.spoken_number import SPOKEN, spelled
from flotilla.adapters.offline_brain.text import Text
from flotilla.adapters.phone_region import region_of
from flotilla.domain.ids import ChatId
from flotilla.domain.lead_fields import LeadField

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

_CUE = re.compile(
    r"\b(?:phone|telephone|tel|cell|cellphone|mobile|whats?app?|wpp|zap|number is|call me|reach me|text me|contact"
    r"|telefone|fone|celular|cel|contato|liga|ligar|me liga|meu numero"
    r"|telefono|movil|numero es|mi numero|llamame|llamarme|contacto)\b"
)
_NO_PHONE = re.compile(
    r"\b(?:order|invoice|tracking|ticket|ref|reference|code|zip|account|card|passport|id|ssn|protocol|serial"
    r"|model|sku|case"
    r"|pedido|nota|fiscal|protocolo|rastreio|codigo|cpf|cnpj|rg|cep|conta|cartao|boleto|pix|matricula|contrato"
    r"|serie|processo|assinatura|subscription|suscripcion|reserva|booking|reservation|apolice|poliza|policy"
    r"|chamado|atendimento"
    r"|solicitud|solicitacao|caso|compra|inscricao|cadastro|agencia|referencia|patente|placa|chassi"
    r"|orden|factura|guia|rastreo|cuenta|tarjeta|dni|curp|rfc|cuit|cuil|rut|nit|cedula|folio|expediente|modelo"
    r"|isbn|imei|vin)(?:\s+(?:number|numero|no|code|id))?(?:\s+(?:is|e|eh|es|was|era))?\b"
    r"|[#$€£]|\bn[º°]|\bno\.\s?(?=\d)|\br\$"
)
_UNIT_AFTER = re.compile(
    r"\s*(?:%|€|\$|km|kg|cm|mm|m2|reais|dolares|dollars|usd|brl|mxn|pesos|euros?|soles|bucks|mil|million|milhoes"
    r"|unidades|units|pcs|pieces)(?!\w)"
)


def extract_phones(text: Text, chat: ChatId, language: str, *, asked: bool) -> Iterator[Found]:
    """The numbers that may be the writer's own, in order. `asked`: the bot has just asked for it."""
    import phonenumbers

    region = region_of(chat) or {"pt": "BR"}.get(language)
    for match in phonenumbers.PhoneNumberMatcher(text.clean, region, leniency=phonenumbers.Leniency.POSSIBLE):
        meant = _is_meant(text, match.raw_string, match.start, match.end, asked=asked)
        if meant and _fits(match.number, text, match.start, announced=asked or "+" in match.raw_string):
            yield _found(text, _e164(match.number), match.start, match.end, asked=asked)
    for spoken in SPOKEN.finditer(text.plain):
        digits = spelled(spoken.group())
        number = _parsed(digits, region)
        if number is not None and not about_somebody_else(text, spoken.start()):
            yield _found(text, number, spoken.start(), spoken.end(), asked=asked)
    bare = text.clean.strip()
    if asked and bare.isdigit() and len(bare) >= 11 and (number := _parsed("+" + bare, None)) is not None:
        yield _found(text, number, 0, len(text.clean), asked=True)


def has_phone_attempt(text: Text) -> bool:
    """Whether the text looks as if it tried to be a number."""
    return sum(char.isdigit() for char in text.clean) >= 6


def _parsed(digits: str, region: str | None) -> str | None:
    """The number as E.164, or None if there is none such."""
    import phonenumbers

    try:
        number = phonenumbers.parse(digits, region)
    except phonenumbers.NumberParseException:
        return None
    return _e164(number) if phonenumbers.is_valid_number(number) else None


def _e164(number: "PhoneNumber") -> str:
    import phonenumbers

    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _found(text: Text, value: str, start: int, end: int, *, asked: bool) -> Found:
    explicit = bool(_CUE.search(text.plain, max(0, start - 40), start))
    return Found(LeadField.PHONE, value, start, end, 0.97 if explicit or asked else 0.9, explicit)


def _is_meant(text: Text, raw: str, start: int, end: int, *, asked: bool) -> bool:
    """Whether these digits are said to be a phone, or look like nothing else."""
    if about_somebody_else(text, start) or is_outdated(text, start) or _UNIT_AFTER.match(text.plain, end):
        return False
    before = text.plain[max(0, start - 35) : start]
    before = re.split(r"[.!?;\n](?=\s)|\n", before)[-1]
    cue = max((m.end() for m in _CUE.finditer(before)), default=-1)
    other = max((m.end() for m in _NO_PHONE.finditer(before)), default=-1)
    if other >= 0 and other >= cue:
        return False
    if cue >= 0 or asked or "+" in raw:
        return True
    bare = raw.strip().isdigit()
    return not bare or len(raw.strip()) >= 11


def _fits(number: "PhoneNumber", text: Text, start: int, *, announced: bool) -> bool:
    """Whether the number is one that exists, or may exist and is said to be a phone; no service lines."""
    import phonenumbers

    cue = bool(_CUE.search(text.plain, max(0, start - 20), start))
    if not phonenumbers.is_valid_number(number):
        possible = phonenumbers.is_possible_number_with_reason(number) == phonenumbers.ValidationResult.IS_POSSIBLE
        return possible and (announced or cue) and len(str(number.national_number)) >= 9
    services = (
        phonenumbers.PhoneNumberType.TOLL_FREE,
        phonenumbers.PhoneNumberType.PREMIUM_RATE,
        phonenumbers.PhoneNumberType.SHARED_COST,
        phonenumbers.PhoneNumberType.UAN,
    )
    return cue or phonenumbers.number_type(number) not in services
