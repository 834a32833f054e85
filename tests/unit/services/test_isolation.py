"""Tenants never meet: whatever id, cursor or secret of one is tried by people of another, nothing comes of it."""

import copy
from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from flotilla.adapters.s3 import prefix_of
from flotilla.domain.errors import FlotillaError
from flotilla.domain.features import Weekday
from flotilla.domain.ids import (
    BotId,
    ChatId,
    ConnectionId,
    InvitationId,
    LeadId,
    MessageId,
    ScheduleId,
    TenantId,
    UserId,
)
from flotilla.domain.lead_lists import LeadFilter
from flotilla.domain.people import Principal, Role
from tests.unit.services.world import CHAT, OTHER_TENANT, TENANT, World, principal

Reach = Callable[[World, Principal, str], Any]

EVERY_DAY: dict[str, Any] = {
    "action": "pause", "when": {"kind": "weekly", "days": list(Weekday), "time": "09:00"},
}  # fmt: skip

BY_ID: dict[str, Reach] = {
    "show_bot": lambda w, who, i: w.core.show_bot(who, BotId(i)),
    "update_bot": lambda w, who, i: w.core.update_bot(who, BotId(i), {"name": "theirs"}),
    "delete_bot": lambda w, who, i: w.core.delete_bot(who, BotId(i)),
    "show_session": lambda w, who, i: w.core.show_session(who, BotId(i)),
    "operate_session": lambda w, who, i: w.core.operate_session(who, BotId(i), "stop"),
    "show_lead": lambda w, who, i: w.core.show_lead(who, LeadId(i)),
    "update_lead": lambda w, who, i: w.core.update_lead(who, LeadId(i), {"name": "Ana"}),
    "list_history": lambda w, who, i: w.core.list_history(who, LeadId(i)),
    "list_messages": lambda w, who, i: w.core.list_messages(who, LeadId(i)),
    "show_media": lambda w, who, i: w.core.show_media(who, LeadId(i), MessageId("M0")),
    "start_upload": lambda w, who, i: w.core.start_upload(who, LeadId(i)),
    "send_message": lambda w, who, i: w.core.send_message(who, LeadId(i), "hello"),
    "retry_message": lambda w, who, i: w.core.retry_message(who, LeadId(i), MessageId("M1")),
    "update_member": lambda w, who, i: w.core.update_member(who, UserId(i), role=Role.VIEWER),
    "remove_member": lambda w, who, i: w.core.remove_member(who, UserId(i)),
    "revoke_invitation": lambda w, who, i: w.core.revoke_invitation(who, InvitationId(i)),
    "switch_tenant": lambda w, who, i: w.core.switch_tenant(who, TenantId(i)),
    "accept_invitation": lambda w, who, i: w.core.accept_invitation(i, principal=who),
    "show_schedule": lambda w, who, i: w.core.show_schedule(who, ScheduleId(i)),
    "update_schedule": lambda w, who, i: w.core.update_schedule(who, ScheduleId(i), {"action": "resume"}),
    "pause_schedule": lambda w, who, i: w.core.pause_schedule(who, ScheduleId(i)),
    "cancel_schedule": lambda w, who, i: w.core.cancel_schedule(who, ScheduleId(i)),
    "run_schedule_now": lambda w, who, i: w.core.run_schedule_now(who, ScheduleId(i)),
    "list_runs": lambda w, who, i: w.core.list_runs(who, ScheduleId(i)),
    "list_schedules": lambda w, who, i: w.core.list_schedules(who, cursor=i).items or _nothing(),
    "schedules_of_bot": lambda w, who, i: w.core.list_schedules(who, BotId(i)).items or _nothing(),
    "create_schedule": lambda w, who, i: w.core.create_schedule(who, BotId(i), EVERY_DAY),
    "list_leads": lambda w, who, i: w.core.list_leads(who, cursor=i).items or _nothing(),
    "list_audit": lambda w, who, i: w.core.list_audit(who, cursor=i).items or _nothing(),
    "leads_of_bot": lambda w, who, i: w.core.list_leads(who, LeadFilter(bot=BotId(i))).items or _nothing(),
    "find_chat": lambda w, who, i: w.core.conversations.find_chat(who.tenant, BotId(i), ChatId(CHAT)) or _nothing(),
    "open_connection": lambda w, who, i: w.core.open_connection(i, ConnectionId("X")),
}
ROLES = tuple(Role)


def _nothing() -> Any:
    raise FlotillaError("nothing")


def _filled() -> tuple[World, tuple[str, ...]]:
    """A tenant with a bit of everything, and each id, cursor and secret that could be learned of it."""
    world = World()
    owner = world.join("OWNER", Role.OWNER, password="a good password")
    for n in range(3):
        world.receive(f"M{n}", chat=ChatId(f"551198888777{n}@c.us"))
    world.receive()
    world.core.update_bot(owner, world.chat().bot, {"name": "Ours"})
    world.core.update_bot(owner, world.chat().bot, {"name": "Ours still"})
    world.core.update_bot(owner, world.chat().bot, {"features": {"scheduling": True}})
    schedules = [world.core.create_schedule(owner, world.chat().bot, EVERY_DAY).id for _ in range(2)]
    scheduled = world.core.list_schedules(owner, limit=1)
    invited = world.core.invite_member(owner, "invited@example.com", Role.ADMIN)
    page, log = world.core.list_leads(owner, limit=1), world.core.list_audit(owner, limit=1)
    messages = world.core.list_messages(owner, world.lead().id, limit=1)
    known = (
        TENANT, world.chat().bot, world.lead().id, owner.user, invited.invitation.id, invited.secret,
        world.messages()[0].id, str(page.next_cursor), str(log.next_cursor), str(messages.next_cursor),
        log.items[0].id, schedules[0], str(scheduled.next_cursor), f"{TENANT}#{world.lead().id}", f"../{TENANT}", "",
    )  # fmt: skip
    return world, known


def _of_tenant(world: World, tenant: TenantId) -> Any:
    store = world.core.store
    tables = (
        store.members,
        store.bots,
        store.sessions,
        store.leads,
        store.chats,
        store.messages,
        store.invitations,
        store.schedules,
        store.runs,
    )
    mine = [{key: value for key, value in table.items() if key[0] == tenant} for table in tables]
    return copy.deepcopy((store.tenants[tenant], mine, store.audit.get(tenant, []), world.core.doorbell.rings))


WORLD, KNOWN = _filled()
STRANGERS = {role: WORLD.join(f"STRANGER-{role}", role, OTHER_TENANT) for role in ROLES}


@settings(max_examples=400)
@given(
    reach=st.sampled_from(sorted(BY_ID)),
    known=st.sampled_from(KNOWN) | st.text(max_size=40),
    role=st.sampled_from(ROLES),
)
def test_nothing_of_a_tenant_is_reached_by_people_of_another(reach: str, known: str, role: Role) -> None:
    before = _of_tenant(WORLD, TENANT)
    if reach in ("remove_member", "update_member") and known in {one.user for one in STRANGERS.values()}:
        return
    try:
        found = BY_ID[reach](WORLD, STRANGERS[role], known)
    except FlotillaError:
        found = None
    assert found is None
    assert _of_tenant(WORLD, TENANT) == before


def test_its_own_people_reach_it() -> None:
    """Else the test above would prove nothing."""
    world, known = _filled()
    owner = principal(Role.OWNER, "OWNER")
    for reach in (
        "show_bot", "show_session", "show_lead", "list_history", "list_messages", "leads_of_bot", "list_leads",
        "list_audit",
    ):  # fmt: skip
        reached = 0
        for one in known:
            try:
                BY_ID[reach](world, owner, one)
            except FlotillaError:
                continue
            reached += 1
        assert reached, reach


def test_sockets_hear_their_own_tenant_only() -> None:
    world, _ = _filled()
    for number, tenant in enumerate((TENANT, OTHER_TENANT)):
        who = world.join(f"PAGE{number}", Role.ADMIN, tenant)
        page = world.core.open_connection(world.core.issue_ticket(who).secret, ConnectionId(f"page-{number}")).id
        world.core.admit_connection(page, world.core.clock.now())
    world.core.relay_changes(world.core.store.changes)
    heard = {
        connection: {event["tenant"] for frame in frames for event in frame["events"]}
        for connection, frames in world.core.sockets.frames.items()
    }
    assert heard == {"page-0": {TENANT}}


def test_a_tenant_s_files_are_told_apart_from_those_of_one_whose_id_begins_alike() -> None:
    assert not "01ABC/x.png".startswith(prefix_of(TenantId("01A")))
    assert "01A/x.png".startswith(prefix_of(TenantId("01A")))
