"""From a question to the sentences and figures that may answer it, each with its features and score.

Stands on the library's search; knows nothing of how an answer is worded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.asked import Asked, word_set
from assistant.features import features, unfit
from assistant.figure_features import figure_features
from assistant.figures import Statement, cell_statements, statements
from assistant.question import Question
from assistant.weights import weights
from corpus.records import Report
from corpus.roles import Part, parts
from corpus.split import sentences
from corpus.text import fold
from index.library import Library
from index.search import Hit

PASSAGES = 8
"""Passages taken a province."""


@dataclass(frozen=True)
class Candidate:
    """A sentence that may answer, or one figure of it (`told`): where it stands, its features (each 0 to 1), its
    log-odds among those of its province (`score`).
    """

    report: Report
    part: Part
    features: Mapping[str, float]
    score: float
    told: Statement | None = None

    def __hash__(self) -> int:
        return hash((self.report.id, self.part.sentence.start, self.told and self.told.start))

    @property
    def text(self) -> str:
        return self.part.sentence.text

    @property
    def read(self) -> str:
        """The text as it is to be read: a table's figure with its heads."""
        row = self.part.row
        return f"{row.caption} {self.told.head}: {self.told.number.text}" if row and self.told else self.text


@dataclass(frozen=True)
class Evidence:
    """What was found on one province: passages best first, candidates best first.

    `on_subject` is the largest share of the question's words that a sentence and what stands round it hold.
    """

    province: str
    hits: tuple[Hit, ...]
    candidates: tuple[Candidate, ...]
    on_subject: float = 0.0

    @property
    def likely(self) -> float:
        """How likely the best candidate is to answer the question, 0 to 1."""
        if not self.candidates:
            return 0.0
        best = self.candidates[0]
        return weights().judges(best.told is not None).probability(best.features)


def coverage_by_province(library: Library, question: Question, asked: Asked) -> dict[str, float]:
    """What the best sentence of each province holds of the question's words, as far as an unscoped search finds it.

    Where another province's report holds the question far better, the asked one's probably does not tell it.
    """
    best: dict[str, float] = {}
    for hit in library.search(question.query, 2 * PASSAGES):
        for sentence in sentences(hit.passage.text):
            best[hit.report.province] = max(best.get(hit.report.province, 0.0), asked.held(word_set(sentence.text)))
    return best


def gather(library: Library, question: Question, asked: Asked, province: str, rivals: Mapping[str, float]) -> Evidence:
    """Search one province and score every sentence of the reports that have passages among the best.

    `rivals` is what `coverage_by_province` found for the question.
    """
    # Provinces that are compared, or ranked, do not speak against one another.
    others = [other for other in rivals if other != province and other not in question.scope.provinces]
    elsewhere = max((rivals[other] for other in others if question.kind != "ranking"), default=0.0)
    hits = library.search(question.query, PASSAGES, [province])
    best = max((hit.score for hit in hits), default=0.0)
    worst = min((hit.score for hit in hits), default=0.0)
    candidates: list[Candidate] = []
    on_subject = 0.0
    for report in dict.fromkeys(hit.report for hit in hits if _names_all(hit.report, question.names)):
        spans = [
            (h.passage.start, h.passage.end, (h.score - worst) / (best - worst or 1.0))
            for h in hits
            if h.report is report
        ]
        for part in parts(report.body):
            if part.sentence.text == report.title or part.sentence.text.endswith("?"):
                continue  # a title names its subject and an interviewer's question asks; neither tells anything
            at = part.sentence.start
            rank = max((share for start, end, share in spans if start <= at < end), default=0.0)
            found = features(asked, report, part, rank, elsewhere)
            on_subject = max(on_subject, found["words_around"])
            candidates += _candidates(asked, report, part, found)
    candidates.sort(key=lambda c: (unfit(c.features, asked), -c.score, c.report.id, c.part.sentence.start))
    # Asking the embedder takes 20 ms a sentence; only the one that is judged is worth it.
    candidates[:1] = [
        replace(c, features={**c.features, "meaning": meaning(library, question, c.read)}) for c in candidates[:1]
    ]
    return Evidence(province, tuple(hits), tuple(candidates), on_subject)


def meaning(library: Library, question: Question, text: str) -> float:
    """How close in meaning question and sentence are, 0 to 1; the default model's cosines lie from 0.75 to 0.95."""
    return min(1.0, max(0.0, (library.closeness(question.query, text) - 0.75) / 0.2))


def _candidates(asked: Asked, report: Report, part: Part, found: dict[str, float]) -> Iterator[Candidate]:
    """The sentence, or for a question that asks for a figure each of its figures of that kind."""
    if not asked.figures:
        yield Candidate(report, part, found, weights().rank.log_odds(found))
        return
    row, text = part.row, part.sentence.text
    for told in cell_statements(text, row.heads, row.caption) if row else statements(text):
        if told.number.kind in asked.figures:
            of_figure = {**found, **figure_features(asked, report, part, told)}
            yield Candidate(report, part, of_figure, weights().figure_rank.log_odds(of_figure), told)


def _names_all(report: Report, names: Sequence[str]) -> bool:
    """Does the report hold every proper name of the question? One that does not cannot tell of it."""
    held = fold(f"{report.title}\n{report.body}\n{report.author or ''}") if names else ""
    return all(fold(name) in held for name in names)
