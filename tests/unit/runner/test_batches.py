import asyncio
import json

from runner.channels.port import ChannelError
from runner.channels.whatsapp_web.batches import SendBatches


async def test_what_is_due_at_once_goes_together_and_each_gets_its_own_answer() -> None:
    batches: list[int] = []

    async def run(request: str) -> str:
        arguments = json.loads(request)
        batches.append(len(arguments))
        refused = {"error": "refused: no"}
        return json.dumps([refused if one["id"] == "2" else {"value": one["id"]} for one in arguments])

    sends = SendBatches(run)
    answers = await asyncio.gather(*(sends.send({"id": str(n)}) for n in range(4)), return_exceptions=True)
    assert batches == [4]
    assert [answers[0], answers[1], answers[3]] == ["0", "1", "3"]
    assert isinstance(answers[2], ChannelError)
    assert answers[2].code == "refused"
    assert await sends.send({"id": "5"}) == "5"


async def test_a_batch_does_not_wait_for_the_one_before() -> None:
    first = asyncio.Event()

    async def run(request: str) -> str:
        arguments = json.loads(request)
        if arguments[0]["id"] == "slow":
            await first.wait()
        return json.dumps([{"value": one["id"]} for one in arguments])

    sends = SendBatches(run)
    slow = asyncio.create_task(sends.send({"id": "slow"}))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert await sends.send({"id": "quick"}) == "quick"
    first.set()
    assert await slow == "slow"


async def test_a_page_that_fails_tells_all_that_wait() -> None:
    async def run(_: str) -> str:
        raise ChannelError("Gone.", code="not_ready")

    sends = SendBatches(run)
    answers = await asyncio.gather(*(sends.send({"id": str(n)}) for n in range(2)), return_exceptions=True)
    assert [type(answer) for answer in answers] == [ChannelError, ChannelError]
