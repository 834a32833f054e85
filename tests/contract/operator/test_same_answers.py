"""A workspace is backed up in one stack and restored into an empty one, and the API answers the same there."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest
from chalice.test import Client

from app import app
from chalicelib.openapi.document import describe
from chalicelib.resources import registry
from flotilla import bootstrap
from flotilla.adapters.memory.clock import ManualClock
from flotilla.bootstrap.installation import Installation
from flotilla.bootstrap.memory import InMemory
from flotilla.domain.inbox import Active, hour_of
from flotilla.domain.people import Role
from flotilla.domain.tenants import Tenant
from flotilla.operator.backup import back_up
from flotilla.operator.restore import restore
from tests.answers import Reader, comparable
from tests.api.client import Browser
from tests.api.contract import Contract
from tests.api.world import PASSWORD, Business, World
from tests.contract.operator.conftest import Place, installation


class Stored(World):
    """A business in tables and buckets, which never bought anything."""

    def __post_init__(self) -> None:
        self.own = self._business("Own Sample Ltd")

    def _has_bought_before(self, tenant: Tenant) -> None:
        """Not here: there is no payment provider."""


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    with Client(app) as opened:
        yield opened


@pytest.fixture(scope="module")
def contract() -> Contract:
    return Contract(describe(registry()))


def answers(client: Client, contract: Contract, at: Installation, business: Business) -> dict[str, Any]:
    """What the owner, signed in by the password, is answered at every address that can be read."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bootstrap, "services", lambda: at)
        browser = Browser(client, contract).sign_in(business.owner.email, PASSWORD)

        def get(path: str) -> tuple[int, Any]:
            answer = browser.get(path)
            return answer.status, answer.body

        read = Reader(contract.document, get, token=[business.invitation.secret]).everything()
        return {address: comparable(operation, answer) for address, (operation, answer) in read.items()}


def at_rest(at: Installation, business: Business) -> None:
    """A restore brings nothing back that acts by itself, so nothing does: the bot is off, its schedules are
    paused, a person has the chat.
    """
    owner = business.principal(Role.OWNER)
    at.operate_session(owner, business.bot.id, "stop")
    at.pause_schedule(owner, business.schedule.id)
    at.take_over(owner, business.lead)
    lead = at.leads.get(owner.tenant, business.lead)
    chat = at.conversations.find_chat(owner.tenant, lead.bot, lead.chat)
    assert chat is not None
    assert chat.last_at is not None
    # As the relay does, which nobody runs here.
    at.inbox.note(owner.tenant, (Active(owner.tenant, lead.id, hour_of(chat.last_at)),))


def test_an_empty_stack_answers_the_same_after_a_restore(
    place: Place, elsewhere: Place, client: Client, contract: Contract, tmp_path: Path
) -> None:
    clock = ManualClock(datetime.now(UTC))
    here, there = installation(place, clock), installation(elsewhere, clock)
    business = Stored(cast(InMemory, here)).own
    at_rest(here, business)
    archive = tmp_path / "tenant.zip"
    told = back_up(place.stack, business.tenant.id, archive)
    assert told.files >= 1
    restore(elsewhere.stack, archive)
    before, after = answers(client, contract, here, business), answers(client, contract, there, business)
    assert len(before) > 30
    assert after.keys() == before.keys()
    for address, answer in before.items():
        assert after[address] == answer, address
