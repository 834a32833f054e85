"""Whether the API is there, and whether it can work."""

from chalicelib.http.endpoints import Access
from chalicelib.log import logger
from chalicelib.resources.health.schemas import HealthAnswer
from chalicelib.web import Resource
from flotilla import bootstrap
from flotilla.domain.errors import NotFoundError, UnavailableError
from flotilla.domain.ids import TenantId
from flotilla.domain.views import View

health = Resource("health")

_NOBODY = TenantId("health-check")


@health.endpoint("GET", "/health/live", access=Access.PUBLIC, returns=HealthAnswer)
def is_live() -> View:
    """Tell that the function runs."""
    return {"status": "ok"}


@health.endpoint("GET", "/health/ready", access=Access.PUBLIC, returns=HealthAnswer, errors=(503,))
def is_ready() -> View:
    """Tell whether the table can be read; 503 if not."""
    try:
        bootstrap.services().tenants.get(_NOBODY)
    except NotFoundError:
        return {"status": "ok"}
    except Exception as error:  # Whatever keeps the table from answering, the answer is: not ready.
        logger.exception("not ready")
        raise UnavailableError("The database does not answer.", code="not_ready") from error
    return {"status": "ok"}
