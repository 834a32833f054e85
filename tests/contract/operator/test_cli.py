"""The operator's commands, as they are typed."""

import pytest

from flotilla.adapters.memory.clock import SequentialIds
from flotilla.domain.ids import RunnerId
from flotilla.domain.people import Role
from flotilla.operator.cli import main
from flotilla.operator.doctor import examine
from flotilla.operator.queues import waiting
from flotilla.ports.repositories import ConversationChange
from tests.contract.adapters.samples import World
from tests.contract.operator.conftest import Place


@pytest.fixture(autouse=True)
def typed_here(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", place.endpoint)
    monkeypatch.setenv("AWS_REGION", "us-east-1")
    monkeypatch.setattr("flotilla.operator.doctor.WATCH_SECONDS", 0)


def test_the_doctor_names_what_wants_mending(place: Place, ids: SequentialIds) -> None:
    assert all(finding.well for finding in examine(place.stack))
    world = World(ids)
    at = place.stack.installation()
    at.tenants.add(world.a_tenant())
    at.bots.add(world.tenant, world.a_bot())
    place.stack.client("sqs").send_message(QueueUrl=place.stack.outputs["TurnsDeadLettersUrl"], MessageBody="{}")
    place.stack.client("sqs").send_message(QueueUrl=place.stack.outputs["RelayDeadLettersUrl"], MessageBody="{}")
    ill = {finding.text for finding in examine(place.stack) if not finding.well}
    assert ill == {
        "turns: 0 waiting, 1 dead",
        "relay: 1 dead",
        "1 bots should run; 0 runners hold 0 leases",
        f"bot {world.bot_id} has no living holder",
    }
    assert main(["doctor"]) == 1


def test_dead_letters_are_put_back_in_their_order(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    client = place.stack.client("sqs")
    dead, source = place.stack.outputs["EventsDeadLettersUrl"], place.stack.outputs["EventsQueueUrl"]
    for number in range(12):
        client.send_message(
            QueueUrl=dead, MessageBody=str(number), MessageGroupId="chat", MessageDeduplicationId=str(number)
        )
    assert main(["redrive", "events"]) == 0
    assert capsys.readouterr().out == "12 put back\n"
    assert waiting(place.stack, "EventsDeadLettersUrl") == 0
    found = client.receive_message(QueueUrl=source, MaxNumberOfMessages=10)["Messages"]
    assert [one["Body"] for one in found] == [str(number) for number in range(10)]
    assert main(["redrive", "nothing"]) == 1
    assert "events, history, turns, billing" in capsys.readouterr().err


def test_a_message_s_life_is_shown_without_its_words(
    place: Place, ids: SequentialIds, capsys: pytest.CaptureFixture[str]
) -> None:
    world = World(ids)
    message = world.a_message()
    place.stack.installation().conversations.commit(
        world.tenant, ConversationChange(world.a_chat(), world.a_lead(), (message,))
    )
    where = [world.tenant, world.bot_id, world.chat_id]
    assert main(["life", *where, message.id]) == 0
    told = capsys.readouterr().out
    assert message.status.value in told
    assert message.text is not None
    assert message.text not in told
    assert main(["life", *where, "nothing"]) == 1


def test_a_bot_is_taken_from_its_runner(place: Place, ids: SequentialIds, capsys: pytest.CaptureFixture[str]) -> None:
    world = World(ids)
    leases = place.stack.installation().leases
    assert main(["move", world.tenant, world.bot_id]) == 1
    place.stack.installation().bots.add(world.tenant, world.a_bot())
    leases.acquire(world.tenant, world.bot_id, RunnerId("one"), seen=None)
    assert main(["move", world.tenant, world.bot_id]) == 0
    assert "Runner one" in capsys.readouterr().out
    lease = leases.find(world.tenant, world.bot_id)
    assert lease is not None
    assert lease.holder is None


def test_the_first_owner_of_an_empty_installation_comes_in_by_the_printed_link(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["invite", "first@example.com"]) == 0
    link, _about = capsys.readouterr().out.splitlines()
    site, secret = link.split("/invitations/")
    assert site == place.stack.outputs["SiteUrl"]
    at = place.stack.installation()
    signed = at.accept_invitation(secret, name="First", password="a good password")
    assert signed.principal.role is Role.OWNER
    assert main(["invite", "second@example.com"]) == 1
    assert "has an owner already" in capsys.readouterr().err


def test_a_stack_that_is_not_there_is_said_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--stack", "elsewhere", "doctor"]) == 1
    assert "elsewhere can't be found" in capsys.readouterr().err
