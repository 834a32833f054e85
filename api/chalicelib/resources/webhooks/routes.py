"""What other services report to Flotilla. A signature over the very bytes of the body stands for a sign-in."""

from chalicelib.http.endpoints import Access, Call
from chalicelib.http.errors import MalformedRequestError
from chalicelib.http.parsing import raw_body
from chalicelib.resources.webhooks.schemas import ReceivedAnswer
from chalicelib.web import Resource
from flotilla import bootstrap
from flotilla.domain.errors import InvalidInputError
from flotilla.domain.views import View

MAX_EVENT_BYTES = 256 * 1024
"""Events carry whole invoices; and what is kept of them has to fit into one item of the database (400 KB)."""

webhooks = Resource("webhooks")


@webhooks.endpoint(
    "POST",
    "/webhooks/stripe",
    access=Access.PUBLIC,
    returns=ReceivedAnswer,
    errors=(400,),
    largest=MAX_EVENT_BYTES,
)
def receive_stripe_event(call: Call) -> View:
    """Take in an event of Stripe's. It is kept at once and worked on later; the same event may come again."""
    signature = call.request.headers.get("stripe-signature", "")
    try:
        bootstrap.services().accept_payment_event(raw_body(call.request), signature)
    except InvalidInputError as error:
        raise MalformedRequestError(error.message, code=error.code) from None
    return {"received": True}
