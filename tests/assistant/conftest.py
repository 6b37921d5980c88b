"""An OpenAI-compatible server that says what a script wants: a plain function behind a real socket."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import chain
from typing import Any

import pytest

import assistant.model
from assistant.model import ChatModel, open_model

Request = dict[str, Any]
Script = Callable[[Request], Iterator[Any]]
"""What is asked → the pieces of the answer. In place of a piece: a number is an HTTP status (first only, headers may
follow), an `OSError` cuts the connection there, an `Event` is waited for."""


@dataclass
class Served:
    """A running server: the model that is reached through it, and what was asked so far."""

    model: ChatModel
    url: str
    asked: list[Request] = field(default_factory=list)
    broken_off: threading.Event = field(default_factory=threading.Event)


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A client that goes away is no error here."""


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Served]]:
    """`serve(script, **options of open_model)` starts a server on a free loopback port; all are stopped at the end."""
    monkeypatch.setattr(assistant.model, "BACK_OFF", 0.01)
    running: list[_Quiet] = []

    def start(script: Script, **options: Any) -> Served:
        server = _Quiet(("127.0.0.1", 0), _handler(script, lambda: served))
        url = f"http://127.0.0.1:{server.server_address[1]}/v1"
        served = Served(open_model("scripted", url, **options), url)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        running.append(server)
        return served

    yield start
    for server in running:
        server.shutdown()
        server.server_close()


def _handler(script: Script, served: Callable[[], Served]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Nothing on stderr."""

        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            served().asked.append(request)
            pieces = script(request)
            first = next(pieces, "")
            if isinstance(first, int):
                refusal = json.dumps({"error": {"message": "no", "type": "x"}})
                self._send(first, "application/json", refusal, next(pieces, {}))
                return
            self._send(200, "text/event-stream", "")
            try:
                for piece in chain([first], pieces):
                    if isinstance(piece, OSError):
                        self.connection.close()
                        return
                    if isinstance(piece, threading.Event):
                        piece.wait(10)
                        continue
                    self._event({"choices": [{"index": 0, "delta": {"role": "assistant", "content": piece}}]})
                self._event({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
                self.wfile.write(b"data: [DONE]\n\n")
            except OSError:
                served().broken_off.set()

        def _send(self, status: int, kind: str, body: str, headers: dict[str, str] | None = None) -> None:
            self.send_response(status)
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            self.send_header("Content-Type", kind)
            if body:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body.encode())

        def _event(self, data: dict[str, Any]) -> None:
            common = {"id": "x", "object": "chat.completion.chunk", "created": 0, "model": "scripted"}
            self.wfile.write(f"data: {json.dumps(common | data)}\n\n".encode())
            self.wfile.flush()

    return Handler
