"""The file of a message that is to be sent."""

from flotilla.domain.errors import FlotillaError, NotFoundError, TooLargeError
from flotilla.domain.media import MAX_SENT_BYTES, SENDABLE_TYPES
from flotilla.domain.messages import Message
from runner.channels.port import OutgoingFile
from runner.toolbox import Toolbox


class UnsendableError(FlotillaError):
    """The message can never be sent; its `code` is the reason that people see."""

    code = "not_sendable"


async def file_of(message: Message, tools: Toolbox) -> OutgoingFile | None:
    """The message's file, or None for a text. Raise UnsendableError, or UnavailableError while the store is away."""
    if message.type == "text":
        return None
    media = message.media
    if media is None or media.name is None or message.type not in SENDABLE_TYPES:
        raise UnsendableError("The message is neither a text nor a file.")
    try:
        content = await tools.threads(tools.files.get, message.tenant, media.name, max_bytes=MAX_SENT_BYTES)
    except NotFoundError:
        raise UnsendableError("The file is gone.", code="file_missing") from None
    except TooLargeError:
        raise UnsendableError("The file is too large.", code="file_too_large") from None
    return OutgoingFile(message.type, media.mime, content, media.filename)
