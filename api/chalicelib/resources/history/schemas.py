"""What happened to a lead."""

from typing import Annotated

from pydantic import Field

from chalicelib.resources.schemas import Answer, Id, NextCursor, Time
from flotilla.domain.lead_steps import StepKind


class StepAnswer(Answer):
    """One step. `before` and `after` hold what differs: fields, who has the lead, how it ended and why."""

    id: str
    lead_id: Id
    at: Time
    kind: StepKind
    by: Annotated[
        str | None,
        Field(
            description="A person's id, `phone` (the bot's own), `customer`, or `timer`; null: the bot, or Flotilla."
        ),
    ]
    before: dict[str, str | None]
    after: dict[str, str | None]


class HistoryAnswer(Answer):
    """One page of a lead's history, newest step first."""

    items: list[StepAnswer]
    next_cursor: NextCursor
