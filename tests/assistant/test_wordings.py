"""What is right is kept however it is worded: figures, facts, lists and comparisons of the evaluation's gold evidence.

The fast tests take one sentence in eight, the hard ones all of them.
"""

from __future__ import annotations

import pytest

from assistant.verify import faults
from tests.assistant.wordings import LATER, WORDINGS, gold

TOLD = "Chỉ dùng thông tin trong các đoạn trích."

NOT_SAID = {
    "figure-tay-ninh-008": "'sau 2 năm' stands in the question only",
    "fact-hau-giang-002": "it asks two things; its second half is no statement",
    "fact-bac-giang-007": "who leads stands in the passage before the one with the evidence",
    "fact-bac-giang-008": "who leads stands in the passage before the one with the evidence",
}
"""Questions that restated are no sentence which the passage with the evidence carries, and why."""


@pytest.mark.parametrize("every", [pytest.param(8, id="some"), pytest.param(1, id="all", marks=pytest.mark.hard)])
def test_nothing_right_is_dropped_however_it_is_worded(every: int) -> None:
    """At least 99 of 100 of all, and 9 of 10 in each wording; of reports that came later 85 of 100."""
    tried, lost, later = 0, [], [0, 0]
    for how, wording in WORDINGS.items():
        told = dict.fromkeys(pair for facts in gold() if facts[0].case.id not in NOT_SAID for pair in wording(facts))
        late = [(text, quotes) for text, quotes in told if quotes[0].report.province in LATER][::every]
        later[0] += len(late)
        later[1] += sum(bool(faults(text, quotes, {q.report.province for q in quotes}, TOLD)) for text, quotes in late)
        some = [pair for pair in told if pair[1][0].report.province not in LATER][::every]
        dropped = [
            (how, text, why)
            for text, quotes in some
            if (why := faults(text, quotes, {quote.report.province for quote in quotes}, TOLD))
        ]
        assert len(dropped) <= 0.1 * len(some), dropped
        tried, lost = tried + len(some), lost + dropped
    assert len(WORDINGS) >= 15 and tried >= 3500 // every
    assert len(lost) <= 0.01 * tried, lost
    assert later[1] <= 0.15 * later[0], later
