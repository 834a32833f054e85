"""Sweep away what is left of uploads that nobody completed."""

from dataclasses import dataclass

from flotilla.domain.ids import PictureId
from flotilla.domain.pictures import folder_of
from flotilla.domain.uploads import ABANDONED_AFTER, Upload
from flotilla.ports.clock import Clock
from flotilla.ports.files import Files
from flotilla.ports.fleet import FleetRepository
from flotilla.ports.repositories import PictureRepository, UploadRepository


@dataclass(frozen=True, slots=True)
class SweepUploads:
    """Housekeeping. Safe to repeat: what is to be swept is forgotten after it is gone."""

    fleet: FleetRepository
    pictures: PictureRepository
    uploads: UploadRepository
    files: Files
    clock: Clock

    def __call__(self) -> int:
        """How many were swept. Raise UnavailableError if something can't be removed now."""
        swept = 0
        for upload in self.fleet.uploads():
            if self.clock.now() - upload.started_at < ABANDONED_AFTER:
                break
            self.files.remove(upload.tenant, upload.file)
            if upload.lead is None:
                self._remove_half_made(upload, PictureId(upload.id))
            self.uploads.remove(upload.tenant, upload.id)
            swept += 1
        return swept

    def _remove_half_made(self, upload: Upload, picture: PictureId) -> None:
        """Whoever completed it may have crashed after the files were there, and before the picture was."""
        if self.pictures.find(upload.tenant, upload.bot, picture) is None:
            self.files.remove_under(upload.tenant, folder_of(upload.bot, picture))
