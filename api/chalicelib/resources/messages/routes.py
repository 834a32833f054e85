"""The messages of a lead's chat."""

from chalicelib.http.endpoints import Call
from chalicelib.resources.messages.schemas import (
    MediaAddressAnswer,
    MessageAnswer,
    MessageListAnswer,
    MessagesQuery,
    SendMessageBody,
    UploadAnswer,
)
from chalicelib.web import Resource
from flotilla import bootstrap
from flotilla.domain.ids import LeadId, MessageId
from flotilla.domain.media import SHOWN
from flotilla.domain.people import Power
from flotilla.domain.views import View, iso, message_view
from flotilla.services.send_message import Attached

messages = Resource("messages")


@messages.endpoint("GET", "/leads/{lead_id}/messages", access=Power.MESSAGES_READ, returns=MessageListAnswer)
def list_messages(call: Call, lead_id: LeadId, query: MessagesQuery) -> View:
    """List the messages of a lead's chat, oldest first, or newest first to read it backwards page by page."""
    page = bootstrap.services().list_messages(
        call.principal, lead_id, query.limit, query.cursor, newest_first=query.order == "newest"
    )
    return {"items": [message_view(message) for message in page.items], "next_cursor": page.next_cursor}


@messages.endpoint(
    "POST",
    "/leads/{lead_id}/messages",
    access=Power.MESSAGES_SEND,
    returns=MessageAnswer,
    status=201,
    errors=(409,),
)
def send_message(call: Call, lead_id: LeadId, body: SendMessageBody, idempotency_key: str | None) -> View:
    """Send a text or a file to the customer. The bot is silent in this chat from then on.

    A file is uploaded before, and is checked here by its content: pictures have at most 5 MB, other files 16 MB. Films
    and sounds that phones play go as such, anything else as a document. A repeated Idempotency-Key gives the message
    that it made the first time and sends nothing.
    """
    attached = Attached(body.upload_id, body.filename) if body.upload_id is not None else None
    quoted = MessageId(body.quoted_id) if body.quoted_id is not None else None
    send = bootstrap.services().send_message
    return message_view(send(call.principal, lead_id, body.text or "", idempotency_key, attached, quoted))


@messages.endpoint("POST", "/leads/{lead_id}/uploads", access=Power.MESSAGES_SEND, returns=UploadAnswer, status=201)
def start_upload(call: Call, lead_id: LeadId) -> View:
    """Ask where to upload a file for the customer. Send it then with its `upload_id`."""
    upload = bootstrap.services().start_upload(call.principal, lead_id)
    where = {"upload_id": upload.id, "url": upload.url, "fields": dict(upload.fields)}
    return {**where, "max_bytes": upload.max_bytes, "expires_at": iso(upload.expires_at)}


@messages.endpoint(
    "GET", "/leads/{lead_id}/messages/{message_id}/media", access=Power.MESSAGES_READ, returns=MediaAddressAnswer
)
def show_media(call: Call, lead_id: LeadId, message_id: MessageId) -> View:
    """Show where a message's file can be downloaded for the next minutes."""
    found = bootstrap.services().show_media(call.principal, lead_id, message_id)
    media = found.media
    about = {"mime": media.mime, "filename": media.filename, "shown": media.mime in SHOWN}
    return {"url": found.url, **about, "expires_at": iso(found.expires_at)}


@messages.endpoint(
    "POST",
    "/leads/{lead_id}/messages/{message_id}/retry",
    access=Power.MESSAGES_SEND,
    returns=MessageAnswer,
    errors=(409,),
)
def retry_message(call: Call, lead_id: LeadId, message_id: MessageId) -> View:
    """Have a message that failed tried again, for another day.

    The answer is the message that is queued: the same, or another that repeats it (`retry_of`) if WhatsApp had
    refused it. Repeated, or for a message that has not failed, it says how that stands and sends nothing.
    """
    return message_view(bootstrap.services().retry_message(call.principal, lead_id, message_id))
