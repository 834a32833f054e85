"""What the operator of an installation chose about people and limits."""

from dataclasses import dataclass, field
from datetime import timedelta

from flotilla.domain.billing import GRACE
from flotilla.domain.limits import Bucket
from flotilla.domain.people import Roster
from flotilla.domain.plans import Plan


@dataclass(frozen=True, slots=True)
class Policy:
    """`open_sign_up`: whether whoever a provider vouches for may make a workspace; else by invitation only.

    `governed`: whether numbers are governed (domain/governor.py). `sending` off: no bot sends anything.
    `default_plan` is that of all workspaces where nothing is sold; `trial_days` how long a plan may be tried, once.
    """

    open_sign_up: bool = False
    default_plan: Plan = Plan.PRO
    roster: Roster = field(default_factory=Roster)
    calls: Bucket = field(default_factory=lambda: Bucket(100, 50))
    sign_ins_per_address: Bucket = field(default_factory=lambda: Bucket(10, 10 / 60))
    sockets_per_user: int = 10
    governed: bool = False
    sending: bool = True
    grace: timedelta = GRACE
    trial_days: int = 0
