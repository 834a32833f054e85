"""The brain behind a chat-completions server: one call gives reply, fields, refusals and the wish for a person."""

from collections.abc import Iterable
from typing import Any

import httpx
from pydantic import ValidationError

from flotilla.adapters.deepseek.client import CompletionClient
from flotilla.adapters.deepseek.evidence import checked
from flotilla.adapters.deepseek.fit import require_fit
from flotilla.adapters.deepseek.prices import Prices
from flotilla.adapters.deepseek.prompt import aliases, field_keys, messages, picture_aliases
from flotilla.adapters.deepseek.tool import TOOL_CHOICE, TOOL_NAME, Answer, tools
from flotilla.domain.errors import UnavailableError
from flotilla.domain.lead_fields import find_own
from flotilla.domain.leads import FieldValue
from flotilla.ports.brain import BrainAnswer, BrainRequest
from flotilla.ports.fields import FieldRules

BUDGET_SECONDS = 8.0
MAX_TOKENS = 900


class DeepSeekBrain:
    """Implements Brain; whatever goes wrong is an UnavailableError, so that another brain can answer."""

    def __init__(
        self,
        rules: FieldRules,
        *,
        base_url: str,
        api_key: str,
        model: str,
        prices: Prices,
        budget_seconds: float = BUDGET_SECONDS,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self._rules = rules
        self._model = model
        self._prices = prices
        self._client = CompletionClient(
            base_url=base_url, api_key=api_key, budget_seconds=budget_seconds, transport=transport
        )

    def answer(self, request: BrainRequest) -> BrainAnswer:
        """See the port."""
        completion = self._client.complete(
            {
                "model": self._model,
                "messages": messages(request, tool=TOOL_NAME),
                "tools": tools(field_keys(request), tuple(picture_aliases(request))),
                "tool_choice": TOOL_CHOICE,
                "temperature": 0.4,
                "max_tokens": MAX_TOKENS,
                "stream": False,
            }
        )
        said = _arguments(completion)
        reply = said.reply.strip()
        require_fit(reply, request)
        chosen = picture_aliases(request).get(said.picture or "")
        usage = completion.get("usage")
        tokens_in, tokens_out = _count(usage, "prompt_tokens"), _count(usage, "completion_tokens")
        return BrainAnswer(
            reply=reply,
            fields=self._fields(request, said),
            refused=_known(said.refused, set(field_keys(request))),
            asked=_known(said.asked, set(request.missing)),
            language=said.language,
            wants_person=said.wants_person,
            picture=chosen.id if chosen is not None else None,
            brain=self._model,
            tokens_in=tokens_in,
            tokens_out=tokens_out,
            cost_micros=self._prices.micros(tokens_in, tokens_out),
        )

    def _fields(self, request: BrainRequest, said: Answer) -> dict[str, FieldValue]:
        shown = aliases(request)
        fields: dict[str, FieldValue] = {}
        for found in said.fields:
            own = find_own(request.bot.fields, found.field)
            value = checked(found, shown, self._rules, request.lead.chat, request.now, own)
            if value is not None and found.field in field_keys(request):
                fields[found.field] = value
        return fields


def _arguments(completion: dict[str, Any]) -> Answer:
    """The tool's arguments; raise UnavailableError if the model did not call it as it must."""
    try:
        calls = completion["choices"][0]["message"]["tool_calls"]
        call = next(call["function"] for call in calls if call["function"]["name"] == TOOL_NAME)
        return Answer.model_validate_json(call["arguments"])
    except (KeyError, IndexError, TypeError, StopIteration):
        raise UnavailableError("The model did not call the tool.") from None
    except ValidationError:
        raise UnavailableError("The model called the tool with arguments that make no sense.") from None


def _known(names: Iterable[str], allowed: set[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name in allowed))


def _count(usage: object, name: str) -> int:
    value = usage.get(name) if isinstance(usage, dict) else None
    return value if isinstance(value, int) and value >= 0 else 0
