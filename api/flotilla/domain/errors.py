"""The one tree of exceptions. Delivery maps each class to an HTTP status in one place; nothing below knows HTTP."""

from collections.abc import Mapping


class FlotillaError(Exception):
    """Any failure that Flotilla raises on purpose.

    `code` is stable and for programs; the message is a sentence for people.
    """

    code = "error"

    def __init__(self, message: str, *, code: str | None = None) -> None:
        super().__init__(message)
        if code is not None:
            self.code = code

    @property
    def message(self) -> str:
        """The sentence for people."""
        return str(self)


class InvalidInputError(FlotillaError):
    """What the caller sent can't be used; `fields` maps the place (`fields.email`) to what is wrong there."""

    code = "invalid_input"

    def __init__(self, message: str, *, fields: Mapping[str, str] | None = None, code: str | None = None) -> None:
        super().__init__(message, code=code)
        self.fields: Mapping[str, str] = dict(fields or {})


class TooLargeError(FlotillaError):
    """The body, the text or the file is larger than allowed."""

    code = "too_large"


class UnauthenticatedError(FlotillaError):
    """Nobody is signed in, or the sign-in is not valid (any more)."""

    code = "unauthenticated"


class ForbiddenError(FlotillaError):
    """The person is known, and their role has no power to do this."""

    code = "forbidden"


class NotFoundError(FlotillaError):
    """There is no such thing for this tenant; also the answer for another tenant's things."""

    code = "not_found"


class ConflictError(FlotillaError):
    """Somebody else changed the same thing first, or it already exists; `fields` may say what stands there now."""

    code = "conflict"

    def __init__(self, message: str, *, code: str | None = None, fields: Mapping[str, str] | None = None) -> None:
        super().__init__(message, code=code)
        self.fields: Mapping[str, str] = dict(fields or {})


class StaleHolderError(ConflictError):
    """A runner that no longer holds the bot's lease tried to write."""

    code = "stale_holder"


class LimitReachedError(FlotillaError):
    """A limit would be exceeded. `limit` names the plan's (`bots`, `users`, …) and `allowed` says how much that is.

    Both are None where no plan allows more. `plan` is the one that is too small, and `used` how much there is, once
    that is known.
    """

    code = "limit_reached"

    def __init__(
        self, message: str, *, limit: str | None = None, allowed: int | None = None, code: str | None = None
    ) -> None:
        super().__init__(message, code=code)
        self.limit = limit
        self.allowed = allowed
        self.plan: str | None = None
        self.used: int | None = None


class RateLimitedError(FlotillaError):
    """Too many tries; `retry_after` in whole seconds."""

    code = "rate_limited"

    def __init__(self, message: str, *, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class UnavailableError(FlotillaError):
    """Something that Flotilla needs (a model, a queue, WhatsApp) does not answer now; trying again makes sense."""

    code = "unavailable"


class MisconfiguredError(FlotillaError):
    """A setting is missing or makes no sense; the message names it."""

    code = "misconfigured"
