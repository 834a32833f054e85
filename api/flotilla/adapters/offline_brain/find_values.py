"""All values in one message, before it is decided which of them count."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from flotilla.adapters.offline_brain.bare import bare_values
from flotilla.adapters.offline_brain.extract_email import extract_emails
from flotilla.adapters.offline_brain.extract_location import extract_locations, place_after
from flotilla.adapters.offline_brain.extract_name import extract_names
from flotilla.adapters.offline_brain.extract_own import extract_own
from flotilla.adapters.offline_brain.extract_phone import extract_phones
from flotilla.adapters.offline_brain.found import Found
from flotilla.adapters.offline_brain.own_number import own_number
from flotilla.adapters.offline_brain.text import Text, plain
from flotilla.domain.lead_fields import LeadField
from flotilla.ports.brain import BrainRequest


def find_values(
    text: Text, request: BrainRequest, language: str, asked: str | None, *, known: frozenset[str]
) -> list[Found]:
    """The values, in no order. `asked`: the field that the bot asked for last; `known`: what this turn told before."""
    found = list(_told(text, request, language, asked))
    wanted = {*request.missing, *request.lead.refused} - known
    if _says_more_of_the_place(text, request):
        wanted.add(LeadField.LOCATION)
    found += bare_values(text, found, frozenset(wanted))
    return found + _own(text, request, language, asked, found)


def _says_more_of_the_place(text: Text, request: BrainRequest) -> bool:
    """Whether it begins with the known place and goes on: "São Paulo, Vila Madalena"."""
    place = request.lead.fields.get(LeadField.LOCATION)
    return place is not None and text.plain.startswith(f"{plain(place.value)}, ")


def _told(text: Text, request: BrainRequest, language: str, asked: str | None) -> Iterator[Found]:
    chat = request.lead.chat
    emails = list(extract_emails(text, asked=asked == LeadField.EMAIL))
    phones = list(extract_phones(text, chat, language, asked=asked == LeadField.PHONE))
    own = own_number(text, chat, asked=asked == LeadField.PHONE)
    yield from [*emails, *(phones or ([own] if own is not None else []))]
    names = list(extract_names(text, asked=asked == LeadField.NAME))
    named = LeadField.NAME in request.lead.fields
    beside = [place for name in names if (place := place_after(text, name.end)) is not None]
    words = [*names, *beside, *extract_locations(text, asked=asked == LeadField.LOCATION, named=named)]
    yield from (item for item in words if not any(item.start < e.end and e.start < item.end for e in emails))


def _own(text: Text, request: BrainRequest, language: str, asked: str | None, found: list[Found]) -> list[Found]:
    """The values of the bot's own fields. Days count from today where the business is."""
    bot, chat = request.bot, request.lead.chat
    today = request.now.astimezone(ZoneInfo(bot.features.working_hours.time_zone)).date()
    month_first = language == "en" and chat.startswith("1") and chat.endswith("@c.us")
    return list(extract_own(text, bot.fields, asked, found, today, month_first=month_first))
