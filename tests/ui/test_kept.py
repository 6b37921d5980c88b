"""A conversation comes back whole from what is kept of it, and can be named and found by what was said."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.generate import Told
from assistant.records import Answer, Citation, Scope
from ui.conversation import Turn
from ui.footnotes import footnote
from ui.kept import NAME_LENGTH, from_json, name_of, to_json, words_of
from ui.wording import talks as wording

QUOTE = Citation(1, "lai-chau", "Lai Châu", "Ứng dụng\nCNTT", None, 20, 27, "đạt\n80%")
ANSWER = Answer("partial", "Đạt **80%** [1].", (QUOTE,), Scope(("Lai Châu",), (2016, 2017), "xã"), ("Hà Nội",))
TOLD = Told(ANSWER, ("bỏ",), 1, 2, ("dài",), "hỏng", explained=("Hiểu", "  câu"))
TURNS = (Turn("Tỷ lệ?", TOLD, ("Còn gì?",)), Turn("Dừng"))
LETTERS = st.text(st.characters(exclude_categories=["Cs"]))


def test_all_that_was_told_comes_back() -> None:
    assert from_json(to_json(TURNS)) == TURNS
    assert from_json(to_json(())) == ()


@given(LETTERS, LETTERS)
def test_any_text_comes_back_letter_for_letter(question: str, text: str) -> None:
    turns = (Turn(question, Told(Answer("answered", text), explained=(text,))),)
    assert from_json(to_json(turns)) == turns


def test_what_an_earlier_program_did_not_keep_has_its_default() -> None:
    plain = json.loads(to_json(TURNS))
    del plain[0]["next"], plain[0]["told"]["explained"]
    (first, _) = from_json(json.dumps(plain))
    assert (first.next, first.told.explained, first.answer) == ((), (), ANSWER)


@pytest.mark.parametrize("text", ["", "{}", "[1]", '[{"told": null}]', '[{"question": 1}]'])
def test_what_is_no_conversation_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        from_json(text)


@given(st.text())
def test_a_name_is_one_short_line(question: str) -> None:
    name = name_of(question)
    assert name and len(name) <= NAME_LENGTH + 1
    assert name == " ".join(name.split())


def test_a_name_is_cut_between_words() -> None:
    assert name_of("từ " * 40) == "từ " * 25 + "từ…"
    assert name_of(" \u200b\n") == wording.NAMELESS


def test_a_conversation_is_found_by_questions_and_answers() -> None:
    assert words_of(TURNS).split("\n") == ["Tỷ lệ?", ANSWER.text, "Dừng", ""]


def test_a_footnote_is_one_line_and_says_when_there_is_no_date() -> None:
    assert footnote(QUOTE) == "Ứng dụng CNTT, Lai Châu, không ghi ngày: “đạt 80%”"
