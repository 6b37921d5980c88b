"""Finding a machine-reworded copy of a text inside the same file.

A reworded copy tells the same things in the same order: a word here and there is replaced by a longer near-synonym,
words are glued together, but most syllables stay and stay in order, and so do the figures. Two honest paragraphs on one
subject share words, not order; the same sentence about another year or district shares order, not figures. So the
measure is the longest common subsequence of folded syllables between a stretch and the earlier stretch that it
resembles most, as a share of the stretch's length, and beside it the share of its figures that stand there too.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from rapidfuzz.distance import LCSseq

from corpus.text import fold, syllables

WINDOW = 80
"""Syllables in a stretch that is compared; long enough that order tells, short enough to find where a copy begins."""

SAME = 0.58
"""Share of common subsequence from which a stretch may be a copy. Measured on the reports: reworded stretches 0.61 to
1, honest neighbours without figures at most 0.54, the same statistics of another province or year up to 0.75."""

FIGURES = 0.6
"""Share of a stretch's figures that a copy has in common with its source, in order: reworded stretches have all of
them, the same statistics of another province or year at most 0.43."""


def reworded_paragraphs(paragraphs: Sequence[str]) -> set[int]:
    """Indexes of the paragraphs of which at least half restates earlier paragraphs in the same order.

    Paragraphs shorter than half a window are not judged by themselves, since headings and short items repeat for good
    reasons; they are copies when the judged paragraphs on both sides are.
    """
    verdicts: dict[int, bool] = {}
    earlier: list[str] = []
    for i, paragraph in enumerate(paragraphs):
        tokens = [fold(token) for token, _, _ in syllables(paragraph)]
        judged = len(tokens) >= WINDOW // 2
        if judged:
            verdicts[i] = copied_share(tokens, earlier) >= 0.5
        if not verdicts.get(i):
            earlier += tokens
    return {i for i in range(len(paragraphs)) if verdicts.get(i, _among_copies(i, verdicts))}


def _among_copies(i: int, verdicts: dict[int, bool]) -> bool:
    """Are the nearest judged paragraphs before and after the unjudged one both copies?

    At the end of a file the two before it must be.
    """
    before = [copy for at, copy in verdicts.items() if at < i]
    after = [copy for at, copy in verdicts.items() if at > i]
    return all(before[-1:] + after[:1]) if before and after else len(before) >= 2 and all(before[-2:])


def copied_share(tokens: Sequence[str], earlier: Sequence[str]) -> float:
    """Share of `tokens`, window by window, that restates a stretch of `earlier`."""
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, pair in enumerate(pairwise(earlier)):
        places[pair].append(at)
    copied = 0
    for start in range(0, len(tokens), WINDOW):
        window = tokens[start : start + WINDOW]
        if restates(window, likest(window, earlier, places)):
            copied += len(window)
    return copied / len(tokens) if tokens else 0.0


def restates(window: Sequence[str], stretch: Sequence[str]) -> bool:
    """Does `window` hold the words of `stretch` in their order, and its figures?"""
    return _in_common(_digits(window), _digits(stretch)) >= FIGURES and _in_common(window, stretch) >= SAME


def _in_common(some: Sequence[str], others: Sequence[str]) -> float:
    """Share of `some` that stands, in order, in `others`; 1.0 when there are none."""
    return LCSseq.similarity(list(some), list(others)) / len(some) if some else 1.0


def _digits(tokens: Sequence[str]) -> list[str]:
    """The runs of digits; rewording puts spaces into "24/8/2011" and "11/NQ-CP", so the runs are compared."""
    return re.findall(r"\d+", " ".join(tokens))


def likest(window: Sequence[str], earlier: Sequence[str], places: dict[tuple[str, str], list[int]]) -> Sequence[str]:
    """The stretch of `earlier` that shares most syllable pairs with `window`; `places` tells where each pair stands."""
    votes: Counter[int] = Counter()
    for offset, pair in enumerate(pairwise(window)):
        for at in places.get(pair, ()):
            votes[(at - offset) // (WINDOW // 4)] += 1
    if not votes:
        return ()
    # Reworded text is longer than its source, so the stretch is looked for a little to both sides.
    start = votes.most_common(1)[0][0] * (WINDOW // 4) - WINDOW // 2
    return earlier[max(0, start) : start + len(window) + WINDOW]
