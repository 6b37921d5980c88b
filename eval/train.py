"""Learning the built-in answerer's weights from the dev cases: `python -m eval train` writes `assistant/weights.json`.

Two logistic models over the features of `assistant.evidence`, small enough to read: one ranks sentences (does this one hold the
evidence?), one judges the best of them (does it answer at all?). The threshold is chosen by cross-validation over reports, so that
it is not fitted to the very cases it is set on.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression

from assistant.evidence import Asked, Candidate, coverage_by_province, gather
from assistant.question import understand
from assistant.weights import FILE
from corpus.text import nfc
from eval.cases import Case
from index.library import Library

RANK = (
    "words", "pairs", "words_around", "pairs_around", "rank", "kind", "kind_lacking", "missing_own", "figure_missing", "level", "level_lacking",
    "level_other", "role", "role_lacking",
)  # fmt: skip
ANSWERS = (
    "words", "pairs", "words_around", "pairs_around", "kind_lacking", "missing", "missing_own", "figure_missing", "level", "level_lacking",
    "level_other", "elsewhere", "role", "theme", "units",
)  # fmt: skip
FALSE_ANSWER_COSTS = 2.0
"""A false answer is worse than a false refusal: what one of the former weighs in choosing the threshold."""


@dataclass(frozen=True)
class Group:
    """The sentences of one province for one case; `holds` tells which of them hold the case's evidence."""

    case: Case
    province: str
    features: tuple[dict[str, float], ...]
    holds: tuple[bool, ...]


def train(library: Library, cases: Sequence[Case]) -> str:
    """Learn from `cases` (the dev split), write the weights, and return what was learned as lines to read."""
    groups = [group for case in cases for group in _groups(library, case)]
    rank = _fit_rank(groups)
    answers = _fit_answers(groups, rank)
    threshold = _threshold(groups)
    stored = {"rank": _plain(rank, RANK), "answers": _plain(answers, ANSWERS), "threshold": threshold}
    FILE.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")
    return json.dumps(stored, indent=1)


def _groups(library: Library, case: Case) -> Iterator[Group]:
    known = library.provinces()
    question = understand(case.question, case.history, known, library.restore_accents)
    asked = Asked.of(question, library)
    named = [province for province in question.scope.provinces if province in known]
    if question.asked and not named:
        return
    rivals = coverage_by_province(library, question, asked)
    for province in named or sorted(known):
        found = [c for c in gather(library, question, asked, province, rivals).candidates if not c.features["year_lacking"]]
        if found:
            holds = tuple(any(_holds(c, e.sha256, e.quote) for e in case.evidence) for c in found)
            yield Group(case, province, tuple(c.features for c in found), holds)


def _holds(candidate: Candidate, sha256: str, quote: str) -> bool:
    """Does the sentence share at least half of the shorter of the two with the quote, white space left out?"""
    if candidate.report.sha256 != sha256:
        return False
    body, sentence = candidate.report.body, candidate.part.sentence
    at = _bare(body).find(_bare(quote))
    start, size = len(_bare(body[: sentence.start])), len(_bare(sentence.text))
    shared = min(at + len(_bare(quote)), start + size) - max(at, start)
    return at >= 0 and shared >= 0.5 * min(len(_bare(quote)), size)


def _bare(text: str) -> str:
    return "".join(nfc(text).split())


def _fit_rank(groups: Sequence[Group]) -> LogisticRegression:
    told = [group for group in groups if any(group.holds)]
    rows = [_row(features, RANK) for group in told for features in group.features]
    return LogisticRegression(max_iter=3000).fit(rows, [held for group in told for held in group.holds])


def _fit_answers(groups: Sequence[Group], rank: LogisticRegression) -> LogisticRegression:
    best = _best(groups, rank)
    return LogisticRegression(C=10.0, max_iter=3000).fit([_row(f, ANSWERS) for _, f in best], [c.answerable for c, _ in best])


def _best(groups: Sequence[Group], rank: LogisticRegression) -> list[tuple[Case, dict[str, float]]]:
    """For each case the sentence that ranks highest over its provinces."""
    highest: dict[str, tuple[float, Case, dict[str, float]]] = {}
    for group in groups:
        odds = rank.decision_function([_row(features, RANK) for features in group.features])
        at = int(np.argmax(odds))
        if group.case.id not in highest or highest[group.case.id][0] < odds[at]:
            highest[group.case.id] = (float(odds[at]), group.case, group.features[at])
    return [(case, features) for _, case, features in highest.values()]


def _threshold(groups: Sequence[Group]) -> float:
    """The threshold with the least cost on cases whose province the models were not fitted on."""
    judged: list[tuple[bool, float]] = []
    for left_out in sorted({group.province for group in groups}):
        rest = [group for group in groups if group.province != left_out]
        rank = _fit_rank(rest)
        answers = _fit_answers(rest, rank)
        best = _best([group for group in groups if group.province == left_out], rank)
        odds = answers.predict_proba([_row(f, ANSWERS) for _, f in best])[:, 1]
        judged += [(case.answerable, float(p)) for (case, _), p in zip(best, odds, strict=True)]
    answerable = np.array([p for right, p in judged if right])
    rest_of = np.array([p for right, p in judged if not right])
    steps = [round(0.3 + 0.02 * i, 2) for i in range(31)]
    return min(steps, key=lambda t: (answerable < t).mean() + FALSE_ANSWER_COSTS * (rest_of >= t).mean())


def _row(features: dict[str, float], names: Sequence[str]) -> list[float]:
    return [features[name] for name in names]


def _plain(model: LogisticRegression, names: Sequence[str]) -> dict[str, object]:
    learned = {name: round(float(weight), 3) for name, weight in zip(names, model.coef_[0], strict=True)}
    return {"features": learned, "bias": round(float(model.intercept_[0]), 3)}
