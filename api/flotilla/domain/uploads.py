"""Uploads: files that people are sending, which nothing of the workspace holds yet."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flotilla.domain.ids import BotId, LeadId, TenantId, UploadId

UPLOAD_TAKES = timedelta(minutes=15)
"""For so long a form can be used."""

ABANDONED_AFTER = timedelta(hours=1)
"""An upload that was not completed by then never will be."""


@dataclass(frozen=True, slots=True)
class Upload:
    """The upload of a picture, which will have its id; or, with a `lead`, of the file of a message to that customer."""

    id: UploadId
    tenant: TenantId
    bot: BotId
    started_at: datetime
    lead: LeadId | None = None

    @property
    def file(self) -> str:
        """Where the raw file lies until it is completed."""
        return f"uploads/{self.bot}/{self.id}" if self.lead is None else attachment_file(self.bot, self.lead, self.id)


def attachment_file(bot: BotId, lead: LeadId, upload: str) -> str:
    """Where the file of a message lies until that is sent."""
    return f"uploads/{bot}/messages/{lead}/{upload}"
