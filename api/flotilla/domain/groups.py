"""Groups: which chats a bot hears, and how it acts where several people write."""

from dataclasses import replace

from flotilla.domain.bots import Bot
from flotilla.domain.ids import ChatId, is_group, is_person


def hears(bot: Bot, chat: ChatId) -> bool:
    """Whether what is said in the chat is the bot's business: people always, groups by its flag, feeds never."""
    return is_person(chat) or (is_group(chat) and bot.features.groups)


def bot_in(bot: Bot, chat: ChatId) -> Bot | None:
    """The bot as it answers in the chat; None where it doesn't. Of a group nobody asks for a name or an address."""
    if not bot.answers or not hears(bot, chat):
        return None
    return replace(bot, features=replace(bot.features, lead_capture=False)) if is_group(chat) else bot
