"""From a question to the sentences that may answer it, each with the features that its score is made of.

Stands on the library's search; knows nothing of how an answer is worded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.question import Kind, Question
from assistant.roles import Part, Role, parts
from corpus.numbers import numbers
from corpus.records import Report
from corpus.terms import concept_spans, concepts, word_tokens
from corpus.text import fold
from index.library import Library
from index.search import Hit

PASSAGES = 8
"""Passages taken a province."""

WEIGHTS = {"cover": 1.0, "context": 0.45, "rank": 0.25, "kind": 0.3, "level": 0.2, "year": 0.25, "role": 0.3}
"""What each feature adds to a sentence's score."""

THEMES: dict[str, Role] = {
    "=weakness": "weakness",
    "=cause": "cause",
    "=advantage": "advantage",
    "=lesson": "lesson",
    "=propose": "proposal",
    "=plan": "plan",
}
"""Concept in a question → the part of the report that it asks for."""

_NAME = re.compile(r"(?:đồng chí|ông|bà|[Tt]ác giả:?)\s+[^\W\d_]\w*(?:\s[^\W\d_]\w*){1,4}|(?:[A-ZÀ-ỸĐ][a-zà-ỹđ]+\s){2,3}[A-ZÀ-ỸĐ][a-zà-ỹđ]+")


@dataclass(frozen=True)
class Candidate:
    """A sentence that may answer: where it stands, its features (each 0 to 1) and their weighted sum."""

    report: Report
    part: Part
    features: dict[str, float]
    score: float

    @property
    def text(self) -> str:
        return self.part.sentence.text


@dataclass(frozen=True)
class Evidence:
    """What was found on one province: passages best first, candidate sentences best first."""

    province: str
    hits: tuple[Hit, ...]
    candidates: tuple[Candidate, ...]


def theme_of(question: Question) -> Role | None:
    """The part of a report that an open question asks for, if it names one."""
    named = concepts(question.topic)
    return next((role for concept, role in THEMES.items() if concept in named), None)


def gather(library: Library, question: Question, province: str) -> Evidence:
    """Search one province and score every sentence of the passages found and of their neighbourhood."""
    hits = library.search(question.query, PASSAGES, [province])
    best = max((hit.score for hit in hits), default=0.0)
    worst = min((hit.score for hit in hits), default=0.0)
    asked = Asked.of(question, library)
    candidates = []
    for report in dict.fromkeys(hit.report for hit in hits):
        spans = [(h.passage.start, h.passage.end, (h.score - worst) / (best - worst or 1.0)) for h in hits if h.report is report]
        for part in parts(report.body):
            at = part.sentence.start
            rank = max((share for start, end, share in spans if start <= at < end), default=0.0)
            features = asked.features(report, part, rank)
            candidates.append(Candidate(report, part, features, sum(WEIGHTS[name] * value for name, value in features.items())))
    candidates.sort(key=lambda c: (-c.score, c.report.id, c.part.sentence.start))
    return Evidence(province, hits=tuple(hits), candidates=tuple(candidates))


@dataclass(frozen=True)
class Asked:
    """What a question's words weigh and what else a sentence should have to answer it."""

    weights: dict[str, float]
    kind: Kind
    level: str | None
    years: tuple[int, ...] | None
    theme: Role | None

    @classmethod
    def of(cls, question: Question, library: Library) -> Asked:
        theme = theme_of(question)
        words = list(question.topic)
        for concept, start, end in reversed(concept_spans(words) if theme else []):
            if THEMES.get(concept) == theme:
                # What names the part of the report ("hạn chế") is looked for by part, not by word.
                del words[start:end]
        tokens = dict.fromkeys(word_tokens(" ".join(words)))
        weights = {token: library.rarity(token) for token in tokens}
        return cls(weights, question.kind, question.scope.level, question.scope.years, theme)

    def coverage(self, texts: Iterable[str]) -> float:
        """Share, by rarity, of the question's words that stand in the texts."""
        total = sum(self.weights.values())
        held = {token for text in texts for token in word_tokens(text)}
        return sum(weight for token, weight in self.weights.items() if token in held) / total if total else 0.0

    def features(self, report: Report, part: Part, rank: float) -> dict[str, float]:
        text = part.sentence.text
        return {
            "cover": self.coverage([text]),
            "context": self.coverage([text, part.section, report.title, _around(report.body, part)]),
            "rank": rank,
            "kind": 1.0 if has_kind(text, self.kind) else 0.0,
            "level": 1.0 if self.level and fold(self.level) in fold(text).split() else 0.0,
            "year": 1.0 if self.years and any(str(year) in text for year in self.years) else 0.0,
            "role": 1.0 if self.theme and part.role == self.theme else 0.0,
        }


def has_kind(text: str, kind: Kind) -> bool:
    """Does the text hold a thing of the kind that is asked for?"""
    if kind in ("figure", "ranking"):
        return any(number.is_figure for number in numbers(text))
    if kind == "date":
        return any(number.kind in ("date", "year") for number in numbers(text))
    if kind == "document":
        return any(number.kind == "document" for number in numbers(text))
    if kind == "person":
        return bool(_NAME.search(text))
    return False


def _around(body: str, part: Part) -> str:
    """The paragraph up to the sentence's end, at most 600 characters: what the sentence leans on."""
    start = body.rfind("\n", 0, part.sentence.start) + 1
    return body[max(start, part.sentence.end - 600) : part.sentence.end]


def best_covered(evidence: Sequence[Evidence]) -> float:
    """The highest share of the question's words that any one candidate holds with its context."""
    return max((c.features["context"] for found in evidence for c in found.candidates), default=0.0)
