"""Start, stop, restart or log out a bot's session."""

from dataclasses import dataclass, replace
from functools import partial

from flotilla.domain.audit import Subject
from flotilla.domain.bots import Bot, Desired, SessionAction, SessionCommand, SessionVerb
from flotilla.domain.errors import ConflictError, InvalidInputError
from flotilla.domain.ids import BotId
from flotilla.domain.people import Power, Principal
from flotilla.domain.session_views import SessionView
from flotilla.domain.sessions import SessionStatus
from flotilla.domain.tenants import Tenant
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.fleet import LeaseRepository
from flotilla.ports.realtime import Doorbell
from flotilla.ports.repositories import BotRepository, LimitNotes, SessionRepository, TenantRepository
from flotilla.services.audited import audited
from flotilla.services.read_session import ReadSession
from flotilla.services.retry import until_no_conflict
from flotilla.services.within_plan import WithinPlan


@dataclass(frozen=True, slots=True)
class OperateSession:
    """Records what people want of a session; the runner that holds the bot does it."""

    bots: BotRepository
    tenants: TenantRepository
    limit_notes: LimitNotes
    sessions: SessionRepository
    leases: LeaseRepository
    doorbell: Doorbell
    clock: Clock
    ids: Ids

    def __call__(self, principal: Principal, bot_id: BotId, action: str) -> SessionView:
        """The session as it is to be shown right after. `action` is one of SessionAction.

        Raise InvalidInputError for another action, NotFoundError, and ConflictError (`session_stopped`) for a log-out
        of a session that is switched off, and LimitReachedError where one bot more would run than the plan allows.
        """
        principal.require(Power.SESSIONS_OPERATE)
        if action not in tuple(SessionAction):
            raise InvalidInputError(f"A session can {', '.join(SessionAction)}, and not {action!r}.")
        tenant = self.tenants.get(principal.tenant)
        record = partial(self._record, principal, tenant, bot_id, SessionAction(action))
        within_plan = WithinPlan(self.limit_notes, self.clock, self.tenants)
        bot = within_plan(tenant, lambda: until_no_conflict(record, final=_is_final), running=True)
        self.doorbell.ring(principal.tenant, bot_id)
        return ReadSession(self.sessions, self.leases, self.clock)(bot)

    def _record(self, principal: Principal, tenant: Tenant, bot_id: BotId, action: SessionAction) -> Bot:
        bot = self.bots.get(principal.tenant, bot_id)
        changed = self._apply(bot, action)
        if changed == bot:
            return bot
        now = self.clock.now()
        before, after = ({"desired": one.desired.value} for one in (bot, changed))
        subject = Subject("session", bot.id, bot.name)
        entry = audited(self.ids, principal, now, f"session.{_DONE[action]}", subject, before, after)
        changed = replace(changed, updated_at=now)
        return self.bots.save(principal.tenant, changed, limit=tenant.quotas.bots, audit=entry)

    def _apply(self, bot: Bot, action: SessionAction) -> Bot:
        if action is SessionAction.STOP:
            return replace(bot, desired=Desired.DISABLED)
        if action is SessionAction.LOGOUT:
            if bot.desired is Desired.DISABLED:
                raise ConflictError("The session is switched off. Start it, then log out.", code="session_stopped")
            return replace(bot, command=self._command(SessionVerb.LOGOUT))
        # Who starts a bot that the plan is too small for asks whether there is room for it by now.
        enabled = replace(bot, desired=Desired.ENABLED, plan_suspended_at=None)
        if action is SessionAction.RESTART or self._ended(bot):
            return replace(enabled, command=self._command(SessionVerb.RESTART))
        return enabled

    def _ended(self, bot: Bot) -> bool:
        """Whether the session has given up (no scan, a failure): only a restart shows a new QR code then."""
        session = self.sessions.find(bot.tenant, bot.id)
        return session is not None and session.status in (SessionStatus.STOPPED, SessionStatus.FAILED)

    def _command(self, verb: SessionVerb) -> SessionCommand:
        return SessionCommand(self.ids.new(), verb, self.clock.now())


_DONE = {
    SessionAction.START: "started",
    SessionAction.STOP: "stopped",
    SessionAction.RESTART: "restarted",
    SessionAction.LOGOUT: "logged_out",
}


def _is_final(error: ConflictError) -> bool:
    return error.code == "session_stopped"
