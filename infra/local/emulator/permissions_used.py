"""Which permission of its role each call used, noted once: what a policy grants beyond it is granted for nothing.

The policy tests compare this with the template's roles after the end-to-end tests. A permission is named by its place
in the role's policies, since that is the same in the template, where physical names are not known yet.
"""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

from infra.local.emulator import guard


def apply(file: Path) -> None:
    """Note every permission that a role's call uses, and every call that a role is denied, in a file of JSON lines."""
    evaluator = guard.private("core.iam_evaluator", "enforce", "evaluate", "_first_match")
    guard.takes(evaluator, "evaluate", "ctx", "policies", "limits")
    guard.takes(evaluator, "_first_match", "ctx", "stmts", "effect")
    enforce, evaluate, used = evaluator.enforce, evaluator.evaluate, Used(file, evaluator._first_match)
    asked = threading.local()

    def remember(ctx: Any, policies: Any, *limits: Any) -> Any:
        # The role's own policies come first; what is evaluated after them belongs to the resource.
        if getattr(asked, "of", None) is None:
            asked.of = (ctx, policies)
        return evaluate(ctx, policies, *limits)

    def note(*request: Any, **named: Any) -> Any:
        asked.of = None
        refused = enforce(*request, **named)
        if asked.of is not None and asked.of[0].principal_type == "AssumedRole":
            used.note(*asked.of, allowed=refused is None)
        return refused

    evaluator.evaluate = remember  # type: ignore[attr-defined]  # Replaced on purpose.
    evaluator.enforce = note  # type: ignore[attr-defined]  # Replaced on purpose; it is imported where it is called.


class Used:
    """The file, and what stands in it already."""

    def __init__(self, file: Path, match: Any) -> None:
        self._file, self._match = file, match
        self._noted: set[tuple[str, ...]] = set()
        self._lock = threading.Lock()

    def note(self, ctx: Any, policies: list[list[Any]], *, allowed: bool) -> None:
        """Add one call's permission, or what it was denied for want of one."""
        # arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION
        _, role, session = ctx.principal_arn.split("/", 2)
        what = self._place(ctx, policies) if allowed else ctx.resource_arn
        key = (role, session, ctx.action, what, "allowed" if allowed else "denied")
        with self._lock:
            if key not in self._noted:
                self._noted.add(key)
                line = dict(zip(("role", "session", "action", "what", "decision"), key, strict=True))
                with self._file.open("a") as out:
                    out.write(json.dumps(line) + "\n")

    def _place(self, ctx: Any, policies: list[list[Any]]) -> str:
        """`policy/statement/resource`: the numbers, from 0, of what allowed the call."""
        for one, statements in enumerate(policies):
            for two, statement in enumerate(statements):
                if statement.effect == "Allow" and self._match(ctx, [statement], "Allow"):
                    return f"{one}/{two}/{self._resource(ctx, statement)}"
        return "resource"

    def _resource(self, ctx: Any, statement: Any) -> int:
        for number, resource in enumerate(statement.resources):
            alone = type(statement)(
                sid="", effect="Allow", actions=statement.actions, resources=[resource], conditions=statement.conditions
            )
            if self._match(ctx, [alone], "Allow"):
                return number
        return 0
