"""What stops a deployment."""


class DeployError(RuntimeError):
    """It can't go on; the message says what is wrong and what helps."""
