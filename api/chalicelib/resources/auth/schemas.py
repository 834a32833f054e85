"""Sign-in: what is asked for, and what a page gets to know of the person."""

from typing import Annotated

from pydantic import StringConstraints

from chalicelib.resources.schemas import Answer, Body, Id
from flotilla.domain.people import Principal, Role
from flotilla.domain.tenants import Tenant
from flotilla.domain.views import View


class LoginBody(Body):
    """An e-mail address and its password."""

    email: Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=254)]
    password: Annotated[str, StringConstraints(min_length=1, max_length=1024)]


class UserAnswer(Answer):
    """A person."""

    id: Id
    email: str
    name: str


class TenantAnswer(Answer):
    """A workspace."""

    id: Id
    name: str


class SignInAnswer(Answer):
    """Who is signed in, as what, where."""

    user: UserAnswer
    role: Role
    tenant: TenantAnswer


def sign_in_view(principal: Principal, tenant: Tenant) -> View:
    """A signed-in person as SignInAnswer describes it."""
    return {
        "user": {"id": principal.user, "email": principal.email, "name": principal.name},
        "role": principal.role.value,
        "tenant": {"id": tenant.id, "name": tenant.name},
    }
