"""The names behind the ids that leads and chats carry."""

from chalicelib.http.endpoints import Call
from chalicelib.resources.directory.schemas import DirectoryAnswer
from chalicelib.web import Resource
from flotilla import bootstrap
from flotilla.domain.bots import Bot
from flotilla.domain.lead_fields import find_own
from flotilla.domain.people import Power
from flotilla.domain.views import View
from flotilla.services.show_directory import may_have_leads

directory = Resource("directory")


@directory.endpoint("GET", "/directory", access=Power.LEADS_READ, returns=DirectoryAnswer)
def show_directory(call: Call) -> View:
    """Show the names behind the ids of people and bots, and what the bots ask and answer. Without addresses."""
    found = bootstrap.services().show_directory(call.principal)
    return {
        "people": [{"id": one.user, "name": one.name, "sells": may_have_leads(one)} for one in found.people],
        "bots": [_bot(bot) for bot in found.bots],
    }


def _bot(bot: Bot) -> View:
    keys = dict.fromkeys((*bot.required_fields, *(field.key for field in bot.fields)))
    own = {key: find_own(bot.fields, key) for key in keys}
    return {
        "id": bot.id,
        "name": bot.name,
        "fields": [{"key": key, "label": field.label if field is not None else None} for key, field in own.items()],
        "faq": [{"question": entry.question, "answer": entry.answer} for entry in bot.faq],
    }
