"""What the end-to-end tests do to the stack: what a page, a phone and a curious stranger would."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import httpx

from tests.api.contract import Contract
from tests.stack import Stack, eventually


@lru_cache(maxsize=4)
def contract_of(api: str) -> Contract:
    """The description that a deployed API gives of itself."""
    return Contract(httpx.get(f"{api}/openapi.json", timeout=30).raise_for_status().json())


def check_against(contract: Contract) -> Callable[[httpx.Response], None]:
    """A hook that fails the request whose answer the API's own description doesn't have."""

    def check(response: httpx.Response) -> None:
        response.read()
        kind = response.headers.get("content-type", "")
        content = response.text if kind.startswith("text/") else response.content
        body = response.json() if "json" in kind and content else content
        path = response.request.url.path.removeprefix("/api")
        contract.check(response.request.method, path, response.status_code, response.headers, body)

    return check


class Api:
    """A signed-in (or anonymous) client of the REST API, as a browser on the site would be.

    Whatever it is answered is checked against the API's description.
    """

    def __init__(self, stack: Stack, account: str | None = "admin") -> None:
        site = stack.endpoints["site"].rstrip("/")
        self.http = httpx.Client(
            base_url=stack.endpoints["api"],
            headers={"Origin": site},
            timeout=20,
            event_hooks={"response": [check_against(contract_of(stack.endpoints["api"]))]},
        )
        if account is not None:
            answer = self.http.post("/auth/login", json=stack.endpoints[account])
            assert answer.status_code == 200, answer.text

    def get(self, path: str) -> Any:
        """The body of a GET that must succeed."""
        answer = self.http.get(path)
        assert answer.status_code == 200, f"{path}: {answer.status_code} {answer.text}"
        return answer.json()

    def post(self, path: str, body: Any = None) -> Any:
        """The body of a POST that must succeed."""
        answer = self.http.post(path, json=body if body is not None else {})
        assert answer.status_code in (200, 201, 202), f"{path}: {answer.status_code} {answer.text}"
        return answer.json()

    def session(self, bot: str) -> Any:
        """The bot's session as shown now."""
        return self.get(f"/bots/{bot}/session")

    def wait_for_status(self, bot: str, status: str, timeout: float = 60) -> Any:
        """The session once it shows the status."""

        def look() -> Any:
            seen = self.session(bot)
            return seen if seen["status"] == status and (status != "SCAN_QR_CODE" or seen["qr"]) else None

        return eventually(look, f"session {status}", timeout, every=0.3)

    def lead_of(self, chat: str) -> Any:
        """The lead of a chat, or None."""
        return next((lead for lead in self.get("/leads?limit=100")["items"] if lead["chat_id"] == chat), None)


PLAIN = httpx.Client(verify=False, limits=httpx.Limits(max_keepalive_connections=0))  # Speaks http only.
"""For the simulator, which is asked many times a second: reading the certificates of the world anew takes 30 ms."""


@dataclass
class Phone:
    """A simulated phone."""

    simulator: str
    number: str

    @classmethod
    def make(cls, stack: Stack, number: str, name: str) -> "Phone":
        """The phone with this number, made if it isn't there."""
        answer = PLAIN.post(f"{stack.endpoints['simulator']}/phones", json={"number": number, "name": name})
        assert answer.status_code in (200, 201), answer.text
        return cls(stack.endpoints["simulator"], number)

    def scan(self, qr: str) -> httpx.Response:
        """Point the phone's camera at a code."""
        return PLAIN.post(f"{self.simulator}/phones/{self.number}/scan", json={"qr": qr})

    def write(self, to: str, text: str) -> Any:
        """Write a text to a number."""
        answer = PLAIN.post(f"{self.simulator}/phones/{self.number}/messages", json={"to": to, "text": text})
        assert answer.status_code == 201, answer.text
        return answer.json()

    def messages(self, other: str) -> list[dict[str, Any]]:
        """The chat with a number, oldest first."""
        answer = PLAIN.get(f"{self.simulator}/phones/{self.number}/messages", params={"with": other})
        assert answer.status_code == 200, answer.text
        items: list[dict[str, Any]] = answer.json()["items"]
        return items

    def replies(self, other: str) -> list[dict[str, Any]]:
        """What came from the other side."""
        return [message for message in self.messages(other) if not message["from_me"]]

    @property
    def chat(self) -> str:
        """The chat id under which the business sees this phone."""
        return f"{re.sub(r'[^0-9]', '', self.number)}@c.us"


BOT_NUMBER = "5511900000001"


def linked_bot(stack: Stack) -> tuple[Api, str]:
    """The seeded bot, linked to the bot's phone: scanned if it is not yet."""
    api = Api(stack)
    bot = stack.endpoints["bot_id"]
    phone = Phone.make(stack, BOT_NUMBER, "Bot's phone (sample)")
    if api.get(f"/bots/{bot}")["desired"] == "disabled" or api.session(bot)["status"] == "STOPPED":
        # A test that failed half-way left it off, or nobody scanned its codes in time: those after it go on.
        api.post(f"/bots/{bot}/session/start")
    eventually(lambda: api.session(bot)["status"] in ("SCAN_QR_CODE", "WORKING"), "QR or a working session", 60)
    if api.session(bot)["status"] == "SCAN_QR_CODE":
        code = api.wait_for_status(bot, "SCAN_QR_CODE")["qr"]
        answer = phone.scan(code)
        assert answer.status_code in (200, 201, 202, 204), answer.text
    api.wait_for_status(bot, "WORKING")
    return api, bot
