"""Times as whole milliseconds since the epoch, the unit of a message's stages."""

from datetime import UTC, datetime


def epoch_ms(moment: datetime) -> int:
    """Milliseconds since the epoch."""
    return round(moment.timestamp() * 1000)


def from_epoch_seconds(seconds: int) -> datetime:
    """The UTC time of whole seconds since the epoch."""
    return datetime.fromtimestamp(seconds, UTC)
