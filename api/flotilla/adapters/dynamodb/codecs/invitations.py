"""Invitations, and the notes about people whose leads are to be released."""

from flotilla.adapters.dynamodb import keys
from flotilla.adapters.dynamodb.values import Item, read_time, read_time_or_none, write_time
from flotilla.domain.ids import InvitationId, TenantId, UserId
from flotilla.domain.invitations import Invitation
from flotilla.domain.people import Role


def write_invitation(invitation: Invitation, digest: str) -> Item:
    """The invitation's item; `digest` of its link's secret leads to the item below, when all is to be removed."""
    return {
        **keys.invitation(invitation.tenant, invitation.id)._asdict(),
        "kind": "invitation",
        "v": 1,
        "link": digest,
        "email": invitation.email,
        "role": invitation.role.value,
        "invited_by": invitation.invited_by,
        "created_at": write_time(invitation.created_at),
        "expires": write_time(invitation.expires_at),
        "accepted_at": write_time(invitation.accepted_at),
        "revoked_at": write_time(invitation.revoked_at),
    }


def read_invitation(item: Item) -> Invitation:
    """The invitation in an item."""
    return Invitation(
        id=InvitationId(keys.id_of(item["sk"])),
        tenant=keys.tenant_of(item["pk"]),
        email=item["email"],
        role=Role(item["role"]),
        invited_by=UserId(item["invited_by"]),
        created_at=read_time(item["created_at"]),
        expires_at=read_time(item["expires"]),
        accepted_at=read_time_or_none(item.get("accepted_at")),
        revoked_at=read_time_or_none(item.get("revoked_at")),
    )


def write_link(invitation: Invitation, digest: str) -> Item:
    """The item by which an invitation is found."""
    return {
        **keys.invitation_link(digest)._asdict(),
        "kind": "invitation_link",
        "v": 1,
        "tenant": invitation.tenant,
        "invitation": invitation.id,
    }


def write_release(tenant: TenantId, user: UserId) -> Item:
    """The note that a person's leads are to be released."""
    return {
        **keys.release(tenant, user)._asdict(),
        "kind": "release",
        "v": 1,
        "gsi1pk": keys.RELEASES,
        "gsi1sk": f"{tenant}#{user}",
    }


def read_release(item: Item) -> tuple[TenantId, UserId]:
    """Whose leads in which tenant."""
    return keys.tenant_of(item["pk"]), UserId(keys.id_of(item["sk"]))
