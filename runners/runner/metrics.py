"""What a runner counts, for Prometheus. Of bots it names the id, and of tenants and customers nothing."""

from prometheus_client import CollectorRegistry, Counter, generate_latest
from prometheus_client.process_collector import ProcessCollector

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Metrics:
    """The counters. What can be read off the sessions themselves is in gauges.py."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self.remedies = self._counter(
            "flotilla_session_remedies", "What was done about sessions that failed.", "bot", "reason", "remedy"
        )
        self.sends = self._counter("flotilla_sends", "Messages brought into their chats, or not.", "bot", "outcome")
        self.acks = self._counter("flotilla_acks", "Acknowledgements of sent messages, by level.", "bot", "level")
        self.inbound = self._counter("flotilla_inbound", "Events of chats that are safe in the queue.", "bot")
        self.unreadable = self._counter(
            "flotilla_unreadable", "Messages of which only that they are there could be told.", "bot"
        )
        self.lost = self._counter("flotilla_lost", "Events of which nothing could be told.", "bot")
        self.gaps = self._counter(
            "flotilla_gaps", "Looks at a chat in which not all that was missed could be told.", "bot", "why"
        )
        self.snapshots = self._counter(
            "flotilla_snapshots", "Snapshots of logins, by what came of it.", "bot", "outcome"
        )
        self.takeovers = self._counter(
            "flotilla_lease_takeovers", "Bots taken, by what became of the last holder.", "from"
        )

    def _counter(self, name: str, about: str, *labels: str) -> Counter:
        return Counter(name, about, labels, registry=self.registry)

    def text(self) -> bytes:
        """All of it in Prometheus' text format."""
        return generate_latest(self.registry)
