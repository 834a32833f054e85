"""The country that a chat's own number belongs to."""

# ruff: noqa: PLC0415 - slow to load, and often not needed.

from flotilla.domain.ids import ChatId, phone_digits


def region_of(chat: ChatId) -> str | None:
    """ISO 3166 code of the country, or None where WhatsApp hides the number."""
    # Imported late: its metadata takes long to load, and most of what imports this module never needs it.
    import phonenumbers

    digits = phone_digits(chat)
    if digits is None:
        return None
    try:
        number = phonenumbers.parse("+" + digits)
    except phonenumbers.NumberParseException:
        return None
    return phonenumbers.region_code_for_number(number) or _region_of_code(number.country_code)


def _region_of_code(country_code: int | None) -> str | None:
    """The main country of a calling code, for numbers that are real on WhatsApp and unknown to the metadata."""
    import phonenumbers

    region = phonenumbers.region_code_for_country_code(country_code) if country_code else None
    return None if region in (None, phonenumbers.UNKNOWN_REGION, "001") else str(region)
