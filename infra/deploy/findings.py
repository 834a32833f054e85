"""What a check saw."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """What a check saw. `stops`: nothing may be deployed; else it is good to know."""

    text: str
    stops: bool
