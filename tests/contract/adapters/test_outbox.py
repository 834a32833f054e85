from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flotilla.adapters.memory.clock import SequentialIds
from flotilla.domain.errors import ConflictError, NotFoundError, StaleHolderError
from flotilla.domain.ids import ChatId, MessageId, RunnerId
from flotilla.domain.leases import Lease
from flotilla.domain.messages import Delay, DelayReason, Message, MessageStatus, Stage, may_advance
from flotilla.ports.repositories import ConversationChange, ConversationRepository
from tests.contract.adapters.installations import Ports
from tests.contract.adapters.samples import NOBODY, NOW, World

S = MessageStatus


def _held(ports: Ports, world: World, runner: str = "runner-1", seen: Lease | None = None) -> Lease:
    if seen is None:
        ports.bots.add(world.tenant, world.a_bot())
    lease = ports.leases.acquire(world.tenant, world.bot_id, RunnerId(runner), seen=seen)
    assert lease is not None
    return lease


def _queued(ports: Ports, world: World) -> Message:
    reply = world.a_reply()
    ports.conversations.add_message(world.tenant, reply)
    return reply


def _find(ports: Ports, message: Message) -> Message | None:
    return ports.conversations.find_message(message.tenant, message.bot, message.chat, message.id)


def _advance(
    conversations: ConversationRepository, message: Message, to: MessageStatus, fence: int | None = None
) -> Message | None:
    where = (message.tenant, message.bot, message.chat, message.id)
    return conversations.advance_message(*where, to=to, stage_at=None, fence=fence)


def test_the_outbox_has_what_waits_oldest_first(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    lease = _held(ports, world)
    first, second = world.a_reply(), world.a_reply(chat=ChatId("another@c.us"))
    for message in (second, world.a_message(), first):
        ports.conversations.add_message(world.tenant, message)
    assert ports.conversations.outbox(world.tenant, world.bot_id) == (first, second)
    assert ports.conversations.outbox(world.tenant, world.bot_id, limit=1) == (first,)
    claimed = ports.conversations.claim_message(world.tenant, first, fence=lease.fence, at_ms=9)
    assert ports.conversations.outbox(world.tenant, world.bot_id) == (claimed, second)
    _advance(ports.conversations, first, S.SENT)
    assert ports.conversations.outbox(world.tenant, world.bot_id) == (second,)
    _advance(ports.conversations, second, S.FAILED)
    assert ports.conversations.outbox(world.tenant, world.bot_id) == ()
    assert ports.conversations.outbox(NOBODY, world.bot_id) == ()


def test_a_claim_moves_the_message_under_the_holders_fence(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    lease = _held(ports, world)
    reply = _queued(ports, world)
    claimed = ports.conversations.claim_message(world.tenant, reply, fence=lease.fence, at_ms=77)
    life = ((Stage.OUTBOX, 5), (Stage.CLAIM, 77))
    assert claimed == replace(reply, status=S.SENDING, fence=lease.fence, life=life)
    assert _find(ports, reply) == claimed


def test_of_many_claims_one_wins(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    lease = _held(ports, world)
    reply = _queued(ports, world)

    def claim(at_ms: int) -> Message | None:
        return ports.conversations.claim_message(world.tenant, reply, fence=lease.fence, at_ms=at_ms)

    with ThreadPoolExecutor(8) as pool:
        claims = list(pool.map(claim, range(8)))
    assert len([one for one in claims if one is not None]) == 1


def test_a_zombie_claims_nothing(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    old = _held(ports, world)
    reply = _queued(ports, world)
    _held(ports, world, "runner-2", seen=old)
    with pytest.raises(StaleHolderError):
        ports.conversations.claim_message(world.tenant, reply, fence=old.fence, at_ms=1)
    assert _find(ports, reply) == reply


def test_who_released_the_lease_claims_nothing(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    lease = _held(ports, world)
    reply = _queued(ports, world)
    ports.leases.release(lease)
    with pytest.raises(StaleHolderError):
        ports.conversations.claim_message(world.tenant, reply, fence=lease.fence, at_ms=1)
    assert _find(ports, reply) == reply


def test_a_successor_takes_over_what_was_being_sent(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    old = _held(ports, world)
    reply = _queued(ports, world)
    left = ports.conversations.claim_message(world.tenant, reply, fence=old.fence, at_ms=1)
    assert left is not None
    new = _held(ports, world, "runner-2", seen=old)
    assert ports.conversations.claim_message(world.tenant, reply, fence=new.fence, at_ms=2) is None
    taken = ports.conversations.claim_message(world.tenant, left, fence=new.fence, at_ms=3)
    assert taken == replace(left, fence=new.fence)
    again = ports.conversations.claim_message(world.tenant, taken, fence=new.fence, at_ms=4)
    assert again == taken
    with pytest.raises(StaleHolderError):
        _advance(ports.conversations, reply, S.SENT, old.fence)
    assert _find(ports, reply) == taken
    sent = _advance(ports.conversations, reply, S.SENT, new.fence)
    assert sent == replace(taken, status=S.SENT)
    assert ports.conversations.claim_message(world.tenant, taken, fence=new.fence, at_ms=5) is None


def test_what_was_sent_is_not_claimed(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    lease = _held(ports, world)
    sent = world.a_reply(status=S.SENT)
    ports.conversations.add_message(world.tenant, sent)
    unknown = world.a_reply()
    for message in (sent, unknown):
        assert ports.conversations.claim_message(world.tenant, message, fence=lease.fence, at_ms=1) is None
    with pytest.raises(NotFoundError):
        ports.conversations.claim_message(NOBODY, sent, fence=lease.fence, at_ms=1)
    with pytest.raises(StaleHolderError):
        ports.conversations.claim_message(NOBODY, replace(sent, tenant=NOBODY), fence=lease.fence, at_ms=1)


def test_a_stages_first_time_is_kept(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    reply = _queued(ports, world)
    where = (world.tenant, world.bot_id, world.chat_id, reply.id)
    ports.conversations.advance_message(*where, to=S.SENT, stage_at=(Stage.SENT, 10))
    ports.conversations.advance_message(*where, to=S.DELIVERED, stage_at=(Stage.SENT, 20))
    read = ports.conversations.advance_message(*where, to=S.READ, stage_at=(Stage.READ, 30))
    assert read is not None
    assert read.life == ((Stage.OUTBOX, 5), (Stage.SENT, 10), (Stage.DELIVERED, 30), (Stage.READ, 30))


def test_a_failure_names_its_reason_until_the_message_turns_out_to_be_sent(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    reply = _queued(ports, world)
    where = (world.tenant, world.bot_id, world.chat_id, reply.id)
    failed = ports.conversations.advance_message(*where, to=S.FAILED, stage_at=None, reason="no_such_chat")
    assert failed == replace(reply, status=S.FAILED, reason="no_such_chat")
    assert ports.conversations.advance_message(*where, to=S.SENDING, stage_at=None) is None
    assert _advance(ports.conversations, reply, S.DELIVERED) == replace(reply, status=S.DELIVERED)


def test_what_is_unknown_does_not_advance(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    reply = _queued(ports, world)
    heard = world.a_message()
    ports.conversations.add_message(world.tenant, heard)
    assert _advance(ports.conversations, replace(reply, id=MessageId("3EB0UNKNOWN")), S.SENT, 1) is None
    assert _advance(ports.conversations, replace(reply, tenant=NOBODY), S.SENT) is None
    assert _advance(ports.conversations, heard, S.READ) is None
    assert _advance(ports.conversations, reply, S.QUEUED, 1) is None
    assert _find(ports, reply) == reply


@given(steps=st.lists(st.sampled_from(MessageStatus), max_size=8))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_whatever_is_reported_in_whatever_order_a_message_only_moves_forward(
    ports: Ports, fresh: SequentialIds, steps: list[MessageStatus]
) -> None:
    world = World(fresh)
    status = _queued(ports, world).status
    reply = ports.conversations.outbox(world.tenant, world.bot_id)[0]
    for to in steps:
        advanced = _advance(ports.conversations, reply, to)
        assert (advanced is not None) == may_advance(status, to)
        status = advanced.status if advanced is not None else status
    waits = status in (S.QUEUED, S.SENDING)
    assert bool(ports.conversations.outbox(world.tenant, world.bot_id)) == waits


def test_why_a_message_waits_is_noted_until_it_is_claimed(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    lease = _held(ports, world)
    reply = _queued(ports, world)
    assert ports.conversations.hold_message(world.tenant, reply, DelayReason.SENDING_OFF)
    (held,) = ports.conversations.outbox(world.tenant, world.bot_id)
    assert held == replace(reply, reason="sending_off")
    delays = (Delay(DelayReason.SENDING_OFF, 4_000), Delay(DelayReason.TYPING, 500))
    ports.conversations.claim_message(world.tenant, replace(held, delays=delays), fence=lease.fence, at_ms=9)
    claimed = _find(ports, reply)
    assert claimed is not None
    assert (claimed.status, claimed.reason, claimed.delays) == (S.SENDING, None, delays)
    assert not ports.conversations.hold_message(world.tenant, reply, DelayReason.SENDING_OFF)
    with pytest.raises(NotFoundError):
        ports.conversations.hold_message(NOBODY, reply, DelayReason.SENDING_OFF)


def test_a_failed_message_is_queued_again_once(ports: Ports, fresh: SequentialIds) -> None:
    world = World(fresh)
    failed = replace(_queued(ports, world), status=S.FAILED, reason="expired")
    _advance(ports.conversations, failed, S.FAILED)
    chat = ports.conversations.commit(world.tenant, ConversationChange(world.a_chat()))
    again = replace(failed, status=S.QUEUED, reason=None, order=f"9{failed.order}", queued_at=NOW)
    after = ports.conversations.commit(world.tenant, ConversationChange(chat, retried=(again,)))
    assert _find(ports, failed) == again
    assert ports.conversations.outbox(world.tenant, world.bot_id) == (again,)
    with pytest.raises(ConflictError):
        ports.conversations.commit(world.tenant, ConversationChange(after, retried=(again,)))
    with pytest.raises(NotFoundError):
        ports.conversations.commit(NOBODY, ConversationChange(after, retried=(again,)))
