"""Finding a copy of a text inside the same file, plain or reworded by machine.

A reworded copy tells the same things in the same order: a word here and there is replaced by a longer near-synonym,
words are glued together, but most syllables stay and stay in order, and so do the figures. Two honest paragraphs on one
subject share words, not order; the same sentence about another year or district shares order, not figures. So the
measure is the longest common subsequence of folded syllables between a stretch and the earlier stretch that it
resembles most, as a share of the stretch's length, and beside it the share of its figures that stand there too.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, islice, pairwise

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

SMALL = 8
"""Syllables up to which a difference is a word replaced; a longer one is a sentence put in or left out."""

CLEARLY = 1.01
"""How many times as various the earlier of two tellings must be to be the copy. Measured: copies below their source
leave the source at most 1.00 of their variety (1.02 when words are replaced by shorter ones), copies above it have 1.02
to 1.13 on the median (1.01)."""

PLACES = 200
"""Places of a pair of syllables that are looked at; one that stands oftener does not tell a place, and in a table of a
hundred thousand figures alike it would be looked for for minutes."""

_SYLLABLE = re.compile(
    r"(?:ngh?|[ngkptc]h|tr|qu|gi(?=[aeou])|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:(?:n[gh]|ch|[cmnpt])(?![aeiouy]))?"
)
_SYLLABLES = re.compile(f"(?:{_SYLLABLE.pattern})+")


def reworded_paragraphs(paragraphs: Sequence[str]) -> set[int]:
    """Indexes of the paragraphs that restate others in the same order, reworded or letter for letter.

    Rows of tables (with tabs) are not judged by themselves: their order is that of the columns, in every table.

    Of the two the later ones are the copy, unless the earlier are worded more variously: software replaces a word in
    one place and leaves it in another, so a copy holds more different pairs of syllables than its source.
    """
    tokens = [words(paragraph) for paragraph in paragraphs]
    prose = ["\t" not in paragraph for paragraph in paragraphs]
    later = _restating(tokens, prose, range(len(tokens)))
    earlier = _restating(tokens, prose, range(len(tokens))[::-1]) if later else set()
    texts = [[token for i in sorted(chosen) for token in tokens[i]] for chosen in (earlier, later)]
    first, last = _variety(*texts)
    return earlier if first > CLEARLY * last else later


def _restating(tokens: Sequence[Sequence[str]], prose: Sequence[bool], order: Sequence[int]) -> set[int]:
    """Indexes of the paragraphs of which at least half restates, in its order, others that come before in `order`.

    Those that are no prose, or shorter than half a window, are not judged by themselves, since headings and short
    items repeat for good reasons; they are copies when the judged paragraphs on both sides are, or in a run that
    repeats another literally.
    """
    verdicts: dict[int, bool] = {}
    starts = [0, *accumulate(map(len, tokens))]
    told = [""] * starts[-1]
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, i in enumerate(order):
        if not prose[i]:
            continue
        if len(tokens[i]) >= WINDOW // 2:
            verdicts[place] = copied_share(tokens[i], told, places) >= 0.5
        if not verdicts.get(place):
            told[starts[i] : starts[i + 1]] = tokens[i]
            for at, pair in enumerate(pairwise(tokens[i]), starts[i]):
                places[pair].append(at)
    judged = list(verdicts.items())
    among = {i for place, i in enumerate(order) if verdicts.get(place, _among_copies(place, judged))}
    return among | _repeated(tokens, prose, order)


def _repeated(tokens: Sequence[Sequence[str]], prose: Sequence[bool], order: Sequence[int]) -> set[int]:
    """Indexes of the runs of paragraphs, half a window or more together, that repeat an earlier run literally.

    A single row of a table is no run, however long: rows may be alike.
    """
    repeated: set[int] = set()
    waiting: list[int] = []
    last_at: dict[tuple[str, ...], int] = {}
    start, size, follows = 0, 0, -1
    for place, i in enumerate(order):
        text = tuple(tokens[i])
        before = last_at.get(text, -1)
        # A line that stands many times in a row is a table's; the run that is repeated ends before this one begins.
        if before < 0 or before != follows or before >= start:
            start, size, waiting = place, 0, []
        if before >= 0:
            waiting.append(i)
            size += len(text)
            if size >= WINDOW // 2 and (prose[i] or place > start):
                repeated.update(waiting)
                waiting = []
        follows, last_at[text] = before + 1, place
    return repeated


def _variety(some: Sequence[str], others: Sequence[str]) -> tuple[int, int]:
    """How many different pairs of neighbouring syllables each has, where the two say the same."""
    ours: list[str] = []
    theirs: list[str] = []
    for gap, facing, common in side_by_side(some, others):
        if max(len(gap), len(facing)) <= SMALL:
            ours += gap
            theirs += facing
        ours += common
        theirs += common
    return len(set(pairwise(ours))), len(set(pairwise(theirs)))


def side_by_side(
    some: Sequence[str], others: Sequence[str]
) -> Iterator[tuple[Sequence[str], Sequence[str], Sequence[str]]]:
    """Two token sequences along their longest common subsequence: what differs in each, then what both have.

    >>> list(side_by_side(["a", "b", "c"], ["a", "x", "y", "c"]))
    [([], [], ['a']), (['b'], ['x', 'y'], ['c']), ([], [], [])]
    """
    at, there = 0, 0
    for block in LCSseq.opcodes(some, others).as_matching_blocks():
        end = block.a + block.size
        yield some[at : block.a], others[there : block.b], some[block.a : end]
        at, there = end, block.b + block.size


def words(text: str) -> list[str]:
    """Folded syllables and whole numbers, as `corpus.text.syllables` tells them; words glued together are read apart.

    >>> words("Hệ thống thưđiện tử triểnkhai ngày 24/8/2011 tại UBND")
    ['he', 'thong', 'thu', 'dien', 'tu', 'trien', 'khai', 'ngay', '24/8/2011', 'tai', 'ubnd']
    """
    return [word for token, _, _ in syllables(text) for word in _apart(token)]


@lru_cache(maxsize=16384)
def _apart(token: str) -> tuple[str, ...]:
    word = fold(token)
    return tuple(_SYLLABLE.findall(word)) if _SYLLABLES.fullmatch(word) else (word,)


def _among_copies(place: int, judged: Sequence[tuple[int, bool]]) -> bool:
    """Are the nearest judged paragraphs before and after the unjudged one both copies? `judged` goes by places.

    After the last judged one, the two before it must be.
    """
    at = bisect(judged, (place, True))
    nearest = judged[at - 1 : at + 1] if 0 < at < len(judged) else judged[max(0, at - 2) : at]
    return len(nearest) == 2 and all(copy for _, copy in nearest)


def copied_share(tokens: Sequence[str], told: Sequence[str], places: Mapping[tuple[str, str], Sequence[int]]) -> float:
    """Share of `tokens`, window by window, that restates a stretch of `told`, where `places` says each pair stands.

    Both are as long as the file: what has not been told yet is "" there, and has no place.
    """
    copied = 0
    for start in range(0, len(tokens), WINDOW):
        window = tokens[start : start + WINDOW]
        if restates(window, likest(window, told, places)):
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


def likest(
    window: Sequence[str], told: Sequence[str], places: Mapping[tuple[str, str], Sequence[int]]
) -> Sequence[str]:
    """The stretch of `told` that shares most syllable pairs with `window`; `places` tells where each pair stands."""
    votes: Counter[int] = Counter()
    for offset, pair in enumerate(pairwise(window)):
        for at in islice(places.get(pair, ()), PLACES):
            votes[(at - offset) // (WINDOW // 4)] += 1
    if not votes:
        return ()
    # Reworded text is longer than its source, so the stretch is looked for a little to both sides.
    start = votes.most_common(1)[0][0] * (WINDOW // 4) - WINDOW // 2
    return told[max(0, start) : start + len(window) + WINDOW]
