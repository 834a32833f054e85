"""Limit how often a workspace may call."""

from dataclasses import dataclass

from flotilla.domain.people import Principal
from flotilla.domain.policy import Policy
from flotilla.ports.limits import RateLimiter


@dataclass(frozen=True, slots=True)
class LimitCalls:
    """Takes one call out of the bucket of the person's workspace."""

    limiter: RateLimiter
    policy: Policy

    def __call__(self, principal: Principal) -> None:
        """Raise RateLimitedError, with the seconds to wait, beyond the limit."""
        calls = self.policy.calls
        self.limiter.take(f"calls#{principal.tenant}", capacity=calls.capacity, per_second=calls.per_second)
