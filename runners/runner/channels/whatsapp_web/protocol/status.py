"""How the page is, and its pulse."""

from dataclasses import fields

from flotilla.domain.health import Vitals
from flotilla.domain.session_machine import PageState
from runner.channels.port import PageBuild, Probe
from runner.channels.whatsapp_web.protocol.wire import Wire


class WireStatus(Wire):
    """What `status()` answers and `state` events carry."""

    registered: bool
    main: bool
    stream_mode: str | None = None
    stream_info: str | None = None
    socket_state: str | None = None
    me: str | None = None
    qr: str | None = None
    storage: bool = True
    web_version: str = ""
    missing: tuple[str, ...] = ()
    needs_update: bool = False

    def to_state(self) -> PageState:
        """In the domain's words."""
        return PageState(**self.model_dump(include={one.name for one in fields(PageState)}))

    def to_build(self) -> PageBuild:
        """In the channel's words."""
        return PageBuild(self.web_version, self.missing, self.needs_update)


class WireVitals(Wire):
    """The page's pulse."""

    tick_age_ms: int
    lag_ms: int
    backlog: int
    event_age_ms: int | None


class WireProbe(Wire):
    """What `probe()` answers."""

    status: WireStatus
    vitals: WireVitals

    def to_probe(self) -> Probe:
        """In the channel's words."""
        return Probe(self.status.to_state(), Vitals(**self.vitals.model_dump()), self.status.to_build())
