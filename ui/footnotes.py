"""What an answer's `[n]` says when it is taken elsewhere: the report, whose it is, its day, and the quote."""

from __future__ import annotations

from assistant.records import Citation
from corpus.text import squeeze
from ui import wording
from ui.wording import talks


def footnote(citation: Citation) -> str:
    """The text of a footnote: `Title, province, date: “quote”`.

    >>> footnote(Citation(1, "x", "Lai Châu", "Ứng dụng CNTT", "2019-06-12", 0, 7, "đạt 80%"))
    'Ứng dụng CNTT, Lai Châu, 12/06/2019: “đạt 80%”'
    """
    day = wording.day(citation.published) if citation.published else talks.UNDATED
    return f"{squeeze(citation.title)}, {citation.province}, {day}: “{squeeze(citation.quote)}”"
