"""Sentences cut at clause borders, and quoted stretches as lines."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.clauses import BORDER, STRONG, clauses, tidy
from corpus.roles import parts
from index.library import Library

PIECES = ["a", "một hai", "(", ")", ", ", "; ", ";… ", ": ", "... ", " nhưng ", ".", "  ", "80%", "1,5", "\n"]
texts = st.lists(st.sampled_from(PIECES)).map("".join)


@given(texts, st.sampled_from([BORDER, STRONG]))
def test_clauses_cover_the_text_without_a_gap(text: str, borders: re.Pattern[str]) -> None:
    spans = clauses(text, borders)
    assert "".join(text[start:end] for start, end in spans) == text
    assert all(start < end for start, end in spans)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a, b; c", ["a, ", "b; ", "c"]),
        ("số 1,5 và 2.000", ["số 1,5 và 2.000"]),
        ("đã có máy tuy nhiên còn thiếu", ["đã có máy ", "tuy nhiên còn thiếu"]),
        # A bracket is never torn, however many marks stand in it.
        ("có (A, B; C), D", ["có (A, B; C), ", "D"]),
        ("a; ", ["a; "]),
        ("", []),
    ],
)
def test_clauses(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in clauses(text, BORDER)] == expected


def test_strong_borders_leave_commas() -> None:
    text = "a, b: c; d... e"
    assert [text[start:end] for start, end in clauses(text, STRONG)] == ["a, b: c; ", "d... ", "e"]


LINES = [
    ("- máy tính đã cũ;", "Máy tính đã cũ"),
    ("1. Đường truyền chậm./.", "Đường truyền chậm"),
    ("• một  hai\nba...", "Một hai ba..."),
    ("(a) đã có", "(A) đã có"),
    ("**80%**, cấp xã.", "**80%**, cấp xã"),
    ("2016 là năm đầu", "2016 là năm đầu"),
    ("đạt 42,7 tỷ đồng.", "Đạt 42,7 tỷ đồng"),
    ("...", "..."),
    ("", ""),
]


@pytest.mark.parametrize(("text", "line"), LINES)
def test_tidy(text: str, line: str) -> None:
    assert tidy(text) == line


def test_a_sentence_of_a_report_keeps_its_words_when_tidied(library: Library) -> None:
    """Letters and figures stay; only a list mark with its number goes."""
    for report in library.reports():
        for part in parts(report.body):
            line = tidy(part.sentence.text)
            squeezed = " ".join(part.sentence.text.split())
            assert line and line.lower() in squeezed.lower()
            assert re.fullmatch(r"(?:[-–—+*•]|\d{1,2}[.)])?\s*", squeezed[: squeezed.lower().index(line.lower())])


@given(texts)
def test_a_line_has_no_break_and_no_mark_at_its_end(text: str) -> None:
    line = tidy(text)
    assert "\n" not in line and "  " not in line
    # A closing point goes last and uncovers what stood before it.
    assert text.rstrip(" \n;,:").endswith(".") or not line.endswith((" ", ";", ",", ":"))
