"""Time and chance as the machine gives them."""

import secrets
from datetime import UTC, datetime

from ulid import ULID


class SystemClock:
    """Implements Clock."""

    def now(self) -> datetime:
        """See the port."""
        return datetime.now(UTC)


class SystemIds:
    """Implements Ids."""

    def new(self) -> str:
        """See the port."""
        return str(ULID())

    def secret(self) -> str:
        """See the port."""
        return secrets.token_urlsafe(32)
