"""All use cases by their names, each wired at its first use."""

# ruff: noqa: D102, PLC0415  # A use case's class says what it does; imported late, a Lambda loads only what it uses.

from functools import cached_property
from typing import TYPE_CHECKING

from flotilla.bootstrap.access import AccessServices
from flotilla.bootstrap.billing import BillingServices
from flotilla.bootstrap.fleet import FleetServices
from flotilla.bootstrap.inbox import InboxServices
from flotilla.bootstrap.media import MediaServices
from flotilla.bootstrap.metrics import MetricServices
from flotilla.bootstrap.pictures import PictureServices
from flotilla.bootstrap.presence import PresenceServices
from flotilla.bootstrap.runners import RunnerServices
from flotilla.bootstrap.schedules import ScheduleServices
from flotilla.bootstrap.selling import SellingServices
from flotilla.bootstrap.support import SupportServices
from flotilla.bootstrap.wiring import wire

if TYPE_CHECKING:
    from flotilla.services.admit_connection import AdmitConnection
    from flotilla.services.answer_turn import AnswerTurn
    from flotilla.services.authenticate import Authenticate
    from flotilla.services.close_connection import CloseConnection
    from flotilla.services.create_bot import CreateBot
    from flotilla.services.delete_bot import DeleteBot
    from flotilla.services.greet_connection import GreetConnection
    from flotilla.services.issue_ticket import IssueTicket
    from flotilla.services.list_bots import ListBots
    from flotilla.services.list_leads import ListLeads
    from flotilla.services.list_messages import ListMessages
    from flotilla.services.open_connection import OpenConnection
    from flotilla.services.operate_session import OperateSession
    from flotilla.services.receive_message import ReceiveMessage
    from flotilla.services.relay_changes import RelayChanges
    from flotilla.services.retry_message import RetryMessage
    from flotilla.services.seed_installation import SeedInstallation
    from flotilla.services.send_message import SendMessage
    from flotilla.services.show_bot import ShowBot
    from flotilla.services.show_lead import ShowLead
    from flotilla.services.show_session import ShowSession
    from flotilla.services.sign_in import SignIn
    from flotilla.services.update_bot import UpdateBot
    from flotilla.services.update_lead import UpdateLead


class Services(
    AccessServices,
    BillingServices,
    FleetServices,
    InboxServices,
    MediaServices,
    MetricServices,
    PictureServices,
    PresenceServices,
    RunnerServices,
    ScheduleServices,
    SellingServices,
    SupportServices,
):
    """The use cases, beside the ports that they are wired to. Each is called like a function."""

    @cached_property
    def sign_in(self) -> "SignIn":
        from flotilla.services.sign_in import SignIn

        return wire(SignIn, self)

    @cached_property
    def authenticate(self) -> "Authenticate":
        from flotilla.services.authenticate import Authenticate

        return wire(Authenticate, self)

    @cached_property
    def create_bot(self) -> "CreateBot":
        from flotilla.services.create_bot import CreateBot

        return wire(CreateBot, self, burst_window_ms=self.settings.burst_window_ms)

    @cached_property
    def update_bot(self) -> "UpdateBot":
        from flotilla.services.update_bot import UpdateBot

        return wire(UpdateBot, self)

    @cached_property
    def delete_bot(self) -> "DeleteBot":
        from flotilla.services.delete_bot import DeleteBot

        return wire(DeleteBot, self)

    @cached_property
    def show_bot(self) -> "ShowBot":
        from flotilla.services.show_bot import ShowBot

        return wire(ShowBot, self)

    @cached_property
    def list_bots(self) -> "ListBots":
        from flotilla.services.list_bots import ListBots

        return wire(ListBots, self)

    @cached_property
    def show_session(self) -> "ShowSession":
        from flotilla.services.show_session import ShowSession

        return wire(ShowSession, self)

    @cached_property
    def operate_session(self) -> "OperateSession":
        from flotilla.services.operate_session import OperateSession

        return wire(OperateSession, self)

    @cached_property
    def list_leads(self) -> "ListLeads":
        from flotilla.services.list_leads import ListLeads

        return wire(ListLeads, self)

    @cached_property
    def show_lead(self) -> "ShowLead":
        from flotilla.services.show_lead import ShowLead

        return wire(ShowLead, self)

    @cached_property
    def update_lead(self) -> "UpdateLead":
        from flotilla.services.update_lead import UpdateLead

        return wire(UpdateLead, self)

    @cached_property
    def list_messages(self) -> "ListMessages":
        from flotilla.services.list_messages import ListMessages

        return wire(ListMessages, self)

    @cached_property
    def send_message(self) -> "SendMessage":
        from flotilla.services.send_message import SendMessage

        return wire(SendMessage, self, take_upload=self.take_upload)

    @cached_property
    def retry_message(self) -> "RetryMessage":
        from flotilla.services.retry_message import RetryMessage

        return wire(RetryMessage, self)

    @cached_property
    def issue_ticket(self) -> "IssueTicket":
        from flotilla.services.issue_ticket import IssueTicket

        return wire(IssueTicket, self)

    @cached_property
    def open_connection(self) -> "OpenConnection":
        from flotilla.services.open_connection import OpenConnection

        return wire(OpenConnection, self)

    @cached_property
    def close_connection(self) -> "CloseConnection":
        from flotilla.services.close_connection import CloseConnection

        return wire(CloseConnection, self)

    @cached_property
    def greet_connection(self) -> "GreetConnection":
        from flotilla.services.greet_connection import GreetConnection

        return wire(GreetConnection, self)

    @cached_property
    def admit_connection(self) -> "AdmitConnection":
        from flotilla.services.admit_connection import AdmitConnection

        return wire(AdmitConnection, self)

    @cached_property
    def receive_message(self) -> "ReceiveMessage":
        from flotilla.services.receive_message import ReceiveMessage

        return wire(ReceiveMessage, self, canonical_chat=self.canonical_chat)

    @cached_property
    def answer_turn(self) -> "AnswerTurn":
        from flotilla.services.answer_turn import AnswerTurn

        return wire(AnswerTurn, self)

    @cached_property
    def relay_changes(self) -> "RelayChanges":
        from flotilla.services.relay_changes import RelayChanges

        return wire(RelayChanges, self)

    @cached_property
    def seed_installation(self) -> "SeedInstallation":
        from flotilla.services.seed_installation import SeedInstallation

        return wire(SeedInstallation, self, burst_window_ms=self.settings.burst_window_ms)
