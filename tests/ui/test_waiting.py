"""The page that stands in while the program starts: who may see it, what it says, and that it moves on by itself."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import httpx
import pytest
from playwright.sync_api import Browser, expect

from tests.test_app import free_port
from ui import policy
from ui.waiting import Waiting
from ui.wording import access as wording


@pytest.fixture
def waiting() -> Iterator[tuple[Waiting, str]]:
    port = free_port()
    listener = Waiting("127.0.0.1", port, ["troly.example"])
    yield listener, f"http://127.0.0.1:{port}"
    listener.close()


def test_people_get_a_page_and_programs_a_line_whatever_they_ask_for(waiting: tuple[Waiting, str]) -> None:
    _, url = waiting
    for path in ("/", "/?cau-hoi=%22%3Cscript%3E", "/gradio_api/queue/join"):
        page = httpx.get(url + path, headers={"Accept": "text/html"})
        assert (page.status_code, page.headers["retry-after"], page.headers["cache-control"]) == (503, "1", "no-store")
        nonce = page.text.split('nonce="')[1].split('"')[0]
        assert policy.headers(nonce).items() <= {k.title(): v for k, v in page.headers.items()}.items()
        assert wording.STARTING in page.text and page.text.count("<script") == 1
        for method in ("GET", "POST", "OPTIONS", "DELETE"):
            told = httpx.request(method, url + path)
            assert (told.status_code, told.json()) == (503, {"detail": wording.STARTING})


@pytest.mark.parametrize(("host", "status"), [("troly.example", 503), ("localhost:80", 503), ("evil.example", 421)])
def test_only_the_hosts_of_the_page_are_answered(waiting: tuple[Waiting, str], host: str, status: int) -> None:
    assert httpx.get(waiting[1], headers={"Host": host, "Accept": "text/html"}).status_code == status


def test_what_is_no_request_gets_neither_a_page_nor_a_trace(waiting: tuple[Waiting, str]) -> None:
    for sent in (b"<script>alert(1)</script>\r\n\r\n", b"BREW / HTTP/1.1\r\nHost: localhost\r\n\r\n"):
        with socket.create_connection(("127.0.0.1", int(waiting[1].rsplit(":", 1)[1])), timeout=5) as connection:
            connection.sendall(sent)
            answer = connection.makefile("rb").read().decode()
        assert "Content-Security-Policy" in answer and "<" not in answer


def test_the_port_is_free_at_once_even_if_somebody_keeps_a_connection(waiting: tuple[Waiting, str]) -> None:
    listener, url = waiting
    port = int(url.rsplit(":", 1)[1])
    with socket.create_connection(("127.0.0.1", port)):
        assert httpx.get(url).status_code == 503
        listener.close()
        ThreadingHTTPServer(("127.0.0.1", port), BaseHTTPRequestHandler).server_close()


class _Real(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(f"<h6>{self.path}</h6>".encode())


def test_a_browser_opens_the_real_page_by_itself_and_tells_when_none_comes(
    browser: Browser, waiting: tuple[Waiting, str]
) -> None:
    listener, url = waiting
    page, other = browser.new_page(), browser.new_page()
    for each in (page, other):
        each.goto(f"{url}/?cuoc=7")
        expect(each.get_by_role("status")).to_have_text(wording.STARTING)
    listener.close()
    expect(other.get_by_role("status")).to_have_text(wording.LOST, timeout=15_000)
    real = ThreadingHTTPServer(("127.0.0.1", int(url.rsplit(":", 1)[1])), _Real)
    Thread(target=real.serve_forever, daemon=True).start()
    expect(page.locator("h6")).to_have_text("/?cuoc=7")
    expect(other.locator("h6")).to_have_text("/?cuoc=7")
    for each in (page, other):
        each.close()
    real.shutdown()
    real.server_close()
