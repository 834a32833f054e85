"""What people ask of a running session: each command is done once, and recorded as done."""

import logging
from collections.abc import Callable

from flotilla.domain.bots import Bot, SessionCommand, SessionVerb
from flotilla.domain.session_machine import log_out
from flotilla.domain.session_wishes import finish_command
from flotilla.domain.sessions import command_to_do
from runner.channels.port import Channel, ChannelFactory
from runner.lease_keeper import LeaseKeeper
from runner.recorder import Recorder
from runner.small_wishes import SmallWishes
from runner.toolbox import Toolbox

logger = logging.getLogger(__name__)


class Commands:
    """The commands of one bot, as its holder does them."""

    def __init__(
        self,
        bot: Callable[[], Bot],
        recorder: Recorder,
        channels: ChannelFactory,
        keeper: LeaseKeeper,
        tools: Toolbox,
    ) -> None:
        self._bot = bot
        self._recorder = recorder
        self._channels = channels
        self._keeper = keeper
        self._tools = tools
        self.small = SmallWishes(recorder, tools)

    def pending(self) -> SessionCommand | None:
        """The command that is not done yet."""
        return command_to_do(self._bot(), self._recorder.session)

    async def obey(self, channel: Channel) -> bool:
        """Do what is pending with the channel's help; True if the channel has to be opened anew for it.

        Raise ChannelError if the page can't log out; `obey_without` then does it.
        """
        command = self.pending()
        if command is None:
            return False
        if await self.small.grant(command, channel):
            return False
        logger.info("command", extra={"verb": command.verb})
        if command.verb is SessionVerb.RESTART:
            await self._recorder.apply(finish_command, command.id)
            return True
        await channel.log_out()
        await self._logged_out(command)
        return False

    async def obey_without(self) -> bool:
        """Do what is pending while no channel is open, or none that answers; True if one is to be opened for it.

        The start that follows is all that a restart asks for. A logout drops the profile: on this side at least,
        the login is over. A small wish is refused, and no reason to start.
        """
        command = self.pending()
        if command is None or await self.small.refuse_without(command):
            return False
        if command.verb is SessionVerb.RESTART:
            await self._recorder.apply(finish_command, command.id)
        else:
            await self._channels.forget(self._bot(), self._keeper.lease.fence)
            await self._logged_out(command)
        return True

    async def _logged_out(self, command: SessionCommand) -> None:
        await self._recorder.apply(finish_command, command.id)
        await self._recorder.apply(log_out, self._tools.now())
