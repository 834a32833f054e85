"""`ports`: one fixture, two installations behind it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from flotilla import bootstrap
from flotilla.adapters.memory.clock import ManualClock, SequentialIds
from flotilla.settings import Settings
from tests.contract.adapters.emulator import KEYS, emulated_aws, provision
from tests.contract.adapters.installations import Emulated, Ports


@pytest.fixture(scope="session")
def aws(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    before = {name: os.environ.get(name) for name in KEYS}
    os.environ.update(KEYS)
    with emulated_aws(Path(tmp_path_factory.mktemp("aws"))) as endpoint:
        yield provision(endpoint)
    for name, value in before.items():
        if value is None:
            del os.environ[name]
        else:
            os.environ[name] = value


@pytest.fixture
def emulated(aws: Settings) -> Emulated:
    return Emulated(aws)


@pytest.fixture(params=["memory", "aws"])
def ports(request: pytest.FixtureRequest) -> Ports:
    if request.param == "memory":
        return bootstrap.in_memory()
    emulated: Emulated = request.getfixturevalue("emulated")
    return emulated


@pytest.fixture(scope="session")
def fresh() -> SequentialIds:
    """Ids that no other test of the run has: the emulated tables are shared."""
    return SequentialIds(ManualClock())
