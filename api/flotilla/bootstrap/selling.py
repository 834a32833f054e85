"""The use cases of people who sell by their names, each wired at its first use."""

# ruff: noqa: D102, PLC0415  # A use case's class says what it does; imported late, a Lambda loads only what it uses.

from functools import cached_property
from typing import TYPE_CHECKING

from flotilla.bootstrap.ports import Ports
from flotilla.bootstrap.wiring import wire

if TYPE_CHECKING:
    from flotilla.services.add_note import AddNote
    from flotilla.services.assign_lead import AssignLead
    from flotilla.services.assign_leads import AssignLeads
    from flotilla.services.close_lead import CloseLead
    from flotilla.services.export_leads import ExportLeads
    from flotilla.services.hand_back import HandBack
    from flotilla.services.list_notes import ListNotes
    from flotilla.services.mark_read import MarkRead
    from flotilla.services.pause_bot import PauseBot
    from flotilla.services.pause_chat import PauseChat
    from flotilla.services.reopen_lead import ReopenLead
    from flotilla.services.resume_bot import ResumeBot
    from flotilla.services.resume_chat import ResumeChat
    from flotilla.services.show_brief import ShowBrief
    from flotilla.services.show_directory import ShowDirectory
    from flotilla.services.take_over import TakeOver


class SellingServices(Ports):
    """What people do in chats and with leads, beside the ports that it is wired to."""

    @cached_property
    def show_brief(self) -> "ShowBrief":
        from flotilla.services.show_brief import ShowBrief

        return wire(ShowBrief, self)

    @cached_property
    def show_directory(self) -> "ShowDirectory":
        from flotilla.services.show_directory import ShowDirectory

        return wire(ShowDirectory, self)

    @cached_property
    def take_over(self) -> "TakeOver":
        from flotilla.services.take_over import TakeOver

        return wire(TakeOver, self)

    @cached_property
    def hand_back(self) -> "HandBack":
        from flotilla.services.hand_back import HandBack

        return wire(HandBack, self)

    @cached_property
    def pause_chat(self) -> "PauseChat":
        from flotilla.services.pause_chat import PauseChat

        return wire(PauseChat, self)

    @cached_property
    def resume_chat(self) -> "ResumeChat":
        from flotilla.services.resume_chat import ResumeChat

        return wire(ResumeChat, self)

    @cached_property
    def pause_bot(self) -> "PauseBot":
        from flotilla.services.pause_bot import PauseBot

        return wire(PauseBot, self)

    @cached_property
    def resume_bot(self) -> "ResumeBot":
        from flotilla.services.resume_bot import ResumeBot

        return wire(ResumeBot, self)

    @cached_property
    def assign_lead(self) -> "AssignLead":
        from flotilla.services.assign_lead import AssignLead

        return wire(AssignLead, self)

    @cached_property
    def assign_leads(self) -> "AssignLeads":
        from flotilla.services.assign_leads import AssignLeads

        return wire(AssignLeads, self)

    @cached_property
    def export_leads(self) -> "ExportLeads":
        from flotilla.services.export_leads import ExportLeads

        return wire(ExportLeads, self)

    @cached_property
    def close_lead(self) -> "CloseLead":
        from flotilla.services.close_lead import CloseLead

        return wire(CloseLead, self)

    @cached_property
    def reopen_lead(self) -> "ReopenLead":
        from flotilla.services.reopen_lead import ReopenLead

        return wire(ReopenLead, self)

    @cached_property
    def mark_read(self) -> "MarkRead":
        from flotilla.services.mark_read import MarkRead

        return wire(MarkRead, self)

    @cached_property
    def add_note(self) -> "AddNote":
        from flotilla.services.add_note import AddNote

        return wire(AddNote, self)

    @cached_property
    def list_notes(self) -> "ListNotes":
        from flotilla.services.list_notes import ListNotes

        return wire(ListNotes, self)
