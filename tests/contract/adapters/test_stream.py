"""The stream's records, read as Lambda would get them, against what the in-memory store says has changed."""

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from flotilla import bootstrap
from flotilla.adapters.dynamodb.archive import TenantArchive
from flotilla.adapters.dynamodb.stream import changes_of
from flotilla.adapters.memory.clock import SequentialIds
from flotilla.domain.events import Change, derive_events
from flotilla.domain.ids import UserId
from flotilla.domain.messages import MessageStatus, Stage
from flotilla.domain.sessions import Reason, Session, SessionStatus
from flotilla.ports.repositories import ConversationChange
from tests.contract.adapters.emulator import client
from tests.contract.adapters.installations import Emulated, Ports
from tests.contract.adapters.samples import NOW, World
from tests.holding import hold


def _live(ports: Ports, world: World) -> None:
    """A bit of everything that is told to the outside, and some of what isn't."""
    ports.tenants.add(world.a_tenant())
    user = world.a_user(id=UserId(f"{world.tenant}-u"), email=f"{world.tenant}@example.com")
    ports.users.add(user)
    ports.members.add(world.tenant, world.a_member(user))
    member = ports.members.find(world.tenant, user.id)
    assert member is not None
    ports.members.save(world.tenant, replace(member, active=False))
    ports.bots.add(world.tenant, world.a_bot())
    ports.bots.save(world.tenant, replace(ports.bots.get(world.tenant, world.bot_id), name="Another name"))
    session = Session(world.tenant, world.bot_id, SessionStatus.SCAN_QR_CODE, Reason.QR_NOT_SCANNED, NOW, 1, qr="2@x")
    lease = hold(ports, world.tenant, world.bot_id)
    ports.sessions.record(world.tenant, session)
    ports.sessions.record(world.tenant, replace(session, status=SessionStatus.WORKING, reason=None, qr=None))
    ports.conversations.add_message(world.tenant, world.a_message(id="3EB01"))
    reply = world.a_reply(id="3EB02")
    ports.conversations.commit(world.tenant, ConversationChange(world.a_chat(), world.a_lead(), (reply,)))
    claimed = ports.conversations.claim_message(world.tenant, reply, fence=lease.fence, at_ms=7)
    assert claimed is not None
    where = (world.tenant, world.bot_id, world.chat_id, reply.id)
    ports.conversations.advance_message(*where, to=MessageStatus.SENT, stage_at=(Stage.SENT, 9))


def test_the_stream_tells_the_changes_that_happened(emulated: Emulated, fresh: SequentialIds) -> None:
    memory = bootstrap.in_memory()
    world = World(fresh)
    _live(memory, world)
    world._count = 0
    _live(emulated, world)
    expected = [(change.old, change.new) for change in memory.store.changes]
    # What a transaction writes together has no order within the stream.
    found = sorted(_changes_of(emulated, world, len(expected)), key=lambda change: _place(expected, change))
    assert [(change.old, change.new) for change in found] == expected
    assert len({change.id for change in found}) == len(found)
    kinds = [event.type for change in found for event in derive_events(change)]
    assert kinds.count("message.received") == 1
    assert kinds.count("lead.created") == 1
    assert kinds.count("member.updated") == 2


def _place(expected: list[Any], change: Change) -> int:
    return expected.index((change.old, change.new)) if (change.old, change.new) in expected else -1


def _changes_of(emulated: Emulated, world: World, count: int) -> list[Change]:
    deadline = time.monotonic() + 10
    while True:
        records = list(_records(emulated.settings.aws_endpoint_url))
        changes = changes_of(records)
        mine = [change for change in changes if change.new is not None and change.new.tenant == world.tenant]
        if len(mine) >= count or time.monotonic() > deadline:
            return mine
        time.sleep(0.1)


def _records(endpoint: str) -> Iterator[dict[str, Any]]:
    streams = client("dynamodbstreams", endpoint)
    arn = streams.list_streams(TableName="flotilla")["Streams"][0]["StreamArn"]
    for shard in streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]:
        iterator = streams.get_shard_iterator(
            StreamArn=arn, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON"
        )["ShardIterator"]
        while iterator:
            page = streams.get_records(ShardIterator=iterator)
            if not page["Records"]:
                break
            yield from page["Records"]
            iterator = page.get("NextShardIterator")


def test_what_was_restored_is_no_news_and_what_becomes_of_it_is(emulated: Emulated, fresh: SequentialIds) -> None:
    """Its events were told and its counts made when it happened; a restore brings the counts themselves."""
    world = World(fresh)
    emulated.bots.add(world.tenant, world.a_bot())
    tables = client("dynamodb", emulated.settings.aws_endpoint_url)
    archive = TenantArchive(tables, emulated.settings.table, emulated.settings.runtime_table)
    [item] = [one for one in archive.items(world.tenant) if one.get("kind") == {"S": "bot"}]
    tables.delete_item(TableName=emulated.settings.table, Key={"pk": item["pk"], "sk": item["sk"]})
    assert archive.put_new(item)
    bot = emulated.bots.get(world.tenant, world.bot_id)
    renamed = emulated.bots.save(world.tenant, replace(bot, name="Another name"))
    changes = _changes_of(emulated, world, 2)
    assert [(one.old, one.new) for one in changes] == [(None, bot), (bot, renamed)]
