"""Whatever is sent, the answer is one that the description has, and never a failure on our side."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.http.endpoints import Endpoint
from chalicelib.resources import registry
from tests.api.client import Answer, Browser
from tests.api.requests import path_of, sample_of
from tests.api.world import World

# The world may be shared by the examples of one test: what they leave behind is not what is looked at.
SHARED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=40)

WITH_BODY = [pytest.param(entry, id=f"{entry.method} {entry.path}") for entry in registry() if entry.takes.body]

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda children: st.lists(children, max_size=4) | st.dictionaries(st.text(max_size=8), children, max_size=4),
    max_leaves=8,
)
HEADER_TEXT = st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=60)


def is_fine(answer: Answer) -> bool:
    return answer.status < 500


@pytest.mark.parametrize("entry", WITH_BODY)
@SHARED
@given(data=st.data())
def test_no_body_breaks_an_endpoint(entry: Endpoint, owner: Browser, world: World, data: st.DataObject) -> None:
    sample: dict[str, Any] = sample_of(entry, world.own)
    assert entry.takes.body is not None
    members = sorted({*sample, *entry.takes.body.model_fields})
    body = data.draw(JSON | st.dictionaries(st.sampled_from(members), JSON) | st.just(sample))
    assert is_fine(owner.send(entry.method, path_of(entry, world.own), body))


@SHARED
@given(raw=st.binary(max_size=200))
def test_no_bytes_break_an_endpoint(owner: Browser, raw: bytes) -> None:
    assert owner.send("POST", "/bots", raw).status in (400, 422)


@SHARED
@given(
    name=st.sampled_from(["Cookie", "Origin", "If-Match", "Idempotency-Key", "Host", "Sec-Fetch-Site", "Accept"]),
    value=HEADER_TEXT,
)
def test_no_header_breaks_an_endpoint(owner: Browser, world: World, name: str, value: str) -> None:
    assert is_fine(owner.send("PATCH", f"/bots/{world.own.bot.id}", {"name": "X"}, {name: value}))
    assert is_fine(owner.send("POST", f"/leads/{world.own.lead}/messages", {"text": "X"}, {name: value}))


@SHARED
@given(origin=HEADER_TEXT)
def test_only_our_own_origin_may_write(owner: Browser, world: World, origin: str) -> None:
    answer = owner.send("PATCH", f"/bots/{world.own.bot.id}", {"name": "X"}, {"Origin": origin})
    answer.problem(403, "origin_refused")
