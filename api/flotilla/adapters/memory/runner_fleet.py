"""The fleet of runners in memory."""

from datetime import datetime

from flotilla.domain.fleet_size import Sizing
from flotilla.domain.ids import BotId, TenantId


class MemoryRunnerFleet:
    """Implements RunnerFleet; `sizes` lists what was asked of it, `replacing` is what a test makes of it."""

    def __init__(self) -> None:
        self.wanted = 0
        self.sizes: list[int] = []
        self.replacing: datetime | None = None

    def size(self) -> int:
        """See the port."""
        return self.wanted

    def replaced_since(self) -> datetime | None:
        """See the port."""
        return self.replacing

    def resize(self, runners: int) -> None:
        """See the port."""
        self.wanted = runners
        self.sizes.append(runners)


class MemorySizings:
    """Implements SizingRepository."""

    def __init__(self) -> None:
        self._sizing = Sizing()

    def load(self) -> Sizing:
        """See the port."""
        return self._sizing

    def save(self, sizing: Sizing) -> None:
        """See the port."""
        self._sizing = sizing


class MemoryErasures:
    """Implements Erasures."""

    def __init__(self) -> None:
        self._asked: dict[BotId, TenantId] = {}

    def ask(self, tenant: TenantId, bot: BotId) -> None:
        """See the port."""
        self._asked[bot] = tenant

    def asked(self) -> tuple[tuple[TenantId, BotId], ...]:
        """See the port."""
        return tuple((tenant, bot) for bot, tenant in self._asked.items())

    def confirm(self, bot: BotId) -> None:
        """See the port."""
        self._asked.pop(bot, None)
