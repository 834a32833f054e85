"""A bot with changes merged in, saved or only tried."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flotilla.domain.bots import Bot
from flotilla.services.bot_fields import placed_fields
from flotilla.services.feature_fields import merge_features


def merge_bot(bot: Bot, values: Mapping[str, Any], features: Mapping[str, Any]) -> Bot:
    """The bot with checked values and with features merged at every depth; whether it answers stays as it is.

    Raise InvalidInputError naming what can't be used.
    """
    placed = placed_fields(dict(values), bot.required_fields, bot.fields)
    wanted = {name: value for name, value in placed.items() if name != "answering"}
    return replace(bot, features=merge_features(bot.features, features), **wanted)
