"""The conversation: what people type and what reports say stays text; the frames lead from question to answer."""

from __future__ import annotations

import html
import re
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.assistant import QuestionError
from assistant.generate import Told
from assistant.records import Answer, Citation, Mode, Scope
from corpus.records import Report
from index.errors import LibraryError
from ui import wording
from ui.conversation import FRAMES, Stop, Turn, at_rest, growing, in_other_scope, messages, respond
from ui.markdown import answer_markdown, as_typed

BODY = "Ứng dụng CNTT\nTỷ lệ đạt 80%."
REPORT = Report("lai-chau", "Lai Châu", "Lai Châu", "Ứng dụng CNTT", None, None, None, None, (2019, 2019), "", "", BODY)
CITATION = Citation(1, "lai-chau", "Lai Châu", "Ứng dụng CNTT", None, 20, 27, "đạt 80%")
ANSWER = Answer("answered", "Tỷ lệ của Lai Châu đạt **80 %** [1].", (CITATION,))


class Shelf:
    """A library of one report."""

    embedder = SimpleNamespace(ready=True)

    def report(self, id: str) -> Report | None:
        return REPORT if id == REPORT.id else None

    def reports(self) -> list[Report]:
        return [REPORT]

    def provinces(self) -> dict[str, str]:
        return {REPORT.province: REPORT.province_now}

    def well_spelled(self, text: str) -> str:
        return text


class Asker:
    """An assistant that answers as it is told, and remembers what it was asked."""

    def __init__(self, reply: Answer | Exception) -> None:
        self.reply = reply
        self.heard: list[tuple[str, list[str]]] = []

    def tell(self, question: str, history: Sequence[str] = (), mode: Mode = "extract") -> Iterator[Told]:
        self.heard.append((question, list(history)))
        if isinstance(self.reply, Exception):
            raise self.reply
        yield Told(self.reply, explained=("Hiểu câu hỏi.",))


@pytest.fixture
def workers() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as pool:
        yield pool


@given(st.text())
def test_a_question_is_shown_letter_for_letter(typed: str) -> None:
    shown = as_typed(typed)
    assert not set(shown) - set("&#;") & set("<>[]()*_`~!|\\$@:/.-+\n \t\"'")
    assert re.sub(r"&#(\d+);", lambda sign: chr(int(sign[1])), shown) == typed


def test_only_the_answers_own_markers_become_links() -> None:
    text = answer_markdown("A [1] b [2], [x](http://e.vn) ![y](http://e.vn/z.png)", 7, (CITATION,))
    assert re.findall(r"\]\(([^)]*)\)", html.unescape(text).replace("[x](http://e.vn)", "").split("![y]")[0]) == [
        "#trich-7-1"
    ]
    assert "[[1]](#trich-7-1)" in text
    assert text.count("](") == 1
    assert "&#91;2&#93;" in text


@pytest.mark.parametrize(
    "active",
    [
        "<b>",
        "&lt;",
        "`mã`",
        "~~gạch~~",
        "_nghiêng_",
        "a@b.vn",
        "http://e.vn",
        "HTTPS://e.vn",
        "www.e.vn",
        "[a]: x",
        "\\*",
    ],
)
def test_other_markup_in_an_answer_stays_text(active: str) -> None:
    shown = answer_markdown(active, 1, ())
    assert shown != active
    assert html.unescape(shown) == active


def test_bold_lists_and_tables_of_an_answer_stay() -> None:
    text = "- **80%** a\n\n| Tỉnh | Số |\n|---|---|\n| A | 1 |"
    assert answer_markdown(text, 1, ()) == text


@given(st.text(st.sampled_from("ab *[1]|\n-"), max_size=200))
def test_an_answer_grows_to_its_whole_in_few_steps(text: str) -> None:
    steps = list(growing(text))
    assert steps[-1] == text
    assert len(steps) <= FRAMES
    assert all(later.startswith(earlier) for earlier, later in pairwise(steps))


def test_bold_and_tables_appear_whole() -> None:
    text = "Một hai **ba bốn năm** sáu.\n\n| Tỉnh | Số |\n|---|---|\n| A | 1 |\n\nHết bài."
    for step in growing(text):
        assert step.count("**") % 2 == 0
        assert ("| Tỉnh" in step) == ("| A | 1 |" in step)


def test_from_question_to_answer(workers: ThreadPoolExecutor) -> None:
    asker, before = Asker(ANSWER), (Turn("Câu <trước>", Told(ANSWER)), Turn("Đã dừng"))
    frames = list(respond(asker, Shelf(), workers, "Tỷ lệ?", before))
    assert asker.heard == [("Tỷ lệ?", ["Câu <trước>"])]
    assert frames[0].box == "" and frames[0].busy
    assert frames[0].chat[-1]["content"] == wording.SEARCHING
    assert frames[0].chat[3]["content"].startswith(wording.STOPPED)
    sources = [frame.reader for frame in frames if frame.reader]
    assert len(sources) == 1 and 'data-anchor="trich-3-1"' in sources[0]
    assert not frames[-1].busy
    assert "[[1]](#trich-3-1)." in frames[-1].chat[-1]["content"]
    assert frames[-1].chat[1]["content"].startswith("Tỷ lệ của Lai Châu đạt **80 %** [[1]](#trich-1-1).")
    assert frames[-1].turns[:-1] == before and frames[-1].turns[-1].answer == ANSWER


def test_why_and_what_to_ask_next_stand_below_a_whole_answer_only(workers: ThreadPoolExecutor) -> None:
    heard = []

    def suggest(question: str, history: Sequence[str], answer: Answer) -> list[str]:
        heard.append((question, list(history), answer))
        return ["Còn gì nữa?"]

    *growing_up, last = respond(Asker(ANSWER), Shelf(), workers, "Tỷ lệ?", (), suggest=suggest)
    assert heard == [("Tỷ lệ?", [], ANSWER)]
    assert not [
        frame for frame in growing_up if "options" in frame.chat[-1] or wording.WHY in frame.chat[-1]["content"]
    ]
    assert last.chat[-1]["options"] == [{"value": "Còn gì nữa?"}]
    assert wording.WHY in last.chat[-1]["content"]
    further = messages((*last.turns, Turn("Nữa?", Told(ANSWER))))
    assert "options" not in further[1] and wording.WHY in further[1]["content"]


def test_the_first_words_wait_for_no_suggestions() -> None:
    shown = threading.Event()

    def suggest(question: str, history: Sequence[str], answer: Answer) -> list[str]:
        return ["Nữa?"] if shown.wait(30) else []

    with ThreadPoolExecutor(1) as pool:
        frames = respond(Asker(ANSWER), Shelf(), pool, "Tỷ lệ?", (), suggest=suggest)
        first = next(frame for frame in frames if frame.chat[-1]["content"] != wording.SEARCHING)
        assert ANSWER.text.startswith(first.chat[-1]["content"].strip())
        shown.set()
        *_, last = frames
    assert last.chat[-1]["options"] == [{"value": "Nữa?"}]


def test_an_answer_stands_when_no_suggestions_can_be_made(workers: ThreadPoolExecutor) -> None:
    def suggest(question: str, history: Sequence[str], answer: Answer) -> list[str]:
        raise RuntimeError("no")

    *_, last = respond(Asker(ANSWER), Shelf(), workers, "Tỷ lệ?", (), suggest=suggest)
    assert not last.busy and last.turns[-1].answer == ANSWER and last.chat[-1]["options"] == []


def test_an_answer_is_read_out_once_when_it_is_all_there(workers: ThreadPoolExecutor) -> None:
    *growing_up, last = respond(Asker(ANSWER), Shelf(), workers, "Tỷ lệ?", ())
    assert not [frame for frame in growing_up if frame.said]
    assert last.said == "Tỷ lệ của Lai Châu đạt 80 %."


def test_an_edited_question_takes_the_place_of_the_old_one_and_drops_what_came_after(
    workers: ThreadPoolExecutor,
) -> None:
    asker, before = Asker(ANSWER), tuple(Turn(text, Told(ANSWER)) for text in ("Một?", "Hai?", "Ba?"))
    *_, last = respond(asker, Shelf(), workers, "Hai, sửa?", before, replaces=2)
    assert asker.heard == [("Hai, sửa?", ["Một?"])]
    assert [turn.question for turn in last.turns] == ["Một?", "Hai, sửa?"] and last.editing is None


def test_an_edited_question_that_fails_drops_nothing(workers: ThreadPoolExecutor) -> None:
    before = tuple(Turn(text, Told(ANSWER)) for text in ("Một?", "Hai?"))
    *_, last = respond(Asker(QuestionError("Dài.")), Shelf(), workers, "Sửa?", before, replaces=1)
    assert (last.turns, last.box, last.editing, last.notice) == (before, "Sửa?", 1, "Dài.")


def test_only_the_last_answers_scope_can_be_changed() -> None:
    scoped = replace(ANSWER, scope=Scope(("Hà Nội",)))
    one = Turn("Hà Nội có bao nhiêu máy tính?", Told(scoped))
    chat = at_rest(Shelf(), (one, one)).chat
    assert "Hà&#32;Nội" in chat[1]["content"] and "<details name" not in chat[1]["content"]
    assert "<details name" in chat[3]["content"]
    assert in_other_scope(Shelf(), (one,), "tinh 0 Lai Châu") == "Lai Châu có bao nhiêu máy tính?"
    assert in_other_scope(Shelf(), (one,), "tinh 0 Hà Nam") is None
    assert in_other_scope(Shelf(), (Turn("Đã dừng?"),), "nam") is None


@pytest.mark.parametrize(
    ("error", "notice"),
    [
        (QuestionError("Câu hỏi quá dài."), "Câu hỏi quá dài."),
        (LibraryError("Thư viện bị khóa."), "Thư viện bị khóa."),
        (RuntimeError("secret"), wording.FAILED),
    ],
)
def test_a_failed_question_goes_back_into_the_box(workers: ThreadPoolExecutor, error: Exception, notice: str) -> None:
    before = (Turn("Trước", Told(ANSWER)),)
    last = list(respond(Asker(error), Shelf(), workers, "Hỏng?", before))[-1]
    assert (last.box, last.notice, last.turns, last.busy) == ("Hỏng?", notice, before, False)
    assert len(last.chat) == 2


def test_a_slow_answer_can_be_stopped(workers: ThreadPoolExecutor) -> None:
    release = threading.Event()

    class Slow(Asker):
        def tell(self, question: str, history: Sequence[str] = (), mode: Mode = "extract") -> Iterator[Told]:
            release.wait(30)
            yield from super().tell(question, history)

    stop = Stop(wanted=True)  # by an earlier answer
    frames = respond(Slow(ANSWER), Shelf(), workers, "Chậm?", (), stop=stop)
    assert next(frames).busy and next(frames).busy
    stop.wanted = True
    *_, last = frames
    release.set()
    assert not last.busy and last.turns == (Turn("Chậm?"),)
    assert last.chat[-1]["content"].startswith(wording.STOPPED) and "hoi-lai" in last.chat[-1]["content"]


def test_an_answer_stands_though_its_question_cannot_be_put_by_itself(workers: ThreadPoolExecutor) -> None:
    before = (Turn("Trước", Told(ANSWER)),)
    *_, last = respond(Asker(ANSWER), Shelf(), workers, "dài " * 1000, before)
    assert not last.busy and last.turns[-1].answer == ANSWER and last.turns[-1].alone == ""


def test_suggestions_that_take_long_can_be_stopped(
    workers: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.conversation.SUGGESTING", 60)
    release, stop = threading.Event(), Stop()

    def slow(question: str, history: Sequence[str], answer: Answer) -> Sequence[str]:
        release.wait(30)
        return ("Hỏi tiếp?",)

    frames = respond(Asker(ANSWER), Shelf(), workers, "Chậm?", (), suggest=slow, stop=stop)
    while not (frame := next(frames)).turns[-1].told:
        pass
    stop.wanted = True
    *_, last = frames
    release.set()
    assert frame.busy and not last.busy
    assert last.turns[-1].answer == ANSWER and last.turns[-1].next == ()


def test_an_answer_is_given_up_when_nobody_waits_for_it(workers: ThreadPoolExecutor) -> None:
    release = threading.Event()
    asker = Asker(ANSWER)
    workers.submit(release.wait, 30)
    frames = respond(asker, Shelf(), workers, "Chậm?", ())
    next(frames), next(frames)
    frames.close()
    release.set()
    workers.shutdown()
    assert asker.heard == []


def test_a_refusal_shows_no_sources(workers: ThreadPoolExecutor) -> None:
    refusal = Answer("abstained", "Không có báo cáo về Hà Nội.", reason="no_province")
    frames = list(respond(Asker(refusal), Shelf(), workers, "Hà Nội?", ()))
    assert wording.NO_SOURCES_TITLE in next(frame.reader for frame in frames if frame.reader)


def test_the_conversation_knows_nothing_of_gradio() -> None:
    for name in (
        "below",
        "conversation",
        "kept",
        "markdown",
        "reader",
        "since",
        "talk_list",
        "talks",
        "why",
        "wording/__init__",
    ):
        source = (Path(__file__).parents[2] / "ui" / f"{name}.py").read_text(encoding="utf-8")
        assert "import gradio" not in source
