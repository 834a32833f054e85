"""Start the upload of a picture for a bot."""

from dataclasses import dataclass
from datetime import datetime

from flotilla.domain.errors import InvalidInputError, LimitReachedError
from flotilla.domain.ids import BotId, PictureId, UploadId
from flotilla.domain.people import Power, Principal
from flotilla.domain.pictures import MAX_BYTES, MAX_PICTURES, MIMES
from flotilla.domain.uploads import UPLOAD_TAKES, Upload
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.files import Files, UploadForm
from flotilla.ports.repositories import BotRepository, PictureRepository, UploadRepository


@dataclass(frozen=True, slots=True)
class StartedUpload:
    """The picture's id-to-be, and the form that takes the file until it expires."""

    id: PictureId
    form: UploadForm
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class StartPicture:
    """Gives a form that the browser sends the file with, past the API. It is a picture once that is completed."""

    bots: BotRepository
    pictures: PictureRepository
    uploads: UploadRepository
    files: Files
    clock: Clock
    ids: Ids

    def __call__(self, principal: Principal, bot_id: BotId, mime: str) -> StartedUpload:
        """Raise InvalidInputError for another type, NotFoundError, and LimitReachedError if the bot has enough."""
        principal.require(Power.BOTS_WRITE)
        if mime not in MIMES:
            raise InvalidInputError("Pictures are PNG, JPEG or WebP.", fields={"mime": f"One of {', '.join(MIMES)}."})
        bot = self.bots.get(principal.tenant, bot_id)
        if len(self.pictures.list(principal.tenant, bot.id)) >= MAX_PICTURES:
            raise LimitReachedError(f"A bot has at most {MAX_PICTURES} pictures. Remove one first.")
        now = self.clock.now()
        picture = PictureId(self.ids.new())
        upload = Upload(UploadId(picture), principal.tenant, bot.id, now)
        # Known before anything can be uploaded, so that nothing lies there that nobody knows of.
        self.uploads.add(principal.tenant, upload)
        form = self.files.upload_form(principal.tenant, upload.file, mime=mime, max_bytes=MAX_BYTES, lasts=UPLOAD_TAKES)
        return StartedUpload(picture, form, now + UPLOAD_TAKES)
