"""A bot's features, as they are set and shown."""

from typing import Annotated

from pydantic import Field, StringConstraints

from chalicelib.resources.schemas import Answer, Body, absent
from flotilla.domain.features import Weekday

Clock = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=1_000)]
Zone = Annotated[str, StringConstraints(min_length=1, max_length=64)]
Days = Annotated[list[Weekday], Field(min_length=1, max_length=7)]


class WorkingHoursBody(Body):
    """When the bot answers; what is left out stays."""

    on: bool = absent()
    time_zone: Annotated[Zone, Field(description="An IANA name.", examples=["America/Recife"])] = absent()
    days: Days = absent()
    opens: Clock = absent()
    closes: Annotated[Clock, Field(description="Before `opens`: on the next day.")] = absent()
    away: Annotated[Text, Field(description="What customers are told meanwhile; empty: a text of our own.")] = absent()


class WelcomeBody(Body):
    """What stands before a customer's first answer; what is left out stays."""

    on: bool = absent()
    text: Text = absent()


class FeaturesBody(Body):
    """What is to change among the features; the rest stays."""

    auto_response: bool = absent()
    lead_capture: bool = absent()
    pictures: bool = absent()
    scheduling: bool = absent()
    groups: bool = absent()
    sending: Annotated[bool, Field(description="Off: nothing is sent; what is to be sent waits.")] = absent()
    working_hours: WorkingHoursBody = absent()
    welcome: WelcomeBody = absent()


class WorkingHoursAnswer(Answer):
    """When the bot answers."""

    on: bool
    time_zone: str
    days: list[Weekday]
    opens: str
    closes: str
    away: str


class WelcomeAnswer(Answer):
    """What stands before a customer's first answer."""

    on: bool
    text: str


class FeaturesAnswer(Answer):
    """All features, with their defaults."""

    auto_response: bool
    lead_capture: bool
    pictures: bool
    scheduling: bool
    groups: bool
    sending: bool
    working_hours: WorkingHoursAnswer
    welcome: WelcomeAnswer
