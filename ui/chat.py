"""The tab "Hỏi đáp": the conversation on the left, the cited report on the right."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from html import escape
from typing import Any

import gradio as gr

from assistant.assistant import Assistant
from assistant.records import Mode
from assistant.suggest import Suggester
from index.library import Library
from ui import wording
from ui.conversation import Frame, Stop, Turns, at_rest, in_other_scope, respond, sources_of
from ui.opinions import opinion_part, wire_opinions
from ui.pane import reader_pane, script
from ui.reader import nothing_to_read
from ui.talk_page import talks_column, talks_parts, wire
from ui.wording import asking

QUESTIONS_AT_ONCE = 8
"""Questions that are answered at the same time; the others wait their turn."""


@dataclass(frozen=True)
class Answering:
    """What answers questions, as handlers of the tab's events; each yields values for its screen (`_updates`)."""

    assistant: Assistant
    library: Library
    workers: ThreadPoolExecutor
    suggester: Suggester

    def answer(
        self, question: str, before: Turns, mode: Mode, halt: Stop, replaces: int | None = None
    ) -> Iterator[tuple[Any, ...]]:
        suggest = self.suggester.after
        frames = respond(self.assistant, self.library, self.workers, question, before, mode, suggest, replaces, halt)
        yield from map(_updates, frames)

    def suggestion(self, before: Turns, mode: Mode, halt: Stop, event: gr.SelectData) -> Iterator[tuple[Any, ...]]:
        yield from self.answer(event.value, before, mode, halt)

    def example(self, before: Turns, mode: Mode, halt: Stop, event: gr.SelectData) -> Iterator[tuple[Any, ...]]:
        yield from self.answer(event.value["text"], before, mode, halt)

    def act(self, before: Turns, mode: Mode, halt: Stop, event: gr.EventData) -> Iterator[tuple[Any, ...]]:
        """What a button below an answer, or a link that opens the page, wants."""
        name, value = str(event.act), str(event.value)
        number = int(value) if value.isascii() and value.isdecimal() and len(value) < 6 else 0
        if name == "hoi":
            yield from self.answer(value, before, mode, halt)
        elif name == "hoi-lai" and before:
            yield from self.answer(before[-1].question, before, mode, halt, len(before))
        elif name == "pham-vi" and before:
            question = in_other_scope(self.library, before, value)
            if question:
                yield from self.answer(question, before, mode, halt)
            else:
                notice = asking.NOT_IN_SCOPE
                yield _updates(at_rest(self.library, before, box=before[-1].question, notice=notice))
        elif name == "sua" and 1 <= number <= len(before):
            yield _updates(at_rest(self.library, before, box=before[number - 1].question, editing=number))
        elif name == "thoi-sua":
            yield _updates(at_rest(self.library, before, box=""))

    def show(self, now: Turns) -> tuple[Any, ...]:
        return _updates(at_rest(self.library, now, reader=sources_of(self.library, now, len(now))))

    def open_sources(self, now: Turns, event: gr.EventData) -> Any:
        place = re.fullmatch(r"trich-(\d{1,6})-\d+", str(event.anchor))
        return sources_of(self.library, now, int(place[1])) if place and 1 <= int(place[1]) <= len(now) else gr.skip()

    def examples(self) -> Any:
        return gr.Chatbot(examples=[{"text": question} for question in self.suggester.to_begin_with()])

    async def loading(self) -> AsyncIterator[str]:
        while not self.library.embedder.ready:
            yield f'<p role="status">{asking.LOADING}</p>'
            await asyncio.sleep(0.2)
        yield ""


def chat_tab(assistant: Assistant, library: Library) -> None:
    """The tab and its wiring, inside the `gr.Tabs` that is open."""
    workers = ThreadPoolExecutor(QUESTIONS_AT_ONCE, thread_name_prefix="answer")
    suggester = Suggester(assistant, library)
    workers.submit(suggester.to_begin_with)  # so that the first visitor finds them ready
    with gr.Tab(wording.ASK_TAB), gr.Row(elem_classes="panes"):
        turns = gr.State(())
        listing = talks_column()
        with gr.Column(scale=6, min_width=0, elem_classes="pane"):
            talks = talks_parts(listing)
            chat = _chatbot()
            state = gr.HTML(elem_id="trang-thai", js_on_load=script("follow.js"), apply_default_css=False)
            notice = _notice()
            opinions = opinion_part()
            said = gr.HTML(elem_id="doc-len", apply_default_css=False)
            editing, halting = gr.State(None), gr.State(Stop())
            mode = _mode_choice(assistant)
            box, ask, stop, new = _question_row()
        with gr.Column(scale=5, min_width=0, elem_classes="pane"):
            reader = reader_pane(nothing_to_read(), links="trich", elem_id="trich-dan")
    made = Answering(assistant, library, workers, suggester)
    screen = [chat, turns, reader, box, notice, editing, said, ask, stop, new]
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    gr.on([box.submit, ask.click], made.answer, [box, turns, mode, halting, editing], screen, **quiet)
    chat.example_select(made.example, [turns, mode, halting], screen, **quiet)
    chat.option_select(made.suggestion, [turns, mode, halting], screen, **quiet)
    notice.select(made.act, [turns, mode, halting], screen, **quiet)
    # Not by Gradio's `cancels`: a late frame of the cancelled answer could come after the page was at rest.
    stop.click(_end, [halting], None, **quiet)
    new.click(_start_anew, None, screen, **quiet)
    gr.on(None, made.examples, None, [chat], **quiet)
    gr.on(None, made.loading, None, [state], concurrency_limit=None, **quiet)
    reader.select(made.open_sources, [turns], [reader], **quiet)
    wire_opinions(library.journal, opinions, turns)
    wire(library.journal, talks, turns, screen, made.show, stop)


def _end(halt: Stop) -> None:
    halt.wanted = True


def _start_anew() -> tuple[Any, ...]:
    return _updates(Frame((), [], reader=nothing_to_read(), box=""))


def _updates(frame: Frame) -> tuple[Any, ...]:
    """A frame as values for chat, turns, reader, box, notice, editing, said and the buttons "Hỏi", "Dừng" and "Cuộc
    hỏi mới".
    """
    reader = gr.skip() if frame.reader is None else frame.reader
    box = gr.skip() if frame.box is None else frame.box
    said = f"<p>{asking.ANSWERED} {escape(frame.said)}</p>" if frame.said else ""
    buttons = (gr.Button(visible=shown) for shown in (not frame.busy, frame.busy, bool(frame.turns) and not frame.busy))
    return frame.chat, frame.turns, reader, box, _noted(frame), frame.editing, said, *buttons


def _noted(frame: Frame) -> str:
    """The line above the box: what went wrong, or which question is being edited, with a way out."""
    if frame.notice:
        return f'<p role="alert">{escape(frame.notice)}</p>'
    if frame.editing is None:
        return ""
    told = asking.EDITING_LAST if frame.editing == len(frame.turns) else asking.EDITING
    button = f'<button type="button" name="thoi-sua">{asking.STOP_EDITING}</button>'
    return f'<p role="status">{told.format(number=frame.editing)} {button}</p>'


def _notice() -> gr.HTML:
    """The line above the box, whose script hands on what the buttons below answers want."""
    return gr.HTML(
        elem_id="thong-bao",
        js_on_load=script("below.js"),
        copied=asking.LINK_COPIED,
        not_copied=asking.COPY_FAILED,
        apply_default_css=False,
    )


def _mode_choice(assistant: Assistant) -> gr.Radio | gr.State:
    """In whose words to answer; no choice where there is no chat model."""
    if getattr(assistant, "model", None) is None:
        return gr.State("extract")
    return gr.Radio(
        list(wording.MODES),
        value="extract",
        label=wording.MODE_LABEL,
        show_label=False,
        container=False,
        elem_id="cach-tra-loi",
    )


def _question_row() -> tuple[gr.Textbox, gr.Button, gr.Button, gr.Button]:
    """The box and the buttons "Hỏi", "Dừng" (while an answer is made) and "Cuộc hỏi mới" (once there are turns)."""
    with gr.Row(elem_id="hoi"):
        box = gr.Textbox(
            label=wording.BOX_LABEL,
            placeholder=wording.BOX_PLACEHOLDER,
            show_label=False,
            container=False,
            max_lines=4,
            autofocus=True,
            scale=1,
            min_width=0,
            elem_id="cau-hoi",
        )
        ask = gr.Button(wording.ASK, variant="primary", scale=0, min_width=80)
        stop = gr.Button(wording.STOP, scale=0, min_width=80, elem_id="dung", visible=False)
        new = gr.Button(wording.NEW, scale=0, min_width=120, elem_id="hoi-moi", visible=False)
    return box, ask, stop, new


def _chatbot() -> gr.Chatbot:
    """The conversation without what Gradio offers on it: sharing, copying of escaped text, formulas, HTML."""
    return gr.Chatbot(
        label=wording.CHAT_LABEL,
        show_label=False,
        elem_id="cuoc-hoi",
        placeholder=wording.WELCOME,
        buttons=[],
        feedback_options=None,
        latex_delimiters=[],
        allow_tags=False,
        sanitize_html=True,
        group_consecutive_messages=False,
        autoscroll=False,  # follow.js moves to the question, not to the end of its answer
        height=None,
    )
