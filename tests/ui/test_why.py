"""The panel that says why: all that it is told is there, as text."""

from __future__ import annotations

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from assistant.generate import Told
from assistant.records import Answer
from ui import wording
from ui.why import why

ANSWER = Answer("answered", "Đạt 80%.")


def test_nothing_to_say_is_no_panel() -> None:
    assert why(Told(ANSWER)) == ""


def test_lines_stand_as_they_are_indented() -> None:
    shown = html.unescape(
        why(Told(ANSWER, explained=("Hiểu câu hỏi", "Lai Châu", "  câu 1", "       rank 1", "  câu 2")))
    )
    assert "<p>Hiểu câu hỏi</p><p>Lai Châu</p><ul><li>câu 1</li><li>câu 2</li></ul>" in shown


def test_what_a_model_said_in_vain_is_marked_as_not_verified() -> None:
    shown = html.unescape(why(Told(ANSWER, dropped=("Đạt 99%.",), left_out=("Tây Ninh: đoạn…",))))
    assert f"{wording.NOT_VERIFIED}</strong></p><ul><li>Đạt 99%.</li></ul>" in shown
    assert "chưa kiểm chứng được" in wording.NOT_VERIFIED
    assert f"{wording.LEFT_OUT}</strong></p><ul><li>Tây Ninh: đoạn…</li></ul>" in shown


@given(st.lists(st.text(min_size=1), min_size=1), st.lists(st.text(min_size=1), max_size=3))
def test_nothing_told_becomes_markup(explained: list[str], dropped: list[str]) -> None:
    shown = why(Told(ANSWER, explained=tuple(explained), dropped=tuple(dropped)))
    bare = re.sub(r"</?(?:details|summary|p|ul|li|strong)(?: class=\"vi-sao\")?>", "", shown)
    bare = bare.replace(wording.WHY, "").replace(wording.NOT_VERIFIED, "")
    assert not set(bare) & set("<>\"'*_`[]()\n\r"), bare
