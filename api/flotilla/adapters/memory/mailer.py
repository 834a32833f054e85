"""E-mail in memory."""

from flotilla.domain.errors import UnavailableError
from flotilla.ports.mailer import Mail


class MemoryMailer:
    """Implements Mailer; `failing` makes it refuse."""

    def __init__(self) -> None:
        self.sent: list[Mail] = []
        self.failing = False

    def send(self, mail: Mail) -> None:
        """See the port."""
        if self.failing:
            raise UnavailableError("E-mail can't be sent now.")
        self.sent.append(mail)
