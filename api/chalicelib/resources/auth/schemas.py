"""Sign-in: what is asked for, and what a page gets to know of the person."""

from typing import Annotated

from pydantic import Field, StringConstraints

from chalicelib.resources.schemas import Answer, Body, Id
from flotilla.domain.people import Principal, Role
from flotilla.domain.tenants import Tenant
from flotilla.domain.views import View
from flotilla.services.passwords import FEWEST_DIFFERENT, LONGEST_PASSWORD, SHORTEST_PASSWORD

Email = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=254)]
Password = Annotated[str, StringConstraints(min_length=1, max_length=1024)]
NewPassword = Annotated[
    str,
    StringConstraints(min_length=SHORTEST_PASSWORD, max_length=LONGEST_PASSWORD),
    Field(json_schema_extra={"x-minDifferentCharacters": FEWEST_DIFFERENT}),
]


class LoginBody(Body):
    """An e-mail address and its password."""

    email: Email
    password: Password


class PasswordBody(Body):
    """The password that is good now, and the one to replace it. Who never had one leaves `current` out."""

    current: Password | None = None
    new: NewPassword


class SwitchBody(Body):
    """The workspace to go to."""

    tenant_id: Annotated[str, StringConstraints(min_length=1, max_length=64)]


class UserAnswer(Answer):
    """A person."""

    id: Id
    email: str
    name: str


class TenantNameAnswer(Answer):
    """A workspace."""

    id: Id
    name: str


class SignInAnswer(Answer):
    """Who is signed in, as what, where."""

    user: UserAnswer
    role: Role
    tenant: TenantNameAnswer


def sign_in_view(principal: Principal, tenant: Tenant) -> View:
    """A signed-in person as SignInAnswer describes it."""
    return {
        "user": {"id": principal.user, "email": principal.email, "name": principal.name},
        "role": principal.role.value,
        "tenant": tenant_name_view(tenant),
    }


def tenant_name_view(tenant: Tenant) -> View:
    """A workspace as TenantNameAnswer describes it."""
    return {"id": tenant.id, "name": tenant.name}
