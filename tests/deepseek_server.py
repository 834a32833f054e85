"""A scripted server that speaks DeepSeek's chat completions, and can be broken in each way that servers are."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Script = Callable[[int, BaseHTTPRequestHandler], None]


class Server:
    """`asked`: the bodies of the requests it got; `headers`: their authorization. `script` answers the next ones."""

    def __init__(self, url: str, script: Script) -> None:
        self.url = url
        self.script = script
        self.asked: list[dict[str, Any]] = []
        self.headers: list[str] = []
        self.closing = threading.Event()


@contextmanager
def scripted(script: Script) -> Iterator[Server]:
    """A server on a free port that answers by the script, which may be replaced while it runs."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["content-length"])
            server.asked.append(json.loads(self.rfile.read(length)))
            server.headers.append(self.headers["authorization"])
            try:
                server.script(len(server.asked), self)
            except (BrokenPipeError, ConnectionResetError):
                """The client gave up, as it should."""

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
            """Tests don't print requests."""

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    server = Server(f"http://127.0.0.1:{http.server_address[1]}", script)
    threading.Thread(target=http.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.closing.set()
        http.shutdown()
        http.server_close()


def send(handler: BaseHTTPRequestHandler, status: int, body: bytes, **headers: str) -> None:
    """Answer a request."""
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("content-length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def completion(arguments: Any, name: str = "answer_customer") -> bytes:
    """A completion that calls the tool with these arguments."""
    text = arguments if isinstance(arguments, str) else json.dumps(arguments)
    call = {"id": "1", "type": "function", "function": {"name": name, "arguments": text}}
    body = {
        "choices": [{"message": {"role": "assistant", "content": None, "tool_calls": [call]}}],
        "usage": {"prompt_tokens": 321, "completion_tokens": 45},
    }
    return json.dumps(body).encode()


def always(body: bytes, status: int = 200, **headers: str) -> Script:
    """Answers each request alike."""
    return lambda _, handler: send(handler, status, body, **headers)


def hanging(_: int, handler: BaseHTTPRequestHandler) -> None:
    """Says nothing until the client has gone."""
    while handler.connection.recv(1, 0):
        """Whatever else comes is ignored."""


def dripping(_: int, handler: BaseHTTPRequestHandler) -> None:
    """Sends a byte now and then, and never an answer."""
    handler.send_response(200)
    handler.end_headers()
    pause = threading.Event()
    while not pause.wait(0.05):
        handler.wfile.write(b" ")
        handler.wfile.flush()


def resetting(_: int, handler: BaseHTTPRequestHandler) -> None:
    """Hangs up without an answer."""
    handler.connection.close()


def reply(text: str) -> Script:
    """Calls the tool with nothing but a reply."""
    return always(completion({"reply": text}))


NONSENSE: dict[str, bytes] = {
    "not JSON": b"<html>oops</html>",
    "no object": b"[]",
    "no choices": b"{}",
    "empty choices": b'{"choices": []}',
    "text instead of the tool": json.dumps({"choices": [{"message": {"content": "Hello!"}}]}).encode(),
    "another tool": completion({"reply": "x"}, name="delete_everything"),
    "malformed arguments": completion('{"reply": "Hel'),
    "arguments of another shape": completion({"reply": {"text": "x"}}),
    "no reply": completion({"fields": []}),
    "empty reply": completion({"reply": "   "}),
    "endless reply": completion({"reply": "x" * 5000}),
    "huge answer": b" " * 2_000_000,
}
"""Answers with status 200 that no customer may see anything of."""

BREAKAGES: dict[str, Script] = {
    "hanging": hanging,
    "dripping": dripping,
    "resetting": resetting,
    "500": always(b"{}", 500),
    "429 at once": always(b"{}", 429, retry_after="1"),
    "429 for long": always(b"{}", 429, retry_after="60"),
    "not JSON": always(NONSENSE["not JSON"]),
    "malformed arguments": always(NONSENSE["malformed arguments"]),
    "empty reply": always(NONSENSE["empty reply"]),
    "huge answer": always(NONSENSE["huge answer"]),
}
