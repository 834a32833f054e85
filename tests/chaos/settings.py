"""What a run is asked to do, by its environment."""

import os
import random
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Settings:
    """One run. The same seed and sizes give the same schedule of messages and faults.

    Attributes:
        seed: what the schedule is derived from.
        bots, customers, messages: how many; messages counts both ways together.
        minutes: bound of the whole run, its start and its end included.
        every: seconds between faults, on average.
        faults: kinds of faults to choose from; empty: all.
        port: first of the ports of the stack that the run starts for itself.
    """

    seed: int
    bots: int = 3
    customers: int = 30
    messages: int = 2000
    minutes: float = 9.0
    every: float = 10.0
    faults: tuple[str, ...] = ()
    port: int = 4866

    @property
    def play_seconds(self) -> float:
        """How long messages are written and faults happen; the rest is for the start and for coming to rest."""
        return max(20.0, self.minutes * 60 - 240)


def load(environment: Mapping[str, str] = os.environ) -> Settings:
    """The run that SEED, BOTS, CUSTOMERS, MESSAGES, MINUTES, EVERY, FAULTS and CHAOS_PORT describe.

    Raises:
        SystemExit: when one of them makes no sense.
    """
    try:
        settings = Settings(
            seed=int(environment.get("SEED") or random.SystemRandom().randrange(1_000_000)),
            bots=int(environment.get("BOTS") or 3),
            customers=int(environment.get("CUSTOMERS") or 30),
            messages=int(environment.get("MESSAGES") or 2000),
            minutes=float(environment.get("MINUTES") or 9),
            every=float(environment.get("EVERY") or 10),
            faults=tuple(environment.get("FAULTS", "").replace(",", " ").split()),
            port=int(environment.get("CHAOS_PORT") or 4866),
        )
    except ValueError as error:
        raise SystemExit(
            f"SEED, BOTS, CUSTOMERS, MESSAGES, MINUTES, EVERY and CHAOS_PORT are numbers: {error}"
        ) from None
    if min(settings.bots, settings.customers, settings.messages, settings.minutes, settings.every) <= 0:
        raise SystemExit("BOTS, CUSTOMERS, MESSAGES, MINUTES and EVERY are greater than zero.")
    return settings
