"""Remove a picture of a bot."""

from dataclasses import dataclass

from flotilla.domain.audit import Subject
from flotilla.domain.ids import BotId, PictureId
from flotilla.domain.people import Power, Principal
from flotilla.domain.pictures import folder_of
from flotilla.domain.views import picture_view
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.files import Files
from flotilla.ports.repositories import BotRepository, PictureRepository
from flotilla.services.audited import audited
from flotilla.services.show_picture import own_picture


@dataclass(frozen=True, slots=True)
class RemovePicture:
    """Removes a picture with its files. What was sent of it before is on the customers' phones."""

    bots: BotRepository
    pictures: PictureRepository
    files: Files
    clock: Clock
    ids: Ids

    def __call__(self, principal: Principal, bot_id: BotId, picture_id: PictureId) -> None:
        """Raise NotFoundError. The files go first: after a failure the picture is there to be removed again."""
        principal.require(Power.BOTS_WRITE)
        picture = own_picture(self.bots, self.pictures, principal.tenant, bot_id, picture_id)
        self.files.remove_under(principal.tenant, folder_of(picture.bot, picture.id))
        subject = Subject("picture", picture.id, picture.description)
        before = picture_view(picture)
        entry = audited(self.ids, principal, self.clock.now(), "picture.removed", subject, before=before)
        self.pictures.remove(principal.tenant, picture, audit=entry)
