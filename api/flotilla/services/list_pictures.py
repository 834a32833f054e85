"""List the pictures of a bot."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flotilla.domain.ids import BotId
from flotilla.domain.people import Power, Principal
from flotilla.domain.pictures import Picture
from flotilla.ports.clock import Clock
from flotilla.ports.files import Files
from flotilla.ports.repositories import BotRepository, PictureRepository

SHOWN_FOR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """A picture, and where it can be looked at until the addresses expire."""

    picture: Picture
    url: str
    thumbnail_url: str
    expires_at: datetime


def shown(files: Files, picture: Picture, now: datetime) -> ShownPicture:
    """The picture with addresses that hold for a short time."""
    url, thumbnail_url = (
        files.download_url(picture.tenant, name, lasts=SHOWN_FOR) for name in (picture.file, picture.thumbnail)
    )
    return ShownPicture(picture, url, thumbnail_url, now + SHOWN_FOR)


@dataclass(frozen=True, slots=True)
class ListPictures:
    """Reads all pictures of a bot, oldest first."""

    bots: BotRepository
    pictures: PictureRepository
    files: Files
    clock: Clock

    def __call__(self, principal: Principal, bot_id: BotId) -> tuple[ShownPicture, ...]:
        """Raise NotFoundError if the tenant has no such bot."""
        principal.require(Power.BOTS_READ)
        bot = self.bots.get(principal.tenant, bot_id)
        now = self.clock.now()
        return tuple(shown(self.files, picture, now) for picture in self.pictures.list(principal.tenant, bot.id))
