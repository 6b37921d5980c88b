"""Runs as one HTML page that needs nothing but itself. Computes what the page shows; its words stand in
`report.html`."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from eval.cases import CATEGORIES
from eval.compare import changed, compare
from eval.runs import Result, Run
from eval.score import LESS_IS_BETTER, METRICS, CaseScore, Row, aggregate
from eval.stats import percentile

TIMES = ("seconds_p50", "seconds_p95")
# Counted or timed; everything else is a share and shown in percent.
PLAIN_NUMBERS = frozenset({"truthfulness", "wrong_figures", "stray_figures", "length", *TIMES})
# Wilson's and the bootstrap's intervals are drawn on a track from 0 to 1; other metrics have no such track.
ON_TRACK = METRICS.keys() - PLAIN_NUMBERS


@dataclass(frozen=True)
class Line:
    """A row of a table: a metric and its cell for each system, None where a system has none."""

    metric: str
    cells: tuple[Row | None, ...]


@dataclass(frozen=True)
class Failure:
    """A case that something went wrong with; `run` is the run's name (see `named`), `kinds` are of `failure_kinds`."""

    run: str
    result: Result
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Curve:
    """How many of a system's answers took at most so long: SVG points, and where its median and 95th percentile lie."""

    points: str
    p50: float
    p95: float
    x50: float
    x95: float


@dataclass(frozen=True)
class Plot:
    """The latency plot: a curve for each system (None: not measured) and the ticks of the x axis as (x, seconds)."""

    width: int
    height: int
    curves: tuple[Curve | None, ...]
    ticks: tuple[tuple[float, float], ...]


def write_html(path: Path, runs: Sequence[Run], previous: Run | None = None) -> None:
    """Write the page about `runs`, side by side in their order, to `path`.

    `previous` is an earlier run, compared with the run that is most like it: of its system, of its library, the first
    one. Raises `ValueError` without runs.
    """
    if not runs:
        raise ValueError("there is no run to report on; run `python -m eval` first")
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters.update(shown=shown, comma=comma, day=day, named=named)
    current = max(runs, key=lambda run: _likeness(run, previous)) if previous else runs[0]
    found = failures(runs)
    page = environment.get_template("report.html").render(
        runs=runs,
        overall=table([aggregate(_scores(run), seconds=run.seconds) for run in runs]),
        categories={category: table(_category_rows(runs, category)) for category in _categories(runs)},
        previous=previous,
        current=current,
        differences=compare(previous, current) if previous else [],
        moved=changed(previous, current) if previous else None,
        plot=latency(runs),
        failures=found,
        provinces=sorted({province for failure in found for province in failure.result.case.scope.provinces}),
        kinds=list(dict.fromkeys(kind for failure in found for kind in failure.kinds)),
        on_track=ON_TRACK,
        less_is_better=LESS_IS_BETTER,
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page.strip() + "\n", encoding="utf-8")


def named(run: Run) -> str:
    """What a run is told by: its library, where it has one, and its system."""
    return " / ".join(str(run.about[key]) for key in ("library", "system") if key in run.about)


def _likeness(run: Run, other: Run) -> tuple[bool, bool]:
    return run.system == other.system, run.about.get("library") == other.about.get("library")


def _scores(run: Run) -> list[CaseScore]:
    return [result.score for result in run.results]


def _categories(runs: Sequence[Run]) -> list[str]:
    present = {result.case.category for run in runs for result in run.results}
    return [category for category in CATEGORIES if category in present]


def _category_rows(runs: Sequence[Run], category: str) -> list[list[Row]]:
    return [
        aggregate([score for score in _scores(run) if score.category == category], seconds=run.seconds) for run in runs
    ]


def table(systems: Sequence[Sequence[Row]]) -> dict[str, Line]:
    """Metric to its line, for the metrics that some system has."""
    by_metric: list[Mapping[str, Row]] = [{row.metric: row for row in rows} for rows in systems]
    lines = {}
    for metric in (*METRICS, *TIMES):
        cells = tuple(rows.get(metric) for rows in by_metric)
        if any(cells):
            lines[metric] = Line(metric, cells)
    return lines


def failure_kinds(score: CaseScore) -> tuple[str, ...]:
    """What went wrong with a case, worst first; empty when nothing did."""
    values = score.metrics

    def is_(metric: str, value: float) -> bool:
        return values[metric] == value

    def below_1(metric: str) -> bool:
        value = values[metric]
        return value is not None and value < 1

    checks = {
        "false_answer": is_("false_answer", 1),
        "wrong": score.outcome == "wrong" and not is_("false_answer", 1),
        "false_refusal": is_("false_refusal", 1),
        "unsupported": is_("supported", 0),
        "not_verbatim": below_1("citations_verbatim"),
        "unresolved": below_1("citations_resolve"),
        "uncited": is_("citation_recall", 0),
        "inconsistent": is_("consistent", 0),
        "reason": is_("reason_right", 0),
        "not_found": is_("hit_5", 0),
        "wrong_province": is_("wrong_province_1", 1),
    }
    return tuple(kind for kind, failed in checks.items() if failed)


def failures(runs: Sequence[Run]) -> list[Failure]:
    """Every case of every run with which something went wrong, in order of the runs."""
    return [
        Failure(named(run), result, kinds)
        for run in runs
        for result in run.results
        if (kinds := failure_kinds(result.score))
    ]


def latency(runs: Sequence[Run], width: int = 440, height: int = 220) -> Plot | None:
    """The share of answers given within a time, on a logarithmic axis of seconds; None when no run was timed."""
    times = [sorted(max(second, 1e-4) for second in run.seconds.values()) for run in runs]
    every = [second for run in times for second in run]
    if not every:
        return None
    first, last = math.floor(math.log10(min(every))), math.ceil(math.log10(max(every)))
    last = max(last, first + 1)
    left, right, top, bottom = 44, width - 16, 12, height - 40

    def x(second: float) -> float:
        return round(left + (right - left) * (math.log10(second) - first) / (last - first), 1)

    def curve(seconds: list[float]) -> Curve:
        steps = [
            (x(second), round(bottom - (bottom - top) * n / len(seconds), 1)) for n, second in enumerate(seconds, 1)
        ]
        points = " ".join(f"{at},{up}" for at, up in [(steps[0][0], bottom), *steps])
        p50, p95 = percentile(seconds, 0.5), percentile(seconds, 0.95)
        return Curve(points, p50, p95, x(p50), x(p95))

    ticks = tuple((x(10.0**power), 10.0**power) for power in range(first, last + 1))
    return Plot(width, height, tuple(curve(run) if run else None for run in times), ticks)


def comma(value: float, digits: int = 3, signed: bool = False) -> str:
    """A number in Vietnamese notation, at most `digits` decimals, no zeros at the end.

    >>> comma(0.25), comma(-1234.5, signed=True), comma(2.0), comma(-0.0001, signed=True)
    ('0,25', '−1.234,5', '2', '0')
    """
    rounded = round(value, digits) + 0.0  # no "−0"
    text = f"{rounded:{'+' if signed and rounded else ''},.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.translate(str.maketrans(",.-", ".,−"))


def day(iso: str) -> str:
    """A day as Vietnamese write it.

    >>> day("2019-06-12")
    '12/06/2019'
    """
    return f"{date.fromisoformat(iso):%d/%m/%Y}"


def shown(value: float, metric: str, signed: bool = False) -> str:
    """A metric's value for people: shares in percent, the rest as numbers.

    >>> shown(0.871, "right"), shown(0.05, "hit_1", signed=True), shown(12.345, "length")
    ('87,1\\xa0%', '+5\\xa0điểm %', '12,35')
    """
    if metric in PLAIN_NUMBERS:
        return comma(value, 2 if metric not in TIMES else 3, signed)
    return f"{comma(100 * value, 1, signed)}\N{NO-BREAK SPACE}{'điểm %' if signed else '%'}"
