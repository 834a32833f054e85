"""What retention asks of the stores."""

from dataclasses import replace
from datetime import timedelta

from flotilla.adapters.memory.clock import SequentialIds
from flotilla.domain.ids import MessageId
from flotilla.domain.messages import Sender
from flotilla.domain.retention import Sweep, emptied
from flotilla.ports.repositories import ConversationChange
from tests.contract.adapters.installations import Ports
from tests.contract.adapters.samples import NOW, World


def test_workspaces_with_a_retention_are_found_while_they_have_one(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    ports.tenants.add(world.a_tenant())

    def is_found() -> bool:
        return world.tenant in ports.fleet.tenants_with_retention()

    assert not is_found()
    kept = ports.tenants.save(replace(ports.tenants.get(world.tenant), retention_days=30))
    assert is_found()
    deleted = ports.tenants.save(replace(kept, delete_at=NOW))
    assert not is_found()
    restored = ports.tenants.save(replace(deleted, delete_at=None))
    assert is_found()
    ports.tenants.save(replace(restored, retention_days=None))
    assert not is_found()


def test_how_far_a_sweep_came_is_remembered_until_the_workspace_goes(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    ports.tenants.add(world.a_tenant())
    assert ports.retention_sweeps.find(world.tenant) is None
    for sweep in (Sweep(NOW, "cursor"), Sweep(NOW + timedelta(days=1), done=True)):
        ports.retention_sweeps.save(world.tenant, sweep)
        assert ports.retention_sweeps.find(world.tenant) == sweep
    assert ports.retention_sweeps.find(World(fresh).tenant) is None
    while ports.removal.step(world.tenant):
        pass
    assert ports.retention_sweeps.find(world.tenant) is None


def test_messages_between_two_places_come_without_the_places(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    messages = [world.a_message() for _ in range(6)]
    for message in messages:
        ports.conversations.add_message(world.tenant, message)
    orders = [message.order for message in messages]

    def between(after: str | None, before: str, limit: int = 10) -> list[str]:
        where = (world.tenant, world.bot_id, world.chat_id)
        found = ports.conversations.messages_between(*where, after=after, before=before, limit=limit)
        return [message.order for message in found]

    assert between(None, orders[3]) == orders[:3]
    assert between(orders[1], orders[4]) == orders[2:4]
    assert between(orders[0], orders[5], limit=2) == orders[1:3]
    assert between(orders[2], orders[2]) == []
    assert between(orders[4], orders[2]) == []


def test_a_message_is_emptied_and_its_chat_remembers(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    change = ConversationChange(world.a_chat(emptied_until="00000000001"), world.a_lead())
    chat = ports.conversations.commit(world.tenant, change)
    message = world.a_message(author="somebody", quoted=MessageId("3EB1"), sender=Sender.VENDOR, edited_at=NOW)
    ports.conversations.add_message(world.tenant, message)
    ports.conversations.amend_message(world.tenant, message, emptied(message))
    where = (world.tenant, world.bot_id, world.chat_id)
    assert ports.conversations.find_message(*where, message.id) == emptied(message)
    assert ports.conversations.find_chat(*where) == chat
    assert chat.emptied_until == "00000000001"
