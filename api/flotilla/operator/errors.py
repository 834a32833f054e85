"""What stops an operator's command."""


class OperatorError(RuntimeError):
    """It can't be done; the message says why and what helps."""
