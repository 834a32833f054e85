"""Do what a schedule is for."""

from dataclasses import dataclass
from datetime import datetime

from flotilla.domain.bots import SessionAction
from flotilla.domain.errors import (
    ConflictError,
    InvalidInputError,
    LimitReachedError,
    NotFoundError,
    TooLargeError,
)
from flotilla.domain.people import Principal, Role
from flotilla.domain.schedules import Action, Result, RunReason, Schedule
from flotilla.ports.repositories import BotRepository, MemberRepository
from flotilla.services.operate_session import OperateSession
from flotilla.services.pause_bot import PauseBot
from flotilla.services.resume_bot import ResumeBot
from flotilla.services.send_message import SendMessage

Outcome = tuple[Result, RunReason | None]

DONE: Outcome = (Result.EXECUTED, None)


@dataclass(frozen=True, slots=True)
class ActOnSchedule:
    """Shared by what runs schedules. Safe to repeat for one planned time: the bot is as it was set, a message is sent
    once.

    It acts in the name of who made the schedule, with an editor's powers: the schedule is the workspace's, and goes on
    when that person has left.
    """

    bots: BotRepository
    members: MemberRepository
    operate: OperateSession
    pause: PauseBot
    resume: ResumeBot
    send: SendMessage

    def __call__(self, schedule: Schedule, planned: datetime) -> Outcome:
        """What came of it. Raise UnavailableError, or ConflictError, where trying again makes sense."""
        refusal = self._refusal(schedule)
        if refusal is not None:
            return refusal
        try:
            self._act(schedule, planned)
        except NotFoundError:
            # The bot was there a moment ago: either it went since, or the lead did.
            return self._refusal(schedule) or (Result.FAILED, RunReason.LEAD_GONE)
        except (InvalidInputError, TooLargeError):
            return Result.FAILED, RunReason.REFUSED
        except LimitReachedError:
            return Result.SKIPPED, RunReason.PLAN_TOO_SMALL
        return DONE

    def _refusal(self, schedule: Schedule) -> Outcome | None:
        try:
            bot = self.bots.get(schedule.tenant, schedule.bot)
        except NotFoundError:
            return Result.FAILED, RunReason.BOT_DELETED
        if bot.suspended:
            return Result.SKIPPED, RunReason.WORKSPACE_DELETED
        if bot.suspended_by is not None:
            return Result.SKIPPED, RunReason.PLAN_TOO_SMALL
        return None if bot.features.scheduling else (Result.SKIPPED, RunReason.FEATURE_OFF)

    def _act(self, schedule: Schedule, planned: datetime) -> None:
        who, bot = self._principal(schedule), schedule.bot
        match schedule.action:
            case Action.ENABLE:
                self.operate(who, bot, SessionAction.START)
            case Action.DISABLE:
                self.operate(who, bot, SessionAction.STOP)
            case Action.PAUSE:
                self.pause(who, bot)
            case Action.RESUME:
                self.resume(who, bot)
            case Action.SEND_MESSAGE:
                self._send(who, schedule, planned)

    def _send(self, who: Principal, schedule: Schedule, planned: datetime) -> None:
        if schedule.lead is None or schedule.text is None:
            raise ConflictError("A schedule without its message.")
        # A message's id follows from this key, so that a run that is repeated sends nothing twice.
        key = f"schedule/{schedule.id}/{planned:%Y%m%dT%H%M%S.%f}"
        self.send(who, schedule.lead, schedule.text, key)

    def _principal(self, schedule: Schedule) -> Principal:
        member = self.members.find(schedule.tenant, schedule.created_by)
        email, name = (member.email, member.name) if member is not None else ("", "")
        return Principal(schedule.tenant, schedule.created_by, email, name, Role.EDITOR, schedule=schedule.id)
