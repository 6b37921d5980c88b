"""The built-in answerer: which sentences answer, and how much of each is quoted.

Works on scored candidates alone; knows nothing of searching or of the answer's final wording.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.asked import Asked
from assistant.claims import Claim, Quote
from assistant.clauses import BORDER, STRONG, clauses, tidy
from assistant.evidence import Candidate, Evidence
from assistant.features import has_kind, speaks_of, unfit
from assistant.figure_features import leaning
from assistant.figures import Statement, statements
from assistant.points import near_best, of_part
from assistant.question import Question
from assistant.weights import weights
from corpus.numbers import numbers
from corpus.roles import Row
from corpus.split import heading_level, paragraphs, sentences
from corpus.tables import cells
from corpus.text import syllables

SHORT = 30
"""Syllables up to which a sentence with one figure is quoted whole."""

LONG = 60
"""The same for questions that ask for no figure; longer ones are cut at semicolons, those twice as long at commas."""

ALIKE = 0.7
"""Difference in log-odds of two figures of a sentence below which both are asked for."""

OTHER_FIGURE_COSTS = 0.05
"""Share of the question that a stretch with one more figure that is not asked for must be worth."""

LENGTH_COSTS = 0.004
"""Share of the question that a further syllable of a quote must be worth."""

COMPARED = 0.25
"""How likely a figure must be right to be set beside another province's that surely is."""

LABEL = 12
"""Syllables up to which a line of its own may be a label."""

NEXT_TO = 3
"""Characters between two quotes up to which they are one."""

_LINK = re.compile(r"(?:(?:và|còn|trong đó:?|nhưng|song|tuy nhiên,?|cùng đó,?|cụ thể:)\s+)", re.IGNORECASE)
_LEANS_BACK = re.compile(
    r"(?:do đó|vì vậy|vì thế|do vậy|điều này|điều đó|việc này|đây là|từ đó|theo đó)\b", re.IGNORECASE
)


def claims_on(evidence: Evidence, question: Question, asked: Asked, surest: Candidate | None = None) -> list[Claim]:
    """What the reports say on one province in answer to the question; empty when they do not say it.

    `surest` is the figure of another province that surely answers: whoever asks to compare expects the same of both.
    """
    if not evidence.candidates:
        return []
    best = evidence.candidates[0]
    # "Tỉnh còn hạn chế gì?" names a part of the report and no word to look for: that part is the answer.
    whole_part = asked.theme is not None and not asked.subject
    least = weights().least(best.told is not None)
    if surest and says_as_much(best, surest, asked):
        least = min(least, COMPARED)
    if unfit(best.features, asked) or (evidence.likely < least and not whole_part):
        return []
    if asked.theme:
        return of_part(evidence.candidates, asked)
    if question.kind in ("open", "list") and len(question.scope.provinces) < 2:
        return near_best(evidence.candidates, asked)
    if best.told:
        return [figure_claim(_alike(evidence.candidates, asked), asked)]
    told_of = statement(best, asked)
    return [] if _silent_on_level(told_of, best, asked) else [told_of]


def says_as_much(candidate: Candidate, other: Candidate, asked: Asked) -> bool:
    """Does a figure tell of all of the question's subject that the other one, of another report, tells of?"""
    if not candidate.told or not other.told:
        return False
    mine, its = (leaning(c.report, c.part, c.told) for c in (candidate, other) if c.told)
    return all(unit.held_by(mine) >= 0.5 for unit in asked.subject if unit.held_by(its) >= 0.5)


def _silent_on_level(claim: Claim, candidate: Candidate, asked: Asked) -> bool:
    """Was the level asked for told of elsewhere in the sentence than in what is quoted of it?"""
    told = f"{claim.text} {candidate.part.section} {candidate.report.title}"
    return asked.level in ("xã", "huyện") and not speaks_of(asked.level, told)


def _alike(candidates: Sequence[Candidate], asked: Asked) -> list[Candidate]:
    """The best figure and those of its sentence that answer as well, in the sentence's order: nearly as likely, or the
    same of another level where none is asked for ("các sở đạt 96%, UBND cấp huyện đạt 77%").
    """
    best = candidates[0]
    beside = [
        c
        for c in candidates
        if c.part is best.part
        and not unfit(c.features, asked)
        and (c is best or not c.features["outdone"])
        and (c.score >= best.score - ALIKE or _of_other_level(c, best, asked))
    ]
    return sorted(beside, key=lambda c: c.told.start if c.told else 0)


def _of_other_level(candidate: Candidate, best: Candidate, asked: Asked) -> bool:
    """Does the figure say of another level what the best one says of its own?"""
    if asked.level or not (candidate.told and best.told) or candidate.told.number.kind != best.told.number.kind:
        return False
    by_level = candidate.features["narrower"] and best.features["narrower"]
    same = all(candidate.features[name] >= best.features[name] for name in ("led_words", "led_pairs", "words"))
    return bool(by_level and same)


def figure_claim(chosen: Sequence[Candidate], asked: Asked) -> Claim:
    """The figures of one sentence in bold, with the stretch of it that tells what they are of."""
    told = [c.told for c in chosen if c.told]
    if chosen[0].part.row:
        return _cells_claim(chosen[0], chosen[0].part.row, told)
    sentence, text = chosen[0].part.sentence, chosen[0].text
    figures = [number for number in numbers(text) if number.is_figure]
    start, end = 0, len(text)
    if len(figures) > len(told) or len(syllables(text)) > SHORT:
        end = told[-1].reach
        starts = [told[0].start, *(a for a, _ in clauses(text, BORDER) if a < told[0].start)]

        def worth(at: int) -> float:
            others = sum(at <= figure.start < end for figure in figures) - len(told)
            return (
                asked.coverage(text[at:end]) - LENGTH_COSTS * len(syllables(text[at:end])) - OTHER_FIGURE_COSTS * others
            )

        start = max(starts, key=lambda at: (worth(at), at))
    link = _LINK.match(text[start:end])
    start += link.end() if link else 0
    end -= len(text[start:end]) - len(text[start:end].rstrip(" ,;:"))
    bold = tuple((sentence.start + t.number.start, sentence.start + t.number.end) for t in told)
    return _in_bold(Quote(chosen[0].report, sentence.start + start, sentence.start + end), bold)


def _cells_claim(candidate: Candidate, row: Row, told: Sequence[Statement]) -> Claim:
    """Figures of a table's row, each after the heads of its row and column; the row and the table's head are quoted."""
    sentence = candidate.part.sentence
    quotes = Quote(candidate.report, sentence.start, sentence.end), Quote(candidate.report, row.start, row.end)
    text = "; ".join(f"{statement.head}: **{statement.number.text}**" for statement in told)
    return Claim(
        tidy(text), quotes, tuple((sentence.start + t.number.start, sentence.start + t.number.end) for t in told)
    )


def _in_bold(quote: Quote, figures: tuple[tuple[int, int], ...]) -> Claim:
    words = quote.text
    for start, end in sorted(figures, reverse=True):
        a, b = start - quote.start, end - quote.start
        words = f"{words[:a]}**{words[a:b]}**{words[b:]}"
    return Claim(tidy(words), (quote,), figures)


def together(claims: Sequence[Claim]) -> list[Claim]:
    """The claims, each once, with those on figures of one stretch of a report made one."""
    joined: list[Claim] = []
    for claim in dict.fromkeys(claims):
        quote = claim.quotes[0]
        for i, other in enumerate(joined):
            first = other.quotes[0]
            between = quote.report.body[min(first.end, quote.end) - 1 : max(first.start, quote.start)]
            touching = first.report is quote.report and len(between) <= NEXT_TO and not re.search(r"[.!?\n]", between)
            if claim.figures and other.figures and touching and len(claim.quotes) == len(other.quotes) == 1:
                both = Quote(quote.report, min(first.start, quote.start), max(first.end, quote.end))
                joined[i] = _in_bold(both, tuple(dict.fromkeys((*other.figures, *claim.figures))))
                break
        else:
            joined.append(claim)
    return joined


def statement(candidate: Candidate, asked: Asked) -> Claim:
    """The sentence, or of a long one the clauses that answer."""
    start, end = core(candidate, asked)
    if start == candidate.part.sentence.start and _LEANS_BACK.match(candidate.text):
        start = _before(candidate)
    if (start, end) == (candidate.part.sentence.start, candidate.part.sentence.end):
        start, end = _block(candidate.report.body, start, end)
    quote = Quote(candidate.report, start, end)
    return Claim(tidy(quote.text), (quote,))


def _block(body: str, start: int, end: int) -> tuple[int, int]:
    """The stretch with the short lines next to it, where it is one itself: a name and, below it, the office."""
    lines = list(paragraphs(body))
    at = next((i for i, span in enumerate(lines) if span == (start, end)), None)
    if at is None or not _is_label(body[start:end]):
        return start, end
    if at + 1 < len(lines) and _is_label(body[slice(*lines[at + 1])]):
        end = lines[at + 1][1]
    if at and _is_label(body[slice(*lines[at - 1])]):
        start = lines[at - 1][0]
    return start, end


def _is_label(line: str) -> bool:
    """A short line that is no sentence and no heading: "Trình bày: Ông Lê Văn Bích"."""
    return (
        len(syllables(line)) <= LABEL
        and cells(line) is None
        and heading_level(line) is None
        and not line.rstrip().endswith((".", ";"))
    )


def _before(candidate: Candidate) -> int:
    """Where the sentence before begins, in the same paragraph: "Do đó, …" says nothing without it."""
    body, at = candidate.report.body, candidate.part.sentence.start
    paragraph = body.rfind("\n", 0, at) + 1
    return max((sentence.start for sentence in sentences(body, paragraph, at)), default=at)


def core(candidate: Candidate, asked: Asked) -> tuple[int, int]:
    """`[start, end)` of the stretch to quote: the whole sentence unless it is long, else the neighbouring clauses that
    answer.

    Of all runs of clauses the one that holds most of the question, and a thing of the kind asked for, in the fewest
    words; each clause more must be worth its length. Commas part clauses only where semicolons leave them too long.
    """
    sentence = candidate.part.sentence
    if len(syllables(sentence.text)) <= LONG:
        return sentence.start, sentence.end
    spans = [span for whole in clauses(sentence.text, STRONG) for span in _halved(sentence.text, whole)]
    runs = [(spans[i][0], spans[j][1]) for i in range(len(spans)) for j in range(i, len(spans))]
    start, end = max(runs, key=lambda run: (_worth(sentence.text[run[0] : run[1]], asked), -run[0]))
    # "42/42 đơn vị cấp tỉnh; 108/108 đơn vị cấp xã đã dùng": the verb stands with the last one.
    end = max([end, *(told.reach for told in statements(sentence.text) if start <= told.number.start < end)])
    end -= len(sentence.text[start:end]) - len(sentence.text[start:end].rstrip(" ,;:"))
    return sentence.start + start, sentence.start + end


def _halved(text: str, span: tuple[int, int]) -> list[tuple[int, int]]:
    """A clause as it is when short, else cut at its commas."""
    start, end = span
    if len(syllables(text[start:end])) <= 2 * LONG:
        return [span]
    return [(start + a, start + b) for a, b in clauses(text[start:end], BORDER)]


def _worth(stretch: str, asked: Asked) -> float:
    """What a stretch holds of the question, less what its length costs; much too short ones lack what is told of the
    words.
    """
    size = len(syllables(stretch))
    kind = 0.4 if has_kind(stretch, asked) else 0.0
    return asked.coverage(stretch) + kind - LENGTH_COSTS * max(size, SHORT)
