"""Complete the upload of a picture: from a file that anybody may have made to a picture of the bot."""

from dataclasses import dataclass

from flotilla.domain.audit import Subject
from flotilla.domain.errors import ConflictError, InvalidInputError, LimitReachedError, NotFoundError, TooLargeError
from flotilla.domain.ids import BotId, PictureId, UploadId
from flotilla.domain.people import Power, Principal
from flotilla.domain.pictures import MAX_BYTES, MAX_PICTURES, Picture, folder_of
from flotilla.domain.uploads import Upload
from flotilla.domain.views import picture_view
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.files import Files
from flotilla.ports.imaging import Imaging, PreparedPicture
from flotilla.ports.repositories import BotRepository, PictureRepository, UploadRepository
from flotilla.services.audited import audited
from flotilla.services.picture_fields import check_picture_fields


@dataclass(frozen=True, slots=True)
class CompletePicture:
    """Keeps the pixels of an uploaded file, and a thumbnail; the file itself goes, whatever it was. Safe to repeat."""

    bots: BotRepository
    pictures: PictureRepository
    uploads: UploadRepository
    files: Files
    imaging: Imaging
    clock: Clock
    ids: Ids

    def __call__(
        self, principal: Principal, bot_id: BotId, picture_id: PictureId, keywords: tuple[str, ...], description: str
    ) -> Picture:
        """The picture; if it is complete already, as it is.

        Raise InvalidInputError (`bad_picture`, or naming what can't be used), TooLargeError, ConflictError
        (`not_uploaded`), LimitReachedError and NotFoundError.
        """
        principal.require(Power.BOTS_WRITE)
        bot = self.bots.get(principal.tenant, bot_id)
        known = self.pictures.find(principal.tenant, bot.id, picture_id)
        if known is not None:
            return known
        said = check_picture_fields({"keywords": keywords, "description": description})
        upload = self.uploads.find(principal.tenant, UploadId(picture_id))
        if upload is None or upload.bot != bot.id or upload.lead is not None:
            raise NotFoundError("There is no such picture.")
        prepared = self._prepare(upload)
        picture = self._picture(principal, upload, prepared, said["keywords"], said["description"])
        try:
            self._store(principal, picture, prepared)
        except LimitReachedError:
            self.files.remove_under(upload.tenant, folder_of(upload.bot, picture_id))
            self._forget(upload)
            raise
        self._forget(upload)
        return picture

    def _prepare(self, upload: Upload) -> PreparedPicture:
        try:
            return self.imaging.prepare(self.files.get(upload.tenant, upload.file, max_bytes=MAX_BYTES))
        except NotFoundError:
            raise ConflictError("The file has not been uploaded yet.", code="not_uploaded") from None
        except (InvalidInputError, TooLargeError):
            self._forget(upload)
            raise

    def _picture(
        self, principal: Principal, upload: Upload, made: PreparedPicture, keywords: tuple[str, ...], description: str
    ) -> Picture:
        return Picture(
            id=PictureId(upload.id),
            tenant=upload.tenant,
            bot=upload.bot,
            mime=made.mime,
            size=len(made.content),
            width=made.width,
            height=made.height,
            keywords=keywords,
            description=description,
            created_at=self.clock.now(),
            created_by=principal.user,
        )

    def _store(self, principal: Principal, picture: Picture, made: PreparedPicture) -> None:
        """The files come first: what is known of can be looked at."""
        self.files.put(picture.tenant, picture.file, made.content, mime=made.mime)
        self.files.put(picture.tenant, picture.thumbnail, made.thumbnail, mime="image/webp")
        subject = Subject("picture", picture.id, picture.description)
        view = picture_view(picture)
        entry = audited(self.ids, principal, picture.created_at, "picture.added", subject, after=view)
        self.pictures.add(picture.tenant, picture, limit=MAX_PICTURES, audit=entry)

    def _forget(self, upload: Upload) -> None:
        self.files.remove(upload.tenant, upload.file)
        self.uploads.remove(upload.tenant, upload.id)
