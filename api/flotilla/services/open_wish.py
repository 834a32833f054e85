"""A session's holder is told one thing at a time."""

from flotilla.domain.bots import Bot, SessionVerb
from flotilla.domain.errors import ConflictError
from flotilla.domain.sessions import Session, command_to_do


def refuse_while_busy(bot: Bot, session: Session) -> None:
    """Raise ConflictError (`session_busy`) while a restart or a log-out is to be done: a new wish would replace it."""
    command = command_to_do(bot, session)
    if command is not None and command.verb in (SessionVerb.RESTART, SessionVerb.LOGOUT):
        raise ConflictError(
            f"The session is about to {command.verb.value}. Try again in a moment.", code="session_busy"
        )
