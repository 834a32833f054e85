"""Show one picture of a bot."""

from dataclasses import dataclass

from flotilla.domain.errors import NotFoundError
from flotilla.domain.ids import BotId, PictureId, TenantId
from flotilla.domain.people import Power, Principal
from flotilla.domain.pictures import Picture
from flotilla.ports.clock import Clock
from flotilla.ports.files import Files
from flotilla.ports.repositories import BotRepository, PictureRepository
from flotilla.services.list_pictures import ShownPicture, shown


def own_picture(
    bots: BotRepository, pictures: PictureRepository, tenant: TenantId, bot_id: BotId, picture_id: PictureId
) -> Picture:
    """The picture; raise NotFoundError if the tenant has no such bot, or the bot no such picture."""
    picture = pictures.find(tenant, bots.get(tenant, bot_id).id, picture_id)
    if picture is None:
        raise NotFoundError("There is no such picture.")
    return picture


@dataclass(frozen=True, slots=True)
class ShowPicture:
    """Reads a picture, with addresses to look at it."""

    bots: BotRepository
    pictures: PictureRepository
    files: Files
    clock: Clock

    def __call__(self, principal: Principal, bot_id: BotId, picture_id: PictureId) -> ShownPicture:
        """Raise NotFoundError."""
        principal.require(Power.BOTS_READ)
        picture = own_picture(self.bots, self.pictures, principal.tenant, bot_id, picture_id)
        return shown(self.files, picture, self.clock.now())
