"""The chaos suite's account finds what is off, and nothing in a run where all is well."""

from dataclasses import replace

import pytest

from tests.chaos.account import Account, InStore, OnPhone, Pair
from tests.chaos.ledger import findings, unsettled

CHAT = Pair("5511970000900", "5511970000000")
STAGES = ("outbox", "claim", "sent")


def asked(number: int, turn: str | None = "T1") -> InStore:
    return InStore(f"Q{number}", f"1{number}", CHAT, "customer", f"Question {number}", "received", turn)


def told(number: int, turn: str | None = "T1", sender: str = "bot") -> InStore:
    return InStore(f"A{number}", f"2{number}", CHAT, sender, f"Answer {number}", "delivered", turn, stages=STAGES)


def on_phone(*messages: InStore) -> list[OnPhone]:
    return [OnPhone(m.id, n, CHAT, m.inbound, m.text) for n, m in enumerate(messages)]


def account_of(*messages: InStore) -> Account:
    """All is well: everything is on the phone and in the store, two questions have one answer, then one has one."""
    return Account([m.text for m in messages if m.inbound], on_phone(*messages), list(messages))


WELL = account_of(asked(1), asked(2), told(1), asked(3, "T2"), told(2, "T2"))


def kinds(account: Account) -> set[str]:
    return {finding.kind for finding in findings(account)}


def without(account: Account, message: str) -> Account:
    return replace(account, store=[m for m in account.store if m.id != message])


def test_all_is_well() -> None:
    assert findings(WELL) == []
    assert unsettled(WELL) == []


@pytest.mark.parametrize("message", ["Q1", "Q3"])
def test_a_message_that_was_never_stored_is_lost(message: str) -> None:
    assert "lost" in kinds(without(WELL, message))
    assert unsettled(without(WELL, message))


def test_an_answer_that_is_missing_is_lost() -> None:
    short = without(WELL, "A2")
    short = replace(short, phones=[m for m in short.phones if m.id != "A2"])
    assert {finding.what.partition(":")[0] for finding in findings(short)} == {
        "no answer to the turn of",
        "the customer had the last word",
    }


def test_a_person_who_took_over_may_leave_the_last_word_to_the_customer() -> None:
    account = account_of(asked(1), told(1), told(7, None, "vendor"), asked(2, None))
    assert kinds(account) == {"lost"}
    assert findings(replace(account, human=frozenset({CHAT}))) == []


def test_what_is_called_sent_must_be_on_a_phone() -> None:
    assert kinds(replace(WELL, phones=[m for m in WELL.phones if m.id != "A1"])) == {"lost"}


def test_a_repeated_delivery_is_a_double() -> None:
    phones = [replace(m, deliveries=2) if m.id == "A1" else m for m in WELL.phones]
    assert kinds(replace(WELL, phones=phones)) == {"doubled"}


def test_two_answers_to_one_turn_are_a_double_though_their_ids_differ() -> None:
    assert kinds(account_of(asked(1), told(1), told(2))) == {"doubled"}


def test_an_answer_to_nothing_is_a_double() -> None:
    assert kinds(account_of(asked(1), told(1), told(2, "T9"))) == {"doubled"}


def test_a_text_under_two_ids_is_a_double() -> None:
    twice = replace(told(8, None, "vendor"), text="Answer 7")
    account = account_of(asked(1), told(1), told(7, None, "vendor"), twice)
    assert kinds(replace(account, written=["Question 1", "Answer 7"], human=frozenset({CHAT}))) == {"doubled"}


def test_another_order_than_on_the_phone_is_found_in_each_direction() -> None:
    first, second = asked(1), asked(2)
    account = account_of(first, second, told(1))
    swapped = [replace(m, order="19") if m.id == "Q1" else m for m in account.store]
    assert kinds(replace(account, store=swapped)) == {"out of order"}
    answers = account_of(asked(1), told(1), asked(2, "T2"), told(2, "T2"))
    swapped = [replace(m, order="29") if m.id == "A1" else m for m in answers.store]
    assert kinds(replace(answers, store=swapped)) == {"out of order"}


def test_what_failed_is_accounted_for_unless_it_is_on_a_phone() -> None:
    failed = [replace(m, status="failed", reason="refused_by_whatsapp") if m.id == "A1" else m for m in WELL.store]
    assert kinds(replace(WELL, store=failed, refusals=1)) == {"wrong record"}
    refused = replace(WELL, store=failed, phones=[m for m in WELL.phones if m.id != "A1"], refusals=1)
    assert findings(refused) == []
    assert kinds(replace(refused, refusals=0)) == {"lost"}


def test_what_waits_dead_letters_strangers_and_gaps_are_named() -> None:
    waiting = [replace(m, status="sending") if m.id == "A1" else m for m in WELL.store]
    assert kinds(replace(WELL, store=waiting)) == {"lost"}
    assert kinds(replace(WELL, dead_letters={"turns": 1})) == {"lost"}
    assert kinds(replace(WELL, phones=[*WELL.phones, OnPhone("X", 9, CHAT, False, "Stranger")])) == {"wrong record"}
    gap = [replace(m, stages=("outbox", "claim")) if m.id == "A1" else m for m in WELL.store]
    assert kinds(replace(WELL, store=gap)) == {"gap in a life"}
