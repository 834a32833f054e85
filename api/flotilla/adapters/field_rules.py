"""What makes a lead's values good, whoever found them: a model, the rules, or a person."""

# ruff: noqa: RUF001, PLC0415 - customers write typographic quotes; slow to load, and often not needed.

import re
import unicodedata

from flotilla.adapters.own_field_rules import normalise_own
from flotilla.adapters.phone_region import region_of
from flotilla.domain.errors import InvalidInputError
from flotilla.domain.ids import ChatId
from flotilla.domain.lead_fields import LeadField, OwnField

MAX_NAME = 80
MAX_LOCATION = 120
MAX_EMAIL = 254

_SMALL = "de da do dos das del di du e y von van der den la las los el al bin"
_SMALL_WORDS = frozenset(_SMALL.split())
_NAME_CHARACTERS = re.compile(r"[^\W\d_][\w .'’´,-]*", re.UNICODE)
_MARKUP = re.compile(r"[<>{}\[\]\\|`]|https?:|www\.", re.IGNORECASE)


class FieldRuleBook:
    """Implements FieldRules."""

    def normalise(self, field: str, value: str, chat: ChatId, own: OwnField | None = None) -> str:
        """See the port."""
        tidy = tidied(value)
        if not tidy:
            raise InvalidInputError("This is empty.")
        if own is not None:
            return normalise_own(own, tidy)
        if field == LeadField.PHONE:
            return _phone(tidy, chat)
        if field == LeadField.EMAIL:
            return _email(tidy)
        if field == LeadField.NAME:
            return _name(tidy)
        if field == LeadField.LOCATION:
            return _location(tidy)
        raise InvalidInputError("There is no such field.")


def tidied(value: str) -> str:
    """Composed characters, no invisible ones, single spaces, nothing around."""
    composed = unicodedata.normalize("NFC", value)
    visible = "".join(" " if char.isspace() else char for char in composed if _shows(char))
    return re.sub(r" +", " ", visible).strip()


def _shows(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn")


def _phone(value: str, chat: ChatId) -> str:
    import phonenumbers

    # WhatsApp still writes Mexican mobiles with the 1 that the numbering plan dropped.
    value = re.sub(r"^\+521(?=\d{10}$)", "+52", value)
    try:
        number = phonenumbers.parse(value, region_of(chat))
    except phonenumbers.NumberParseException:
        raise InvalidInputError("This is not a phone number. Give it with its country code.") from None
    # Numbering plans change faster than any table of them: the length must fit the country, no more.
    possible = phonenumbers.is_possible_number_with_reason(number) == phonenumbers.ValidationResult.IS_POSSIBLE
    if number.extension or not possible or len(str(number.national_number)) < 7:
        raise InvalidInputError("There is no such phone number. Give it with its country and area code.")
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _email(value: str) -> str:
    from email_validator import EmailNotValidError, validate_email

    if len(value) > MAX_EMAIL:
        raise InvalidInputError("This is no e-mail address.")
    try:
        return str(validate_email(value, check_deliverability=False).normalized).lower()
    except EmailNotValidError:
        raise InvalidInputError("This is no e-mail address.") from None


def _name(value: str) -> str:
    name = value.strip(" .,;:!?\"'“”-")
    if len(name) > MAX_NAME:
        raise InvalidInputError(f"A name has at most {MAX_NAME} characters.")
    if _MARKUP.search(name) or not _NAME_CHARACTERS.fullmatch(name) or any(char.isdigit() for char in name):
        raise InvalidInputError("This is not a name.")
    # Twice: one word with a capital may leave the whole in capitals ("AA a"), which is written small again.
    return cased(cased(name))


def cased(name: str) -> str:
    """The name with capitals where they belong; what was written with care stays as it is."""
    words = [word.lower() if word.isupper() and len(word) > 3 else word for word in name.split(" ")]
    if name.isupper() and len(name) > 3:
        words = name.lower().split(" ")
    return " ".join(_cased_word(word, first=place == 0) for place, word in enumerate(words))


def _cased_word(word: str, *, first: bool) -> str:
    if not word.islower() or (word in _SMALL_WORDS and not first):
        return word
    return re.sub(r"(^|[-'’])(\w)", lambda match: match[1] + match[2].upper(), word)


def _location(value: str) -> str:
    location = value.strip(' .,;:!?"“”-')
    if len(location) > MAX_LOCATION:
        raise InvalidInputError(f"A place has at most {MAX_LOCATION} characters.")
    if _MARKUP.search(location) or sum(char.isalpha() for char in location) < 2:
        raise InvalidInputError("This is not a place.")
    return location
