"""Pictures of a bot: what it may send to customers, and which one fits what a customer says."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from flotilla.domain.ids import BotId, PictureId, TenantId, UserId
from flotilla.domain.media import Media
from flotilla.domain.words import plain_words

MAX_BYTES = 5 * 1024 * 1024
"""Of an upload, and of what is kept of it."""

MIMES = ("image/jpeg", "image/png", "image/webp")
"""What people may upload."""

MAX_PICTURES = 50
"""Of one bot."""

AGAIN_AFTER = timedelta(days=1)
"""A customer gets the same picture once in this time."""

_EXTENSIONS = {"image/jpeg": "jpg", "image/png": "png"}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with what tells when to send it. Sizes are in bytes and pixels, of what is kept."""

    id: PictureId
    tenant: TenantId
    bot: BotId
    mime: str
    size: int
    width: int
    height: int
    keywords: tuple[str, ...]
    description: str
    created_at: datetime
    created_by: UserId
    version: int = 1

    @property
    def file(self) -> str:
        """Where it lies among the tenant's files."""
        return f"{folder_of(self.bot, self.id)}/picture.{_EXTENSIONS[self.mime]}"

    @property
    def thumbnail(self) -> str:
        """Where its thumbnail lies."""
        return thumbnail_of(self.bot, self.id)

    @property
    def media(self) -> Media:
        """What a message that carries it says of it."""
        return Media(self.mime, self.size, self.file, width=self.width, height=self.height)


SentPictures = tuple[tuple[PictureId, datetime], ...]
"""What a customer got lately, and when."""


def folder_of_bot(bot: BotId) -> str:
    """Where all of a bot's pictures lie."""
    return f"bots/{bot}/pictures"


def folder_of(bot: BotId, picture: PictureId) -> str:
    """Where the files of one picture lie."""
    return f"{folder_of_bot(bot)}/{picture}"


def thumbnail_of(bot: BotId, picture: PictureId) -> str:
    """Where a picture's thumbnail lies."""
    return f"{folder_of(bot, picture)}/thumbnail.webp"


def sendable(pictures: Iterable[Picture], sent: SentPictures, now: datetime) -> tuple[Picture, ...]:
    """The pictures that the customer did not get lately."""
    lately = {picture for picture, at in sent if now - at < AGAIN_AFTER}
    return tuple(picture for picture in pictures if picture.id not in lately)


def remember(sent: SentPictures, picture: PictureId, now: datetime) -> SentPictures:
    """What the customer got lately, with one more; what is too long ago to matter is forgotten."""
    return (*((one, at) for one, at in sent if one != picture and now - at < AGAIN_AFTER), (picture, now))


def picture_for(texts: Iterable[str], pictures: Iterable[Picture]) -> Picture | None:
    """The picture whose keywords the texts name best, None if they name none.

    A keyword counts as whole words in their order, whatever its accents and case. The longest one wins (`studio
    apartment` over `apartment`), then the picture of which more are named, then the older one.
    """
    said = [plain_words(text) for text in texts]
    scored = [(_named(said, picture), picture) for picture in pictures]
    best = max((score for score, _ in scored), default=_NOTHING)
    fitting = (picture for score, picture in scored if score == best)
    return min(fitting, key=lambda picture: picture.id) if best > _NOTHING else None


_NOTHING = (0, 0)


def _named(said: Iterable[tuple[str, ...]], picture: Picture) -> tuple[int, int]:
    """How many words the longest keyword has that is named, and how many keywords are."""
    lines = tuple(said)
    named = [words for words in map(plain_words, picture.keywords) if any(_stands_in(line, words) for line in lines)]
    return max(map(len, named), default=0), len(named)


def _stands_in(line: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return bool(words) and any(line[at : at + len(words)] == words for at in range(len(line) - len(words) + 1))
