"""Credentials of the task role, as ECS serves them to the containers of a task.

The AWS SDKs ask the address in AWS_CONTAINER_CREDENTIALS_FULL_URI again before what they got expires, so that a runner
acts under its own least-privilege role for as long as it lives.
"""

from __future__ import annotations

import json
import secrets
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from infra.local.aws import Aws


@dataclass(frozen=True)
class Grant:
    """What a task may ask for, and the word that it must say."""

    role: str
    session: str
    token: str


class TaskCredentials:
    """A loopback server that assumes a task's role for the task."""

    def __init__(self, aws: Aws, port: int) -> None:
        self._aws, self._port = aws, port
        self._grants: dict[str, Grant] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", port), self._handler())
        self._server.daemon_threads = True
        # A client is made here, once: boto3's sessions must not make clients in several threads at a time.
        self._sts = aws.sts
        threading.Thread(target=self._server.serve_forever, daemon=True, name="task-credentials").start()

    def grant(self, task_id: str, role: str) -> dict[str, str]:
        """Let a task use a role; returns the variables that tell its SDK how."""
        self._grants[task_id] = Grant(role, f"task-{task_id[:40]}", secrets.token_urlsafe(24))
        return {
            "AWS_CONTAINER_CREDENTIALS_FULL_URI": f"http://127.0.0.1:{self._port}/credentials/{task_id}",
            "AWS_CONTAINER_AUTHORIZATION_TOKEN": self._grants[task_id].token,
        }

    def revoke(self, task_id: str) -> None:
        """Serve a task nothing any more."""
        self._grants.pop(task_id, None)

    def close(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()

    def _assume(self, grant: Grant) -> dict[str, Any]:
        answer = self._sts.assume_role(RoleArn=grant.role, RoleSessionName=grant.session, DurationSeconds=3600)
        given = answer["Credentials"]
        return {
            "RoleArn": grant.role,
            "AccessKeyId": given["AccessKeyId"],
            "SecretAccessKey": given["SecretAccessKey"],
            "Token": given["SessionToken"],
            "Expiration": given["Expiration"].strftime("%Y-%m-%dT%H:%M:%SZ"),
        }

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        outer = self

        class Handler(BaseHTTPRequestHandler):
            """Answers GET /credentials/<task>."""

            def do_GET(self) -> None:  # The name that http.server calls.
                """Serve the credentials of the task that proves to be the one it names."""
                grant = outer._grants.get(self.path.rpartition("/")[2])
                said = self.headers.get("Authorization", "")
                if grant is None or not secrets.compare_digest(said.encode(), grant.token.encode()):
                    self._answer(403, {"message": "Unknown task or wrong token."})
                else:
                    self._answer(200, outer._assume(grant))

            def _answer(self, status: int, body: dict[str, Any]) -> None:
                content = json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # The signature of http.server.
                """Keep quiet: requests would name the tasks' secrets' places."""

        return Handler
