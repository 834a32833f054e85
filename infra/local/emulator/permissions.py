"""IAM: batch calls of SQS need the permission of the single call, as on AWS, where the batch has none of its own."""

from __future__ import annotations

from typing import Any

from infra.local.emulator import guard

#: What MiniStack asks a policy for, and what AWS asks for.
BATCHES = {
    "sqs:SendMessageBatch": "sqs:SendMessage",
    "sqs:DeleteMessageBatch": "sqs:DeleteMessage",
    "sqs:ChangeMessageVisibilityBatch": "sqs:ChangeMessageVisibility",
}


def apply() -> None:
    """Have MiniStack ask for the permission that AWS asks for."""
    actions = guard.private("core.iam_actions", "extract_iam_action")
    guard.takes(actions, "extract_iam_action", "service", "method", "path", "headers", "body", "query_params")
    original = actions.extract_iam_action

    def extract(*request: Any) -> str | None:
        action: str | None = original(*request)
        return BATCHES.get(action, action) if action else action

    actions.extract_iam_action = extract  # type: ignore[attr-defined]  # Replaced on purpose.
