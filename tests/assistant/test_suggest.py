"""Suggestions: each has an answer, none was asked, and they come from what the reports hold."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from assistant.assistant import Assistant
from assistant.records import Answer, Mode
from assistant.suggest import MOST, OPENERS, TRIALS, Suggester, shares
from index.library import Library

SHARE = "Tỷ lệ văn bản điện tử trao đổi nội bộ của Lai Châu là bao nhiêu?"
CONVERSATIONS: list[list[str]] = [
    ["Tỷ lệ văn bản điện tử của Hà Nội là bao nhiêu?"],
    ["ty le ky so cua thanh pho ho chi minh"],
    ["Thời tiết Lai Châu hôm nay thế nào?"],
    ["Giá vàng hôm nay?"],
    ["Tỷ lệ văn bản ký số của Lai Châu năm 2012 là bao nhiêu?"],
    ["Lai Châu có bao nhiêu trạm BTS?"],
    ["Lai Châu còn hạn chế gì?"],
    [SHARE],
    [SHARE, "Còn Hà Nội thì sao?"],
    [SHARE, "Lai Châu còn những hạn chế gì?"],
    ["So sánh tỷ lệ văn bản điện tử được ký số của Bắc Giang và Lai Châu"],
]


class Counting(Assistant):
    """The assistant; `asked` is what it was asked."""

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self.asked: list[str] = []

    def ask(self, question: str, history: Sequence[str] = (), mode: Mode = "extract") -> Answer:
        self.asked.append(question)
        return super().ask(question, history, mode)


@pytest.fixture(scope="module")
def assistant(library: Library) -> Assistant:
    return Assistant(library)


def after(assistant: Assistant, library: Library, turns: Sequence[str]) -> tuple[str, ...]:
    *history, question = turns
    return Suggester(assistant, library).after(question, history, assistant.ask(question, history))


@pytest.mark.parametrize("turns", CONVERSATIONS, ids=lambda turns: turns[-1])
def test_suggestions_have_answers_and_were_not_asked(assistant: Assistant, library: Library, turns: list[str]) -> None:
    made = after(assistant, library, turns)
    assert 1 <= len(made) <= MOST and len(set(made)) == len(made)
    assert not set(made) & set(turns)
    for question in made:
        answer = assistant.ask(question, turns)
        assert answer.status == "answered" and answer.citations, question
    assert made == after(assistant, library, turns)


def test_a_province_without_reports_leads_to_those_that_have_it(assistant: Assistant, library: Library) -> None:
    made = after(assistant, library, ["ty le van ban dien tu cua ha noi la bao nhieu"])
    assert "Tỷ lệ văn bản điện tử của Lai Châu là bao nhiêu?" in made


def test_a_year_without_figures_leads_to_the_question_without_it(assistant: Assistant, library: Library) -> None:
    made = after(assistant, library, ["Tỷ lệ văn bản ký số của Lai Châu trong năm 2012 là bao nhiêu?"])
    assert made[0] == "Tỷ lệ văn bản ký số của Lai Châu là bao nhiêu?"


def test_a_subject_that_is_not_there_leads_to_what_the_provinces_report_holds(
    assistant: Assistant, library: Library
) -> None:
    made = after(assistant, library, ["Thời tiết Lai Châu hôm nay thế nào?"])
    assert "Lai Châu còn những hạn chế gì?" in made
    assert all("Lai Châu" in question for question in made)


def test_a_part_that_was_asked_in_other_words_is_not_offered(assistant: Assistant, library: Library) -> None:
    made = after(assistant, library, ["Lai Châu gặp khó khăn gì?"])
    assert made and not any("Lai Châu còn những hạn chế" in question for question in made)


def test_few_are_tried_and_none_twice(library: Library) -> None:
    counting = Counting(library)
    suggester = Suggester(counting, library)
    for turns in CONVERSATIONS:
        *history, question = turns
        answer = Assistant(library).ask(question, history)
        before = len(counting.asked)
        first = suggester.after(question, history, answer)
        assert len(counting.asked) - before <= TRIALS
        tried = len(counting.asked)
        assert suggester.after(question, history, answer) == first
        assert len(counting.asked) == tried


def test_a_beginning_shows_different_questions_of_different_provinces(assistant: Assistant, library: Library) -> None:
    made = Suggester(assistant, library).to_begin_with()
    assert len(made) == OPENERS
    assert any(question.startswith("So sánh tỷ lệ") for question in made)
    named = {province for province in library.provinces() for question in made if province in question}
    assert len(named) >= 3
    for question in made:
        assert assistant.ask(question).status == "answered", question


def test_what_is_offered_changes_with_the_library(fresh_data: Path) -> None:
    with Library.open(fresh_data) as library:
        suggester = Suggester(Assistant(library), library)
        assert any("Lai Châu" in question for question in suggester.to_begin_with())
        library.remove("lai-chau-2019-06-12")
        assert not any("Lai Châu" in question for question in suggester.to_begin_with())
        for report in library.reports():
            library.remove(report.id)
        assert suggester.to_begin_with() == ()
        refused: Any = Assistant(library).ask(SHARE)
        assert suggester.after(SHARE, (), refused) == ()


def test_a_share_is_named_as_the_report_names_it() -> None:
    body = "Đến nay, tỷ lệ cán bộ, công chức sử dụng thư điện tử trong công việc của tỉnh đạt trên 80%; có 12 trang."
    (name, start, end), *others = shares(body)
    assert name == "Tỷ lệ cán bộ, công chức sử dụng thư điện tử trong công việc" and not others
    assert (start, end) == (0, len(body))


@pytest.mark.parametrize(
    "body",
    [
        "Tỷ lệ sử dụng đạt 80%.",  # of what?
        "Tỷ lệ máy tính trên cán bộ, công chức cấp xã của huyện đạt 1,36 máy.",  # no share
        "Tỷ lệ văn bản điện tử được ký số của Bắc Giang đạt 96%.",  # names a province itself
        "Máy tính có kết nối mạng đạt 80%.",
    ],
)
def test_what_is_no_well_formed_share_is_left_alone(body: str) -> None:
    assert shares(body) == ()
