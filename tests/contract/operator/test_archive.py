"""A tenant is backed up in one installation and brought back in an empty one."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest

from flotilla.adapters.dynamodb import keys
from flotilla.adapters.memory.clock import ManualClock, SequentialIds
from flotilla.bootstrap.installation import Installation
from flotilla.domain.bots import Desired
from flotilla.domain.chats import Turn
from flotilla.domain.features import Weekday
from flotilla.domain.ids import CustomerId, InvitationId, ScheduleId, TurnId, UserId
from flotilla.domain.invitations import Invitation
from flotilla.domain.messages import Direction, MessageStatus, Sender
from flotilla.domain.people import Principal, Role
from flotilla.domain.schedules import Action, Execution, Result, Schedule, State, Weekly
from flotilla.operator.backup import back_up
from flotilla.operator.errors import OperatorError
from flotilla.operator.restore import restore
from flotilla.ports.repositories import ConversationChange
from tests.contract.adapters.samples import NOW, World
from tests.contract.operator.conftest import Place, installation

PICTURE = "bots/1/pictures/1.png"


def _fill(at: Installation, world: World) -> None:
    """A workspace with a bit of everything; its own id is the secret of its invitation."""
    person = world.a_user()
    at.users.add(person)
    owner = replace(world.a_member(person), role=Role.OWNER)
    at.tenants.add(world.a_tenant(), owner=owner, audit=world.an_entry("tenant.created"))
    invitation = Invitation(
        InvitationId(world.ids.new()), world.tenant, "x@example.com", Role.VIEWER, person.id, NOW, NOW + timedelta(7)
    )
    at.invitations.add(world.tenant, invitation, world.tenant)
    at.bots.add(world.tenant, world.a_bot())
    schedule = _a_schedule(world, person.id)
    at.schedules.add(world.tenant, schedule)
    yesterday = NOW - timedelta(days=1)
    ran = Execution(world.tenant, schedule.id, yesterday, yesterday, Result.EXECUTED)
    at.schedules.save(world.tenant, schedule, replace(schedule, last=ran), run=ran)
    for number, customer in enumerate(_customers(world)):
        at.billing.save(world.tenant, replace(at.billing.get(world.tenant), customer=customer, customers=number + 1))
    said = world.a_message()
    waiting = replace(
        world.a_message(), direction=Direction.OUT, sender=Sender.BOT, status=MessageStatus.QUEUED, text="Olá!"
    )
    turn = Turn(TurnId(world.ids.new()), NOW, NOW, said.order)
    chat = replace(world.a_chat(), turn=turn, last_order=said.order)
    at.conversations.commit(world.tenant, ConversationChange(chat, world.a_lead(), (said, waiting)))
    at.files.put(world.tenant, PICTURE, b"picture", mime="image/png")
    at.files.put(world.tenant, "bots/1/screenshots/1.png", b"page", mime="image/png", temporary=True)


def _a_schedule(world: World, by: UserId) -> Schedule:
    """One that starts the bot every day, of which the firing clock knows."""
    return Schedule(
        ScheduleId(world.ids.new()), world.tenant, world.bot_id, Action.ENABLE, Weekly(tuple(Weekday), "09:00"), "UTC",
        State.PENDING, NOW + timedelta(hours=1), by, NOW, NOW, in_step=True,
    )  # fmt: skip


def _customers(world: World) -> tuple[CustomerId, CustomerId]:
    """The payment provider's customers that the workspace was and is."""
    return CustomerId(f"cus_old_{world.tenant}"), CustomerId(f"cus_{world.tenant}")


def test_what_was_backed_up_comes_back_and_does_nothing_by_itself(
    place: Place, elsewhere: Place, tmp_path: Path, ids: SequentialIds
) -> None:
    world, other = World(ids), World(ids)
    here, there = place.stack.installation(), elsewhere.stack.installation()
    _fill(here, world)
    here.tenants.add(other.a_tenant())
    archive = tmp_path / "tenant.zip"
    told = back_up(place.stack, world.tenant, archive)
    assert (told.files, archive.stat().st_mode & 0o077) == (1, 0)
    restore(elsewhere.stack, archive)
    assert there.tenants.get(world.tenant) == here.tenants.get(world.tenant)
    assert there.members.list(world.tenant) == here.members.list(world.tenant)
    assert there.invitations.find_by_secret(world.tenant) == here.invitations.find_by_secret(world.tenant)
    assert there.leads.list(world.tenant) == here.leads.list(world.tenant)
    assert there.files.get(world.tenant, PICTURE, max_bytes=99) == b"picture"
    [bot] = there.bots.list(world.tenant)
    assert bot == replace(here.bots.get(world.tenant, world.bot_id), desired=Desired.DISABLED)
    assert there.fleet.enabled_bots() == ()
    assert there.conversations.outbox(world.tenant, world.bot_id) == ()
    said, waited = there.conversations.recent_messages(world.tenant, world.bot_id, world.chat_id, limit=9)
    assert said in here.conversations.recent_messages(world.tenant, world.bot_id, world.chat_id, limit=9)
    assert (waited.status, waited.reason, waited.text) == (MessageStatus.FAILED, "restored", "Olá!")
    chat = there.conversations.find_chat(world.tenant, world.bot_id, world.chat_id)
    assert chat is not None
    assert chat.turn is None
    with pytest.raises(OperatorError, match="there already"):
        restore(elsewhere.stack, archive)


def test_restored_schedules_switch_nothing_on_and_can_be_resumed(
    place: Place, elsewhere: Place, tmp_path: Path, ids: SequentialIds
) -> None:
    world = World(ids)
    _fill(place.stack.installation(), world)
    archive = tmp_path / "tenant.zip"
    back_up(place.stack, world.tenant, archive)
    restore(elsewhere.stack, archive)
    there = installation(elsewhere, ManualClock(NOW + timedelta(minutes=62)))
    [member] = there.members.list(world.tenant)
    owner = Principal(world.tenant, member.user, member.email, member.name, member.role)
    assert {one.tenant for one in there.schedule_fleet.pending()}.isdisjoint({world.tenant})
    assert there.reconcile_schedules().ran == 0
    [schedule] = there.schedules.list(world.tenant).items
    [run] = there.schedules.runs(world.tenant, schedule.id).items
    assert (run.planned, run.result) == (NOW - timedelta(days=1), Result.EXECUTED)
    assert (schedule.state, schedule.next_at, schedule.when) == (State.PAUSED, None, Weekly(tuple(Weekday), "09:00"))
    [bot] = there.bots.list(world.tenant)
    assert bot.desired is Desired.DISABLED
    assert there.resume_schedule(owner, schedule.id).state is State.PENDING
    assert there.tenants.usage(world.tenant).running == 0
    there.operate_session(owner, bot.id, "start")
    assert there.tenants.usage(world.tenant).running == 1


def test_payments_of_a_restored_workspace_find_it(
    place: Place, elsewhere: Place, tmp_path: Path, ids: SequentialIds
) -> None:
    world, other = World(ids), World(ids)
    for one in (world, other):
        _fill(place.stack.installation(), one)
    archive = tmp_path / "tenant.zip"
    back_up(place.stack, world.tenant, archive)
    restore(elsewhere.stack, archive)
    table = elsewhere.stack.archive()
    for customer in _customers(world):
        link = table.get(keys.customer(customer))
        assert link is not None
        assert link["tenant"] == {"S": world.tenant}
    assert table.get(keys.customer(_customers(other)[0])) is None
    there, here = elsewhere.stack.installation(), place.stack.installation()
    assert there.billing.get(world.tenant) == here.billing.get(world.tenant)


def test_a_damaged_archive_and_a_foreign_address_are_refused_before_anything_is_stored(
    place: Place, elsewhere: Place, tmp_path: Path, ids: SequentialIds
) -> None:
    world = World(ids)
    _fill(place.stack.installation(), world)
    archive = tmp_path / "tenant.zip"
    back_up(place.stack, world.tenant, archive)
    with pytest.raises(OperatorError, match="there already"):
        back_up(place.stack, world.tenant, archive)
    for name, content, why in (
        ("items.jsonl", b"{}\n", "damaged"), ("manifest.json", b"{", "manifest"), ("files/x", b"", "manifest names"),
    ):  # fmt: skip
        spoiled = tmp_path / "spoiled.zip"
        with ZipFile(archive) as source, ZipFile(spoiled, "w") as target:
            for one in source.namelist():
                target.writestr(one, content if one == name else source.read(one))
            if name == "files/x":
                target.writestr(name, content)
        with pytest.raises(OperatorError, match=why):
            restore(elsewhere.stack, spoiled)
    (tmp_path / "text.zip").write_text("no zip")
    with pytest.raises(OperatorError, match="no archive"):
        restore(elsewhere.stack, tmp_path / "text.zip")
    there = elsewhere.stack.installation()
    [member] = place.stack.installation().members.list(world.tenant)
    there.users.add(replace(World(ids).a_user(), email=member.email))
    with pytest.raises(OperatorError, match="another account"):
        restore(elsewhere.stack, archive)
    assert there.bots.list(world.tenant) == ()
