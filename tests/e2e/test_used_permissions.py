"""What roles are granted is what the tests before this one made them use, or has its reason. This file runs last."""

import json
from pathlib import Path

import pytest

from infra.packaging.build import build
from tests.permissions import DESELECTED, granted, reasons, used
from tests.stack import Stack, folders_of_this_run

pytestmark = pytest.mark.e2e


def test_nothing_was_missing_and_no_reason_was_disproved(stack: Stack) -> None:
    uses, denials = used(folders_of_this_run())
    assert denials == set()
    permissions = set(granted(json.loads(build().template.read_text())))
    places = {(one.role, one.action, one.place): one for one in permissions}
    assert uses
    assert uses <= set(places), "the deployed roles are not those of the template"
    never = [reason for reason in reasons() if reason.never]
    disproved = {one for place, one in places.items() if place in uses and any(why.covers(one) for why in never)}
    assert sorted(map(str, disproved)) == []


def test_what_nobody_used_is_granted_for_a_reason(stack: Stack, request: pytest.FixtureRequest) -> None:
    _whole_run(request)
    uses, _ = used(folders_of_this_run())
    unused = [
        one
        for one in granted(json.loads(build().template.read_text()))
        if (one.role, one.action, one.place) not in uses and not any(reason.covers(one) for reason in reasons())
    ]
    assert sorted(map(str, unused)) == []


def _whole_run(request: pytest.FixtureRequest) -> None:
    """What a part of the tests does not use says nothing: skipped then, and when one of them failed."""
    here = Path(__file__).parent
    ran = {Path(item.path).name for item in request.session.items if Path(item.path).parent == here}
    missing = {file.name for file in here.glob("test_*.py")} - ran
    left_out: int = request.config.stash.get(DESELECTED, 0)
    if missing or left_out:
        pytest.skip(f"only a part of the end-to-end tests ran: without {', '.join(sorted(missing)) or 'some tests'}")
    if request.session.testsfailed:
        pytest.skip("tests failed, and with them what they would have used")
