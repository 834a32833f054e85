"""The API's own description."""

from functools import lru_cache

from chalicelib.http.endpoints import Access
from chalicelib.web import Resource
from flotilla.domain.views import View

openapi = Resource("openapi")


@openapi.endpoint("GET", "/openapi.json", access=Access.PUBLIC)
def show_openapi() -> View:
    """Describe the API as OpenAPI 3.1."""
    return _document()


@lru_cache(maxsize=1)
def _document() -> View:
    from chalicelib.openapi.document import describe  # noqa: PLC0415  # Needed by nothing else: cold starts do without.
    from chalicelib.resources import registry  # noqa: PLC0415  # It knows this module too.

    return describe(registry())
