"""What comes of one channel's sends: which the page does not bring out, and which WhatsApp's server never answers."""

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import timedelta

from flotilla.domain.ailments import MOST_TREATMENTS, Sends, Tolerance
from flotilla.domain.health import Load
from flotilla.domain.ids import MessageId
from flotilla.domain.messages import FailReason


@dataclass(slots=True)
class _Send:
    """One message under way. `began`: when the page was first told to send it (monotonic s)."""

    began: float
    unsent: bool = False
    unacked: bool = False
    spared: bool = False


class SendWatch:
    """Follows each message from the first attempt to send it until the server has it, or it has failed.

    Times count from when the session came to work: whenever it connects, the page sends again what has no ack.
    """

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._open: dict[MessageId, _Send] = {}
        self._resumed_at = monotonic()
        self._newest_sent = self._newest_acked = float("-inf")

    def resumed(self) -> None:
        """The session came to work, just now."""
        self._resumed_at = self._monotonic()

    def begin(self, message: MessageId) -> None:
        """The page is about to be told to send it."""
        self._open.setdefault(message, _Send(self._monotonic()))

    def sent(self, message: MessageId, *, found: bool, ack: int) -> None:
        """The page has it, with that ack. One that was `found` says nothing of whether the page still sends."""
        if ack:
            # What the page knows of one that it has had for a while is no news from the server.
            (self.forget if found else self.answered)(message)
        send = self._open.get(message)
        if send is None:
            return
        send.unsent = False
        if not found:
            self._newest_sent = max(self._newest_sent, send.began)

    def unsent(self, message: MessageId) -> None:
        """The page neither sent nor refused it."""
        if message in self._open:
            self._open[message].unsent = True

    def unacked(self, message: MessageId) -> None:
        """It is in its chat, and the server has not said yet that it has it."""
        if message in self._open:
            self._open[message].unacked = True

    def answered(self, message: MessageId) -> None:
        """The server said just now what it does with it."""
        send = self._open.pop(message, None)
        if send is not None:
            self._newest_acked = max(self._newest_acked, send.began)
            self._newest_sent = max(self._newest_sent, send.began)

    def forget(self, message: MessageId) -> None:
        """It has come to its end, by whatever way."""
        self._open.pop(message, None)

    def keep(self, waiting: Collection[MessageId]) -> None:
        """Forget all that does not wait any more."""
        self._open = {known: send for known, send in self._open.items() if known in waiting}

    def load(self, waiting: int) -> Load:
        """What the outbox has before it, with so many messages that wait."""
        unacked = [send.began for send in self._open.values() if send.unacked]
        age = self._monotonic() - min(unacked) if unacked else 0.0
        return Load(waiting, len(unacked), int(age * 1000))

    def sends(self) -> Sends:
        """What the sends say of the page."""
        suspects = [send for send in self._open.values() if not send.spared]
        unacked = [one.began for one in suspects if one.unacked]
        silent = [began for began in unacked if began > self._newest_acked]
        lost = [began for began in unacked if began <= self._newest_acked]
        stuck = [one.began for one in suspects if one.unsent and one.began > self._newest_sent]
        return Sends(*(self._age(min(times, default=None)) for times in (silent, lost, stuck)))

    def verdict(self, message: MessageId, treatments: int, tolerance: Tolerance) -> FailReason | None:
        """Why a message that did not come out has failed; None: it may be tried on.

        `treatments`: how often the page was treated since the message was claimed. One that was not helped by several
        no longer speaks against the page. One that is in its chat is given up only then: a page that connects anew
        sends it again.
        """
        send = self._open.get(message)
        if send is None or not (send.unsent or send.unacked):
            return None
        send.spared = treatments >= MOST_TREATMENTS
        overtaken = send.unsent and send.began < self._newest_sent
        if not send.spared and not overtaken:
            return None
        patience = tolerance.unacked if send.spared else tolerance.overtaken
        if self._age(send.began) < patience:
            return None
        return FailReason.NO_ACK if send.unacked else FailReason.PAGE_ERROR

    def _age(self, since: float | None) -> timedelta:
        if since is None:
            return timedelta()
        return timedelta(seconds=self._monotonic() - max(since, self._resumed_at))
