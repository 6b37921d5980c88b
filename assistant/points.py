"""Answers to open questions: which sentences of a report are points of the answer, and how long ones are taken apart.

Works on scored candidates alone; knows nothing of searching or of the answer's final wording.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.asked import Asked
from assistant.claims import Claim, Quote
from assistant.clauses import clauses, tidy
from assistant.evidence import Candidate
from corpus.roles import Role
from corpus.text import syllables

SUBJECT = 0.45
"""Share of a question's subject that a point must hold before the others are narrowed to that subject."""

NEARLY = 0.4
"""Share of the subject that the best point holds which others must hold beside it."""

NEAR = 4.0
"""Log-odds below the best sentence within which others are told beside it."""

UNMARKED: frozenset[Role] = frozenset({"cause", "result", "weakness", "plan"})
"""Parts that reports also tell of in plain sentences; advantages, lessons and proposals are named as such or not
given.
"""

PART = 3
"""Sentences from which on they make a part of a report."""

POINTS = 15
"""Points at the most in an answer."""

SENTENCES = 6
"""Sentences at the most beside the best one where the question names no part of a report."""

LONG = 60
"""Syllables from which a sentence is taken apart at its semicolons."""

_SEMICOLON = re.compile(r";…?\s")
_OPENS_LIST = re.compile(r":\s+(?=\S)")
_LISTS = re.compile(r":\s|\b(?:như|gồm|bao gồm|sau đây)\b", re.IGNORECASE)
_GOES_ON = re.compile(
    r"(?:ngoài ra|bên cạnh đó|đồng thời|trong đó|mặt khác|cùng với đó|cùng đó|nhất là|đặc biệt)\b", re.IGNORECASE
)


def of_part(candidates: Sequence[Candidate], asked: Asked, whole: bool) -> list[Claim]:
    """The points of the part of the reports that is asked for: all of them (`whole`), else those on the subject."""
    told = [c for c in candidates if c.part.role == asked.theme and not c.features["year_lacking"]]
    if whole:
        # A report that has such a part is not asked for what it says of the kind in passing.
        named = [c for c in told if not c.part.passing]
        told = named if len(named) >= PART else told
    elif not told and asked.theme in UNMARKED:
        told = list(candidates[:1])
    return _points(told, asked)


def near_best(candidates: Sequence[Candidate], asked: Asked) -> list[Claim]:
    """The best sentence and those that rank nearly as high and hold nearly as much of the subject."""
    best = candidates[0]
    least = NEARLY * asked.on_subject(best.text)
    near = [c for c in candidates if c.score >= best.score - NEAR and not c.features["year_lacking"]]
    told = [c for c in near if asked.on_subject(c.text) >= least][:SENTENCES]
    return _points([*told, *(c for c in _following(candidates, best) if c not in told)], asked)


def _following(candidates: Sequence[Candidate], best: Candidate) -> list[Candidate]:
    """The next sentence of the best one's paragraph where it goes on with the account."""
    same = [c for c in candidates if c.report is best.report and c.part.paragraph == best.part.paragraph]
    later = sorted(
        (c for c in same if c.part.sentence.start > best.part.sentence.start), key=lambda c: c.part.sentence.start
    )
    return [c for c in later[:1] if c.part.role == best.part.role and _GOES_ON.match(c.text)]


def _points(chosen: Sequence[Candidate], asked: Asked) -> list[Claim]:
    """A claim a point, in the reports' order, so that each carries its own marker; those off the subject left out."""
    ordered = sorted(chosen, key=lambda c: (c.report.id, c.part.sentence.start))
    held = {c: asked.on_subject(f"{c.part.section}. {c.text}") for c in ordered}
    most = max(held.values(), default=0.0)
    narrowed = most >= SUBJECT
    quotes = []
    for candidate in ordered:
        if narrowed and held[candidate] < NEARLY * most:
            continue
        at, text = candidate.part.sentence.start, candidate.text
        spans = _taken_apart(text)
        if narrowed and asked.theme is None and not _LISTS.search(text):
            spans = [(a, b) for a, b in spans if asked.on_subject(text[a:b]) > 0] or spans
        quotes += [Quote(candidate.report, at + start, at + end) for start, end in spans]
    return [Claim(tidy(quote.text), (quote,)) for quote in quotes[:POINTS]]


def _taken_apart(text: str) -> list[tuple[int, int]]:
    """The `[start, end)` of the points of a sentence: those of a list behind a colon, or a long one's parts between
    semicolons; a short one is one point.

    >>> text = "Còn một số hạn chế: đường truyền hay gián đoạn; nhiều xã chưa có cán bộ."
    >>> [text[a:b] for a, b in _taken_apart(text)]
    ['đường truyền hay gián đoạn', 'nhiều xã chưa có cán bộ.']
    """
    opens = _OPENS_LIST.search(text)
    opening = opens.end() if opens and text.count("(", 0, opens.end()) == text.count(")", 0, opens.end()) else 0
    items = [(opening + a, opening + b) for a, b in clauses(text[opening:], _SEMICOLON)]
    short = not opening and len(syllables(text)) <= LONG
    if short or len(items) < 2 or any(len(syllables(text[a:b])) < 3 for a, b in items):
        return [(0, len(text))]
    return [(a, a + len(text[a:b].rstrip(" ;…"))) for a, b in items]
