"""One chat completion within a time budget."""

import json
import random
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx

from flotilla.domain.errors import UnavailableError

MAX_BODY = 262_144
"""Bytes of an answer that are read; a reply with its fields is a few thousand."""

CONNECT_SECONDS = 2.0

LEAST_TIME_FOR_A_TRY = 1.0
"""Seconds that must be left for another try to make sense."""

ABANDONED = 4
"""Requests that may still run, given up, beside the newest; each ends by its own time-outs."""


class CompletionClient:
    """Calls `<base_url>/chat/completions`; the connection is opened at the first call and kept."""

    def __init__(
        self,
        *,
        base_url: str,
        api_key: str,
        budget_seconds: float,
        transport: httpx.BaseTransport | None = None,
        first_pause: float = 0.3,
    ) -> None:
        self._url = base_url.rstrip("/") + "/chat/completions"
        self._headers = {"Authorization": f"Bearer {api_key}"}
        self._budget = budget_seconds
        self._transport = transport
        self._first_pause = first_pause
        self._kept: httpx.Client | None = None
        self._threads = ThreadPoolExecutor(ABANDONED + 1, thread_name_prefix="model")

    def complete(self, body: dict[str, Any]) -> dict[str, Any]:
        """The server's JSON answer. Raise UnavailableError when there is none in time, or it makes no sense."""
        deadline = time.monotonic() + self._budget
        pause = self._first_pause
        while True:
            wait = pause
            try:
                status, headers, content = self._post_within(body, deadline)
            except httpx.TransportError as error:
                reason = f"no connection ({type(error).__name__})"
            else:
                if status == 200:
                    return _parsed(content)
                reason = f"status {status}"
                if status != 429 and status < 500:
                    raise UnavailableError(f"The model's server refused the request: {reason}.")
                wait = max(wait, _retry_after(headers))
            # Jitter keeps many functions from coming back at the same moment.
            wait += random.uniform(0, wait)  # noqa: S311 - no secret depends on it
            if time.monotonic() + wait + min(LEAST_TIME_FOR_A_TRY, self._budget / 4) > deadline:
                raise UnavailableError(f"The model did not answer in time: {reason}.")
            time.sleep(wait)
            pause *= 2

    def _post_within(self, body: dict[str, Any], deadline: float) -> tuple[int, httpx.Headers, bytes]:
        """`_post`, left alone at the deadline: its time-outs bound each phase, which in sum may be twice the budget."""
        posting = self._threads.submit(self._post, body, deadline)
        try:
            return posting.result(max(deadline - time.monotonic(), 0.01))
        except TimeoutError:
            posting.cancel()
            raise UnavailableError("The model did not answer in time.") from None

    def _post(self, body: dict[str, Any], deadline: float) -> tuple[int, httpx.Headers, bytes]:
        left = max(deadline - time.monotonic(), 0.01)
        # Each phase has its own clock: a slow connection must not add to a slow answer.
        connect = min(CONNECT_SECONDS, left / 4)
        limits = httpx.Timeout(left - connect, connect=connect, write=connect, pool=connect)
        content = b""
        with self._client().stream("POST", self._url, json=body, headers=self._headers, timeout=limits) as response:
            for chunk in response.iter_bytes():
                content += chunk
                # A server that drips keeps each single read in time, and would take for ever in all.
                if time.monotonic() > deadline or len(content) > MAX_BODY:
                    raise UnavailableError("The model's answer took too long or was too long.")
            return response.status_code, response.headers, content

    def _client(self) -> httpx.Client:
        if self._kept is None:
            self._kept = httpx.Client(transport=self._transport, follow_redirects=False)
        return self._kept


def _parsed(content: bytes) -> dict[str, Any]:
    try:
        parsed = json.loads(content)
    except ValueError:
        raise UnavailableError("The model's server did not answer with JSON.") from None
    if not isinstance(parsed, dict):
        raise UnavailableError("The model's server answered with something else than an object.")
    return parsed


def _retry_after(headers: httpx.Headers) -> float:
    try:
        return max(0.0, float(headers.get("retry-after", "0")))
    except ValueError:
        return 0.0
