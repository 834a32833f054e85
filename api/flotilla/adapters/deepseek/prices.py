"""What the model costs."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Prices:
    """US dollars per million tokens, in and out. Providers change theirs; an installation sets what it pays."""

    tokens_in: float
    tokens_out: float

    def micros(self, tokens_in: int, tokens_out: int) -> int:
        """Millionths of a US dollar for an answer; without a cache's discount, so at most that much."""
        return round(tokens_in * self.tokens_in + tokens_out * self.tokens_out)
