"""Payments by Stripe. Nothing here is imported by a function that never sells or settles anything."""

from flotilla.adapters.stripe.payments import StripePayments

__all__ = ["StripePayments"]
