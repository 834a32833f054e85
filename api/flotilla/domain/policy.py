"""What the operator of an installation chose about people and limits."""

from dataclasses import dataclass, field

from flotilla.domain.limits import Bucket
from flotilla.domain.people import Roster
from flotilla.domain.plans import Plan


@dataclass(frozen=True, slots=True)
class Policy:
    """`open_sign_up`: whether whoever a provider vouches for may make a workspace; else by invitation only."""

    open_sign_up: bool = False
    default_plan: Plan = Plan.PRO
    roster: Roster = field(default_factory=Roster)
    calls: Bucket = field(default_factory=lambda: Bucket(100, 50))
    sign_ins_per_address: Bucket = field(default_factory=lambda: Bucket(10, 10 / 60))
    sockets_per_user: int = 10
