"""Who has a lead, and how it ended."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from chalicelib.resources.leads.schemas import LeadAnswer
from chalicelib.resources.schemas import Answer, Body, Id
from flotilla.domain.leads import LeadStatus

UserIdText = Annotated[str, StringConstraints(min_length=1, max_length=64)]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]


class AssignBody(Body):
    """Who is to have the lead; null: nobody. To others than oneself only with the power to assign."""

    user_id: UserIdText | None
    replaces: Annotated[
        UserIdText | None, Field(description="Who has it until now. Without it, a lead that somebody has is refused.")
    ] = None


class OneOfSeveral(Body):
    """A lead that is to be assigned."""

    lead_id: UserIdText
    replaces: Annotated[
        UserIdText | None, Field(description="Who has it until now. Without it, a lead that somebody has is refused.")
    ] = None


class AssignSeveralBody(Body):
    """Who is to have the leads; null: nobody. To others than oneself only with the power to assign."""

    user_id: UserIdText | None
    leads: Annotated[list[OneOfSeveral], Field(min_length=1, max_length=50)]


class RefusalAnswer(Answer):
    """Why a lead was left as it was, in the words that the same failure has elsewhere."""

    code: str
    detail: str


class AssignedAnswer(Answer):
    """What became of one lead: the lead as it is now, or why it was left as it was."""

    lead_id: Id
    lead: LeadAnswer | None
    problem: RefusalAnswer | None


class AssignedListAnswer(Answer):
    """What became of each, in the order in which they were named."""

    items: list[AssignedAnswer]


class CloseBody(Body):
    """How it ended, and why."""

    outcome: Literal["won", "lost"]
    reason: Reason

    @property
    def status(self) -> LeadStatus:
        """The outcome as the lead's status."""
        return LeadStatus(self.outcome)
