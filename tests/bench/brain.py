"""What an answer takes beside the model: calls, tokens, and the time of everything else."""

import json
import time
from datetime import timedelta

from flotilla.adapters.brain_chain import BrainChain
from flotilla.adapters.deepseek import DeepSeekBrain, Prices
from flotilla.adapters.field_rules import FieldRuleBook
from flotilla.adapters.offline_brain import OfflineBrain
from flotilla.ports.brain import Brain, BrainAnswer, BrainRequest
from tests.bench.extraction.conversations import Conversation, load
from tests.bench.extraction.play import play
from tests.bench.report import line, percentiles, section
from tests.deepseek_server import completion, reply, scripted

CHARACTERS_PER_TOKEN = 3.3
"""Of prompts in these three languages, roughly; a real server tells its own count with each answer."""


def measure(count: int = 60) -> None:
    """Plays conversations against a scripted server, and against no server at all."""
    conversations = load("tuned")[:count]
    section("Brain")
    with scripted(reply("Thank you! Which city are you in?")) as server:
        rules = FieldRuleBook()
        model = DeepSeekBrain(rules, base_url=server.url, api_key="k", model="deepseek-chat", prices=Prices(0.56, 1.68))
        times, replies = _times(BrainChain(model, OfflineBrain(rules)), conversations)
    sent = sum(len(json.dumps([body["messages"], body["tools"]])) for body in server.asked)
    line("model calls per reply", f"{len(server.asked) / replies:.2f}")
    per_reply = sent / replies / CHARACTERS_PER_TOKEN
    written = len(completion({"reply": "x" * 120})) / CHARACTERS_PER_TOKEN
    line("tokens per reply, estimated: read / written", f"{per_reply:.0f} / {written:.0f}")
    _print("everything but the model (prompt, HTTP, checks)", times)
    _print("offline brain, one reply", _times(OfflineBrain(rules), conversations)[0])


def _times(brain: Brain, conversations: tuple[Conversation, ...]) -> tuple[list[float], int]:
    """Milliseconds of each answer after the first, which loads what is loaded once."""
    clocked = _Clocked(brain)
    for conversation in conversations:
        play(conversation, clocked)
    return [took / timedelta(milliseconds=1) for took in clocked.times[1:]], len(clocked.times)


class _Clocked:
    def __init__(self, brain: Brain) -> None:
        self._brain = brain
        self.times: list[timedelta] = []

    def answer(self, request: BrainRequest) -> BrainAnswer:
        """The brain's answer; its time is kept."""
        begun = time.perf_counter()
        answer = self._brain.answer(request)
        self.times.append(timedelta(seconds=time.perf_counter() - begun))
        return answer


def _print(what: str, times: list[float]) -> None:
    p50, p95 = percentiles(times)
    line(what, f"p50 {p50:.1f} ms, p95 {p95:.1f} ms")
