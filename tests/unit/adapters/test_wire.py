import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flotilla.adapters.sqs.batches import MAX_BYTES, MAX_ENTRIES, Entry, in_batches
from flotilla.adapters.sqs.wire import (
    deduplication_id,
    group_id,
    read_inbound,
    read_turn,
    write_inbound,
    write_turn,
)
from flotilla.domain.chats import TurnRef
from flotilla.domain.errors import InvalidInputError
from flotilla.domain.ids import BotId, ChatId, MessageId, TenantId
from flotilla.domain.inbound import Inbound, InboundKind, Origin
from tests.unit.adapters.anything import anything


@given(event=anything(Inbound))
def test_an_event_survives_the_queue(event: Inbound) -> None:
    body = write_inbound(event)
    assert read_inbound(body) == event
    assert read_inbound(json.dumps({**json.loads(body), "of_a_later_version": 1})) == event
    assert len(group_id(event)) <= 128
    assert len(deduplication_id(event)) <= 128


@given(turn=anything(TurnRef))
def test_a_turn_survives_the_queue(turn: TurnRef) -> None:
    assert read_turn(write_turn(turn)) == turn


@pytest.mark.parametrize("body", ["", "{}", "[]", "null", '{"tenant": 1}', "x"])
def test_a_body_that_is_none_is_refused_without_repeating_it(body: str) -> None:
    for read in (read_inbound, read_turn):
        with pytest.raises(InvalidInputError):
            read(body)


def test_what_is_refused_is_named_by_its_place_only() -> None:
    event = {"tenant": "t", "bot": "b", "chat": "c", "text": ["my secret words"]}
    with pytest.raises(InvalidInputError) as error:
        read_inbound(json.dumps(event))
    assert "text" in error.value.message
    assert "secret" not in error.value.message


def test_edits_of_one_message_are_different_entries() -> None:
    sender = (TenantId("t"), BotId("b"), ChatId("c"), MessageId("m"))
    event = Inbound(*sender, InboundKind.MESSAGE, Origin.LIVE, False, "text", "", 1, 1)
    others = [replace(event, version=2), replace(event, kind=InboundKind.EDITED), replace(event, bot=BotId("b2"))]
    assert len({deduplication_id(one) for one in [event, *others, replace(event, text="again")]}) == 4


entries = st.builds(
    Entry, st.sampled_from(["a", "ç" * 50_000, "x" * 120_000]), st.sampled_from([None, "g1", "g2", "g3"])
)


@given(given_entries=st.lists(entries, max_size=30))
def test_batches_keep_order_and_limits(given_entries: list[Entry]) -> None:
    batches = list(in_batches(given_entries))
    assert [entry for batch in batches for entry in batch] == given_entries
    for batch in batches:
        assert 0 < len(batch) <= MAX_ENTRIES
        assert sum(len(entry.body.encode()) for entry in batch) <= MAX_BYTES
        groups = [entry.group for entry in batch if entry.group is not None]
        assert len(groups) == len(set(groups))
