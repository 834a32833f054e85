"""IAM: what MiniStack asks policies for differs from AWS in two places.

Batch calls of SQS need the permission of the single call, as they have none of their own; and a schedule belongs to the
group that the request names, where MiniStack takes the default one for granted.
"""

from __future__ import annotations

import json
from typing import Any

from infra.local.emulator import guard

#: What MiniStack asks a policy for, and what AWS asks for.
BATCHES = {
    "sqs:SendMessageBatch": "sqs:SendMessage",
    "sqs:DeleteMessageBatch": "sqs:DeleteMessage",
    "sqs:ChangeMessageVisibilityBatch": "sqs:ChangeMessageVisibility",
}


_RESOURCE = ("service", "method", "path", "headers", "body", "query_params", "region", "account_id")


def apply() -> None:
    """Have MiniStack ask for the permission that AWS asks for."""
    actions = guard.private("core.iam_actions", "extract_iam_action", "extract_resource_arn")
    guard.takes(actions, "extract_iam_action", *_RESOURCE[:6])
    guard.takes(actions, "extract_resource_arn", *_RESOURCE)
    action_of, resource_of = actions.extract_iam_action, actions.extract_resource_arn

    def extract(*request: Any) -> str | None:
        action: str | None = action_of(*request)
        return BATCHES.get(action, action) if action else action

    def resource(*request: Any, **named: Any) -> str:
        given = {**dict(zip(_RESOURCE, request, strict=False)), **named}
        parts = [part for part in given["path"].split("/") if part]
        if given["service"] == "scheduler" and parts[:1] == ["schedules"]:
            name = parts[1] if len(parts) > 1 else "*"
            return f"arn:aws:scheduler:{given['region']}:{given['account_id']}:schedule/{_group(given)}/{name}"
        arn: str = resource_of(*request, **named)
        return arn

    actions.extract_iam_action = extract  # type: ignore[attr-defined]  # Replaced on purpose.
    actions.extract_resource_arn = resource  # type: ignore[attr-defined]  # Replaced on purpose.


def _group(request: dict[str, Any]) -> str:
    """The group that a request of the Scheduler names: in its body, or in its query under one of two names."""
    body = json.loads(request["body"] or b"{}")
    query = request["query_params"] or {}
    found = body.get("GroupName") or query.get("groupName") or query.get("ScheduleGroup") or "default"
    return str(found[0] if isinstance(found, list) else found)
