"""Answers to open questions: which sentences of a report are points of the answer, and how long ones are taken apart.

Works on scored candidates alone; knows nothing of searching or of the answer's final wording.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.asked import Asked, word_set
from assistant.claims import Claim, Quote
from assistant.clauses import clauses, tidy
from assistant.evidence import Candidate
from assistant.weights import weights
from corpus.roles import Role
from corpus.text import syllables

UNMARKED: frozenset[Role] = frozenset({"cause", "result", "weakness", "plan"})
"""Parts that reports also tell of in plain sentences; advantages, lessons and proposals are named as such or not
given.
"""

PART = 3
"""Sentences from which on they make a part of a report."""

POINTS = 15
"""Points at the most in an answer."""

NEAREST = 10
"""Sentences, the best ones first, that are looked at where the question names no part of a report."""

LONG = 60
"""Syllables from which a sentence is taken apart at its semicolons."""

_SEMICOLON = re.compile(r";…?\s")
_OPENS_LIST = re.compile(r":\s+(?=\S)")
_LISTS = re.compile(r":\s|\b(?:như|gồm|bao gồm|sau đây)\b", re.IGNORECASE)
_ITEM = re.compile(
    r"[-–+*•]|\d{1,2}[.)]\s|[a-zđ]\)\s|(?:Một|Hai|Ba|Bốn|Năm|Sáu|Bảy|Tám|Chín|Mười) là\b"
    r"|Thứ (?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)\b"
)
"""How an item of a list begins."""

_GOES_ON = re.compile(
    r"(?:ngoài ra|bên cạnh đó|đồng thời|trong đó|mặt khác|cùng với đó|cùng đó|nhất là|đặc biệt)\b", re.IGNORECASE
)


def of_part(candidates: Sequence[Candidate], asked: Asked) -> list[Claim]:
    """The points of the part of the reports that is asked for: all of them where the question names no subject of its
    own ("Tỉnh còn hạn chế gì?"), else those on the subject.
    """
    told = pool(candidates, asked)
    if asked.subject and told and not _heading_says(told[0], asked):
        return _points(_told_together(told, asked), asked)
    # A report that has such a part is not asked for what it says of the kind in passing.
    named = [c for c in told if not c.part.passing]
    return _points(named if len(named) >= PART else told, asked)


def _heading_says(best: Candidate, asked: Asked) -> bool:
    """Is the subject that of the whole part, as its heading or the report's title says?"""
    words = word_set(f"{best.part.section} {best.report.title}")
    return all(unit.held_by(words) >= 0.5 for unit in asked.subject)


def near_best(candidates: Sequence[Candidate], asked: Asked) -> list[Claim]:
    """The best sentence and those that are told with it."""
    told = _told_together(pool(candidates, asked), asked)
    told += [c for c in _following(candidates, candidates[0]) if c not in told]
    listed = [item for c in told for item in _items_below(candidates, c)]
    return _points([*(c for c in told if c not in listed and not _items_below(candidates, c)), *listed], asked)


def pool(candidates: Sequence[Candidate], asked: Asked) -> list[Candidate]:
    """The sentences that may be points of the answer: those of the part of the reports that is asked for, else the
    best ones; best first.
    """
    of_year = [c for c in candidates if not c.features["year_lacking"]]
    if asked.theme is None:
        return of_year[:NEAREST]
    told = [c for c in of_year if c.part.role == asked.theme]
    return told or (list(candidates[:1]) if asked.theme in UNMARKED else [])


def beside(told: Sequence[Candidate], asked: Asked) -> list[dict[str, float]]:
    """What each of the sentences, best first, has of the best one, each from 0 to 1: how far `below` it ranks, its
    share of the `subject`, with its heading (`around`) of the most that any holds, the same `paragraph`; whether the
    question names a part of the report (`theme`).
    """
    best = told[0]
    subject = [asked.on_subject(c.text) for c in told]
    around = [asked.on_subject(f"{c.part.section}. {c.text}") for c in told]
    most = max(around)
    return [
        {
            "below": min(1.0, (best.score - c.score) / 10),
            "subject": min(1.0, subject[i] / subject[0]) if subject[0] else 1.0,
            "around": around[i] / most if most else 1.0,
            "paragraph": float(c.report is best.report and c.part.paragraph == best.part.paragraph),
            "theme": float(asked.theme is not None),
        }
        for i, c in enumerate(told)
    ]


def _told_together(told: Sequence[Candidate], asked: Asked) -> list[Candidate]:
    """The best sentence and those that are likely to belong to the same answer."""
    if not told:
        return []
    likely = [weights().beside.probability(row) >= weights().beside_threshold for row in beside(told, asked)]
    return [c for c, belongs in zip(told, likely, strict=True) if belongs or c is told[0]]


def _following(candidates: Sequence[Candidate], best: Candidate) -> list[Candidate]:
    """The next sentence of the best one's paragraph where it goes on with the account."""
    same = [c for c in candidates if c.report is best.report and c.part.paragraph == best.part.paragraph]
    later = sorted(
        (c for c in same if c.part.sentence.start > best.part.sentence.start), key=lambda c: c.part.sentence.start
    )
    return [c for c in later[:1] if c.part.role == best.part.role and _GOES_ON.match(c.text)]


def _items_below(candidates: Sequence[Candidate], lead: Candidate) -> list[Candidate]:
    """The items of the list that a sentence opens ("… tập trung năm việc:"), each with its further sentences; none
    where it opens none.
    """
    if not lead.text.rstrip().endswith(":"):
        return []
    later = (c for c in candidates if c.report is lead.report and c.part.sentence.start > lead.part.sentence.start)
    items: list[Candidate] = []
    for candidate in sorted(later, key=lambda c: c.part.sentence.start):
        begins = not items or candidate.part.paragraph != items[-1].part.paragraph
        if begins and not _ITEM.match(candidate.text):
            break
        items.append(candidate)
    return items


def _points(chosen: Sequence[Candidate], asked: Asked) -> list[Claim]:
    """A claim a point, in the reports' order, so that each carries its own marker."""
    quotes = []
    for candidate in sorted(chosen, key=lambda c: (c.report.id, c.part.sentence.start)):
        at, text = candidate.part.sentence.start, candidate.text
        spans = _taken_apart(text)
        if asked.subject and asked.theme is None and not _LISTS.search(text):
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
