"""The use cases of plans and payments by their names, each wired at its first use."""

# ruff: noqa: D102, PLC0415  # A use case's class says what it does; imported late, a Lambda loads only what it uses.

from functools import cached_property
from typing import TYPE_CHECKING

from flotilla.bootstrap.ports import Ports
from flotilla.bootstrap.wiring import wire

if TYPE_CHECKING:
    from flotilla.services.accept_payment_event import AcceptPaymentEvent
    from flotilla.services.enforce_plans import EnforcePlans
    from flotilla.services.list_invoices import ListInvoices
    from flotilla.services.open_portal import OpenPortal
    from flotilla.services.settle_payment_event import SettlePaymentEvent
    from flotilla.services.show_billing import ShowBilling
    from flotilla.services.show_usage import ShowUsage
    from flotilla.services.start_checkout import StartCheckout


class BillingServices(Ports):
    """What workspaces buy and use up, beside the ports that it is wired to."""

    @cached_property
    def accept_payment_event(self) -> "AcceptPaymentEvent":
        from flotilla.services.accept_payment_event import AcceptPaymentEvent

        return wire(AcceptPaymentEvent, self)

    @cached_property
    def enforce_plans(self) -> "EnforcePlans":
        from flotilla.services.enforce_plans import EnforcePlans

        return wire(EnforcePlans, self, site_url=self.settings.site_url)

    @cached_property
    def list_invoices(self) -> "ListInvoices":
        from flotilla.services.list_invoices import ListInvoices

        return wire(ListInvoices, self)

    @cached_property
    def open_portal(self) -> "OpenPortal":
        from flotilla.services.open_portal import OpenPortal

        return wire(OpenPortal, self, site_url=self.settings.site_url)

    @cached_property
    def settle_payment_event(self) -> "SettlePaymentEvent":
        from flotilla.services.settle_payment_event import SettlePaymentEvent

        return wire(SettlePaymentEvent, self)

    @cached_property
    def show_billing(self) -> "ShowBilling":
        from flotilla.services.show_billing import ShowBilling

        return wire(ShowBilling, self)

    @cached_property
    def show_usage(self) -> "ShowUsage":
        from flotilla.services.show_usage import ShowUsage

        return wire(ShowUsage, self)

    @cached_property
    def start_checkout(self) -> "StartCheckout":
        from flotilla.services.start_checkout import StartCheckout

        return wire(StartCheckout, self, site_url=self.settings.site_url)
