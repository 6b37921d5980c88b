"""From a question to the sentences that may answer it, each with the features that its score is made of.

Stands on the library's search; knows nothing of how an answer is worded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from assistant.question import Kind, Question
from assistant.roles import Part, Role, parts
from assistant.weights import weights
from corpus.numbers import numbers
from corpus.records import Report
from corpus.split import sentences
from corpus.terms import concept_spans, concepts, word_tokens
from corpus.text import CAPITAL, SMALL, fold, modern_tones
from index.library import Library
from index.search import Hit

PASSAGES = 8
"""Passages taken a province."""

COMMON = 1.0
"""Rarity up to which a word tells no subject: about a third of all passages hold it."""

CONTEXT = 0.4
"""What a word of an earlier turn weighs beside one of the question's own."""

THEMES: dict[str, Role] = {
    "=weakness": "weakness",
    "=cause": "cause",
    "=advantage": "advantage",
    "=lesson": "lesson",
    "=propose": "proposal",
    "=plan": "plan",
    "=result": "result",
}
"""Concept in a question → the part of the report that it asks for."""

FIGURES: dict[Kind, frozenset[str]] = {
    "figure": frozenset({"percent", "money", "fraction", "count"}),
    "ranking": frozenset({"percent", "money", "fraction", "count"}),
    "share": frozenset({"percent", "fraction"}),
    "money": frozenset({"money"}),
}
"""Kinds of question that ask for a figure → the kinds of number that can answer."""

_PLANNED = re.compile(
    r"\b(?:sẽ|mục tiêu|kế hoạch|phấn đấu|dự kiến|đề ra|chỉ tiêu|tới|giao|chưa|còn|thiếu|hạn chế|khó khăn)\b"
)
"""Words of a question that asks for what is planned or lacking; other questions for figures ask for what is."""

_NAME = re.compile(
    rf"(?:đồng chí|[Ôô]ng|[Bb]à|[Tt]ác giả:?)\s+{CAPITAL}\w*(?:\s{CAPITAL}\w*){{1,4}}"
    rf"|(?:{CAPITAL}{SMALL}+\s){{2,3}}{CAPITAL}{SMALL}+"
)


@dataclass(frozen=True)
class Candidate:
    """A sentence that may answer: where it stands, its features (each 0 to 1), its log-odds among the sentences of its
    province (`score`)."""

    report: Report
    part: Part
    features: Mapping[str, float]
    score: float

    def __hash__(self) -> int:
        return hash((self.report.id, self.part.sentence.start))

    @property
    def text(self) -> str:
        return self.part.sentence.text


@dataclass(frozen=True)
class Evidence:
    """What was found on one province: passages best first, candidate sentences best first."""

    province: str
    hits: tuple[Hit, ...]
    candidates: tuple[Candidate, ...]

    @property
    def likely(self) -> float:
        """How likely the best sentence is to answer the question, 0 to 1."""
        return weights().answers.probability(self.candidates[0].features) if self.candidates else 0.0


@dataclass(frozen=True)
class Unit:
    """A word or expression of a question: its weight, and the index words that stand for it.

    Any of `same` is as good as the expression itself; else it counts by the share of `tokens` that are there.
    """

    weight: float
    tokens: tuple[str, ...]
    same: frozenset[str] = frozenset()

    def held_by(self, words: frozenset[str]) -> float:
        if not self.same.isdisjoint(words):
            return 1.0
        return sum(token in words for token in self.tokens) / len(self.tokens)


@dataclass(frozen=True)
class Asked:
    """What a question's words weigh and what else a sentence should have to answer it."""

    units: tuple[Unit, ...]
    pairs: tuple[Unit, ...]
    kind: Kind
    level: str | None
    years: tuple[int, ...] | None
    theme: Role | None
    heaviest: float
    planned: bool

    @classmethod
    def of(cls, question: Question, library: Library) -> Asked:
        theme = theme_of(question)
        units, pairs = [], []
        planned = bool(_PLANNED.search(question.restored.lower()))
        heaviest = 2 * library.rarity("")
        for run, share in [*((run, 1.0) for run in question.topic), *((run, CONTEXT) for run in question.context)]:
            for words, concept in _expressions(run):
                if theme and THEMES.get(concept) == theme:
                    # What names the part of the report ("hạn chế") is looked for by part, not by word.
                    continue
                tokens = tuple(fold(word) for word in words)
                weight = share * sum(library.rarity(token) for token in tokens)
                units.append(Unit(weight, tokens, frozenset({concept} if concept else ())))
            pairs += [Unit(share * library.rarity(pair), (pair,)) for pair in _pairs(run)]
        return cls(
            tuple(units),
            tuple(pairs),
            question.kind,
            question.scope.level,
            question.scope.years,
            theme,
            heaviest,
            planned,
        )

    @property
    def subject(self) -> tuple[Unit, ...]:
        """The units that tell one subject from another: without words that a third of all passages hold ("ứng dụng",
        "CNTT").
        """
        return tuple(unit for unit in self.units if unit.weight > COMMON * len(unit.tokens))

    def on_subject(self, text: str) -> float:
        """Share, by weight, of the subject's words that stand in the text; 0 when the question names none of its
        own.
        """
        return _share(self.subject, word_set(text))

    def coverage(self, text: str) -> float:
        """Share, by weight, of the question's words and expressions that stand in the text; 0 when it has none."""
        return _share(self.units, word_set(text))

    def held(self, text: str) -> float:
        """Share of the question's words and word pairs that stand in the text, each counting half."""
        return (_share(self.units, word_set(text)) + _share(self.pairs, word_set(text))) / 2

    def _of_year(self, report: Report, part: Part) -> bool:
        """Does the sentence tell of an asked year? A document or a date is, too, where the year stands in its name."""
        asked = set(self.years or ())
        literal = {int(year) for year in re.findall(r"(?:19|20)\d\d", part.sentence.text)}
        return bool(asked & (years_of(report, part) | (literal if self.kind in ("document", "date") else set())))

    def features(self, report: Report, part: Part, rank: float, elsewhere: float) -> dict[str, float]:
        """What the sentence has of what is asked, each from 0 to 1.

        `rank` is its passage's place among those found, `elsewhere` what the best sentence on another province holds.
        """
        text = part.sentence.text
        own, around = word_set(text), word_set(_around(report, part))
        kind = has_kind(text, self.kind)
        missing = max((unit.weight for unit in self.subject if unit.held_by(own) < 0.5), default=0.0) / self.heaviest
        return {
            "words": _share(self.units, own),
            "pairs": _share(self.pairs, own),
            "pairs_lacking": float(bool(self.pairs) and _share(self.pairs, own) < 0.05),
            "words_around": _share(self.units, around),
            "pairs_around": _share(self.pairs, around),
            "rank": rank,
            "kind": float(kind is True),
            "kind_lacking": float(kind is False),
            "missing": max((unit.weight for unit in self.units if unit.held_by(around) < 0.5), default=0.0)
            / self.heaviest,
            "missing_own": missing,
            "figure_missing": missing if self.kind in FIGURES else 0.0,
            "level": float(bool(self.level) and speaks_of(self.level, text)),
            "level_lacking": float(
                bool(self.level) and not speaks_of(self.level, f"{text} {part.section} {report.title}")
            ),
            "level_other": float(
                bool(self.level) and not speaks_of(self.level, text) and _speaks_of_another(self.level, text)
            ),
            "year_lacking": float(bool(self.years) and not self._of_year(report, part)),
            "figure_unreal": float(
                self.kind in FIGURES and not self.planned and part.role in ("plan", "proposal", "weakness")
            ),
            "elsewhere": max(0.0, elsewhere - self.held(text)),
            "role": float(bool(self.theme) and part.role == self.theme),
            "role_lacking": float(bool(self.theme) and part.role != self.theme),
            "theme": float(bool(self.theme)),
            "units": min(len(self.units), 8) / 8,
        }


def unfit(features: Mapping[str, float], asked: Asked) -> bool:
    """Can a sentence with these features not answer, whatever else it holds?

    It is of another year than asked; or silent on the level asked for (what is told of the whole province is no answer
    for its communes or districts; for the province's own level a report often leaves the word out); or it has no
    figure of the kind asked for.
    """
    level = asked.level in ("xã", "huyện") and bool(features["level_lacking"])
    return bool(features["year_lacking"]) or level or (asked.kind in FIGURES and bool(features["kind_lacking"]))


def years_of(report: Report, part: Part) -> set[int]:
    """The years of which the sentence tells the state.

    Where the text names none, it is that of publication, and before May also the one before, on which it then reports.
    """
    if part.years:
        return set(part.years)
    day = report.published or report.not_before
    if day is None:
        return set(range(report.years[0], report.years[1] + 1))
    year, month = int(day[:4]), int(day[5:7])
    return {year, year - 1} if month <= 4 else {year}


def theme_of(question: Question) -> Role | None:
    """The part of a report that an open question asks for, if it names one; one for a figure, name or date asks for
    none.
    """
    if question.kind not in ("open", "list", "any", "yesno"):
        return None
    named = [concept for run in question.topic for concept in concepts(run)]
    return next((role for concept, role in THEMES.items() if concept in named), None)


def coverage_by_province(library: Library, question: Question, asked: Asked) -> dict[str, float]:
    """What the best sentence of each province holds of the question's words, as far as an unscoped search finds it.

    Where another province's report holds the question far better, the asked one's probably does not tell it.
    """
    best: dict[str, float] = {}
    for hit in library.search(question.query, 2 * PASSAGES):
        for sentence in sentences(hit.passage.text):
            best[hit.report.province] = max(best.get(hit.report.province, 0.0), asked.held(sentence.text))
    return best


def gather(library: Library, question: Question, asked: Asked, province: str, rivals: Mapping[str, float]) -> Evidence:
    """Search one province and score every sentence of the reports that have passages among the best.

    `rivals` is what `coverage_by_province` found for the question.
    """
    elsewhere = max((held for other, held in rivals.items() if other != province), default=0.0)
    hits = library.search(question.query, PASSAGES, [province])
    best = max((hit.score for hit in hits), default=0.0)
    worst = min((hit.score for hit in hits), default=0.0)
    candidates = []
    for report in dict.fromkeys(hit.report for hit in hits if _names_all(hit.report, question.names)):
        spans = [
            (h.passage.start, h.passage.end, (h.score - worst) / (best - worst or 1.0))
            for h in hits
            if h.report is report
        ]
        for part in parts(report.body):
            if part.sentence.text == report.title:
                continue  # a title names its subject, it tells nothing of it
            at = part.sentence.start
            rank = max((share for start, end, share in spans if start <= at < end), default=0.0)
            features = asked.features(report, part, rank, elsewhere)
            candidates.append(Candidate(report, part, features, weights().rank.log_odds(features)))
    candidates.sort(key=lambda c: (unfit(c.features, asked), -c.score, c.report.id, c.part.sentence.start))
    return Evidence(province, hits=tuple(hits), candidates=tuple(candidates))


def _names_all(report: Report, names: Sequence[str]) -> bool:
    """Does the report hold every proper name of the question? One that does not cannot tell of it."""
    held = fold(f"{report.title}\n{report.body}\n{report.author or ''}") if names else ""
    return all(fold(name) in held for name in names)


def has_kind(text: str, kind: Kind) -> bool | None:
    """Does the text hold a thing of the kind that is asked for? None for kinds that leave no mark in a text."""
    if kind in FIGURES:
        return any(number.kind in FIGURES[kind] for number in numbers(text))
    if kind == "date":
        return any(number.kind in ("date", "year") for number in numbers(text))
    if kind == "document":
        return any(number.kind == "document" for number in numbers(text))
    if kind == "person":
        return bool(_NAME.search(text))
    return None


@lru_cache(maxsize=20_000)
def word_set(text: str) -> frozenset[str]:
    """The index words of a text; kept, since the same sentences are looked at for every question."""
    return frozenset(word_tokens(text))


def _share(units: tuple[Unit, ...], words: frozenset[str]) -> float:
    total = sum(unit.weight for unit in units)
    return sum(unit.weight * unit.held_by(words) for unit in units) / total if total else 0.0


def _expressions(run: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """The run as expressions with their concept; a word outside any expression stands alone, with none ("")."""
    at = 0
    for concept, start, end in [*concept_spans(run), ("", len(run), len(run))]:
        yield from (((word,), "") for word in run[at:start])
        if concept:
            yield run[start:end], concept
        at = end


def _pairs(run: tuple[str, ...]) -> list[str]:
    tokens = [fold(word) for word in run]
    return [f"{a}_{b}" for a, b in pairwise(tokens)]


_LEVEL_WORDS = {
    "xã": re.compile(r"\b(?:xã|phường|thị trấn|cấp cơ sở|tuyến cơ sở)\b"),
    "huyện": re.compile(r"\b(?:huyện|thị xã|thành phố)\b"),
    "tỉnh": re.compile(r"\b(?:cấp tỉnh|sở)\b(?! hạ tầng)"),
}


def _speaks_of_another(level: str | None, text: str) -> bool:
    return any(speaks_of(other, text) for other in _LEVEL_WORDS if other != level)


def speaks_of(level: str | None, text: str) -> bool:
    """Does the text name the level (tỉnh, huyện, xã)? No level: no."""
    return level is not None and bool(_LEVEL_WORDS[level].search(modern_tones(text).lower()))


def _around(report: Report, part: Part) -> str:
    """What the sentence leans on: title, heading and its paragraph up to the sentence's end, at most 600 characters of
    it.
    """
    start = report.body.rfind("\n", 0, part.sentence.start) + 1
    paragraph = report.body[max(start, part.sentence.end - 600) : part.sentence.end]
    return f"{report.title}. {part.section}. {paragraph}"
