"""A browser on the site, as far as the API can tell: it keeps cookies, names its origin, and reads JSON."""

import json
from dataclasses import dataclass
from typing import Any

from chalice.test import Client

from tests.api.contract import Contract

SITE = "https://bots.example.com"


@dataclass(frozen=True)
class Answer:
    """What came back. Header names are in lower case; Set-Cookie is a list."""

    status: int
    headers: dict[str, Any]
    body: Any

    def problem(self, status: int, code: str) -> dict[str, Any]:
        """The problem details; fail unless the answer is one with this status and code."""
        assert self.status == status, self.body
        assert self.headers["content-type"] == "application/problem+json"
        assert self.body["status"] == status
        assert self.body["code"] == code, self.body
        assert self.body["type"] == "about:blank"
        assert self.body["title"]
        assert self.body["detail"].endswith((".", "?"))
        found: dict[str, Any] = self.body
        return found


class Browser:
    """Sends requests to the app and checks each answer against the description."""

    def __init__(self, client: Client, contract: Contract) -> None:
        self._client = client
        self._contract = contract
        self.cookies: dict[str, str] = {}
        self.origin: str | None = SITE

    def sign_in(self, email: str, password: str) -> "Browser":
        """Sign in; fail if that is refused."""
        answer = self.post("/auth/login", {"email": email, "password": password})
        assert answer.status == 200, answer.body
        return self

    def get(self, path: str, **headers: str) -> Answer:
        """GET."""
        return self.send("GET", path, headers=headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Answer:
        """POST a JSON body, or none."""
        return self.send("POST", path, body, headers)

    def patch(self, path: str, body: Any, **headers: str) -> Answer:
        """PATCH with a JSON body."""
        return self.send("PATCH", path, body, headers)

    def delete(self, path: str) -> Answer:
        """DELETE."""
        return self.send("DELETE", path)

    def send(self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None) -> Answer:
        """Any request. A body of bytes is sent as it is; underscores in header names become dashes."""
        sent = {"Host": "api.example.com"}
        if self.origin is not None and method != "GET":
            sent["Origin"] = self.origin
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body is not None:
            sent["Content-Type"] = "application/json"
        sent |= {name.replace("_", "-"): value for name, value in (headers or {}).items()}
        raw = body if isinstance(body, bytes) else json.dumps(body).encode() if body is not None else b""
        response = self._client.http.request(method, f"/v1{path}", headers=sent, body=raw)
        answer = self._read(response.status_code, response.headers, response.body)
        self._keep_cookies(answer)
        self._contract.check(method, f"/v1{path}", answer.status, answer.headers, answer.body)
        return answer

    def _read(self, status: int, headers: dict[str, Any], body: bytes) -> Answer:
        lowered = {name.lower(): value for name, value in headers.items()}
        kind = str(lowered.get("content-type", ""))
        if kind.startswith("text/"):
            return Answer(status, lowered, body.decode())
        return Answer(status, lowered, json.loads(body) if "json" in kind and body else body)

    def _keep_cookies(self, answer: Answer) -> None:
        for line in answer.headers.get("set-cookie", []):
            name, _, value = line.partition(";")[0].partition("=")
            if "Max-Age=0" in line:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value
