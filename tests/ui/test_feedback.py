"""What users think of answers, as staff read it."""

from __future__ import annotations

from index.journal import Feedback
from ui.feedback import fitting, opinion_form, opinion_rows, opinion_table
from ui.wording import staff as texts

GOOD = Feedback(
    "lan", "1", "up", "Lai Châu có bao nhiêu xã?", (), {"text": "Có 108 xã."}, at="2026-02-03T09:05:00+07:00"
)
BAD = Feedback(
    "hoa",
    "2",
    "down",
    "Hỏi <b>&?",
    ("trước",),
    {"text": "<i>x</i> " * 90},
    "figure",
    "Sai số",
    "2026-02-01T00:00:00+07:00",
)


def test_opinions_are_filtered() -> None:
    assert fitting([GOOD, BAD], {}) == fitting([GOOD, BAD], None) == [GOOD, BAD]
    assert fitting([GOOD, BAD], {"vote": "down"}) == [BAD]
    assert fitting([GOOD, BAD], {"words": "LAI chau 108"}) == [GOOD]
    assert fitting([GOOD, BAD], {"words": "sai so", "vote": "up"}) == []
    assert 'name="vote"' in opinion_form()


def test_opinions_are_shown_as_text_with_a_link_that_asks_again() -> None:
    html = opinion_table([GOOD, BAD], 2, 1)
    assert "03/02/2026 09:05" in html and "Sai số" in html and "<b>&" not in html and "<i>" not in html
    assert 'href="?cau-hoi=H%E1%BB%8Fi%20%3Cb%3E%26%3F"' in html and "python -m eval feedback" in html
    assert texts.NO_OPINIONS in opinion_table([], 0, 1) and texts.NO_OPINION_FITS in opinion_table([], 2, 1)


def test_a_file_has_them_whole() -> None:
    head, good, bad = opinion_rows([GOOD, BAD])
    assert head == texts.OPINION_FILE_COLUMNS and len(good) == len(bad) == len(head)
    assert bad[6] == "trước" and bad[7] == ("<i>x</i> " * 90).strip()
