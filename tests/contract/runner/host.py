"""A process that opens a bot's browser and then only waits, for tests that kill it."""

import asyncio
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from flotilla.domain.bots import Answering, Bot, Desired
from flotilla.domain.ids import BotId, TenantId
from flotilla.settings import read_settings
from runner.channels.port import ChannelEvent
from runner.channels.whatsapp_web.browser import WhatsAppWeb
from runner.channels.whatsapp_web.page import load_scripts
from runner.threads import Threads


class Deaf:
    async def heard(self, events: Sequence[ChannelEvent]) -> None:
        """Nobody cares."""


async def main(url: str, profiles: str) -> None:
    now = datetime.now(UTC)
    bot = Bot(BotId("bot-1"), TenantId("t"), "", "", None, Desired.ENABLED, Answering.ON, 0, (), now, now, 1)
    channels = WhatsAppWeb(
        read_settings({"WHATSAPP_URL": url, "RUNNER_PROFILES_DIR": profiles}), Threads(), load_scripts()
    )
    await channels.open(bot, 1, Deaf())
    sys.stdout.write("open\n")
    sys.stdout.flush()
    await asyncio.sleep(600)


asyncio.run(main(*sys.argv[1:]))
