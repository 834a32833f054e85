"""The runners as a whole: how many there should be, what is remembered about that, and what only they can do."""

from datetime import datetime
from typing import Protocol

from flotilla.domain.fleet_size import Sizing
from flotilla.domain.ids import BotId, TenantId


class RunnerFleet(Protocol):
    """What keeps the runners running. All methods raise UnavailableError while it can't be reached."""

    def size(self) -> int:
        """How many runners are wanted now."""
        ...

    def replaced_since(self) -> datetime | None:
        """Since when runners are being replaced by ones of a newer make; None while all are of the newest."""
        ...

    def resize(self, runners: int) -> None:
        """Have that many; those that go are asked to stop and given time to hand over."""
        ...


class SizingRepository(Protocol):
    """The last decision about the number of runners."""

    def load(self) -> Sizing:
        """The last decision, or an empty one."""
        ...

    def save(self, sizing: Sizing) -> None:
        """Remember it for the next look."""
        ...


class Erasures(Protocol):
    """Bots that are removed for good, but for the logins that may still lie on the disk which the runners share."""

    def ask(self, tenant: TenantId, bot: BotId) -> None:
        """Have a runner see to it that nothing of the bot is left on the disk. Safe to repeat."""
        ...

    def asked(self) -> tuple[tuple[TenantId, BotId], ...]:
        """All that no runner has confirmed yet (strongly consistent)."""
        ...

    def confirm(self, bot: BotId) -> None:
        """Nothing of the bot is left. Safe to repeat."""
        ...
