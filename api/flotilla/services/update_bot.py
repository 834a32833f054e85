"""Change a bot's settings."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from flotilla.domain.audit import Subject
from flotilla.domain.bots import Bot, set_answering
from flotilla.domain.errors import ConflictError
from flotilla.domain.ids import BotId
from flotilla.domain.people import Power, Principal
from flotilla.domain.views import bot_view
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.repositories import BotRepository
from flotilla.services.audited import audited
from flotilla.services.bot_fields import check_bot_fields
from flotilla.services.merge_bot import merge_bot
from flotilla.services.retry import until_no_conflict


@dataclass(frozen=True, slots=True)
class UpdateBot:
    """Merges changes into a bot."""

    bots: BotRepository
    clock: Clock
    ids: Ids

    def __call__(
        self, principal: Principal, bot_id: BotId, changes: Mapping[str, Any], expected_version: int | None = None
    ) -> Bot:
        """The bot after the changes (name, prompt, language, answering, burst_window_ms, required_fields,
        fields, hand_back_minutes, faq, features; the last are merged at every depth).

        Raise InvalidInputError naming what can't be used, NotFoundError, and ConflictError (`changed_meanwhile`) if
        the bot no longer has the expected version.
        """
        principal.require(Power.BOTS_WRITE)
        values = check_bot_fields({name: value for name, value in changes.items() if name != "features"})
        features = changes.get("features", {})
        save = partial(self._save, principal, bot_id, values, features, expected_version)
        return until_no_conflict(save, final=_is_final)

    def _save(
        self,
        principal: Principal,
        bot_id: BotId,
        values: Mapping[str, Any],
        features: Mapping[str, Any],
        expected: int | None,
    ) -> Bot:
        bot = self.bots.get(principal.tenant, bot_id)
        if expected is not None and bot.version != expected:
            raise ConflictError("Somebody else changed this bot meanwhile. Load it again.", code="changed_meanwhile")
        now = self.clock.now()
        answering = values.get("answering", bot.answering)
        changed = set_answering(merge_bot(bot, values, features), answering, principal.user, now)
        if changed == bot:
            return bot
        subject = Subject("bot", bot.id, bot.name)
        entry = audited(self.ids, principal, now, "bot.updated", subject, bot_view(bot), bot_view(changed))
        return self.bots.save(principal.tenant, replace(changed, updated_at=now), audit=entry)


def _is_final(error: ConflictError) -> bool:
    return error.code == "changed_meanwhile"
