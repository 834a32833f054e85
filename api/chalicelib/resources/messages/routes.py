"""The messages of a lead's chat."""

from chalicelib.http.endpoints import Call
from chalicelib.resources.messages.schemas import MessageAnswer, MessageListAnswer, SendMessageBody
from chalicelib.resources.schemas import PageQuery
from chalicelib.web import Resource
from flotilla import bootstrap
from flotilla.domain.ids import LeadId
from flotilla.domain.people import Power
from flotilla.domain.views import View, message_view

messages = Resource("messages")


@messages.endpoint("GET", "/leads/{lead_id}/messages", access=Power.MESSAGES_READ, returns=MessageListAnswer)
def list_messages(call: Call, lead_id: LeadId, query: PageQuery) -> View:
    """List the messages of a lead's chat, oldest first."""
    page = bootstrap.services().list_messages(call.principal, lead_id, limit=query.limit, cursor=query.cursor)
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
    """Send a text to the customer. The bot is silent in this chat from then on.

    A repeated Idempotency-Key gives the message that it made the first time and sends nothing.
    """
    return message_view(bootstrap.services().send_message(call.principal, lead_id, body.text, idempotency_key))
