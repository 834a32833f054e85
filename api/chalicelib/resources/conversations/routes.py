"""The inbox: conversations by their last activity."""

from chalicelib.http.endpoints import Call
from chalicelib.resources.conversations.schemas import ConversationListAnswer, ConversationsQuery
from chalicelib.web import Resource
from flotilla import bootstrap
from flotilla.domain.inbox_views import conversation_view
from flotilla.domain.people import Power
from flotilla.domain.views import View

conversations = Resource("conversations")


@conversations.endpoint("GET", "/conversations", access=Power.LEADS_READ, returns=ConversationListAnswer)
def list_conversations(call: Call, query: ConversationsQuery) -> View:
    """List conversations, the one with the last activity first. Vendors see their own and those that nobody has."""
    page = bootstrap.services().list_conversations(
        call.principal, query.view, query.search, query.bot, query.since, limit=query.limit, cursor=query.cursor
    )
    return {"items": [conversation_view(one) for one in page.items], "next_cursor": page.next_cursor}
