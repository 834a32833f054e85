"""Stripe's failures in the words of the domain."""

from collections.abc import Iterator
from contextlib import contextmanager

import stripe

from flotilla.domain.errors import ConflictError, MisconfiguredError, NotFoundError, UnavailableError


@contextmanager
def translated() -> Iterator[None]:
    """Raise what the port says. Stripe's own sentences may hold personal data: only codes are passed on."""
    try:
        yield
    except stripe.IdempotencyError as error:
        raise ConflictError("Something else was asked for under the same key.", code="other_order") from error
    except (stripe.AuthenticationError, stripe.PermissionError) as error:
        raise MisconfiguredError("Stripe refuses the key in STRIPE_SECRET_KEY.") from error
    except stripe.InvalidRequestError as error:
        if error.code == "resource_missing":
            raise NotFoundError(f"Stripe knows no such thing ({error.param}).") from error
        raise MisconfiguredError(f"Stripe refuses a request ({error.code or 'invalid'}, {error.param}).") from error
    except stripe.StripeError as error:
        raise UnavailableError("The payment provider does not answer now.") from error
