"""What a number has sent unasked, kept where every runner finds it."""

from datetime import datetime
from typing import Protocol

from flotilla.domain.governor import Tally
from flotilla.domain.ids import BotId, TenantId


class SendTallies(Protocol):
    """The governor's counts per bot. They outlive runners, and are forgotten some days later."""

    def read(self, tenant: TenantId, bot: BotId, now: datetime) -> Tally:
        """The counts of this hour and this day (strongly consistent)."""
        ...

    def count(self, tenant: TenantId, bot: BotId, now: datetime, *, first_contact: bool) -> Tally:
        """Count one more, before it is sent, and return the counts with it."""
        ...
