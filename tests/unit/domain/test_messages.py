"""Orders and statuses of messages."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from flotilla.domain.ids import BotId, MessageId, outgoing_message_id
from flotilla.domain.messages import (
    WAITING_TO_BE_SENT,
    MessageStatus,
    may_advance,
    order_key,
    order_key_after,
    status_of_ack,
)

OUTGOING = (
    MessageStatus.QUEUED,
    MessageStatus.SENDING,
    MessageStatus.SENT,
    MessageStatus.DELIVERED,
    MessageStatus.READ,
    MessageStatus.FAILED,
)
SECONDS = st.integers(min_value=0, max_value=99_999_999_999)
MILLIS = st.integers(min_value=-5_000_000, max_value=5_000_000)
IDS = st.text("0123456789ABCDEF", min_size=1, max_size=22).map(MessageId)


@given(SECONDS, MILLIS, IDS, SECONDS, MILLIS, IDS)
def test_keys_sort_by_whatsapp_s_second_first(
    first_s: int, first_ms: int, first: MessageId, second_s: int, second_ms: int, second: MessageId
) -> None:
    keys = order_key(first_s, first_ms, first), order_key(second_s, second_ms, second)
    if first_s != second_s:
        assert (keys[0] < keys[1]) == (first_s < second_s)


@given(SECONDS, st.integers(min_value=0, max_value=999_998), IDS, IDS)
def test_within_a_second_what_was_seen_first_comes_first(second: int, ms: int, one: MessageId, two: MessageId) -> None:
    assert order_key(second, ms, one) < order_key(second, ms + 1, two)


@given(st.integers(min_value=0, max_value=4_000_000_000), MILLIS, IDS, st.integers(0, 4_000_000_000_000), IDS)
def test_a_message_made_now_comes_after_the_last(
    second: int, ms: int, last: MessageId, now_ms: int, new: MessageId
) -> None:
    before = order_key(second, ms, last)
    assert order_key_after(before, now_ms, new) > before


@given(st.lists(st.sampled_from(OUTGOING), max_size=30))
def test_statuses_only_go_forward(tos: list[MessageStatus]) -> None:
    reached = [MessageStatus.QUEUED]
    for to in tos:
        if may_advance(reached[-1], to):
            reached.append(to)
    confirmed = [status for status in reached if status is not MessageStatus.FAILED]
    assert [OUTGOING.index(status) for status in confirmed] == sorted({OUTGOING.index(status) for status in confirmed})
    for before, after in pairwise(reached):
        if after is MessageStatus.FAILED:
            assert before in WAITING_TO_BE_SENT
        if before is MessageStatus.FAILED:
            assert after in (MessageStatus.SENT, MessageStatus.DELIVERED, MessageStatus.READ)


@given(st.integers(min_value=-3, max_value=10))
def test_acks_mean_what_whatsapp_means(ack: int) -> None:
    expected = {1: "sent", 2: "delivered", 3: "read", 4: "read"}
    assert status_of_ack(ack) == (MessageStatus.FAILED if ack < 0 else expected.get(ack))


@given(st.text(), st.text(), st.integers(0, 5))
def test_outgoing_ids_have_whatsapp_s_form_and_repeat(bot: str, source: str, part: int) -> None:
    made = outgoing_message_id(BotId(bot), source, part)
    assert made == outgoing_message_id(BotId(bot), source, part)
    assert made.startswith("3EB0")
    assert len(made) == 22
    assert set(made) <= set("0123456789ABCDEF")
