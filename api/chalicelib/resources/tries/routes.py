"""To try a bot without WhatsApp."""

from chalicelib.http.endpoints import Call
from chalicelib.resources.pictures.routes import shown_picture
from chalicelib.resources.tries.schemas import TryAnswer, TryBody, TryStateBody
from chalicelib.web import Resource
from flotilla import bootstrap
from flotilla.domain.ids import BotId, PictureId
from flotilla.domain.people import Power
from flotilla.domain.views import View, brain_use_view, field_view
from flotilla.services.try_bot import Said, TryState

tries = Resource("tries")


@tries.endpoint("POST", "/bots/{bot_id}/try", access=Power.BOTS_WRITE, returns=TryAnswer)
def try_bot(call: Call, bot_id: BotId, body: TryBody) -> View:
    """Let the bot's brain answer a conversation without WhatsApp. Nothing is stored or sent; the model is used."""
    tried = bootstrap.services().try_bot(
        call.principal,
        bot_id,
        [Said(one.sender == "customer", one.text) for one in body.messages],
        body.draft.changes() if body.draft is not None else None,
        _state(body.state) if body.state is not None else None,
    )
    state = tried.state
    return {
        "reply": tried.reply,
        "fields": {name: field_view(value) for name, value in tried.fields.items()},
        "missing": list(tried.missing),
        "picture": shown_picture(tried.picture) if tried.picture is not None else None,
        "wants_person": tried.wants_person,
        "ai": brain_use_view(tried.use),
        "state": {
            "fields": dict(state.fields),
            "refused": list(state.refused),
            "asked": list(state.asked),
            "pictures": list(state.pictures),
            "language": state.language,
        },
    }


def _state(given: TryStateBody) -> TryState:
    pictures = tuple(map(PictureId, given.pictures))
    return TryState(given.fields, tuple(given.refused), tuple(given.asked), pictures, given.language)
