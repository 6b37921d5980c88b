"""What users think of answers: kept with all that staff need, changed, taken back, and known again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from assistant.generate import Told
from assistant.records import Answer, Citation
from index.database import Database
from index.journal import Journal
from ui.answer_row import answer_row
from ui.conversation import Turn
from ui.footnotes import footnote
from ui.opinions import LONGEST, judged, votes
from ui.wording import talks as wording

QUOTE = Citation(1, "x", "Lai Châu", '<img src="x"> & "Báo cáo"', None, 0, 7, "đạt\n\n80% `x`")
FIRST, SECOND = Answer("answered", "Đạt 80% [1].", (QUOTE,)), Answer("abstained", "Không nêu.", reason="no_evidence")
TURNS = (Turn("Tỷ lệ?", Told(FIRST)), Turn("Dừng?"), Turn("Còn xã?", Told(SECOND)))


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    file = Database(tmp_path / "ledger.sqlite")
    yield Journal(file)
    file.close()


def test_an_opinion_is_kept_with_question_history_and_answer(journal: Journal) -> None:
    assert judged(journal, "an", TURNS, 3, "down", "unanswered", "  có ở trang 3 ") == wording.THANKS
    (given,) = journal.feedback()
    assert (given.who, given.vote, given.reason, given.comment) == ("an", "down", "unanswered", "có ở trang 3")
    assert (given.question, given.history, given.answer["text"]) == ("Còn xã?", ("Tỷ lệ?",), SECOND.text)


def test_an_opinion_is_changed_taken_back_and_shown_to_its_owner_alone(journal: Journal) -> None:
    judged(journal, "an", TURNS, 1, "down", "figure", "sai")
    judged(journal, "an", TURNS, 1, "up", "", "")
    judged(journal, "binh", TURNS, 3, "down", "other", "x")
    assert votes(journal, "an", TURNS) == {"1": {"vote": "up", "reason": "", "comment": ""}}
    assert votes(journal, "binh", TURNS) == {"3": {"vote": "down", "reason": "other", "comment": "x"}}
    assert judged(journal, "an", TURNS, 1, "", "", "") == wording.TAKEN_BACK
    assert votes(journal, "an", TURNS) == {}
    # An edited question is another one.
    assert votes(journal, "binh", (replace(TURNS[0], question="Khác?"), *TURNS[1:])) == {}


def test_what_the_page_never_asks_for_is_not_kept(journal: Journal) -> None:
    for number, vote in ((0, "up"), (2, "up"), (4, "up"), (1, "sideways")):
        assert judged(journal, "an", TURNS, number, vote, "", "") == ""
    judged(journal, "an", TURNS, 1, "down", "<b>", "x" * 5000)
    (given,) = journal.feedback()
    assert (given.reason, given.comment) == ("", "x" * LONGEST)


def test_the_row_of_an_answer_holds_its_sources_as_text_on_one_line() -> None:
    row = answer_row(3, (QUOTE,))
    assert "\n" not in row and 'value="3"' in row
    assert "<img" not in row and "`" not in row
    assert f"[1] {footnote(QUOTE)}" in unescape(row)
