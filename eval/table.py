"""The evaluation's table for a terminal: a column a system, a row a metric, then the categories."""

from __future__ import annotations

from collections.abc import Sequence

from eval.runs import Run
from eval.score import METRICS, Row, aggregate

_SHOWN = (*METRICS, "seconds_p50", "seconds_p95")


def table(runs: Sequence[Run]) -> str:
    """Every metric for each run, with its n and its 95 % interval where it has one; then the right answers a category."""
    columns = [{row.metric: row for row in aggregate([r.score for r in run.results], seconds=run.seconds)} for run in runs]
    heads = [f"{run.about.get('library', '')}/{run.system}" for run in runs]
    lines = [" " * 20 + "".join(f"{head:>26}" for head in heads)]
    for metric in _SHOWN:
        if any(metric in column for column in columns):
            lines.append(f"{metric:20}" + "".join(f"{_cell(column.get(metric)):>26}" for column in columns))
    lines += ["", "right, by category"]
    by_category = [
        {row.group: row for row in aggregate([r.score for r in run.results], by="category") if row.metric == "right"}
        for run in runs
    ]
    for category in dict.fromkeys(name for column in by_category for name in column):
        lines.append(f"{category:20}" + "".join(f"{_cell(column.get(category)):>26}" for column in by_category))
    return "\n".join(lines)


def _cell(row: Row | None) -> str:
    if row is None:
        return "–"
    interval = f" [{row.low:.2f}, {row.high:.2f}]" if row.low is not None and row.high is not None else ""
    return f"{row.value:.3f}{interval} n={row.n}"
