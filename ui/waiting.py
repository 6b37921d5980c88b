"""What the port says while the program starts: a page that opens the real one by itself.

Loading Gradio takes longer than people wait before a blank page, so this is made of the standard library alone.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection
from html import escape
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import TCPServer, ThreadingMixIn
from threading import Thread

from ui import policy
from ui import wording as words
from ui.hosts import Hosts, name_in
from ui.wording import access as wording


class Waiting:
    """A listener at `http://host:port` until it is closed. Raises `OSError` or `OverflowError` when it cannot be."""

    def __init__(self, host: str, port: int, sites: Collection[str] = ()) -> None:
        self._server = _Server((host, port), _Handler)
        self._server.hosts = Hosts(sites)
        self._thread = Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Leave the port to whoever listens next; at once, whatever is still being answered. May be called again."""
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingMixIn, TCPServer):
    """Each connection has a thread, since browsers open some that they say nothing on; none is waited for."""

    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False
    hosts = Hosts()


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = 5
    default_request_version = "HTTP/1.0"  # so that every answer has its headers

    def _answer(self) -> None:
        host = self.headers.get("Host", "")
        if not self.server.hosts.known(host):
            self._send(421, json.dumps({"detail": wording.WRONG_HOST.format(host=name_in(host) or "?")}))
        elif "text/html" in self.headers.get("Accept", ""):
            nonce = secrets.token_urlsafe(16)
            self._send(503, page(nonce), "text/html", nonce)
        else:
            self._send(503, json.dumps({"detail": wording.STARTING}))

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = do_OPTIONS = _answer

    def _send(self, status: int, text: str, kind: str = "application/json", nonce: str = "") -> None:
        body = text.encode()
        self.send_response_only(status)
        sent = {"Content-Type": f"{kind}; charset=utf-8", "Content-Length": str(len(body)), "Connection": "close"}
        for name, value in {**sent, **policy.headers(nonce), "Cache-Control": "no-store", "Retry-After": "1"}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """What is no proper request gets no page of Python's."""
        self._send(code, json.dumps({"detail": wording.NOT_FOUND}))

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the program's lines are for what matters."""


def page(nonce: str) -> str:
    """The page that says that the program starts; its script carries `nonce`."""
    here = Path(__file__).parent
    texts = {"app": words.TITLE, "tagline": words.TAGLINE, "starting": wording.STARTING, "lost": wording.LOST}
    html = (here / "waiting.html").read_text(encoding="utf-8")
    style = (here / "login.css").read_text(encoding="utf-8")
    script = (here / "waiting.js").read_text(encoding="utf-8")
    return html.format(style=style, script=script, nonce=nonce, **{name: escape(text) for name, text in texts.items()})
