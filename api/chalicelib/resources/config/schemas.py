"""What the sign-in page must know before anybody signed in."""

from chalicelib.resources.schemas import Answer


class ConfigAnswer(Answer):
    """How this installation is set up, as far as it is nobody's secret."""

    simulator_url: str
    stage: str
    google: bool
