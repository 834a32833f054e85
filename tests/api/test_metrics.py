"""What happened, over REST."""

from datetime import timedelta

from flotilla.domain.ids import ConnectionId
from flotilla.domain.people import Role
from tests.api.client import Browser
from tests.api.conftest import BrowserOf
from tests.api.world import World


def test_counts_by_day_with_the_span_before(owner: Browser, world: World) -> None:
    services = world.services
    services.count_changes(services.store.changes)
    services.clock.advance(timedelta(days=3))
    world.write(world.own, "Hello again", "3EB0000000000000000009")
    services.count_changes(services.store.changes)
    found = owner.get("/metrics").body
    assert (found["from"], found["to"], found["time_zone"]) == ("2025-12-29", "2026-01-04", "America/Recife")
    assert [day["messages"]["in"] for day in found["days"]] == [0, 0, 0, 1, 0, 0, 1]
    assert (found["totals"]["leads"]["created"], found["previous"]["totals"]["messages"]["in"]) == (1, 0)
    later = owner.get(f"/metrics?from=2026-01-02&to=2026-01-03&bot={world.own.bot.id}").body
    assert (later["previous"]["from"], later["previous"]["to"]) == ("2025-12-31", "2026-01-01")
    assert (later["totals"]["messages"]["in"], later["previous"]["totals"]["messages"]["in"]) == (0, 1)


def test_a_span_that_makes_no_sense_is_refused(owner: Browser, world: World) -> None:
    owner.get("/metrics?from=2026-01-02&to=2026-01-01").problem(422, "invalid_input")
    told = owner.get("/metrics?from=2025-01-01&to=2026-01-02").problem(422, "invalid_input")
    assert list(told["fields"]) == ["from"]
    assert owner.get("/metrics?from=2025-01-02&to=2026-01-02").status == 200
    owner.get("/metrics?from=yesterday").problem(422, "invalid_input")
    told = owner.get("/metrics?from=2026-01-01&days=7").problem(422, "invalid_input")
    assert list(told["fields"]) == ["days"]
    owner.get("/metrics?days=367").problem(422, "invalid_input")
    found = owner.get("/metrics?days=30").body
    assert (found["from"], found["to"], len(found["days"])) == ("2025-12-03", "2026-01-01", 30)
    owner.get(f"/metrics?bot={world.other.bot.id}").problem(404, "not_found")


def test_vendors_don_t_see_the_business_s_counts(browser_of: BrowserOf, world: World) -> None:
    browser_of(Role.VENDOR, world.own).get("/metrics").problem(403, "forbidden")


def test_pages_that_show_counts_are_told_now_and_then(world: World) -> None:
    services = world.services
    for role in (Role.VIEWER, Role.VENDOR):
        connection = ConnectionId(role.value)
        services.open_connection(services.issue_ticket(world.own.principal(role)).secret, connection)
        services.connections.mark_greeted(connection)

    def told() -> list[str]:
        frames = services.sockets.frames.get(ConnectionId("viewer"), [])
        return [event["type"] for frame in frames for event in frame["events"]]

    services.count_changes(services.store.changes)
    services.count_changes(services.store.changes)
    assert told() == ["metrics.updated"]
    services.clock.advance(seconds=5)
    services.count_changes(services.store.changes)
    assert told() == ["metrics.updated"] * 2
    assert ConnectionId("vendor") not in services.sockets.frames
