"""Numbers as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.errors import RefusalError
from simulator.numbers import lid_of, normalise, variants

digits = st.text("0123456789", min_size=6, max_size=14).map(lambda rest: f"5{rest}")


@given(digits, st.data())
def test_separators_do_not_matter(number: str, data: st.DataObject) -> None:
    written = "".join(letter + data.draw(st.sampled_from(["", " ", "-", ".", "("])) for letter in number)
    assert normalise(f"+{written}") == number


@given(st.one_of(st.none(), st.integers(), st.text(max_size=30)))
def test_whatever_comes_is_a_number_or_refused(value: object) -> None:
    status = 0
    try:
        number = normalise(value)
    except RefusalError as refusal:
        number, status = "", refusal.status
    assert (number.isdigit() and not status) or (not number and status == 422)


@given(digits)
def test_lids_are_stable_and_tell_nothing(number: str) -> None:
    assert lid_of(number) == lid_of(number)
    assert len(lid_of(number)) == 15
    assert number not in lid_of(number)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("5511987654321", ["5511987654321", "551187654321"]),
        ("551187654321", ["551187654321", "5511987654321"]),
        ("4915112345678", ["4915112345678"]),
    ],
)
def test_brazilian_twins(number: str, expected: list[str]) -> None:
    assert variants(number) == expected
