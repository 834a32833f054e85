"""Who has a lead, and how it ended."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from chalicelib.resources.schemas import Body
from flotilla.domain.leads import LeadStatus

UserIdText = Annotated[str, StringConstraints(min_length=1, max_length=64)]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]


class AssignBody(Body):
    """Who is to have the lead; null: nobody. To others than oneself only with the power to assign."""

    user_id: UserIdText | None
    replaces: Annotated[
        UserIdText | None, Field(description="Who has it until now. Without it, a lead that somebody has is refused.")
    ] = None


class CloseBody(Body):
    """How it ended, and why."""

    outcome: Literal["won", "lost"]
    reason: Reason

    @property
    def status(self) -> LeadStatus:
        """The outcome as the lead's status."""
        return LeadStatus(self.outcome)
