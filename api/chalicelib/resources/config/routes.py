"""The installation's public configuration."""

from chalicelib.http.endpoints import Access
from chalicelib.resources.auth.routes import auth
from chalicelib.resources.config.schemas import ConfigAnswer
from chalicelib.web import PREFIX, Resource
from flotilla import bootstrap
from flotilla.domain.views import View

config = Resource("config")

GOOGLE_START = PREFIX + "/auth/google/start"
"""Where pages send people who want to sign in with Google."""


@config.endpoint("GET", "/config", access=Access.PUBLIC, returns=ConfigAnswer)
def show_config() -> View:
    """Show what pages need before anybody signed in."""
    settings = bootstrap.services().settings
    return {
        "simulator_url": settings.simulator_url,
        "stage": settings.stage,
        "google": bool(settings.google_client_id) and _has_endpoint(GOOGLE_START),
    }


def _has_endpoint(path: str) -> bool:
    """Whether sign-in has this endpoint: pages must not be told of a way in that leads nowhere."""
    return any(endpoint.path == path for endpoint in auth.endpoints)
