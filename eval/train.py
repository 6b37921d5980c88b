"""Learning the built-in answerer's weights from the dev cases: `python -m eval train` writes `assistant/weights.json`.

Two pairs of logistic models over `assistant.features`, one for sentences and one for figures, small enough to read: the
first of a pair ranks (does this one hold what is expected?), the second judges the best one (does it answer at all?).
One more (`assistant.points.beside`) says which sentences are told with the best one in answer to an open question.
The thresholds are chosen by cross-validation over reports, so that they are not fitted to the very cases they are set
on.

"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from itertools import groupby

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from assistant.asked import Asked
from assistant.evidence import Candidate, coverage_by_province, gather, meaning
from assistant.features import unfit
from assistant.points import beside, pool
from assistant.question import Question
from assistant.several import understand_all
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
    "level",
    "level_lacking",
    "level_other",
    "role",
    "role_lacking",
)
ANSWERS = (*RANK[:5], "kind_lacking", "missing", *RANK[8:13], "elsewhere", "theme", "units", "meaning")
FIGURE_RANK = (
    "own_words",
    "own_pairs",
    "led_words",
    "led_pairs",
    "own_missing",
    "led_missing",
    "words",
    "words_around",
    "rank",
    "counted",
    "counted_lacking",
    "share_lacking",
    "share_unasked",
    "outdone",
    "narrower",
    "level",
    "level_lacking",
    "level_other",
    "unreal",
    "past",
)
FIGURE_ANSWERS = (*FIGURE_RANK[:8], *FIGURE_RANK[9:-1], "missing", "pairs_around", "elsewhere", "units", "meaning")
BESIDE = ("below", "subject", "around", "paragraph", "theme")
AGAINST = frozenset(
    {
        "below",
        "kind_lacking",
        "pairs_lacking",
        "missing",
        "missing_own",
        "own_missing",
        "led_missing",
        "counted_lacking",
        "share_lacking",
        "share_unasked",
        "outdone",
        "narrower",
        "level_lacking",
        "level_other",
        "elsewhere",
        "role_lacking",
        "unreal",
        "past",
    }
)
"""Features that can only speak against a sentence or figure."""

STRENGTH = 10.0
"""Inverse of the penalty on large weights."""

BESIDE_FROM = 0.25
"""The probability from which a sentence is told beside the best one: leaving out a point is worse than one too many."""

FALSE_ANSWER_COSTS = 1.0
"""What the share of false answers weighs in choosing the threshold, beside that of false refusals."""

NEAR = 0.05
"""Width of what counts in part as below a threshold, in probability."""

TEMPTED_COSTS = 0.1
"""The same for figures, whose wrong ones are made as tempting as can be and as many as the right ones."""


@dataclass(frozen=True)
class Group:
    """The candidates of one province for one case, all sentences or all figures.

    `holds` tells which of them hold what the case expects, `near` which stand in a sentence that does, `meanings` how
    close in meaning one is to the question. Of an open question `beside` has what may be told with the best sentence,
    and whether the case expects it.
    """

    case: Case
    province: str
    figures: bool
    features: tuple[Mapping[str, float], ...]
    holds: tuple[bool, ...]
    near: tuple[bool, ...]
    meanings: Callable[[int], float]
    beside: tuple[tuple[Mapping[str, float], bool], ...] = ()

    def judged(self, at: int) -> Mapping[str, float]:
        """What candidate `at` is judged by."""
        return {**self.features[at], "meaning": self.meanings(at)}


@dataclass(frozen=True)
class Names:
    """The features of a pair of models, and what a false answer costs in choosing their threshold."""

    rank: tuple[str, ...]
    answers: tuple[str, ...]
    costs: float


SENTENCES = Names(RANK, ANSWERS, FALSE_ANSWER_COSTS)
FIGURES = Names(FIGURE_RANK, FIGURE_ANSWERS, TEMPTED_COSTS)


def train(library: Library, cases: Sequence[Case]) -> str:
    """Learn from `cases` (the dev split), write the weights, and return what was learned as lines to read."""
    groups = [group for case in cases for group in _groups(library, case)]
    stored: dict[str, object] = {}
    for prefix, names in (("", SENTENCES), ("figure_", FIGURES)):
        mine = [group for group in groups if group.figures == bool(prefix)]
        rank = _fit_rank(mine, names)
        stored[f"{prefix}rank"] = asdict(rank)
        stored[f"{prefix}answers"] = asdict(_fit_answers(mine, rank, names))
        stored[f"{prefix}threshold"] = _threshold(mine, names)
    points = [point for group in groups for point in group.beside]
    stored["beside"] = asdict(fit([row for row, _ in points], [held for _, held in points], BESIDE))
    stored["beside_threshold"] = BESIDE_FROM
    FILE.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")
    return json.dumps(stored, indent=1)


def _groups(library: Library, case: Case) -> Iterator[Group]:
    known = library.provinces()
    question, *others = understand_all(case.question, case.history, known, library.well_spelled)
    if others:
        return  # each of its parts expects something else, and the case does not say which
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
            holds = tuple(_right(c, case) for c in found)
            near = tuple(_expected(c, case) for c in found)
            of = partial(_meaning, library, question, [c.read for c in found])
            rows = tuple(c.features for c in found)
            points = _points(found, case, question, asked)
            yield Group(case, province, found[0].told is not None, rows, holds, near, of, points)


def _points(
    found: Sequence[Candidate], case: Case, question: Question, asked: Asked
) -> tuple[tuple[Mapping[str, float], bool], ...]:
    """What may be told with the best sentence in answer to an open question, where some of it is expected."""
    told = pool(found, asked)
    one_province = len(question.scope.provinces) == 1
    whole_part = asked.theme is not None and not asked.subject
    if not one_province or whole_part or not (asked.theme or question.kind in ("open", "list")):
        return ()
    expected = [_right(c, case) for c in told]
    return tuple(zip(beside(told, asked), expected, strict=True)) if any(expected) else ()


def _meaning(library: Library, question: Question, texts: Sequence[str], at: int) -> float:
    return meaning(library, question, texts[at])


def _right(candidate: Candidate, case: Case) -> bool:
    """Does the candidate hold the case's evidence and, where figures are expected, is it one of them?"""
    if not _expected(candidate, case):
        return False
    wanted = [nugget.number for nugget in case.nuggets if nugget.kind == "figure"]
    told = candidate.told.number if candidate.told else None
    return told is None or not wanted or (told.value, told.denominator) in wanted


def _expected(candidate: Candidate, case: Case) -> bool:
    """Is the candidate's sentence one of the case's evidence?"""
    return any(_holds(candidate, evidence.sha256, evidence.quote) for evidence in case.evidence)


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


def _fit_rank(groups: Sequence[Group], names: Names) -> Model:
    """A model under which, of each group, what holds the evidence is likeliest: the softmax over the group (as in
    ListNet), so that a group with many sentences teaches no more than one with few.
    """
    told = [group for group in groups if any(group.holds)]
    rows = np.array([[row[name] for name in names.rank] for group in told for row in group.features])
    holds = np.array([held for group in told for held in group.holds])
    starts = np.cumsum([0, *(len(group.features) for group in told)])[:-1]
    of = np.repeat(np.arange(len(told)), np.diff([*starts, len(rows)]))

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        odds = rows @ weights
        odds = np.exp(odds - np.maximum.reduceat(odds, starts)[of])
        right = np.where(holds, odds, 0.0)
        all_sums, right_sums = np.add.reduceat(odds, starts), np.add.reduceat(right, starts)
        pull = odds / all_sums[of] - right / right_sums[of]
        value = float(np.log(all_sums / right_sums).sum() + weights @ weights / (2 * STRENGTH))
        return value, rows.T @ pull + weights / STRENGTH

    found = minimize(loss, np.zeros(len(names.rank)), jac=True, method="L-BFGS-B", bounds=_bounds(names.rank)).x
    return _model(names.rank, found, 0.0)


def _bounds(names: Sequence[str]) -> list[tuple[float | None, float | None]]:
    return [(None, 0.0) if name in AGAINST else (0.0, None) for name in names]


def _model(names: Sequence[str], weights: NDArray[np.float64], bias: float) -> Model:
    return Model({name: round(float(w), 3) for name, w in zip(names, weights, strict=True)}, round(bias, 3))


def _fit_answers(groups: Sequence[Group], rank: Model, names: Names) -> Model:
    best = _best(groups, rank)
    return fit([features for _, features in best], [right for right, _ in best], names.answers)


def fit(rows: Sequence[Mapping[str, float]], labels: Sequence[bool], names: Sequence[str]) -> Model:
    """A logistic model whose signs are what they mean: what is lacking can only speak against a sentence, the rest only
    for it.

    Penalised by the squares of the weights (as scikit-learn's with C=`STRENGTH`), minimised by L-BFGS-B within these
    bounds. Without them a few hundred cases teach such things as "a missing word is good".
    """
    x = np.array([[row[name] for name in names] + [1.0] for row in rows])
    y = np.where(np.array(labels), 1.0, -1.0)
    bounds = [*_bounds(names), (None, None)]

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margin = y * (x @ weights)
        pull = -y / (1.0 + np.exp(margin))
        kept = np.append(weights[:-1], 0.0)
        return float(np.logaddexp(0.0, -margin).sum() + kept @ kept / (2 * STRENGTH)), x.T @ pull + kept / STRENGTH

    found = minimize(loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B", bounds=bounds).x
    return _model(names, found[:-1], float(found[-1]))


def _best(groups: Sequence[Group], rank: Model) -> list[tuple[bool, Mapping[str, float]]]:
    """For each case the candidate that ranks highest over its provinces, and whether it is right.

    For each case that a figure answers also the highest one that stands elsewhere, which is wrong: it is what a report
    tempts with that does not hold the answer. Few cases without an answer tempt so.
    """
    found: list[tuple[bool, Mapping[str, float]]] = []
    for _, of_case in groupby(groups, key=lambda group: group.case.id):
        ranked = [(rank.log_odds(row), group, at) for group in of_case for at, row in enumerate(group.features)]
        _, group, at = max(ranked, key=lambda one: one[0])
        # What else a report says on an open question may answer as well; a figure is the one or it is not.
        found.append((group.holds[at] if group.figures else group.case.answerable, group.judged(at)))
        elsewhere = [one for one in ranked if one[1].figures and not one[1].near[one[2]]]
        if group.case.answerable and elsewhere:
            _, group, at = max(elsewhere, key=lambda one: one[0])
            found.append((False, group.judged(at)))
    return found


def _threshold(groups: Sequence[Group], names: Names) -> float:
    """The threshold with the least cost on cases whose province the models were not fitted on."""
    judged: list[tuple[bool, float]] = []
    for left_out in sorted({group.province for group in groups}):
        rest = [group for group in groups if group.province != left_out]
        rank = _fit_rank(rest, names)
        answers = _fit_answers(rest, rank, names)
        best = _best([group for group in groups if group.province == left_out], rank)
        judged += [(holds, answers.probability(features)) for holds, features in best]
    right = np.array([p for holds, p in judged if holds])
    wrong = np.array([p for holds, p in judged if not holds])
    steps = [round(0.2 + 0.02 * i, 2) for i in range(36)]
    return min(steps, key=lambda t: _below(right, t) + names.costs * (1.0 - _below(wrong, t)))


def _below(probabilities: NDArray[np.float64], threshold: float) -> float:
    """The share of the probabilities below the threshold, those near it counted in part, so that no single case moves
    the threshold far.
    """
    return float(np.mean(1.0 / (1.0 + np.exp((probabilities - threshold) / NEAR))))
