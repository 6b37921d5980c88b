"""Answers in a chat model's words on the page: as they grow, and stopped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event
from time import monotonic
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest
from playwright.sync_api import Browser, Page, expect

from assistant.assistant import Assistant
from assistant.generate import Told
from assistant.records import Answer, Mode
from index.library import Library
from tests.assistant.conftest import serve  # noqa: F401
from tests.assistant.test_generate import SIGNED, right
from tests.ui.conftest import serving
from ui import wording
from ui.conversation import respond
from ui.page import build_page

FIRST = Answer("answered", "Câu một.", mode="generate")
WHOLE = Answer("answered", "Câu một. Câu hai.", mode="generate")


class Speaking:
    """An assistant whose second sentence waits for `more`; `closed` once nobody listens."""

    model = "x"

    def __init__(self) -> None:
        self.more, self.closed = Event(), Event()

    def tell(self, question: str, history: Sequence[str], mode: Mode) -> Iterator[Told]:
        try:
            yield Told(FIRST, done=False)
            self.more.wait(10)
            yield Told(replace(FIRST, text="Câu một. Câu"), done=False)
            yield Told(WHOLE)
        finally:
            self.closed.set()


def texts(frame: Any) -> str:
    return str(frame.chat[-1]["content"])


def test_sentences_appear_while_the_model_speaks(library: Library) -> None:
    speaking: Any = Speaking()
    with ThreadPoolExecutor(1) as workers:
        frames = respond(speaking, library, workers, "Tỷ lệ?", (), "generate")
        early = next(frame for frame in frames if wording.SEARCHING not in texts(frame))
        assert texts(early) == "Câu một." and early.busy and early.turns[-1].answer is None
        speaking.more.set()
        *_, last = frames
    assert texts(last).startswith("Câu một. Câu hai.") and not last.busy and last.turns[-1].answer == WHOLE


def test_stopping_ends_the_models_answer(library: Library) -> None:
    speaking: Any = Speaking()
    with ThreadPoolExecutor(1) as workers:
        frames = respond(speaking, library, workers, "Tỷ lệ?", (), "generate")
        next(frame for frame in frames if texts(frame) == "Câu một.")
        frames.close()  # type: ignore[attr-defined]
        speaking.more.set()
        assert speaking.closed.wait(5)


def test_the_choice_is_there_only_with_a_model(library: Library) -> None:
    def choices(model: object) -> int:
        page = build_page(SimpleNamespace(model=model), library)  # type: ignore[arg-type]
        return sum(isinstance(block, gr.Radio) for block in page.blocks.values())

    assert (choices(None), choices("x")) == (0, 1)


def asked(page: Page, url: str) -> None:
    """The question put in the model's words, as a visitor does it."""
    page.goto(url)
    page.get_by_text(wording.MODES[1][0]).click()
    page.locator("#cau-hoi textarea").fill(SIGNED)
    page.get_by_role("button", name=wording.ASK, exact=True).click()


def test_the_first_sentence_is_on_the_page_at_once_and_stopping_ends_the_request(
    browser: Browser,
    library: Library,
    serve: Any,  # noqa: F811
    capsys: pytest.CaptureFixture[str],
) -> None:
    """While the model goes on writing; how soon after its own first sentence is printed."""
    finished: list[float] = []

    def script(request: Any) -> Iterator[Any]:
        yield from right(request)
        yield " Tỷ"
        finished.append(monotonic())
        tick = Event()
        while True:
            tick.wait(0.05)
            yield " lệ"

    served = serve(script)
    with serving(Assistant(library, served.model), library) as url:
        page = browser.new_page()
        asked(page, url)
        # The model never ends by itself; `wait_for_function` would need what the page's policy forbids.
        while "96%" not in page.locator("#cuoc-hoi").inner_text():
            assert not finished or monotonic() < finished[0] + 30
            page.wait_for_timeout(10)
        took = monotonic() - finished[0]
        page.get_by_role("button", name=wording.STOP, exact=True).click()
        assert served.broken_off.wait(5)
        expect(page.get_by_role("button", name=wording.ASK, exact=True)).to_be_visible()
        page.close()
    with capsys.disabled():
        print(f"\nFirst sentence on the page after {1000 * took:.0f} ms.")


def test_stopping_before_a_sentence_stands_ends_the_request_too(browser: Browser, library: Library, serve: Any) -> None:  # noqa: F811
    def script(_: Any) -> Iterator[str]:
        tick = Event()
        while True:
            tick.wait(0.02)
            yield "và "

    served = serve(script)
    with serving(Assistant(library, served.model), library) as url:
        page = browser.new_page()
        asked(page, url)
        page.get_by_role("button", name=wording.STOP, exact=True).click()
        assert served.broken_off.wait(5)
        page.close()


def test_a_model_that_fails_is_told_below_the_built_in_answer(browser: Browser, library: Library, serve: Any) -> None:  # noqa: F811
    served = serve(lambda _: iter([401]))
    with serving(Assistant(library, served.model), library) as url:
        page = browser.new_page()
        asked(page, url)
        answer = page.locator("#cuoc-hoi .bot").last
        expect(answer).to_contain_text("không qua mô hình: máy chủ mô hình từ chối khóa truy cập", timeout=30_000)
        expect(answer).to_contain_text("96%")
        page.close()


def test_dropped_sentences_and_what_was_left_out_can_be_opened(browser: Browser, library: Library, serve: Any) -> None:  # noqa: F811
    def script(request: Any) -> Iterator[str]:
        yield from right(request) if len(request["messages"]) == 2 else ["KHÔNG"]
        yield " Bắc Giang dẫn đầu cả nước với 98%."

    with serving(Assistant(library, serve(script, window=2048).model), library) as url:
        page = browser.new_page()
        asked(page, url)
        panel = page.locator("#cuoc-hoi details").last
        panel.get_by_text(wording.WHY).click(timeout=30_000)
        expect(panel).to_contain_text(wording.NOT_VERIFIED)
        expect(panel).to_contain_text("dẫn đầu cả nước với 98%")
        expect(panel).to_contain_text(wording.LEFT_OUT)
        expect(page.locator("#cuoc-hoi .bot").last.locator("p").first).not_to_contain_text("98%")
        page.close()
