"""What stands above the table of reports: the grid of provinces, and the form that filters and finds.

Pure functions from reports to HTML; `reports.js` hands on what is chosen. Nothing here is told by colour alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from corpus.provinces import former_names, provinces
from corpus.records import Report
from ui.listing import View
from ui.wording import reports as texts


@dataclass(frozen=True)
class Cell:
    """A province of today with its reports: how many, the years they describe, and by former province how many."""

    name: str
    count: int
    years: tuple[int, int] | None
    former: tuple[tuple[str, int], ...]


def cells(reports: Sequence[Report]) -> list[Cell]:
    """The 34 provinces of today, in the order of the table of provinces."""
    made = []
    for now in dict.fromkeys(province.now for province in provinces()):
        held = [report for report in reports if report.province_now == now]
        first = min((report.years[0] for report in held), default=0)
        last = max((report.years[1] for report in held), default=0)
        former = tuple((name, sum(report.province == name for report in held)) for name in former_names(now))
        made.append(Cell(now, len(held), (first, last) if held else None, former))
    return made


def grid(reports: Sequence[Report], view: View) -> str:
    """The grid, folded: a cell a province, those with reports as buttons that filter the table."""
    made = cells(reports)
    there = sum(cell.count > 0 for cell in made)
    items = "".join(f"<li>{_cell(cell, view)}</li>" for cell in made)
    summary = texts.GRID.format(there=there, total=len(made))
    return (
        f'<details class="grid"><summary>{summary}</summary><p>{texts.GRID_HINT}</p>'
        f'<ul role="list">{items}</ul></details>'
    )


def _cell(cell: Cell, view: View) -> str:
    count = texts.GRID_COUNT.format(count=cell.count) if cell.count else texts.GRID_NONE
    years = f", {_span(*cell.years)}" if cell.years else ""
    merged = cell.former if len(cell.former) > 1 else ()
    parts = (escape(name) + (f" ({count})" if count else "") for name, count in merged)
    small = f"<small>{', '.join(parts)}</small>" if merged else ""
    text = f"<b>{escape(cell.name)}</b><span>{count}{years}</span>{small}"
    if not cell.count:
        return f'<div class="cell">{text}</div>'
    pressed = "true" if cell.name == view.province else "false"
    named = f'data-province="{escape(cell.name)}" aria-pressed="{pressed}"'
    return f'<button type="button" class="cell" {named}>{text}</button>'


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


def form(reports: Sequence[Report], view: View, gone: int | None = None) -> str:
    """The form, filled in as the view says; `gone` are the reports that were removed or replaced, none for readers."""
    named = [(cell.name, _with_former(cell)) for cell in cells(reports) if cell.count]
    years = sorted({year for report in reports for year in range(report.years[0], report.years[1] + 1)}, reverse=True)
    modes = [("exact", texts.EXACT), ("near", texts.NEAR)]
    states = [("", texts.THERE), ("gone", texts.GONE.format(count=gone))]
    choices = (
        _select("mode", texts.HOW, modes, view.mode),
        _select("province", texts.PROVINCE, [("", texts.ALL_PROVINCES), *named], view.province),
        _select("year", texts.YEAR, [("", texts.ALL_YEARS), *((str(y), str(y)) for y in years)], str(view.year or "")),
        _select("state", texts.STATE, states, "gone" if view.gone else "") if gone is not None else "",
    )
    return (
        f'<form role="search" aria-label="{texts.FILTERS}"><label class="words"><span>{texts.WORDS}</span>'
        f'<input type="search" name="words" maxlength="200" value="{escape(view.words)}" '
        f'placeholder="{texts.WORDS_HINT}" autocomplete="off"></label>{"".join(choices)}'
        f'<button type="submit">{texts.FIND}</button><button type="reset" class="plain">{texts.CLEAR}</button></form>'
    )


def _with_former(cell: Cell) -> str:
    """ "Bắc Ninh (Bắc Giang)": the province of today, and those of its former ones with reports that are named else."""
    others = [name for name, count in cell.former if count and name != cell.name]
    return f"{cell.name} (có {', '.join(others)})" if others else cell.name


def _select(name: str, label: str, options: Sequence[tuple[str, str]], chosen: str) -> str:
    made = "".join(
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(text)}</option>'
        for value, text in options
    )
    return f'<label><span>{label}</span><select name="{name}">{made}</select></label>'


def about(reports: Sequence[Report], view: View) -> str:
    """Of the province that the table is filtered by: buttons to ask about it, by the names that its reports have."""
    names = dict.fromkeys(report.province for report in reports if report.province_now == view.province)
    asks = "".join(
        f'<button type="button" data-ask="{escape(texts.ASKED.format(name=name))}">'
        f"{escape(texts.ASK_ABOUT.format(name=name))}</button>"
        for name in names
    )
    return f'<p class="about">{asks}</p>' if asks else ""
