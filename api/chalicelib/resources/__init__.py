"""The resources of the API: one package each, with its endpoints (routes.py) and the shapes they speak (schemas.py)."""

from chalicelib.http.endpoints import Endpoint
from chalicelib.resources.audit.routes import audit
from chalicelib.resources.auth.routes import auth
from chalicelib.resources.billing.routes import billing
from chalicelib.resources.bots.routes import bots
from chalicelib.resources.brief.routes import brief
from chalicelib.resources.config.routes import config
from chalicelib.resources.conversations.routes import conversations
from chalicelib.resources.directory.routes import directory
from chalicelib.resources.google.routes import google
from chalicelib.resources.handover.routes import handover
from chalicelib.resources.health.routes import health
from chalicelib.resources.history.routes import history
from chalicelib.resources.invitations.routes import invitations
from chalicelib.resources.leads.routes import leads
from chalicelib.resources.me.routes import me
from chalicelib.resources.messages.routes import messages
from chalicelib.resources.metrics.routes import metrics
from chalicelib.resources.notes.routes import notes
from chalicelib.resources.openapi.routes import openapi
from chalicelib.resources.pictures.routes import pictures
from chalicelib.resources.realtime.routes import realtime
from chalicelib.resources.schedules.routes import schedules
from chalicelib.resources.selling.routes import selling
from chalicelib.resources.sessions.routes import sessions
from chalicelib.resources.team.routes import team
from chalicelib.resources.tenant.routes import tenant
from chalicelib.resources.tries.routes import tries
from chalicelib.resources.webhooks.routes import webhooks

RESOURCES = (
    auth, google, me, tenant, team, invitations, audit, bots, tries, pictures, sessions, leads, handover, selling,
    notes, history, brief, conversations, directory, messages, schedules, metrics, billing, webhooks, realtime,
    config, health, openapi,
)  # fmt: skip


def registry() -> tuple[Endpoint, ...]:
    """Every endpoint there is, in the order in which the API describes them."""
    return tuple(endpoint for resource in RESOURCES for endpoint in resource.endpoints)
