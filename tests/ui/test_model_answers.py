"""Answers in a chat model's words on the page: as they grow, and stopped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event
from types import SimpleNamespace
from typing import Any

import gradio as gr

from assistant.generate import Told
from assistant.records import Answer, Mode
from index.library import Library
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
