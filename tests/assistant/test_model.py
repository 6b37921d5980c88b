"""A chat model that answers, and all the ways in which one does not."""

from __future__ import annotations

import argparse
import importlib.util
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from assistant.model import LONGEST, ModelError, add_model_options, model_of, open_model
from assistant.prompts import Prompt

PROMPT = Prompt("Bạn là trợ lý.", "Câu hỏi?")
Serve = Callable[..., Any]


def says(*pieces: Any) -> Callable[[Any], Iterator[Any]]:
    return lambda _: iter(pieces)


def one_after_the_other(*answers: tuple[Any, ...]) -> Callable[[Any], Iterator[Any]]:
    waiting = iter(answers)
    return lambda _: iter(next(waiting))


def test_an_answer_comes_in_pieces_to_what_was_asked(serve: Serve) -> None:
    served = serve(says("Tỷ lệ ", "đạt ", "80%."))
    assert list(served.model.stream(PROMPT)) == ["Tỷ lệ ", "đạt ", "80%."]
    (request,) = served.asked
    assert [message["content"] for message in request["messages"]] == ["Bạn là trợ lý.", "Câu hỏi?"]
    assert request["stream"] and request["temperature"] == 0
    assert "tools" not in request


def test_what_a_model_thinks_aloud_is_no_answer(serve: Serve) -> None:
    served = serve(says("<thi", "nk>Có thể ", "80%?</think>", "Đạt 80%."))
    assert "".join(served.model.stream(PROMPT)).strip() == "Đạt 80%."


@pytest.mark.parametrize(
    ("status", "requests", "words"),
    [
        (401, 1, "khóa truy cập"),
        (403, 1, "khóa truy cập"),
        (404, 1, "không có mô hình"),
        (400, 1, "không nhận câu hỏi"),
        (429, 3, "quá tải"),
        (500, 3, "gặp lỗi"),
        (503, 3, "gặp lỗi"),
    ],
)
def test_a_refusal_is_told_and_tried_again_where_that_may_help(
    serve: Serve, status: int, requests: int, words: str
) -> None:
    served = serve(says(status))
    with pytest.raises(ModelError, match=words):
        list(served.model.stream(PROMPT))
    assert len(served.asked) == requests


def test_a_fault_that_passes_is_not_noticed(serve: Serve) -> None:
    served = serve(one_after_the_other((429,), (500,), ("Đạt 80%.",)))
    assert list(served.model.stream(PROMPT)) == ["Đạt 80%."]


def test_a_busy_server_is_asked_again_when_it_wants_to_be(serve: Serve) -> None:
    served = serve(one_after_the_other((429, {"Retry-After": "0.4"}), ("Đạt 80%.",)))
    began = time.monotonic()
    assert list(served.model.stream(PROMPT)) == ["Đạt 80%."]
    assert 0.4 <= time.monotonic() - began < 5 and len(served.asked) == 2


def test_one_that_wants_to_be_asked_after_the_time_is_given_up_at_once(serve: Serve) -> None:
    served = serve(says(429, {"Retry-After": "120"}), timeout=5)
    began = time.monotonic()
    with pytest.raises(ModelError, match="quá tải"):
        list(served.model.stream(PROMPT))
    assert time.monotonic() - began < 5 and len(served.asked) == 1


def test_an_empty_answer_is_tried_again_then_told(serve: Serve) -> None:
    served = serve(says())
    with pytest.raises(ModelError, match="rỗng"):
        list(served.model.stream(PROMPT))
    assert len(served.asked) == 3


def test_an_answer_that_breaks_off_is_told_and_not_begun_anew(serve: Serve) -> None:
    served = serve(says("Tỷ lệ ", OSError()))
    with pytest.raises(ModelError, match="kết nối"):
        list(served.model.stream(PROMPT))
    assert len(served.asked) == 1


def test_a_silent_server_is_given_up_in_time(serve: Serve) -> None:
    served = serve(says(threading.Event()), timeout=0.2)
    with pytest.raises(ModelError, match="thời gian"):
        list(served.model.stream(PROMPT))


def test_a_server_that_drips_is_given_up_in_time(serve: Serve) -> None:
    pause = threading.Event()
    pause.wait = lambda timeout=None: threading.Event().wait(0.05)  # type: ignore[method-assign]
    served = serve(says(*["x ", pause] * 100), timeout=0.3)
    with pytest.raises(ModelError, match="thời gian"):
        list(served.model.stream(PROMPT))


def test_no_server_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.model.BACK_OFF", 0.01)
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
    with pytest.raises(ModelError, match="kết nối"):
        list(open_model("x", f"http://127.0.0.1:{port}/v1").stream(PROMPT))


def test_an_answer_without_end_is_cut(serve: Serve) -> None:
    def endless(_: Any) -> Iterator[str]:
        while True:
            yield "và " * 100

    assert len("".join(serve(endless).model.stream(PROMPT))) <= LONGEST + 300


def test_closing_the_answer_ends_the_request(serve: Serve) -> None:
    def endless(_: Any) -> Iterator[str]:
        while True:
            yield "và " * 1000

    served = serve(endless)
    answer = served.model.stream(PROMPT)
    next(answer)
    answer.close()
    assert served.broken_off.wait(5)


@pytest.mark.parametrize("fault", [says(401), says(429), says(), says("x", OSError())])
def test_why_there_is_no_answer_can_stand_below_one(serve: Serve, fault: Any) -> None:
    with pytest.raises(ModelError) as told:
        list(serve(fault).model.stream(PROMPT))
    assert not any(c.isdigit() or c in "<[`/" for c in str(told.value))


def test_a_name_without_provider_is_told() -> None:
    with pytest.raises(ModelError, match="nhà cung cấp"):
        open_model("gpt")


def test_an_unknown_provider_is_told() -> None:
    with pytest.raises(ModelError, match="nope"):
        open_model("nope:x")


def test_a_missing_package_is_named() -> None:
    if importlib.util.find_spec("langchain_perplexity"):
        pytest.skip("the package is here")
    with pytest.raises(ModelError, match="pip install langchain-perplexity"):
        open_model("perplexity:x")


@pytest.mark.parametrize(
    ("name", "package", "extra"),
    [("ollama:x", "langchain-ollama", "ollama"), ("google_genai:x", "langchain-google-genai", "google")],
)
def test_a_missing_package_is_named_with_the_extra_that_brings_it(name: str, package: str, extra: str) -> None:
    if importlib.util.find_spec(package.replace("-", "_")):
        pytest.skip("the package is here")
    with pytest.raises(ModelError, match=rf"pip install {package} .*tro-ly-cntt\[{extra}\]"):
        open_model(name)


def test_a_missing_key_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_ADMIN_KEY", "TROLY_MODEL_KEY"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(ModelError, match="openai:x"):
        open_model("openai:x")


def test_the_flags_and_their_variables_name_the_same_model(monkeypatch: pytest.MonkeyPatch) -> None:
    def parsed(*flags: str) -> argparse.Namespace:
        parser = argparse.ArgumentParser()
        add_model_options(parser)
        return parser.parse_args(flags)

    assert model_of(parsed()) is None
    with pytest.raises(ModelError, match="--model"):
        model_of(parsed("--model-url", "http://127.0.0.1:1/v1"))
    flags = ("--model", "qwen3:8b", "--model-url", "http://127.0.0.1:1/v1", "--model-window", "2048")
    flagged = model_of(parsed(*flags, "--model-timeout", "90"))
    monkeypatch.setenv("TROLY_MODEL_TIMEOUT", "90")
    monkeypatch.setenv("TROLY_MODEL", "qwen3:8b")
    monkeypatch.setenv("TROLY_MODEL_URL", "http://127.0.0.1:1/v1")
    monkeypatch.setenv("TROLY_MODEL_WINDOW", "2048")
    told = model_of(parsed())
    assert flagged and told and (flagged.name, flagged.window, flagged.timeout) == ("qwen3:8b", 2048, 90.0)
    assert (told.name, told.window, told.timeout) == (flagged.name, flagged.window, flagged.timeout)


def test_the_guide_tells_the_faults_and_flags_that_there_are() -> None:
    root = Path(__file__).parents[2]
    guide = (root / "docs" / "mo-hinh.md").read_text("utf-8")
    code = "".join(path.read_text("utf-8") for path in (root / "assistant").glob("*.py"))
    faults = re.findall(r"^\| ((?:máy chủ|mất|mô hình|không)[^|]+) \|", guide, re.MULTILINE)
    assert len(faults) >= 6 and [fault for fault in faults if fault not in code] == []
    parser = argparse.ArgumentParser()
    add_model_options(parser)
    flags = {flag for action in parser._actions for flag in action.option_strings} - {"-h", "--help"}
    assert flags == set(re.findall(r"^\| `(--[\w-]+)`", guide, re.MULTILINE))
