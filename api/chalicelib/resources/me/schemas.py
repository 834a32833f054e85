"""The signed-in person and what their pages need to know."""

from chalicelib.resources.auth.schemas import SignInAnswer
from chalicelib.resources.schemas import Answer
from flotilla.domain.people import Power


class PageConfig(Answer):
    """Addresses of this installation; `simulator_url` is empty where real phones are used."""

    simulator_url: str
    whatsapp_url: str
    websocket_url: str
    stage: str


class MeAnswer(SignInAnswer):
    """Who is signed in, and what they may do."""

    powers: list[Power]
    config: PageConfig
