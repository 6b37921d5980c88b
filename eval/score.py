"""From a case and the answer to it to its score, and from scores to a table. Pure: asks no system anything."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from eval import metrics
from eval.cases import Case, Nugget
from eval.metrics import Answer, Hit, Place, Reports
from eval.stats import Estimate, mean, percentile, wilson

Outcome = Literal["right", "refused", "wrong"]
Values = dict[str, float | None]

# In the order of the tables. Rates are 0 or 1 a case and get Wilson's interval, means one from resampling reports.
METRICS: Mapping[str, Literal["rate", "mean"]] = {
    "right": "rate",
    "truthfulness": "mean",
    "false_answer": "rate",
    "false_refusal": "rate",
    "reason_right": "rate",
    "consistent": "rate",
    "nuggets_vital": "mean",
    "nuggets_all": "mean",
    "figures_exact": "mean",
    "wrong_figures": "mean",
    "stray_figures": "mean",
    "length": "mean",
    "citations_resolve": "mean",
    "citations_verbatim": "mean",
    "citation_precision": "mean",
    "citation_recall": "mean",
    "supported": "rate",
    "hit_1": "rate",
    "hit_5": "rate",
    "recall_5": "mean",
    "ndcg_10": "mean",
    "all_evidence_10": "rate",
    "wrong_province_1": "rate",
}
LESS_IS_BETTER = frozenset(
    {"false_answer", "false_refusal", "wrong_figures", "stray_figures", "length", "wrong_province_1"}
    | {"seconds_p50", "seconds_p95"}
)


@dataclass(frozen=True)
class CaseScore:
    """All the numbers of one case.

    `metrics` has every name of `METRICS`; None where it does not apply. `cluster` are the reports that the case is
    about, the unit that is resampled. `missed` are the vital nuggets that the answer lacks; `wrong`, `stray` and
    `unsupported` are such numbers of the answer, as written.
    """

    id: str
    category: str
    split: str
    library: str
    provinces: tuple[str, ...]
    cluster: str
    outcome: Outcome
    metrics: Values
    missed: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    stray: tuple[str, ...] = ()
    unsupported: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """A cell of the table: a metric over the `n` cases of `group` to which it applies, with its 95 % interval where
    it has one."""

    group: str
    metric: str
    n: int
    value: float
    low: float | None
    high: float | None


def score(
    case: Case, answer: Answer, hits: Sequence[Hit] | None, reports: Reports, original: Answer | None = None
) -> CaseScore:
    """The score of `answer` to `case`.

    `hits` are what the search found, best first; None for a system without a search. `reports` maps ids to records.
    `original` is the answer to the case that this one rewrites: the two must say the same.

    Right means, when the reports answer the case: answered (or in part), every vital nugget there, no wrong figure in
    place of the asked one. When they do not: refused or asked back, without citations. Asking back on an answerable
    case is a refusal.
    """
    places = [metrics.locate(evidence, reports) for evidence in case.evidence]
    said = metrics.read_answer(answer, case, reports)
    given = answer["status"] in metrics.GIVEN
    missed = [nugget for nugget in case.nuggets if not (given and metrics.has_nugget(nugget, said))]
    near = [c["quote"] for c in answer["citations"] if any(metrics.meets(c, p) for p in places)]
    wrong = metrics.wrong_figures(case, said, near) if given and case.answerable else []
    stray = metrics.stray_figures(case, said) if given and case.answerable else []
    unsupported = metrics.unsupported(answer, said, case.question, reports) if given else None
    outcome = _outcome(case, answer, [nugget for nugget in missed if nugget.vital], bool(wrong))
    values = {**dict.fromkeys(METRICS), **_outcome_values(outcome), **_refusal(case, answer)}
    values |= _retrieval(case, hits, places, reports)
    values["consistent"] = None if original is None else float(metrics.same_answer(answer, original))
    if case.answerable:
        values |= _nuggets(case.nuggets, missed)
    if given:
        values |= _given(answer, places, reports)
        values["supported"] = None if unsupported is None else float(not unsupported)
    if given and case.answerable:
        values |= {"wrong_figures": float(len(wrong)), "stray_figures": float(len(stray))}
    return CaseScore(
        id=case.id,
        category=case.category,
        split=case.split,
        library=case.library,
        provinces=case.scope.provinces,
        cluster=_cluster(case),
        outcome=outcome,
        metrics=values,
        missed=tuple(_name(nugget) for nugget in missed if nugget.vital),
        wrong=tuple(number.text for number in wrong),
        stray=tuple(number.text for _, number in stray),
        unsupported=tuple(unsupported or ()),
    )


def _outcome(case: Case, answer: Answer, missed: Sequence[Nugget], wrong: bool) -> Outcome:
    given = answer["status"] in metrics.GIVEN
    if not case.answerable:
        return "wrong" if given or answer["citations"] else "right"
    if not given:
        return "refused"
    return "wrong" if missed or wrong else "right"


def _outcome_values(outcome: Outcome) -> Values:
    return {"right": float(outcome == "right"), "truthfulness": {"right": 1.0, "refused": 0.0, "wrong": -1.0}[outcome]}


def _refusal(case: Case, answer: Answer) -> Values:
    given = answer["status"] in metrics.GIVEN
    if case.answerable:
        return {"false_refusal": float(not given)}
    reason = float(answer.get("reason") == case.reason) if answer["status"] == "abstained" else None
    return {"false_answer": float(given or bool(answer["citations"])), "reason_right": reason}


def _nuggets(nuggets: Sequence[Nugget], missed: Sequence[Nugget]) -> Values:
    def found(among: Iterable[Nugget]) -> float | None:
        asked = list(among)
        return sum(nugget not in missed for nugget in asked) / len(asked) if asked else None

    return {
        "nuggets_vital": found(nugget for nugget in nuggets if nugget.vital),
        "nuggets_all": found(nuggets),
        "figures_exact": found(nugget for nugget in nuggets if nugget.vital and nugget.kind == "figure"),
    }


def _given(answer: Answer, places: Sequence[Place], reports: Reports) -> Values:
    return {
        "length": float(metrics.length(answer)),
        "citations_resolve": metrics.resolved(answer, reports),
        "citations_verbatim": metrics.verbatim(answer, reports),
        "citation_precision": metrics.citation_precision(answer, places) if places else None,
        "citation_recall": metrics.citation_recall(answer, places),
    }


def _retrieval(case: Case, hits: Sequence[Hit] | None, places: Sequence[Place], reports: Reports) -> Values:
    if hits is None or not places:
        return {}
    return {
        "hit_1": metrics.hit_at(hits, places, 1),
        "hit_5": metrics.hit_at(hits, places, 5),
        "recall_5": metrics.recall_at(hits, places, 5),
        "ndcg_10": metrics.ndcg_at(hits, places, 10),
        "all_evidence_10": float(metrics.recall_at(hits, places, 10) == 1) if case.category == "comparison" else None,
        "wrong_province_1": metrics.wrong_province_first(hits, case.scope.provinces, reports)
        if case.scope.provinces
        else None,
    }


def _cluster(case: Case) -> str:
    """The reports of a case; without any, its provinces; without these, the case itself."""
    reports = sorted({evidence.report for evidence in case.evidence})
    return " + ".join(reports or sorted(case.scope.provinces)) or case.id


def _name(nugget: Nugget) -> str:
    return nugget.text or f"{nugget.value} {nugget.unit} ({nugget.province})"


def aggregate(
    scores: Sequence[CaseScore],
    by: Literal["category", "split", "library"] | None = None,
    seconds: Mapping[str, float] | None = None,
    seed: int = 0,
) -> list[Row]:
    """A row for each metric and group that has a case to which it applies; group "all" without `by`.

    `seconds` maps case ids to the time that their answer took, and adds `seconds_p50` and `seconds_p95`.
    """
    key: Callable[[CaseScore], str] = (lambda score: "all") if by is None else (lambda score: str(getattr(score, by)))
    rows: list[Row] = []
    for group in dict.fromkeys(key(one) for one in scores):
        members = [one for one in scores if key(one) == group]
        for metric, kind in METRICS.items():
            values = [(value, one.cluster) for one in members if (value := one.metrics[metric]) is not None]
            if values:
                estimate = _estimate(kind, values, seed)
                rows.append(Row(group, metric, len(values), estimate.value, estimate.low, estimate.high))
        took = [seconds[one.id] for one in members if seconds and one.id in seconds]
        rows += [
            Row(group, f"seconds_p{share}", len(took), percentile(took, share / 100), None, None)
            for share in ((50, 95) if took else ())
        ]
    return rows


def _estimate(kind: str, values: Sequence[tuple[float, str]], seed: int) -> Estimate:
    if kind == "rate":
        return wilson(int(sum(value for value, _ in values)), len(values))
    return mean([value for value, _ in values], [cluster for _, cluster in values], seed)
