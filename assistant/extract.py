"""The built-in answerer: which sentences answer, and how much of each is quoted.

Works on scored candidates alone; knows nothing of searching or of the answer's final wording.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from assistant.claims import Claim, Quote
from assistant.evidence import Asked, Candidate, Evidence, has_kind
from assistant.question import Question
from corpus.numbers import Number, numbers
from corpus.text import fold, syllables

ENOUGH = 0.5
"""Share of the question's words that a sentence must hold, together with what it leans on, to count as an answer."""

OWN = 0.22
"""Share that the sentence itself must hold."""

SHORT = 45
"""Syllables up to which a sentence is quoted whole."""

POINTS = 12
"""Points at the most in the answer to an open question."""

_BORDER = re.compile(r"[;:]\s|,\s|\s(?=nhưng |tuy nhiên )|\.\.\.\s")


def acceptable(candidate: Candidate, asked: Asked) -> bool:
    """Does the sentence hold enough of what is asked, of the right kind, level and year?"""
    features = candidate.features
    if asked.theme and features["role"] and (not asked.weights or features["context"] >= ENOUGH / 2):
        return True
    if features["context"] < ENOUGH or features["cover"] < OWN:
        return False
    if asked.kind in ("figure", "ranking", "date", "document", "person") and not features["kind"]:
        return False
    return level_fits(candidate, asked.level)


def level_fits(candidate: Candidate, level: str | None) -> bool:
    """Does the sentence, its heading or the report's title speak of the level asked for? No level asked: yes."""
    if level is None or level == "tỉnh":
        return True
    around = f"{candidate.text} {candidate.part.section} {candidate.report.title}"
    words = {"xã": ("xa", "phuong", "co so"), "huyện": ("huyen",)}[level]
    return any(re.search(rf"\b{word}\b", fold(around)) for word in words)


def claims_on(evidence: Evidence, question: Question, asked: Asked) -> list[Claim]:
    """What the reports say on one province in answer to the question; empty when they do not say it."""
    good = [candidate for candidate in evidence.candidates if acceptable(candidate, asked)]
    if not good:
        return []
    if asked.theme:
        return _points([c for c in good if c.features["role"]] or good[:1], asked)
    if question.kind in ("open", "list"):
        return _points(_close_to_best(good), asked)
    return [statement(good[0], asked)]


def _close_to_best(good: Sequence[Candidate]) -> list[Candidate]:
    """The best sentence and those that score nearly as well."""
    return [c for c in good if c.score >= 0.85 * good[0].score][:4]


def _points(chosen: Sequence[Candidate], asked: Asked) -> list[Claim]:
    """One claim a point, in the reports' order; an item of a list is one point with all its sentences."""
    narrowed = [c for c in chosen if c.features["cover"] >= OWN] if asked.weights else []
    best = narrowed if asked.weights and max((c.features["cover"] for c in narrowed), default=0.0) >= ENOUGH else chosen
    ordered = sorted(best, key=lambda c: (c.report.id, c.part.sentence.start))
    claims = []
    for (report_id, item), group in groupby(ordered, key=lambda c: (c.report.id, _point_of(c))):
        members = list(group)
        quote = Quote(members[0].report, members[0].part.sentence.start, members[-1].part.sentence.end)
        claims.append(Claim(_tidy(quote.text), (quote,)))
    return claims[:POINTS]


def _point_of(candidate: Candidate) -> tuple[str, int]:
    """Sentences of one list item belong together; other sentences stand for themselves."""
    part = candidate.part
    first = candidate.report.body.rfind("\n", 0, part.sentence.start) + 1
    is_item = bool(re.match(r"\s*[-–—+*•]\s", candidate.report.body[first:]))
    return ("item", part.paragraph) if is_item else ("sentence", part.sentence.start)


def statement(candidate: Candidate, asked: Asked) -> Claim:
    """The sentence, or of a long one the clauses that answer, with the figure asked for in bold."""
    start, end = core(candidate, asked)
    quote = Quote(candidate.report, start, end)
    text = quote.text
    figure = asked_figure(text, asked) if asked.kind in ("figure", "ranking") else None
    if figure:
        text = f"{text[: figure.start]}**{text[figure.start : figure.end]}**{text[figure.end :]}"
    return Claim(_tidy(text), (quote,))


def core(candidate: Candidate, asked: Asked) -> tuple[int, int]:
    """`[start, end)` of the stretch to quote: the whole sentence when short, else its best clauses, neighbours joined.

    The best clause is widened to the left until it holds most of what the sentence holds of the question.
    """
    sentence = candidate.part.sentence
    if len(syllables(sentence.text)) <= SHORT:
        return sentence.start, sentence.end
    spans = clauses(sentence.text)
    scores = [_clause_score(sentence.text[a:b], asked) for a, b in spans]
    best = max(range(len(spans)), key=lambda i: (scores[i], -i))
    first = last = best
    whole = asked.coverage([sentence.text])
    while first > 0 and asked.coverage([sentence.text[spans[first][0] : spans[last][1]]]) < 0.8 * whole:
        if len(syllables(sentence.text[spans[first - 1][0] : spans[last][1]])) > 2 * SHORT:
            break
        first -= 1
    start, end = spans[first][0], spans[last][1]
    end -= len(sentence.text[start:end]) - len(sentence.text[start:end].rstrip(" ,;:"))
    return sentence.start + start, sentence.start + end


def _clause_score(clause: str, asked: Asked) -> float:
    level = 0.3 if asked.level and re.search(rf"\b{fold(asked.level)}\b", fold(clause)) else 0.0
    return asked.coverage([clause]) + (0.4 if has_kind(clause, asked.kind) else 0.0) + level


def clauses(text: str) -> list[tuple[int, int]]:
    """`[start, end)` of the clauses of a sentence: cut at semicolons, colons and commas outside brackets.

    >>> [("a, b (c, d); e")[s:e] for s, e in clauses("a, b (c, d); e")]
    ['a, ', 'b (c, d); ', 'e']
    """
    spans, start = [], 0
    for border in _BORDER.finditer(text):
        before = text[: border.start()]
        if before.count("(") > before.count(")"):
            continue
        spans.append((start, border.end()))
        start = border.end()
    return [*spans, (start, len(text))] if start < len(text) else spans


def asked_figure(text: str, asked: Asked) -> Number | None:
    """The figure of a stretch that the question is after: of the clause that fits best, the first one."""
    best: tuple[float, Number] | None = None
    for start, end in clauses(text):
        score = _clause_score(text[start:end], asked)
        for number in numbers(text[start:end]):
            if number.is_figure and (best is None or score > best[0]):
                shifted = next(n for n in numbers(text) if n.end == start + number.end)
                best = (score, shifted)
    return best[1] if best else None


def _tidy(text: str) -> str:
    """A quoted stretch as a line of an answer: list mark and closing marks off, first letter large."""
    line = re.sub(r"^[-–—+*•]\s+", "", " ".join(text.split())).rstrip(" ;,:")
    line = re.sub(r"(?:\./\.|(?<!\.)\.)$", "", line)
    at = re.search(r"[^\W_]", line)
    return line[: at.start()] + line[at.start()].upper() + line[at.start() + 1 :] if at else line
