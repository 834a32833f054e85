"""Let the first owner in."""

from collections.abc import Iterator

from flotilla.domain.invitations import link_of
from flotilla.operator.stack import Stack


def invite(stack: Stack, email: str) -> Iterator[str]:
    """Lines to print, the link among them: it is kept nowhere, and whoever has it may use it once.

    Raise ConflictError where somebody owns the workspace already, and InvalidInputError for what is no address.
    """
    invited = stack.installation().invite_owner(email)
    yield link_of(stack.settings.site_url, invited.secret)
    yield (
        f"Pass it on to {invited.invitation.email}: it works once, until "
        f"{invited.invitation.expires_at:%Y-%m-%d %H:%M} UTC, and is not shown again."
    )
