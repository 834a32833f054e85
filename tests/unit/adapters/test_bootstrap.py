from dataclasses import dataclass
from functools import cached_property
from inspect import getmembers
from typing import Any

import pytest

from flotilla import bootstrap
from flotilla.adapters.entitled_tenants import EntitledTenants
from flotilla.bootstrap.ports import Ports
from flotilla.bootstrap.services import Services
from flotilla.bootstrap.wiring import wire
from flotilla.domain.errors import MisconfiguredError
from flotilla.settings import docs, read_settings


@dataclass
class Odd:
    number: float


USE_CASES = [name for name, member in getmembers(Services) if isinstance(member, cached_property)]
PORTS = [name for name, member in vars(Ports).items() if isinstance(member, property)]

NAMED = {
    "EVENTS_QUEUE_URL": "http://127.0.0.1:9/events.fifo",
    "HISTORY_QUEUE_URL": "http://127.0.0.1:9/history",
    "TURNS_QUEUE_URL": "http://127.0.0.1:9/turns",
    "BILLING_QUEUE_URL": "http://127.0.0.1:9/billing",
    "WEBSOCKET_ENDPOINT": "http://127.0.0.1:9/api",
    "MEDIA_BUCKET": "media",
    "SNAPSHOT_BUCKET": "snapshots",
    "SNAPSHOT_KEY": "key",
    "RUNNER_CLUSTER": "cluster",
    "RUNNER_SERVICE": "service",
    "SECRET_ARN": "arn:aws:secretsmanager:us-east-1:000000000000:secret:sample",
    "AWS_ENDPOINT_URL": "http://127.0.0.1:9",
    "BURST_WINDOW_MS": "250",
}


@pytest.fixture(params=["memory", "real"])
def services(request: pytest.FixtureRequest) -> Services:
    settings = read_settings(NAMED)
    return bootstrap.in_memory(settings) if request.param == "memory" else bootstrap.build(settings)


@pytest.mark.parametrize("name", USE_CASES)
def test_each_use_case_is_wired_without_io(services: Services, name: str) -> None:
    use_case = getattr(services, name)
    assert type(use_case).__name__.lower() == name.replace("_", "")
    assert use_case is getattr(services, name)


@pytest.mark.parametrize("name", PORTS)
def test_each_port_is_made_without_io(services: Services, name: str) -> None:
    port = getattr(services, name)
    assert port is getattr(services, name)


def test_new_bots_get_the_installations_burst_window(services: Services) -> None:
    assert services.create_bot.burst_window_ms == 250


def test_a_field_that_nothing_fits_is_named() -> None:
    with pytest.raises(TypeError, match=r"Odd\.number"):
        wire(Odd, bootstrap.in_memory())


@pytest.mark.parametrize("port", ["inbound_queue", "turn_queue", "sockets"])
def test_a_missing_address_is_named_when_it_is_needed(port: str) -> None:
    services: Any = bootstrap.build(read_settings({}))
    with pytest.raises(MisconfiguredError, match=r"(_URL|WEBSOCKET_ENDPOINT) is not set"):
        getattr(services, port)


def test_settings_that_make_no_sense_are_named_together() -> None:
    with pytest.raises(MisconfiguredError) as error:
        read_settings({"BURST_WINDOW_MS": "soon", "FLOTILLA_STAGE": "moon"})
    assert "BURST_WINDOW_MS" in error.value.message
    assert "FLOTILLA_STAGE" in error.value.message


def test_an_empty_variable_is_as_good_as_none() -> None:
    assert read_settings({"FLOTILLA_TABLE": ""}).table == "flotilla"


def test_the_table_of_settings_names_each_variable() -> None:
    assert "| `AWS_ENDPOINT_URL` |" in docs()


@pytest.mark.parametrize(("price", "sold"), [("price_sample", True), ("", False)])
def test_whether_plans_are_sold_is_known_without_the_secret(price: str, sold: bool) -> None:
    """Most functions read workspaces, with the plan that counts now, and may not read the secret that has the key."""
    built = bootstrap.build(read_settings({**NAMED, "STRIPE_PRICE_PRO": price}))
    tenants = built.tenants
    assert isinstance(tenants, EntitledTenants)
    assert tenants.sells() is sold
