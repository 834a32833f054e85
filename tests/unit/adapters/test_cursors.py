import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flotilla.adapters.cursors import read_cursor, write_cursor
from flotilla.domain.errors import InvalidInputError

scopes = st.lists(st.text(), min_size=1, max_size=4).map(tuple)
sort_keys = st.text(min_size=1, max_size=200)


@given(scope=scopes, sort=sort_keys)
def test_a_cursor_gives_back_its_sort_key(scope: tuple[str, ...], sort: str) -> None:
    cursor = write_cursor(scope, sort)
    assert read_cursor(scope, cursor) == sort
    assert cursor.isascii()
    assert read_cursor(scope, None) is None


@given(mine=scopes, others=scopes, sort=sort_keys)
def test_a_cursor_of_another_list_is_refused(mine: tuple[str, ...], others: tuple[str, ...], sort: str) -> None:
    if mine == others:
        return
    with pytest.raises(InvalidInputError):
        read_cursor(mine, write_cursor(others, sort))


@given(noise=st.one_of(st.text(), st.binary().map(lambda raw: base64.urlsafe_b64encode(raw).decode())))
def test_whatever_else_comes_as_a_cursor_is_refused(noise: str) -> None:
    with pytest.raises(InvalidInputError):
        read_cursor(("leads", "t"), noise)


@pytest.mark.parametrize("body", ['["x"]', "[1,2]", '{"a":1}', '["", ""]', '"x"', "null"])
def test_json_that_is_no_cursor_is_refused(body: str) -> None:
    with pytest.raises(InvalidInputError):
        read_cursor(("leads",), base64.urlsafe_b64encode(body.encode()).decode())
