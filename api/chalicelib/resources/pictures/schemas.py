"""Pictures that a bot may send."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from chalicelib.resources.schemas import Answer, Body, Id, Time, absent

Keyword = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
Keywords = Annotated[
    list[Keyword],
    Field(max_length=20, description="Whole words or several; accents and case make no difference."),
]
Description = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]


class StartPictureBody(Body):
    """What is going to be uploaded. What it really is, its content tells."""

    mime: Literal["image/png", "image/jpeg", "image/webp"]


class UploadAnswer(Answer):
    """Where to send the file: a form as multipart/form-data with these fields, the file last, under the name `file`."""

    id: Id
    url: str
    fields: dict[str, str]
    max_bytes: int
    expires_at: Time


class CompletePictureBody(Body):
    """What the picture shows, and when to send it."""

    description: Description
    keywords: Keywords


class UpdatePictureBody(Body):
    """What is to be said of the picture from now on; what is left out stays."""

    description: Description = absent()
    keywords: Keywords = absent()


class PictureAnswer(Answer):
    """A picture with addresses to look at it, which hold until they expire."""

    id: Id
    bot_id: Id
    mime: Literal["image/png", "image/jpeg"]
    size: Annotated[int, Field(description="Bytes.")]
    width: int
    height: int
    keywords: list[str]
    description: str
    created_at: Time
    created_by: Id
    version: int
    url: str
    thumbnail_url: str
    expires_at: Time


class PictureListAnswer(Answer):
    """All pictures of a bot, oldest first, how many it may have, and how large a file may be."""

    items: list[PictureAnswer]
    limit: int
    max_bytes: int
