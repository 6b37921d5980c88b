"""The last evaluation, as `python -m eval` left it in the data folder. Computes nothing; knows nothing of Gradio."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from ui import wording
from ui.wording import staff as texts

COMMAND = "python -m eval"


@dataclass(frozen=True)
class Cell:
    """A metric: its value over `n` cases, and its 95 % interval where it has one."""

    value: float
    n: int
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Run:
    """One system over one library's cases; `categories` are shares of right answers."""

    library: str
    system: str
    n: int
    metrics: dict[str, Cell]
    categories: dict[str, Cell]


@dataclass(frozen=True)
class Summary:
    """An evaluation: the day (ISO), the split that was asked (none: all), and its runs."""

    date: str
    split: str | None
    runs: tuple[Run, ...]


def summary_in(data: Path) -> Summary | None:
    """The summary in a data folder; none when there is none, or none that can be understood."""
    try:
        text = (data / "eval" / "summary.json").read_text(encoding="utf-8")
        return TypeAdapter(Summary).validate_python(json.loads(text))
    except (OSError, ValueError, ValidationError):
        return None


def evaluation_html(summary: Summary | None) -> str:
    """The summary as tables, a column a run; or the command that makes one."""
    head = f"<h2>{texts.EVALUATION}</h2>"
    if summary is None or not summary.runs:
        return f"{head}<p>{texts.NOT_EVALUATED}<code>{COMMAND}</code></p>"
    split = texts.SPLITS.get(summary.split or "", summary.split or "")
    told = escape(texts.EVALUATED.format(day=wording.day(summary.date), split=split))
    metrics = _table(
        texts.METRIC, summary.runs, {**texts.METRICS, **texts.SECONDS}, [run.metrics for run in summary.runs]
    )
    names = {name: texts.CATEGORIES.get(name, name) for run in summary.runs for name in run.categories}
    right = _table(texts.CATEGORY, summary.runs, names, [run.categories for run in summary.runs])
    return f"{head}<p>{told}</p>{metrics}{right}"


def _table(corner: str, runs: Sequence[Run], names: Mapping[str, str], columns: Sequence[Mapping[str, Cell]]) -> str:
    heads = "".join(f'<th scope="col">{_run(run)}</th>' for run in runs)
    rows = "".join(
        f'<tr><th scope="row">{escape(text)}</th>'
        + "".join(f"<td>{_cell(name, column.get(name))}</td>" for column in columns)
        + "</tr>"
        for name, text in names.items()
        if any(name in column for column in columns)
    )
    return (
        f'<table class="evaluation"><thead><tr><th scope="col">{corner}</th>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table>"
    )


def _run(run: Run) -> str:
    system, library = texts.SYSTEMS.get(run.system, run.system), texts.LIBRARIES.get(run.library, run.library)
    return f"{escape(system)}<small>{escape(library)}, {texts.QUESTIONS.format(n=run.n)}</small>"


def _cell(name: str, cell: Cell | None) -> str:
    if cell is None:
        return "–"
    if name in texts.SECONDS:
        return f"{cell.value:.2f} giây".replace(".", ",")
    value = percent(cell.value)
    if cell.low is None or cell.high is None:
        return value
    return f"{value}<small>{texts.INTERVAL.format(low=percent(cell.low), high=percent(cell.high))}</small>"


def percent(share: float) -> str:
    """A share as it is written in Vietnam.

    >>> percent(0.9141), percent(1.0)
    ('91,4%', '100%')
    """
    text = f"{100 * share:.1f}".removesuffix(".0")
    return f"{text}%".replace(".", ",")
