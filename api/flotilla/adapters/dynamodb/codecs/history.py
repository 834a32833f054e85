"""Steps of leads' histories. What changed is kept as text: nobody queries inside it, and null is not absent."""

import json

from flotilla.adapters.dynamodb import keys
from flotilla.adapters.dynamodb.values import Item, read_time, write_time
from flotilla.domain.ids import LeadId
from flotilla.domain.lead_steps import LeadStep, StepKind


def write_step(step: LeadStep) -> Item:
    """The step's item."""
    at = write_time(step.at)
    return {
        **keys.step(step.tenant, step.lead, str(at), step.id)._asdict(),
        "kind": "step",
        "v": 1,
        "lead": step.lead,
        "at": at,
        "what": step.kind.value,
        "by": step.by,
        "before": json.dumps(dict(step.before), separators=(",", ":")) if step.before else None,
        "after": json.dumps(dict(step.after), separators=(",", ":")) if step.after else None,
    }


def read_step(item: Item) -> LeadStep:
    """The step in an item."""
    return LeadStep(
        id=keys.id_of(item["sk"]),
        tenant=keys.tenant_of(item["pk"]),
        lead=LeadId(item["lead"]),
        at=read_time(item["at"]),
        kind=StepKind(item["what"]),
        by=item.get("by"),
        before=json.loads(item.get("before", "{}")),
        after=json.loads(item.get("after", "{}")),
    )
