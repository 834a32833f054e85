"""Start the upload of a file that a person wants to send to a customer."""

from dataclasses import dataclass

from flotilla.domain.attachments import AttachmentUpload
from flotilla.domain.ids import LeadId, UploadId
from flotilla.domain.media import MAX_SENT_BYTES, UNKNOWN
from flotilla.domain.people import Power, Principal
from flotilla.domain.uploads import UPLOAD_TAKES, Upload
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.files import Files
from flotilla.ports.repositories import ShownLeads, UploadRepository
from flotilla.services.show_lead import visible_lead


@dataclass(frozen=True, slots=True)
class StartUpload:
    """Gives out upload forms. What comes is typed by its content when it is sent, whatever it calls itself."""

    leads: ShownLeads
    uploads: UploadRepository
    files: Files
    clock: Clock
    ids: Ids

    def __call__(self, principal: Principal, lead_id: LeadId) -> AttachmentUpload:
        """A form for one file of at most 16 MB. Raise NotFoundError."""
        principal.require(Power.MESSAGES_SEND)
        lead = visible_lead(self.leads, principal, lead_id)
        now = self.clock.now()
        upload = Upload(UploadId(self.ids.new()), principal.tenant, lead.bot, now, lead.id)
        # Known before anything can be uploaded, so that nothing lies there that nobody knows of.
        self.uploads.add(principal.tenant, upload)
        form = self.files.upload_form(
            principal.tenant, upload.file, mime=UNKNOWN, max_bytes=MAX_SENT_BYTES, lasts=UPLOAD_TAKES
        )
        return AttachmentUpload(upload.id, form.url, tuple(form.fields.items()), MAX_SENT_BYTES, now + UPLOAD_TAKES)
