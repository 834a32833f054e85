"""What the audit log says of what people did."""

import json
from dataclasses import replace

from flotilla.domain.audit import MASK, AuditFilter, differences
from flotilla.domain.people import Principal, Role
from tests.unit.services.world import BOT, CHAT, OTHER_TENANT, TENANT, World

GOOD = "a good password"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def owner_of(world: World) -> Principal:
    owner = world.join("OWNER", Role.OWNER, password=GOOD)
    return replace(owner, address="192.0.2.7", user_agent=FIREFOX)


def actions(world: World, owner: Principal) -> list[str]:
    return [entry.action for entry in world.core.list_audit(owner).items][::-1]


def test_everything_that_people_change_is_there_with_who_and_from_where() -> None:
    world = World()
    owner = owner_of(world)
    world.receive()
    world.core.sign_in(owner.email, GOOD, address="192.0.2.7", user_agent=FIREFOX)
    bot = world.core.create_bot(owner, "Second")
    world.core.update_bot(owner, bot.id, {"prompt": "Be kind."})
    world.core.operate_session(owner, bot.id, "stop")
    world.core.delete_bot(owner, bot.id)
    world.core.update_lead(owner, world.lead(CHAT).id, {"name": "Ana Souza"})
    world.core.send_message(owner, world.lead(CHAT).id, "A private word")
    world.core.update_tenant(owner, {"name": "Shop"})
    invited = world.core.invite_member(owner, "new@example.com", Role.VENDOR)
    new = world.core.accept_invitation(invited.secret, name="New", password=GOOD).principal
    world.core.update_member(owner, new.user, role=Role.VIEWER)
    world.core.update_member(owner, new.user, active=False)
    world.core.remove_member(owner, new.user)
    world.core.change_password(owner, GOOD, "a better password")
    world.core.sign_out(owner)
    world.core.sign_out_everywhere(owner)
    assert actions(world, owner) == [
        "person.signed_in", "bot.created", "bot.updated", "session.stopped", "bot.deleted", "lead.updated",
        "message.sent", "tenant.updated", "invitation.created", "invitation.accepted", "person.signed_in",
        "member.updated", "member.deactivated", "member.removed", "password.changed", "person.signed_out",
        "person.signed_out_everywhere",
    ]  # fmt: skip
    (entry,) = world.core.list_audit(owner, AuditFilter(action="bot.updated")).items
    assert (entry.actor.email, entry.whence.address, entry.whence.agent) == (owner.email, "192.0.2.7", "Firefox")
    assert (entry.before, entry.after) == ({"prompt": ""}, {"prompt": "Be kind."})
    (renamed,) = world.core.list_audit(owner, AuditFilter(action="tenant")).items
    assert (renamed.before, renamed.after) == ({"name": "Sample T1"}, {"name": "Shop"})


def test_no_secret_and_no_private_word_is_in_it() -> None:
    world = World()
    owner = owner_of(world)
    world.receive()
    world.core.send_message(owner, world.lead(CHAT).id, "A private word")
    world.core.change_password(owner, GOOD, "a better password")
    secret = world.core.invite_member(owner, "new@example.com", Role.VENDOR).secret
    written = json.dumps([[dict(one.before), dict(one.after)] for one in world.core.export_audit(owner)])
    for hidden in ("private", "better", "quick$", secret):
        assert hidden not in written
    assert MASK in json.loads(json.dumps([one.after.get("password") for one in world.core.export_audit(owner)]))


def test_secrets_are_masked_at_any_depth_and_what_is_the_same_is_left_out() -> None:
    before = {"name": "x", "api_key": "old", "nested": {"client_secret": "a", "url": "u"}, "version": 1}
    after = {"name": "x", "api_key": "new", "nested": {"client_secret": "b", "url": "u"}, "version": 2}
    old, new = differences(before, after)
    masked = {"api_key": MASK, "nested": {"client_secret": MASK, "url": "u"}}
    assert (old, new) == (masked, masked)


def test_nothing_is_noted_where_nothing_changed() -> None:
    world = World()
    owner = owner_of(world)
    bot = world.core.show_bot(owner, BOT).bot
    world.core.update_bot(owner, BOT, {"name": bot.name})
    world.core.update_tenant(owner, {"name": "Sample T1"})
    assert actions(world, owner) == []


def test_it_is_read_by_pages_and_exported_whole() -> None:
    world = World()
    owner = owner_of(world)
    for n in range(7):
        world.core.clock.advance(seconds=60)
        world.core.update_bot(owner, BOT, {"name": f"Name {n}"})
    first = world.core.list_audit(owner, limit=5)
    rest = world.core.list_audit(owner, limit=5, cursor=first.next_cursor)
    assert len(first.items) == 5
    assert [*first.items, *rest.items] == list(world.core.export_audit(owner))
    assert rest.next_cursor is None
    since = AuditFilter(since=first.items[1].at)
    assert list(world.core.export_audit(owner, since)) == list(first.items[:2])


def test_another_workspace_has_another_log() -> None:
    world = World()
    owner = owner_of(world)
    world.core.update_bot(owner, BOT, {"name": "New"})
    stranger = world.join("STRANGER", Role.OWNER, OTHER_TENANT)
    assert list(world.core.export_audit(stranger)) == []
    assert [one.tenant for one in world.core.export_audit(owner)] == [TENANT]
