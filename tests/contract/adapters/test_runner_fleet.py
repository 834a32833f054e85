"""How many runners there should be, and what is remembered about it."""

from datetime import timedelta

from flotilla.domain.fleet_size import Sizing
from flotilla.domain.ids import BotId, RunnerId, TenantId
from tests.contract.adapters.installations import Ports
from tests.contract.adapters.samples import NOW

LEAVING = Sizing(surplus_since=NOW, leaving=RunnerId("runner-a"), made_before=NOW - timedelta(hours=1))


def test_a_size_that_is_asked_for_is_the_size(ports: Ports) -> None:
    for size in (2, 0, 1):
        ports.runners.resize(size)
        assert ports.runners.size() == size
    assert ports.runners.replaced_since() is None


def test_the_last_decision_is_remembered(ports: Ports) -> None:
    for sizing in (Sizing(NOW, NOW + timedelta(minutes=1), 6), Sizing(None, None, 6), LEAVING, Sizing()):
        ports.sizings.save(sizing)
        assert ports.sizings.load() == sizing


def test_an_erasure_is_asked_for_until_it_is_confirmed(ports: Ports) -> None:
    tenant, bots = TenantId("tenant-e"), [BotId("bot-e1"), BotId("bot-e2")]
    for bot in (*bots, bots[0]):
        ports.erasures.ask(tenant, bot)
    assert sorted(ports.erasures.asked()) == [(tenant, bot) for bot in bots]
    for bot in (*bots, bots[0]):
        ports.erasures.confirm(bot)
    assert ports.erasures.asked() == ()
