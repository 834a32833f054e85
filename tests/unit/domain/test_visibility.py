"""Who may see which event."""

import pytest

from flotilla.domain.ids import UserId
from flotilla.domain.people import Role
from flotilla.domain.views import View
from flotilla.domain.visibility import view_of_event

ME, OTHER = UserId("me"), UserId("other")
LEAD = {"id": "L", "bot_id": "B", "assigned_to": "other", "fields": {"name": {"value": "secret"}}}
EVENTS: dict[str, View] = {
    "bot.updated": {"bot": {"id": "B"}},
    "session.qr": {"session": {"qr": "secret"}},
    "lead.updated": {"lead": LEAD},
    "lead.assigned": {"lead": LEAD},
    "message.received": {"message": {"id": "M", "lead_id": "L"}},
    "chat.turn": {"chat": {"chat_id": "C", "lead_id": "L"}},
}


def seen(kind: str, role: Role, assigned_to: UserId | None) -> View | None:
    return view_of_event({"id": "1", "type": kind, "data": EVENTS[kind]}, role, ME, assigned_to)


@pytest.mark.parametrize("kind", EVENTS)
@pytest.mark.parametrize("role", [Role.OWNER, Role.ADMIN, Role.EDITOR, Role.VIEWER])
def test_everybody_but_vendors_sees_everything(kind: str, role: Role) -> None:
    whole = seen(kind, role, OTHER)
    assert whole is not None
    assert whole["data"] == EVENTS[kind]


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(("kind", "to_vendors"), [("bot.updated", True), ("schedule.cancelled", False)])
def test_everybody_hears_that_a_bot_is_gone(kind: str, role: Role, to_vendors: bool) -> None:
    event: View = {"id": "1", "type": kind, "data": {kind.partition(".")[0]: {"id": "1"}, "deleted": True}}
    assert (view_of_event(event, role, ME, None) is not None) == (to_vendors or role is not Role.VENDOR)


@pytest.mark.parametrize("kind", EVENTS)
@pytest.mark.parametrize("assigned_to", [None, ME])
def test_vendors_see_their_own_and_unassigned_leads(kind: str, assigned_to: UserId | None) -> None:
    assert (seen(kind, Role.VENDOR, assigned_to) is not None) == kind.startswith(("lead", "message", "chat"))


@pytest.mark.parametrize("kind", EVENTS)
def test_of_others_leads_vendors_learn_only_who_has_them(kind: str) -> None:
    view = seen(kind, Role.VENDOR, OTHER)
    if kind == "lead.assigned":
        assert view is not None
        assert view["data"] == {"lead": {"id": "L", "bot_id": "B", "assigned_to": "other"}}
    else:
        assert view is None
