"""A model behind Ollama, which has a language of its own: what comes, and each fault told in the same words."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

import assistant.model
from assistant.model import ChatModel, ModelError, open_model
from assistant.prompts import Prompt

PROMPT = Prompt("Bạn là trợ lý.", "Câu hỏi?")
Script = list[Any]
"""The lines of an answer, in place of the first an HTTP status; a number of seconds is waited for."""


def said(text: str, **more: Any) -> dict[str, Any]:
    message = {"role": "assistant", "content": text}
    return {"model": "x", "created_at": "2026-01-01T00:00:00Z", "message": message, "done": bool(more), **more}


END = said("", done_reason="stop")


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A client that goes away is no error here."""


@pytest.fixture
def ollama(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Script], tuple[ChatModel, list[Any]]]]:
    """`ollama(script)`: a model at a server that always answers so, and what it was asked."""
    running: list[_Server] = []
    monkeypatch.setattr(assistant.model, "BACK_OFF", 0.01)

    def start(script: Script) -> tuple[ChatModel, list[Any]]:
        asked: list[Any] = []
        running.append(_Server(("127.0.0.1", 0), _handler(script, asked)))
        threading.Thread(target=running[-1].serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        monkeypatch.setenv("OLLAMA_HOST", f"http://127.0.0.1:{running[-1].server_address[1]}")
        return open_model("ollama:x", window=4096, timeout=0.5), asked

    yield start
    for server in running:
        server.shutdown()
        server.server_close()


def _handler(script: Script, asked: list[Any]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Nothing on stderr."""

        def do_POST(self) -> None:
            asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            status, *lines = script if isinstance(script[0], int) else (200, *script)
            self.send_response(status)
            self.end_headers()
            for line in lines:
                if isinstance(line, float):
                    threading.Event().wait(line)
                else:
                    self.wfile.write(json.dumps(line).encode() + b"\n")
                    self.wfile.flush()

    return Handler


def test_an_answer_comes_in_pieces_to_what_was_asked(ollama: Any) -> None:
    model, asked = ollama([said("<think>Có thể?</think>"), said("Tỷ lệ "), said("đạt 80%."), END])
    assert list(model.stream(PROMPT)) == ["Tỷ lệ ", "đạt 80%."]
    (request,) = asked
    assert [message["content"] for message in request["messages"]] == ["Bạn là trợ lý.", "Câu hỏi?"]
    assert request["options"]["num_ctx"] == 4096 and request["options"]["temperature"] == 0
    assert not request.get("tools")


@pytest.mark.parametrize(
    ("script", "words", "requests"),
    [
        ([401, {"error": "no"}], "khóa truy cập", 1),
        ([404, {"error": "model not found"}], "không có mô hình", 1),
        ([429, {"error": "busy"}], "quá tải", 3),
        ([500, {"error": "x"}], "gặp lỗi", 3),
        ([END], "rỗng", 3),
        ([said("Tỷ lệ ")], "mất kết nối", 1),
        ([said("Tỷ lệ "), {"error": "the runner has crashed"}], "gặp lỗi", 1),
        ([2.0], "thời gian chờ", 1),
    ],
    ids=["key", "name", "busy", "fault", "empty", "breaks off", "crashes", "silent"],
)
def test_each_fault_is_told_as_of_any_model(ollama: Any, script: Script, words: str, requests: int) -> None:
    model, asked = ollama(script)
    with pytest.raises(ModelError, match=words):
        list(model.stream(PROMPT))
    assert len(asked) == requests


def test_no_server_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assistant.model, "BACK_OFF", 0.01)
    monkeypatch.setenv("OLLAMA_HOST", "http://127.0.0.1:9")
    with pytest.raises(ModelError, match="mất kết nối"):
        list(open_model("ollama:x").stream(PROMPT))
