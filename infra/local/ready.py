"""Is the stack really ready? Asked the way a person would: page, sign-in, and the bot's session."""

from __future__ import annotations

import time
from collections.abc import Callable

import httpx

from flotilla.adapters.dynamodb import keys
from flotilla.domain.ids import BotId
from infra.local.aws import Aws
from infra.local.people import SignIn

#: Seconds that a function's first call may take on a busy machine.
ANSWER_SECONDS = 30


class NotReadyError(RuntimeError):
    """Something that should answer did not; the message says what, and what it answered instead."""


class Visitor:
    """A browser of few words: it keeps the sign-in cookie, a Secure one too, as browsers do for localhost."""

    def __init__(self, site: str) -> None:
        self._site = site
        self._client = httpx.Client(base_url=site, timeout=ANSWER_SECONDS, trust_env=False)
        self._cookie = ""

    def get(self, path: str) -> httpx.Response:
        """A page or a resource.

        Raises:
            NotReadyError: when the answer is not 2xx.
        """
        return self._ask(self._client.build_request("GET", path, headers={"Cookie": self._cookie}))

    def sign_in(self, who: SignIn) -> bool:
        """Sign in as a person does.

        Raises:
            NotReadyError: when that is refused.
        """
        body = {"email": who.email, "password": who.password}
        headers = {"Origin": self._site}
        answer = self._ask(self._client.build_request("POST", "/api/v1/auth/login", json=body, headers=headers))
        self._cookie = answer.headers.get("Set-Cookie", "").partition(";")[0]
        return True

    def _ask(self, request: httpx.Request) -> httpx.Response:
        try:
            answer = self._client.send(request)
        except httpx.HTTPError as error:
            raise NotReadyError(f"{request.url} did not answer: {error!r}.") from None
        if not answer.is_success:
            raise NotReadyError(f"{request.url} answered {answer.status_code}: {answer.text[:300]}")
        return answer


def serves_pages(visitor: Visitor) -> bool:
    """Whether a page of the app is served; raises NotReadyError when something else is."""
    page = visitor.get("/login")
    kind = page.headers.get("Content-Type", "")
    if not kind.startswith("text/html") or "<script" not in page.text:
        raise NotReadyError(f"The site served {kind or 'something'} in place of its page.")
    return True


def session_status(visitor: Visitor, bot: str) -> str:
    """The session's status as the API tells it."""
    return str(visitor.get(f"/api/v1/bots/{bot}/session").json()["status"])


def lease_holder(aws: Aws, table: str, bot: str) -> str:
    """Id of the runner that holds a bot, dead ones included; empty while nobody does."""
    key = keys.lease(BotId(bot))
    found = aws.dynamodb.get_item(TableName=table, Key={"pk": {"S": key.pk}, "sk": {"S": key.sk}}, ConsistentRead=True)
    return found.get("Item", {}).get("holder", {}).get("S", "")


def is_wanted(visitor: Visitor, bot: str) -> bool:
    """Whether people want the bot's session to run."""
    return bool(visitor.get(f"/api/v1/bots/{bot}").json().get("desired", "enabled") == "enabled")


def eventually(what: str, attempt: Callable[[], bool], seconds: float, meanwhile: Callable[[], None]) -> None:
    """Try until it succeeds.

    Args:
        what: what is waited for, to be named when it does not come.
        attempt: returns whether it is there; NotReadyError means not yet.
        seconds: how long to wait.
        meanwhile: called between attempts; may raise to give up.

    Raises:
        NotReadyError: when the time is over.
    """
    deadline, last = time.monotonic() + seconds, ""
    while True:
        try:
            if attempt():
                return
        except NotReadyError as error:
            last = str(error)
        if time.monotonic() > deadline:
            raise NotReadyError(f"After {seconds:g} s still waiting for {what}. {last}".strip())
        meanwhile()
        time.sleep(0.1)
