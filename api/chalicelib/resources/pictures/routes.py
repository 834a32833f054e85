"""Pictures that a bot may send. The files go past the API, by forms and addresses that hold for a short time."""

from chalicelib.http.endpoints import Call, Reply
from chalicelib.resources.pictures.schemas import (
    CompletePictureBody,
    PictureAnswer,
    PictureListAnswer,
    StartPictureBody,
    UpdatePictureBody,
    UploadAnswer,
)
from chalicelib.web import Resource
from flotilla import bootstrap
from flotilla.domain.ids import BotId, PictureId
from flotilla.domain.people import Power
from flotilla.domain.pictures import MAX_BYTES, MAX_PICTURES
from flotilla.domain.views import View, iso, picture_view
from flotilla.services.list_pictures import ShownPicture

pictures = Resource("pictures")

_ONE = "/bots/{bot_id}/pictures/{picture_id}"


def shown_picture(shown: ShownPicture) -> View:
    """A picture with addresses to look at it."""
    where = {"url": shown.url, "thumbnail_url": shown.thumbnail_url, "expires_at": iso(shown.expires_at)}
    return {**picture_view(shown.picture), **where}


def _show(call: Call, bot_id: BotId, picture_id: PictureId) -> View:
    return shown_picture(bootstrap.services().show_picture(call.principal, bot_id, picture_id))


@pictures.endpoint("GET", "/bots/{bot_id}/pictures", access=Power.BOTS_READ, returns=PictureListAnswer)
def list_pictures(call: Call, bot_id: BotId) -> View:
    """List a bot's pictures, oldest first."""
    found = bootstrap.services().list_pictures(call.principal, bot_id)
    return {"items": [shown_picture(one) for one in found], "limit": MAX_PICTURES, "max_bytes": MAX_BYTES}


@pictures.endpoint(
    "POST", "/bots/{bot_id}/pictures", access=Power.BOTS_WRITE, returns=UploadAnswer, status=201, errors=(402,)
)
def start_picture(call: Call, bot_id: BotId, body: StartPictureBody) -> View:
    """Start an upload: PNG, JPEG or WebP of at most 5 MB. It is a picture once it is completed."""
    started = bootstrap.services().start_picture(call.principal, bot_id, body.mime)
    form = {"url": started.form.url, "fields": dict(started.form.fields)}
    return {"id": started.id, **form, "max_bytes": MAX_BYTES, "expires_at": iso(started.expires_at)}


@pictures.endpoint("POST", f"{_ONE}/complete", access=Power.BOTS_WRITE, returns=PictureAnswer, errors=(402, 409, 413))
def complete_picture(call: Call, bot_id: BotId, picture_id: PictureId, body: CompletePictureBody) -> View:
    """Make the uploaded file a picture of the bot. One that can't be read as a picture is thrown away.

    Only the pixels are kept, upright; where and with what it was taken is not.
    """
    bootstrap.services().complete_picture(call.principal, bot_id, picture_id, tuple(body.keywords), body.description)
    return _show(call, bot_id, picture_id)


@pictures.endpoint("GET", _ONE, access=Power.BOTS_READ, returns=PictureAnswer)
def show_picture(call: Call, bot_id: BotId, picture_id: PictureId) -> View:
    """Show a picture of a bot."""
    return _show(call, bot_id, picture_id)


@pictures.endpoint("PATCH", _ONE, access=Power.BOTS_WRITE, returns=PictureAnswer, errors=(409,))
def update_picture(call: Call, bot_id: BotId, picture_id: PictureId, body: UpdatePictureBody) -> View:
    """Change keywords and description of a picture."""
    changes = body.model_dump(include=body.model_fields_set)
    bootstrap.services().update_picture(call.principal, bot_id, picture_id, changes)
    return _show(call, bot_id, picture_id)


@pictures.endpoint("DELETE", _ONE, access=Power.BOTS_WRITE, status=204, errors=(409,))
def remove_picture(call: Call, bot_id: BotId, picture_id: PictureId) -> Reply:
    """Remove a picture of a bot."""
    bootstrap.services().remove_picture(call.principal, bot_id, picture_id)
    return Reply()
