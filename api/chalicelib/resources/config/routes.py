"""The installation's public configuration."""

from chalicelib.http.endpoints import Access
from chalicelib.resources.config.schemas import ConfigAnswer
from chalicelib.web import Resource
from flotilla import bootstrap
from flotilla.domain.views import View

config = Resource("config")


@config.endpoint("GET", "/config", access=Access.PUBLIC, returns=ConfigAnswer)
def show_config() -> View:
    """Show what pages need before anybody signed in."""
    settings = bootstrap.services().settings
    return {
        "simulator_url": settings.simulator_url,
        "stage": settings.stage,
        "google": bool(settings.google_client_id),
    }
