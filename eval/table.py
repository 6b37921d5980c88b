"""The evaluation's table for a terminal: a column a system, a row a metric, then the categories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from eval.runs import Run
from eval.score import METRICS, Row, aggregate

_SHOWN = (*METRICS, "seconds_p50", "seconds_p95")


def table(runs: Sequence[Run]) -> str:
    """Every metric for each run, with n and, where it has one, its 95 % interval; then the right answers a category,
    and what became of a chat model's sentences.
    """
    columns = [
        {row.metric: row for row in aggregate([r.score for r in run.results], seconds=run.seconds)} for run in runs
    ]
    heads = [f"{run.about.get('library', '')}/{run.system}" for run in runs]
    lines = [" " * 20 + "".join(f"{head:>28}" for head in heads)]
    shown = [metric for metric in _SHOWN if any(metric in column for column in columns)]
    lines += [_line(metric, columns) for metric in shown]
    lines += ["", "right, by category"]
    by_category = [
        {row.group: row for row in aggregate([r.score for r in run.results], by="category") if row.metric == "right"}
        for run in runs
    ]
    lines += [_line(category, by_category) for category in dict.fromkeys(name for rows in by_category for name in rows)]
    told = [(head, run.about["spoken"]) for head, run in zip(heads, runs, strict=True) if "spoken" in run.about]
    return "\n".join([*lines, *(f"\n{head}: {spoken(counts)}" for head, counts in told)])


def spoken(counts: Mapping[str, int]) -> str:
    """What became of a chat model's sentences (see `eval.systems.System`), in a line.

    >>> spoken({"kept": 3, "repaired": 1, "dropped": 1, "answers": 4, "built_in": 2})
    '4 sentences of the model: 75.0% kept (25.0% repaired), 25.0% dropped; 2 of 4 answers built in'
    """
    all_told = counts["kept"] + counts["dropped"]
    kept, repaired, dropped = (f"{counts[what] / max(1, all_told):.1%}" for what in ("kept", "repaired", "dropped"))
    of_answers = f"{counts['built_in']} of {counts['answers']} answers built in"
    return f"{all_told} sentences of the model: {kept} kept ({repaired} repaired), {dropped} dropped; {of_answers}"


def _line(name: str, columns: Sequence[Mapping[str, Row]]) -> str:
    return f"{name:20}" + "".join(f"{_cell(column.get(name)):>28}" for column in columns)


def _cell(row: Row | None) -> str:
    if row is None:
        return "–"
    interval = f" [{row.low:.2f}, {row.high:.2f}]" if row.low is not None and row.high is not None else ""
    return f"{row.value:.3f}{interval} n={row.n}"
