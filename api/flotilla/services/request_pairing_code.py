"""Ask for a code with which a phone links without scanning."""

import re
from dataclasses import dataclass, replace

from flotilla.domain.audit import Subject
from flotilla.domain.bots import Bot, SessionCommand, SessionVerb
from flotilla.domain.errors import ConflictError, InvalidInputError
from flotilla.domain.ids import BotId
from flotilla.domain.people import Power, Principal
from flotilla.domain.session_views import SessionView
from flotilla.domain.sessions import SessionStatus
from flotilla.ports.clock import Clock, Ids
from flotilla.ports.fleet import LeaseRepository
from flotilla.ports.limits import RateLimiter
from flotilla.ports.realtime import Doorbell
from flotilla.ports.repositories import BotRepository, SessionRepository
from flotilla.services.audited import audited
from flotilla.services.open_wish import refuse_while_busy
from flotilla.services.read_session import ReadSession
from flotilla.services.retry import until_no_conflict

CODES_AT_ONCE = 5
CODES_PER_SECOND = 5 / 600
"""WhatsApp blocks numbers that ask too often; five in ten minutes is what a person who mistypes needs."""

_NUMBER = re.compile(r"[1-9]\d{6,14}")


@dataclass(frozen=True, slots=True)
class RequestPairingCode:
    """Records the wish; the runner that holds the bot asks WhatsApp, and the session then shows code or error."""

    bots: BotRepository
    sessions: SessionRepository
    leases: LeaseRepository
    doorbell: Doorbell
    limiter: RateLimiter
    clock: Clock
    ids: Ids

    def __call__(self, principal: Principal, bot_id: BotId, phone: str) -> SessionView:
        """The session as it is to be shown right after. `phone` is the number with its country code.

        Raise InvalidInputError naming `phone`, NotFoundError, RateLimitedError, and ConflictError: `session_stopped`,
        `not_at_code` while a phone is linked, or `session_busy`.
        """
        principal.require(Power.SESSIONS_OPERATE)
        digits = _digits(phone)
        self._check(self.bots.get(principal.tenant, bot_id))
        self.limiter.take(f"pairing#{bot_id}", capacity=CODES_AT_ONCE, per_second=CODES_PER_SECOND)
        bot = until_no_conflict(lambda: self._record(principal, bot_id, digits), final=_is_final)
        self.doorbell.ring(principal.tenant, bot_id)
        return ReadSession(self.sessions, self.leases, self.clock)(bot)

    def _check(self, bot: Bot) -> None:
        view = ReadSession(self.sessions, self.leases, self.clock)(bot)
        if view.status is SessionStatus.STOPPED:
            raise ConflictError("The session is switched off. Start it, then ask for a code.", code="session_stopped")
        if view.status not in (SessionStatus.STARTING, SessionStatus.SCAN_QR_CODE):
            raise ConflictError("There is no code to link with now: the page shows none.", code="not_at_code")
        refuse_while_busy(bot, view.session)

    def _record(self, principal: Principal, bot_id: BotId, phone: str) -> Bot:
        bot, now = self.bots.get(principal.tenant, bot_id), self.clock.now()
        self._check(bot)
        command = SessionCommand(self.ids.new(), SessionVerb.PAIRING_CODE, now, phone)
        entry = audited(
            self.ids, principal, now, "session.pairing_code_requested", Subject("session", bot.id, bot.name)
        )
        return self.bots.save(principal.tenant, replace(bot, command=command, updated_at=now), audit=entry)


def _digits(phone: str) -> str:
    """The number's digits. People write it with signs between them."""
    digits = re.sub(r"[\s().+-]", "", phone)
    if not _NUMBER.fullmatch(digits):
        message = "Write the number with its country code, such as +55 11 90000-0000."
        raise InvalidInputError(message, fields={"phone": message})
    return digits


def _is_final(error: ConflictError) -> bool:
    return error.code in ("session_stopped", "not_at_code", "session_busy")
