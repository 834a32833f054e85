"""A table that went wrong is made what it was from a copy, with the operator's own words."""

from dataclasses import replace

import pytest

from flotilla.adapters.memory.clock import SequentialIds
from flotilla.operator.cli import main
from tests.contract.adapters.emulator import another_table
from tests.contract.adapters.samples import World
from tests.contract.operator.conftest import Place

COPY = "flotilla-restored"


@pytest.fixture(autouse=True)
def typed_here(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", place.endpoint)
    monkeypatch.setenv("AWS_REGION", "us-east-1")


def test_what_was_changed_added_and_lost_since_is_as_it_was(
    place: Place, ids: SequentialIds, capsys: pytest.CaptureFixture[str]
) -> None:
    client, table = place.stack.client("dynamodb"), place.stack.settings.table
    another_table(place.endpoint, COPY)
    assert main(["recover", COPY]) == 1
    assert "is empty" in capsys.readouterr().err

    kept, lost, added = World(ids), World(ids), World(ids)
    at = place.stack.installation()
    for world in (kept, lost):
        at.tenants.add(world.a_tenant())
    # More than DynamoDB takes in one call.
    people = [World(ids).a_user() for _ in range(130)]
    for person in people:
        at.users.add(person)
    before = client.scan(TableName=table)["Items"]
    for item in before:
        client.put_item(TableName=COPY, Item=item)

    at.tenants.save(replace(at.tenants.get(kept.tenant), name="Renamed by mistake"))
    client.delete_item(TableName=table, Key={"pk": {"S": f"T#{lost.tenant}"}, "sk": {"S": "TENANT"}})
    at.tenants.add(added.a_tenant())
    assert main(["recover", COPY]) == 0
    assert capsys.readouterr().out.startswith("2 items brought back, 1 removed")
    after = client.scan(TableName=table)["Items"]
    assert sorted(map(str, after)) == sorted(map(str, before))
    assert main(["recover", COPY]) == 0
    assert capsys.readouterr().out.startswith("0 items brought back, 0 removed")
    assert main(["recover", table]) == 1
