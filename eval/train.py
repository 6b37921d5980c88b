"""Learning the built-in answerer's weights from the dev cases: `python -m eval train` writes `assistant/weights.json`.

Two logistic models over the features of `assistant.evidence`, small enough to read: one ranks sentences (does this one
hold the evidence?), one judges the best of them (does it answer at all?). The threshold is chosen by cross-validation
over reports, so that it is not fitted to the very cases it is set on.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from assistant.evidence import Asked, Candidate, coverage_by_province, gather, unfit
from assistant.question import understand
from assistant.weights import FILE, Model
from corpus.text import nfc
from eval.cases import Case
from index.library import Library

RANK = (
    "words",
    "pairs",
    "pairs_lacking",
    "words_around",
    "pairs_around",
    "rank",
    "kind",
    "kind_lacking",
    "missing_own",
    "figure_missing",
    "level",
    "level_lacking",
    "level_other",
    "figure_unreal",
    "role",
    "role_lacking",
)
ANSWERS = (
    "words",
    "pairs",
    "pairs_lacking",
    "words_around",
    "pairs_around",
    "kind_lacking",
    "missing",
    "missing_own",
    "figure_missing",
    "level",
    "level_lacking",
    "level_other",
    "figure_unreal",
    "elsewhere",
    "role",
    "theme",
    "units",
)
AGAINST = frozenset(
    {
        "kind_lacking",
        "pairs_lacking",
        "missing",
        "missing_own",
        "figure_missing",
        "level_lacking",
        "level_other",
        "elsewhere",
        "role_lacking",
        "figure_unreal",
    }
)
"""Features that can only speak against a sentence."""

STRENGTH = 10.0
"""Inverse of the penalty on large weights."""

FALSE_ANSWER_COSTS = 3.0
"""A false answer is worse than a false refusal: what one of the former weighs in choosing the threshold."""


@dataclass(frozen=True)
class Group:
    """The sentences of one province for one case; `holds` tells which of them hold the case's evidence."""

    case: Case
    province: str
    features: tuple[Mapping[str, float], ...]
    holds: tuple[bool, ...]


def train(library: Library, cases: Sequence[Case]) -> str:
    """Learn from `cases` (the dev split), write the weights, and return what was learned as lines to read."""
    groups = [group for case in cases for group in _groups(library, case)]
    rank = _fit_rank(groups)
    answers = _fit_answers(groups, rank)
    threshold = _threshold(groups)
    stored = {"rank": asdict(rank), "answers": asdict(answers), "threshold": threshold}
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
        found = [
            c for c in gather(library, question, asked, province, rivals).candidates if not unfit(c.features, asked)
        ]
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


def _fit_rank(groups: Sequence[Group]) -> Model:
    told = [group for group in groups if any(group.holds)]
    rows = [features for group in told for features in group.features]
    return fit(rows, [held for group in told for held in group.holds], RANK)


def _fit_answers(groups: Sequence[Group], rank: Model) -> Model:
    best = _best(groups, rank)
    return fit([features for _, features in best], [case.answerable for case, _ in best], ANSWERS)


def fit(rows: Sequence[Mapping[str, float]], labels: Sequence[bool], names: Sequence[str]) -> Model:
    """A logistic model whose signs are what they mean: what is lacking can only speak against a sentence, the rest only
    for it.

    Penalised by the squares of the weights (as scikit-learn's with C=`STRENGTH`), minimised by L-BFGS-B within these
    bounds. Without them a few hundred cases teach such things as "a missing word is good".
    """
    x = np.array([[row[name] for name in names] + [1.0] for row in rows])
    y = np.where(np.array(labels), 1.0, -1.0)
    bounds = [(None, 0.0) if name in AGAINST else (0.0, None) for name in names] + [(None, None)]

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margin = y * (x @ weights)
        pull = -y / (1.0 + np.exp(margin))
        kept = np.append(weights[:-1], 0.0)
        return float(np.logaddexp(0.0, -margin).sum() + kept @ kept / (2 * STRENGTH)), x.T @ pull + kept / STRENGTH

    found = minimize(loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B", bounds=bounds).x
    return Model({name: round(float(w), 3) for name, w in zip(names, found, strict=False)}, round(float(found[-1]), 3))


def _best(groups: Sequence[Group], rank: Model) -> list[tuple[Case, Mapping[str, float]]]:
    """For each case the sentence that ranks highest over its provinces."""
    highest: dict[str, tuple[float, Case, Mapping[str, float]]] = {}
    for group in groups:
        odds = [rank.log_odds(features) for features in group.features]
        at = int(np.argmax(odds))
        if group.case.id not in highest or highest[group.case.id][0] < odds[at]:
            highest[group.case.id] = (odds[at], group.case, group.features[at])
    return [(case, features) for _, case, features in highest.values()]


def _threshold(groups: Sequence[Group]) -> float:
    """The threshold with the least cost on cases whose province the models were not fitted on."""
    judged: list[tuple[bool, float]] = []
    for left_out in sorted({group.province for group in groups}):
        rest = [group for group in groups if group.province != left_out]
        rank = _fit_rank(rest)
        answers = _fit_answers(rest, rank)
        best = _best([group for group in groups if group.province == left_out], rank)
        judged += [(case.answerable, answers.probability(features)) for case, features in best]
    answerable = np.array([p for right, p in judged if right])
    rest_of = np.array([p for right, p in judged if not right])
    steps = [round(0.3 + 0.02 * i, 2) for i in range(31)]
    return min(steps, key=lambda t: (answerable < t).mean() + FALSE_ANSWER_COSTS * (rest_of >= t).mean())
