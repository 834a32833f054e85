"""What a workspace uses up: sums of what is counted by bot and day."""

from dataclasses import dataclass

from flotilla.domain.metrics import Counts


@dataclass(frozen=True, slots=True)
class Consumption:
    """Sums over some days.

    `received` and `sent` are messages without a first link's history; `tokens` those that models read and wrote,
    `cost_micros` what they cost in millionths of a US dollar; `bot_seconds` how long sessions worked; `media_bytes` the
    size of the files that messages brought.
    """

    received: int = 0
    sent: int = 0
    tokens: int = 0
    cost_micros: int = 0
    bot_seconds: int = 0
    media_bytes: int = 0

    @classmethod
    def of(cls, counts: Counts) -> "Consumption":
        """The sums among the counts."""
        return cls(
            received=counts.get("messages_in", 0),
            sent=sum(by for name, by in counts.items() if name.startswith("messages_out_")),
            tokens=counts.get("tokens_in", 0) + counts.get("tokens_out", 0),
            cost_micros=counts.get("cost_micros", 0),
            bot_seconds=counts.get("uptime_seconds", 0),
            media_bytes=counts.get("media_bytes", 0),
        )

    @property
    def messages(self) -> int:
        """What the limit of messages counts."""
        return self.received + self.sent
