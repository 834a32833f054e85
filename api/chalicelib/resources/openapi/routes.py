"""The API's own description."""

from functools import lru_cache

from chalicelib.http.endpoints import Access, Call
from chalicelib.web import Resource
from flotilla.domain.views import View

openapi = Resource("openapi")


@openapi.endpoint("GET", "/openapi.json", access=Access.PUBLIC)
def show_openapi(call: Call) -> View:
    """Describe the API as OpenAPI 3.1."""
    return _document()


@lru_cache(maxsize=1)
def _document() -> View:
    # Imported when first asked for: it needs all resources, this one too, and nothing else needs it.
    from chalicelib.openapi.document import describe
    from chalicelib.resources import registry

    return describe(registry())
