"""Change what is said of a picture."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flotilla.domain.audit import Subject
from flotilla.domain.ids import BotId, PictureId
from flotilla.domain.people import Power, Principal
from flotilla.domain.pictures import Picture
from flotilla.domain.views import picture_view
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.repositories import BotRepository, PictureRepository
from flotilla.services.audited import audited
from flotilla.services.picture_fields import check_picture_fields
from flotilla.services.retry import until_no_conflict
from flotilla.services.show_picture import own_picture


@dataclass(frozen=True, slots=True)
class UpdatePicture:
    """Merges changes of keywords and description into a picture."""

    bots: BotRepository
    pictures: PictureRepository
    clock: Clock
    ids: Ids

    def __call__(
        self, principal: Principal, bot_id: BotId, picture_id: PictureId, changes: Mapping[str, Any]
    ) -> Picture:
        """The picture after the changes. Raise InvalidInputError naming what can't be used, and NotFoundError."""
        principal.require(Power.BOTS_WRITE)
        values = check_picture_fields(changes)
        return until_no_conflict(lambda: self._save(principal, bot_id, picture_id, values))

    def _save(self, principal: Principal, bot_id: BotId, picture_id: PictureId, values: Mapping[str, Any]) -> Picture:
        picture = own_picture(self.bots, self.pictures, principal.tenant, bot_id, picture_id)
        changed = replace(picture, **values)
        if changed == picture:
            return picture
        before, after = picture_view(picture), picture_view(changed)
        subject = Subject("picture", picture.id, picture.description)
        entry = audited(self.ids, principal, self.clock.now(), "picture.updated", subject, before, after)
        return self.pictures.save(principal.tenant, changed, audit=entry)
