"""Record a transition of a session."""

from dataclasses import dataclass

from flotilla.domain.sessions import Session
from flotilla.ports.repositories import SessionRepository


@dataclass(frozen=True, slots=True)
class RecordSession:
    """Writes what a holder saw of its session, fenced: a stale holder's view never replaces a newer one's."""

    sessions: SessionRepository

    def __call__(self, session: Session) -> None:
        """Write the transition. Raise StaleHolderError if a newer holder wrote before."""
        self.sessions.record(session.tenant, session)
