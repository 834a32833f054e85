"""The use cases of workspaces, people and access by their names, each wired at its first use."""

# ruff: noqa: D102, PLC0415  # A use case's class says what it does; imported late, a Lambda loads only what it uses.

from functools import cached_property
from typing import TYPE_CHECKING

from flotilla.bootstrap.ports import Ports
from flotilla.bootstrap.wiring import wire

if TYPE_CHECKING:
    from flotilla.services.accept_invitation import AcceptInvitation
    from flotilla.services.change_password import ChangePassword
    from flotilla.services.create_tenant import CreateTenant
    from flotilla.services.delete_tenant import DeleteTenant
    from flotilla.services.export_audit import ExportAudit
    from flotilla.services.finish_provider_sign_in import FinishProviderSignIn
    from flotilla.services.finish_releases import FinishReleases
    from flotilla.services.invite_member import InviteMember
    from flotilla.services.invite_owner import InviteOwner
    from flotilla.services.limit_calls import LimitCalls
    from flotilla.services.list_audit import ListAudit
    from flotilla.services.list_invitations import ListInvitations
    from flotilla.services.list_team import ListTeam
    from flotilla.services.purge_tenants import PurgeTenants
    from flotilla.services.remove_member import RemoveMember
    from flotilla.services.restore_tenant import RestoreTenant
    from flotilla.services.revoke_invitation import RevokeInvitation
    from flotilla.services.show_invitation import ShowInvitation
    from flotilla.services.show_me import ShowMe
    from flotilla.services.show_tenant import ShowTenant
    from flotilla.services.sign_out import SignOut
    from flotilla.services.sign_out_everywhere import SignOutEverywhere
    from flotilla.services.start_provider_sign_in import StartProviderSignIn
    from flotilla.services.switch_tenant import SwitchTenant
    from flotilla.services.update_member import UpdateMember
    from flotilla.services.update_tenant import UpdateTenant


class AccessServices(Ports):
    """What people do about workspaces, the team and their own sign-in, beside the ports that it is wired to."""

    @cached_property
    def sign_out(self) -> "SignOut":
        from flotilla.services.sign_out import SignOut

        return wire(SignOut, self)

    @cached_property
    def sign_out_everywhere(self) -> "SignOutEverywhere":
        from flotilla.services.sign_out_everywhere import SignOutEverywhere

        return wire(SignOutEverywhere, self)

    @cached_property
    def change_password(self) -> "ChangePassword":
        from flotilla.services.change_password import ChangePassword

        return wire(ChangePassword, self)

    @cached_property
    def start_provider_sign_in(self) -> "StartProviderSignIn":
        from flotilla.services.start_provider_sign_in import StartProviderSignIn

        return wire(StartProviderSignIn, self)

    @cached_property
    def finish_provider_sign_in(self) -> "FinishProviderSignIn":
        from flotilla.services.finish_provider_sign_in import FinishProviderSignIn

        return wire(FinishProviderSignIn, self)

    @cached_property
    def switch_tenant(self) -> "SwitchTenant":
        from flotilla.services.switch_tenant import SwitchTenant

        return wire(SwitchTenant, self)

    @cached_property
    def show_me(self) -> "ShowMe":
        from flotilla.services.show_me import ShowMe

        return wire(ShowMe, self)

    @cached_property
    def show_tenant(self) -> "ShowTenant":
        from flotilla.services.show_tenant import ShowTenant

        return wire(ShowTenant, self)

    @cached_property
    def update_tenant(self) -> "UpdateTenant":
        from flotilla.services.update_tenant import UpdateTenant

        return wire(UpdateTenant, self)

    @cached_property
    def delete_tenant(self) -> "DeleteTenant":
        from flotilla.services.delete_tenant import DeleteTenant

        return wire(DeleteTenant, self)

    @cached_property
    def restore_tenant(self) -> "RestoreTenant":
        from flotilla.services.restore_tenant import RestoreTenant

        return wire(RestoreTenant, self)

    @cached_property
    def create_tenant(self) -> "CreateTenant":
        from flotilla.services.create_tenant import CreateTenant

        return wire(CreateTenant, self)

    @cached_property
    def list_team(self) -> "ListTeam":
        from flotilla.services.list_team import ListTeam

        return wire(ListTeam, self)

    @cached_property
    def update_member(self) -> "UpdateMember":
        from flotilla.services.update_member import UpdateMember

        return wire(UpdateMember, self)

    @cached_property
    def remove_member(self) -> "RemoveMember":
        from flotilla.services.remove_member import RemoveMember

        return wire(RemoveMember, self)

    @cached_property
    def invite_member(self) -> "InviteMember":
        from flotilla.services.invite_member import InviteMember

        return wire(InviteMember, self)

    @cached_property
    def invite_owner(self) -> "InviteOwner":
        from flotilla.services.invite_owner import InviteOwner

        return wire(InviteOwner, self, invite_member=self.invite_member)

    @cached_property
    def list_invitations(self) -> "ListInvitations":
        from flotilla.services.list_invitations import ListInvitations

        return wire(ListInvitations, self)

    @cached_property
    def revoke_invitation(self) -> "RevokeInvitation":
        from flotilla.services.revoke_invitation import RevokeInvitation

        return wire(RevokeInvitation, self)

    @cached_property
    def show_invitation(self) -> "ShowInvitation":
        from flotilla.services.show_invitation import ShowInvitation

        return wire(ShowInvitation, self)

    @cached_property
    def accept_invitation(self) -> "AcceptInvitation":
        from flotilla.services.accept_invitation import AcceptInvitation

        return wire(AcceptInvitation, self)

    @cached_property
    def list_audit(self) -> "ListAudit":
        from flotilla.services.list_audit import ListAudit

        return wire(ListAudit, self)

    @cached_property
    def export_audit(self) -> "ExportAudit":
        from flotilla.services.export_audit import ExportAudit

        return wire(ExportAudit, self)

    @cached_property
    def limit_calls(self) -> "LimitCalls":
        from flotilla.services.limit_calls import LimitCalls

        return wire(LimitCalls, self)

    @cached_property
    def purge_tenants(self) -> "PurgeTenants":
        from flotilla.services.purge_tenants import PurgeTenants

        return wire(PurgeTenants, self)

    @cached_property
    def finish_releases(self) -> "FinishReleases":
        from flotilla.services.finish_releases import FinishReleases

        return wire(FinishReleases, self)
