"""The built-in answerer: which sentences answer, and how much of each is quoted.

Works on scored candidates alone; knows nothing of searching or of the answer's final wording.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.asked import Asked
from assistant.claims import Claim, Quote
from assistant.evidence import Candidate, Evidence
from assistant.features import has_kind, speaks_of, unfit
from assistant.question import Question
from corpus.roles import Role
from assistant.weights import weights
from corpus.numbers import numbers
from corpus.text import syllables

SUBJECT = 0.45
"""Share of a question's subject that a part's sentence must hold before the part is narrowed to that subject."""

NEAR = 2.5
"""Log-odds below the best sentence within which others are told beside it."""

SHORT = 30
"""Syllables up to which a sentence with one figure is quoted whole."""

LONG = 120
"""The same for questions that ask for no figure: what they ask for may stand anywhere in the sentence."""

ALIKE = 0.7
"""Difference in log-odds of two figures of a sentence below which both are asked for."""

OTHER_FIGURE_COSTS = 0.05
"""Share of the question that a stretch with one more figure that is not asked for must be worth."""

LENGTH_COSTS = 0.004
"""Share of the question that a further syllable of a quote must be worth."""

UNMARKED: frozenset[Role] = frozenset({"cause", "result", "weakness", "plan"})
"""Parts that reports also tell of in plain sentences; advantages, lessons and proposals are named as such or not
given.
"""

NEXT_TO = 3
"""Characters between two quotes up to which they are one."""

POINTS = 12
"""Points at the most in the answer to an open question."""

_STRONG = re.compile(r";…?\s|\.\.\.\s")
_LINK = re.compile(r"(?:(?:và|còn|trong đó:?|nhưng|song|tuy nhiên,?)\s+)?", re.IGNORECASE)
_BORDER = re.compile(r"[;:]\s|,\s|\s(?=nhưng |tuy nhiên )|\.\.\.\s")


def claims_on(evidence: Evidence, question: Question, asked: Asked) -> list[Claim]:
    """What the reports say on one province in answer to the question; empty when they do not say it."""
    if not evidence.candidates:
        return []
    best = evidence.candidates[0]
    # "Tỉnh còn hạn chế gì?" names a part of the report and no word to look for: that part is the answer.
    whole_part = asked.theme is not None and not asked.subject
    least = weights().least(best.told is not None)
    if unfit(best.features, asked) or (evidence.likely < least and not whole_part):
        return []
    if asked.theme:
        told = [c for c in evidence.candidates if c.part.role == asked.theme and not c.features["year_lacking"]]
        if whole_part:
            # A report that has such a part is not asked for what it says of the kind in passing.
            told = [c for c in told if not c.part.passing] or told
        return _points(_on_topic(told, asked) or ([best] if asked.theme in UNMARKED and not whole_part else []))
    if question.kind in ("open", "list") and len(question.scope.provinces) < 2:
        return _points(_close_to_best(evidence.candidates, asked))
    if best.told:
        return [figure_claim(_alike(evidence.candidates, asked), asked)]
    told_of = statement(best, asked)
    return [] if _silent_on_level(told_of, best, asked) else [told_of]


def _on_topic(told: Sequence[Candidate], asked: Asked) -> list[Candidate]:
    """Of a part's sentences those on the subject asked for; all of them when the question names no subject of its
    own.
    """
    held = {c: asked.on_subject(f"{c.part.section}. {c.text}") for c in told}
    most = max(held.values(), default=0.0)
    return [c for c in told if held[c] >= 0.6 * most] if most >= SUBJECT else list(told)


def _close_to_best(candidates: Sequence[Candidate], asked: Asked) -> list[Candidate]:
    """The best sentence and those that rank nearly as high and hold nearly as much of the subject."""
    best = candidates[0]
    least = 0.6 * asked.on_subject(best.text)
    near = [c for c in candidates if c.score >= best.score - NEAR and not c.features["year_lacking"]]
    told = [c for c in near if asked.on_subject(c.text) >= least][:6]
    return told + [c for c in _following(candidates, best) if c not in told]


def _following(candidates: Sequence[Candidate], best: Candidate) -> list[Candidate]:
    """The next sentence of the best one's paragraph: an account rarely ends with its first sentence."""
    same = [c for c in candidates if c.report is best.report and c.part.paragraph == best.part.paragraph]
    later = sorted(
        (c for c in same if c.part.sentence.start > best.part.sentence.start), key=lambda c: c.part.sentence.start
    )
    return [c for c in later[:1] if c.part.role == best.part.role]


def _points(chosen: Sequence[Candidate]) -> list[Claim]:
    """One claim a sentence, in the reports' order, so that each carries its own marker."""
    ordered = sorted(chosen, key=lambda c: (c.report.id, c.part.sentence.start))
    quotes = [Quote(c.report, c.part.sentence.start, c.part.sentence.end) for c in ordered[:POINTS]]
    return [Claim(_tidy(quote.text), (quote,)) for quote in quotes]


def _silent_on_level(claim: Claim, candidate: Candidate, asked: Asked) -> bool:
    """Was the level asked for told of elsewhere in the sentence than in what is quoted of it?"""
    told = f"{claim.text} {candidate.part.section} {candidate.report.title}"
    return asked.level in ("xã", "huyện") and not speaks_of(asked.level, told)


def _alike(candidates: Sequence[Candidate], asked: Asked) -> list[Candidate]:
    """The best figure and those of its sentence that answer as well ("các sở đạt 96%, UBND cấp huyện đạt 77%"), in the
    sentence's order.
    """
    best = candidates[0]
    beside = [
        c
        for c in candidates
        if c.part is best.part and c.score >= best.score - ALIKE and not unfit(c.features, asked)
    ]
    return sorted(beside, key=lambda c: c.told.start if c.told else 0)


def figure_claim(chosen: Sequence[Candidate], asked: Asked) -> Claim:
    """The figures of one sentence in bold, with the stretch of it that tells what they are of."""
    told = [c.told for c in chosen if c.told]
    sentence, text = chosen[0].part.sentence, chosen[0].text
    figures = [number for number in numbers(text) if number.is_figure]
    start, end = 0, len(text)
    if len(figures) > len(told) or len(syllables(text)) > SHORT:
        end = told[-1].reach
        starts = [told[0].start, *(a for a, _ in clauses(text, _BORDER) if a < told[0].start)]

        def worth(at: int) -> float:
            others = sum(at <= figure.start < end for figure in figures) - len(told)
            return asked.coverage(text[at:end]) - LENGTH_COSTS * len(syllables(text[at:end])) - OTHER_FIGURE_COSTS * others

        start = max(starts, key=lambda at: (worth(at), at))
    start += _LINK.match(text[start:end]).end()
    end -= len(text[start:end]) - len(text[start:end].rstrip(" ,;:"))
    bold = tuple((sentence.start + t.number.start, sentence.start + t.number.end) for t in told)
    return _in_bold(Quote(chosen[0].report, sentence.start + start, sentence.start + end), bold)


def _in_bold(quote: Quote, figures: tuple[tuple[int, int], ...]) -> Claim:
    words = quote.text
    for start, end in sorted(figures, reverse=True):
        a, b = start - quote.start, end - quote.start
        words = f"{words[:a]}**{words[a:b]}**{words[b:]}"
    return Claim(_tidy(words), (quote,), figures)


def together(claims: Sequence[Claim]) -> list[Claim]:
    """The claims, each once, with those on figures of one stretch of a report made one."""
    joined: list[Claim] = []
    for claim in dict.fromkeys(claims):
        quote = claim.quotes[0]
        for i, other in enumerate(joined):
            first = other.quotes[0]
            between = quote.report.body[min(first.end, quote.end) - 1 : max(first.start, quote.start)]
            touching = first.report is quote.report and len(between) <= NEXT_TO and not re.search(r"[.!?\n]", between)
            if claim.figures and other.figures and touching:
                both = Quote(quote.report, min(first.start, quote.start), max(first.end, quote.end))
                joined[i] = _in_bold(both, tuple(dict.fromkeys((*other.figures, *claim.figures))))
                break
        else:
            joined.append(claim)
    return joined


def statement(candidate: Candidate, asked: Asked) -> Claim:
    """The sentence, or of a long one the clauses that answer."""
    start, end = core(candidate, asked)
    quote = Quote(candidate.report, start, end)
    return Claim(_tidy(quote.text), (quote,))


def core(candidate: Candidate, asked: Asked) -> tuple[int, int]:
    """`[start, end)` of the stretch to quote: the whole sentence unless it is long, else the neighbouring clauses that
    answer.

    Of all runs of clauses the one that holds most of the question, and a thing of the kind asked for, in the fewest
    words; each clause more must be worth its length. Commas part clauses only where semicolons leave them too long.
    """
    sentence = candidate.part.sentence
    if len(syllables(sentence.text)) <= LONG:
        return sentence.start, sentence.end
    spans = [span for whole in clauses(sentence.text, _STRONG) for span in _halved(sentence.text, whole)]
    runs = [(spans[i][0], spans[j][1]) for i in range(len(spans)) for j in range(i, len(spans))]
    start, end = max(runs, key=lambda run: (_worth(sentence.text[run[0] : run[1]], asked), -run[0]))
    end -= len(sentence.text[start:end]) - len(sentence.text[start:end].rstrip(" ,;:"))
    return sentence.start + start, sentence.start + end


def _halved(text: str, span: tuple[int, int]) -> list[tuple[int, int]]:
    """A clause as it is when short, else cut at its commas."""
    start, end = span
    if len(syllables(text[start:end])) <= 2 * SHORT:
        return [span]
    return [(start + a, start + b) for a, b in clauses(text[start:end], _BORDER)]


def _worth(stretch: str, asked: Asked) -> float:
    """What a stretch holds of the question, less what its length costs; much too short ones lack what is told of the
    words.
    """
    size = len(syllables(stretch))
    kind = 0.4 if has_kind(stretch, asked.kind) else 0.0
    return asked.coverage(stretch) + kind - LENGTH_COSTS * max(size, SHORT)


def clauses(text: str, borders: re.Pattern[str]) -> list[tuple[int, int]]:
    """`[start, end)` of the clauses of a sentence, cut behind each of `borders` that stands outside brackets.

    >>> ["a, b (c, d); e"[s:e] for s, e in clauses("a, b (c, d); e", _BORDER)]
    ['a, ', 'b (c, d); ', 'e']
    """
    spans, start = [], 0
    for border in borders.finditer(text):
        before = text[: border.start()]
        if before.count("(") > before.count(")"):
            continue
        spans.append((start, border.end()))
        start = border.end()
    return [*spans, (start, len(text))] if start < len(text) else spans


def _tidy(text: str) -> str:
    """A quoted stretch as a line of an answer: list mark and closing marks off, first letter large."""
    line = re.sub(r"^(?:[-–—+*•]|\d{1,2}[.)])\s+", "", " ".join(text.split())).rstrip(" ;,:")
    line = re.sub(r"(?:\./\.|(?<!\.)\.)$", "", line)
    at = re.search(r"[^\W_]", line)
    return line[: at.start()] + line[at.start()].upper() + line[at.start() + 1 :] if at else line
