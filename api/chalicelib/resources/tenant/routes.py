"""The workspace that the person is in, and new ones."""

from chalicelib.http.endpoints import Access, Call, Reply
from chalicelib.http.errors import PreconditionFailedError
from chalicelib.http.parsing import etag
from chalicelib.resources.tenant.schemas import CreateTenantBody, DeleteTenantBody, TenantAnswer, UpdateTenantBody
from chalicelib.web import Resource
from flotilla import bootstrap
from flotilla.domain.errors import ConflictError
from flotilla.domain.people import Power
from flotilla.domain.team_views import tenant_view
from flotilla.domain.tenants import Tenant, Usage

tenant = Resource("tenant")


def _reply(shown: Tenant, usage: Usage) -> Reply:
    return Reply(tenant_view(shown, usage), {"ETag": etag(shown.version)})


def _with_usage(changed: Tenant) -> Reply:
    return _reply(changed, bootstrap.services().tenants.usage(changed.id))


@tenant.endpoint("GET", "/tenant", access=Power.TENANT_READ, returns=TenantAnswer, sends=("ETag",))
def show_tenant(call: Call) -> Reply:
    """Show the workspace, its plan, and what it uses of it. The ETag is its version."""
    both = bootstrap.services().show_tenant(call.principal)
    return _reply(both.tenant, both.usage)


@tenant.endpoint("PATCH", "/tenant", access=Power.TENANT_WRITE, returns=TenantAnswer, errors=(409,), sends=("ETag",))
def update_tenant(call: Call, body: UpdateTenantBody, if_match: int | None) -> Reply:
    """Change the workspace's settings; what is left out stays.

    With If-Match, only if nobody else changed it since that version.
    """
    try:
        both = bootstrap.services().update_tenant(call.principal, body.changes(), if_match)
    except ConflictError as error:
        if if_match is None:
            raise
        raise PreconditionFailedError(error.message) from None
    return _reply(both.tenant, both.usage)


@tenant.endpoint("POST", "/tenant/delete", access=Power.TENANT_DELETE, returns=TenantAnswer, errors=(409,))
def delete_tenant(call: Call, body: DeleteTenantBody) -> Reply:
    """Delete the workspace with all that is in it, 7 days from now. Its bots stop at once."""
    return _with_usage(bootstrap.services().delete_tenant(call.principal, body.confirm))


@tenant.endpoint("POST", "/tenant/restore", access=Power.TENANT_DELETE, returns=TenantAnswer, errors=(409,))
def restore_tenant(call: Call) -> Reply:
    """Take the deletion back, while there is time."""
    return _with_usage(bootstrap.services().restore_tenant(call.principal))


@tenant.endpoint("POST", "/tenants", access=Access.SIGNED_IN, returns=TenantAnswer, status=201, errors=(402, 403, 409))
def create_tenant(call: Call, body: CreateTenantBody) -> Reply:
    """Make another workspace, which one owns. Only where sign-up is open; `POST /auth/switch` leads there."""
    return _with_usage(bootstrap.services().create_tenant(call.principal, body.name))
