"""A brain that a workspace may use for so many tokens a day."""

import logging
from datetime import timedelta

from flotilla.domain.errors import FlotillaError, RateLimitedError, UnavailableError
from flotilla.domain.limit_notes import QUIET_DAILY, LimitNote
from flotilla.domain.tenants import Tenant
from flotilla.ports.brain import Brain, BrainAnswer, BrainRequest
from flotilla.ports.limits import RateLimiter
from flotilla.ports.repositories import LimitNotes, TenantRepository

log = logging.getLogger(__name__)

ADVANCE = 2_000
"""Tokens that are taken before the call; what an answer took beyond is taken after it."""

LIMIT = "ai_tokens_per_day"
"""The quota's name."""

_DAY = timedelta(days=1).total_seconds()


class BudgetedBrain:
    """Implements Brain: takes tokens out of the workspace's bucket of a day's size, which a day fills again.

    The tokens are taken by conditional writes, so that functions that answer at once can't overdraw it together. A
    budget that can't be looked up is an outage like any other: the other brain answers. That it is used up is noted
    once a day, for the workspace to see.
    """

    def __init__(
        self, brain: Brain, tenants: TenantRepository, limiter: RateLimiter, limit_notes: LimitNotes, *, most: int
    ) -> None:
        self._brain = brain
        self._tenants = tenants
        self._limiter = limiter
        self._limit_notes = limit_notes
        self._most = most

    def answer(self, request: BrainRequest) -> BrainAnswer:
        """See the port; unavailable when the budget is spent."""
        tenant = self._tenant(request)
        budget = min((limit for limit in (tenant.quotas.ai_tokens_per_day, self._most) if limit), default=0)
        if budget == 0:
            return self._brain.answer(request)
        advance = min(ADVANCE, budget)
        try:
            self._take(tenant, budget, advance)
        except UnavailableError:
            self._tell(tenant, budget, request)
            raise
        answer = self._brain.answer(request)
        self._take_rest(tenant, budget, answer.tokens_in + answer.tokens_out - advance)
        return answer

    def _tenant(self, request: BrainRequest) -> Tenant:
        """The workspace, whose plan and the installation's setting say how many tokens a day has."""
        try:
            return self._tenants.get(request.bot.tenant)
        except FlotillaError as error:
            raise UnavailableError(f"The workspace's budget can't be looked up: {error.code}.") from None

    def _take(self, tenant: Tenant, budget: int, tokens: int) -> None:
        try:
            self._limiter.take(f"tokens#{tenant.id}", capacity=budget, per_second=budget / _DAY, cost=tokens)
        except RateLimitedError:
            raise UnavailableError("The workspace's tokens for today are used up.") from None

    def _take_rest(self, tenant: Tenant, budget: int, tokens: int) -> None:
        """What is not there any more was used all the same; the next answer waits the longer for its advance."""
        while tokens > 0:
            part = min(tokens, ADVANCE, budget)
            try:
                self._take(tenant, budget, part)
            except UnavailableError:
                return
            tokens -= part

    def _tell(self, tenant: Tenant, budget: int, request: BrainRequest) -> None:
        """Note once a day that the limit is reached. The customer is answered whether that can be noted or not."""
        note = LimitNote(tenant.id, LIMIT, budget, tenant.plan, request.now)
        try:
            new = self._limit_notes.put(tenant.id, note, unless_since=request.now - QUIET_DAILY)
        except FlotillaError as error:
            log.warning("that a limit is reached can't be noted", extra={"tenant": tenant.id, "reason": error.code})
            return
        if new:
            log.warning("a workspace has used up its tokens for today", extra={"tenant": tenant.id})
