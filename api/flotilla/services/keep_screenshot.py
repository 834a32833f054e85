"""Keep a picture of a bot's page for support."""

from dataclasses import dataclass

from flotilla.domain.ids import BotId, TenantId
from flotilla.ports.files import Files


@dataclass(frozen=True, slots=True)
class KeepScreenshot:
    """Stores the newest picture of a bot's page, and only that one."""

    files: Files

    def __call__(self, tenant: TenantId, bot: BotId, screenshot: str, picture: bytes) -> None:
        """Store a PNG in place of the one before. Raise UnavailableError."""
        self.drop(tenant, bot)
        self.files.put(tenant, screenshot_name(bot, screenshot), picture, mime="image/png", temporary=True)

    def drop(self, tenant: TenantId, bot: BotId) -> None:
        """Remove what there is. Raise UnavailableError."""
        self.files.remove_under(tenant, _folder(bot))


def screenshot_name(bot: BotId, screenshot: str) -> str:
    """Where a picture lies among the tenant's files."""
    return f"{_folder(bot)}/{screenshot}.png"


def _folder(bot: BotId) -> str:
    return f"bots/{bot}/screenshots"
