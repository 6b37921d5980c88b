"""Finding a machine-reworded copy of a text inside the same file.

A reworded copy tells the same things in the same order: a word here and there is replaced by a longer near-synonym, words are
glued together, but most syllables stay and stay in order. Two honest paragraphs on one subject share words, not order. So
the measure is the longest common subsequence of folded syllables between a stretch and the earlier stretch that it
resembles most, as a share of the stretch's length.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from rapidfuzz.distance import LCSseq

from corpus.text import fold, syllables

WINDOW = 80
"""Syllables in a stretch that is compared; long enough that order tells, short enough to find where a copy begins."""

SAME = 0.62
"""Share of common subsequence from which a stretch counts as a copy. Honest neighbours measure below 0.45, reworded ones above 0.7."""


def reworded_paragraphs(paragraphs: Sequence[str]) -> set[int]:
    """Indexes of the paragraphs of which at least half restates earlier paragraphs in the same order.

    Paragraphs shorter than half a window are never judged: headings and short items repeat for good reasons.
    """
    copies: set[int] = set()
    earlier: list[str] = []
    for i, paragraph in enumerate(paragraphs):
        tokens = [fold(token) for token, _, _ in syllables(paragraph)]
        if len(tokens) >= WINDOW // 2 and copied_share(tokens, earlier) >= 0.5:
            copies.add(i)
        else:
            earlier += tokens
    return copies


def copied_share(tokens: Sequence[str], earlier: Sequence[str]) -> float:
    """Share of `tokens`, window by window, that restates a stretch of `earlier`."""
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, pair in enumerate(zip(earlier, earlier[1:], strict=False)):
        places[pair].append(at)
    copied = 0
    for start in range(0, len(tokens), WINDOW):
        window = tokens[start : start + WINDOW]
        if similarity(window, earlier, places) >= SAME:
            copied += len(window)
    return copied / len(tokens) if tokens else 0.0


def similarity(window: Sequence[str], earlier: Sequence[str], places: dict[tuple[str, str], list[int]]) -> float:
    """How much of `window` stands, in order, in the stretch of `earlier` that shares most syllable pairs with it."""
    votes: Counter[int] = Counter()
    for offset, pair in enumerate(zip(window, window[1:], strict=False)):
        for at in places.get(pair, ()):
            votes[(at - offset) // (WINDOW // 4)] += 1
    if not votes:
        return 0.0
    # Reworded text is longer than its source, so the stretch is looked for a little to both sides.
    start = max(0, votes.most_common(1)[0][0] * (WINDOW // 4) - WINDOW // 2)
    stretch = earlier[start : start + 2 * WINDOW + WINDOW // 2]
    return LCSseq.similarity(list(window), list(stretch)) / len(window)
