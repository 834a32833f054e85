"""Take an upload as the file of a message that a person sends."""

from dataclasses import dataclass

from flotilla.domain.attachments import is_upload_id, most_bytes, plain_filename, type_of
from flotilla.domain.errors import InvalidInputError, NotFoundError, TooLargeError
from flotilla.domain.ids import MessageId, UploadId
from flotilla.domain.leads import Lead
from flotilla.domain.media import MAX_SENT_BYTES, Media, media_name, stored_mime
from flotilla.domain.uploads import attachment_file
from flotilla.ports.files import Files
from flotilla.ports.inspection import FileInspector
from flotilla.ports.repositories import UploadRepository


@dataclass(frozen=True, slots=True)
class TakeUpload:
    """Checks an upload by its content and gives it its lasting place, where the upload form can't reach it any more."""

    uploads: UploadRepository
    files: Files
    inspector: FileInspector

    def __call__(self, lead: Lead, message: MessageId, upload: str, filename: str | None) -> tuple[str, Media]:
        """The message's type and file. Raise InvalidInputError if there is no such upload, TooLargeError."""
        if not is_upload_id(upload):
            raise _no_upload()
        name = attachment_file(lead.bot, lead.id, upload)
        try:
            content = self.files.get(lead.tenant, name, max_bytes=MAX_SENT_BYTES)
        except NotFoundError:
            raise _no_upload() from None
        found = self.inspector.inspect(content)
        if len(content) > most_bytes(found.mime):
            raise TooLargeError(f"A file of this type has at most {most_bytes(found.mime):,} bytes.")
        lasting = media_name(lead.bot, lead.chat, message)
        self.files.put(lead.tenant, lasting, content, mime=stored_mime(found.mime))
        shown = plain_filename(filename) if filename is not None else None
        media = Media(found.mime, len(content), lasting, shown, width=found.width, height=found.height)
        return type_of(found.mime), media

    def drop(self, lead: Lead, upload: str) -> None:
        """Remove the upload, once its message is stored."""
        self.files.remove(lead.tenant, attachment_file(lead.bot, lead.id, upload))
        self.uploads.remove(lead.tenant, UploadId(upload))


def _no_upload() -> InvalidInputError:
    return InvalidInputError("The file was not uploaded.", fields={"upload_id": "Upload the file first."})
