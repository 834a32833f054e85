"""The one tool that the model must call: its reply and all it learned, together."""

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

TOOL_NAME = "answer_customer"


class FoundField(BaseModel):
    """A value that a customer's message tells."""

    model_config = ConfigDict(extra="ignore")

    field: str = Field(description="One of the listed fields")
    value: str = Field(description="The value, normalised", max_length=500)
    message: str = Field(description="The id of the customer's message it stands in, such as m3")
    quote: str = Field(description="The exact words of that message it was read from", max_length=1000)


class Answer(BaseModel):
    """The arguments of the tool."""

    model_config = ConfigDict(extra="ignore")

    reply: str = Field(description="What to write to the customer, in the customer's language")
    fields: list[FoundField] = Field(default_factory=list, description="Only what the customer said of themselves")
    refused: list[str] = Field(default_factory=list, description="Fields that the customer will not tell")
    asked: list[str] = Field(default_factory=list, description="Fields that the reply asks for")
    picture: str | None = Field(default=None, description="Picture to send after the reply, if one fits the question")
    wants_person: bool = Field(default=False, description="Whether the customer asks for a human being")
    language: str | None = Field(default=None, description="Language of the customer, as en, pt or es", max_length=16)


def tools(fields: Sequence[str], pictures: Sequence[str] = ()) -> list[dict[str, Any]]:
    """The tool as the request carries it. The model can name these fields and choose these pictures, and no others."""
    parameters = Answer.model_json_schema()
    parameters["$defs"]["FoundField"]["properties"]["field"]["enum"] = list(fields)
    for named in ("refused", "asked"):
        parameters["properties"][named]["items"]["enum"] = list(fields)
    if pictures:
        parameters["properties"]["picture"] |= {"anyOf": [{"enum": list(pictures)}, {"type": "null"}]}
    else:
        del parameters["properties"]["picture"]
    return [
        {
            "type": "function",
            "function": {
                "name": TOOL_NAME,
                "description": "Answer the customer and record what they told. Call it exactly once.",
                "parameters": parameters,
            },
        }
    ]


TOOL_CHOICE = {"type": "function", "function": {"name": TOOL_NAME}}
