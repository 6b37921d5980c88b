"""The library as a table: which reports are shown, in what order, page by page. Knows nothing of Gradio."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Any, Literal

from corpus.findings import ASKED
from corpus.records import Report
from corpus.text import fold
from index.library import Library
from index.show import LABELS
from ui import wording
from ui.reader import report_anchor
from ui.wording import reports as texts

PAGE = 25
"""Reports on a page of the table."""

SORTS = ("province", "title", "published", "years", "passages")
"""What the table can be sorted by, in the order of its columns."""

Mode = Literal["exact", "near"]


@dataclass(frozen=True)
class View:
    """What a visitor wants to see: "" or 0 for everything; `province` is a name of today, `page` counts from 1.

    `gone`: the reports that were removed or replaced, instead of those in use.
    """

    words: str = ""
    mode: Mode = "exact"
    province: str = ""
    year: int = 0
    gone: bool = False
    sort: str = SORTS[0]
    descending: bool = False
    page: int = 1

    def turned(self, wish: str) -> View:
        """After a press on a column's head ("sort:years") or a page ("page:2"); any other wish changes nothing."""
        what, _, value = wish.partition(":")
        if what == "sort" and value in SORTS:
            return replace(self, sort=value, descending=value == self.sort and not self.descending, page=1)
        if what == "page" and value.isascii() and value.isdecimal() and len(value) < 6:
            return replace(self, page=int(value))
        return self


@dataclass(frozen=True)
class Row:
    """A line of the table; `state` is for people. `past`: it is not in use, and can be brought back."""

    report: Report
    passages: int
    state: str
    past: bool = False


def view_of(wishes: Any, staff: bool) -> View:
    """The form's fields as the browser sent them, not trusted. What readers may not see they do not get."""
    told = wishes if isinstance(wishes, dict) else {}
    year = str(told.get("year") or "")
    return View(
        words=str(told.get("words") or "").strip()[:200],
        mode="near" if told.get("mode") == "near" else "exact",
        province=str(told.get("province") or ""),
        year=int(year) if year.isascii() and year.isdecimal() and len(year) == 4 else 0,
        gone=staff and told.get("state") == "gone",
    )


def fitting(reports: Sequence[Report], view: View) -> list[Report]:
    """The reports of the view's province and year."""
    return [
        report
        for report in reports
        if view.province in ("", report.province_now) and (not view.year or covers(report, view.year))
    ]


def covers(report: Report, year: int) -> bool:
    """Whether the report describes this year."""
    return report.years[0] <= year <= report.years[1]


def rows(library: Library, view: View) -> list[Row]:
    """The lines of the whole table, in order."""
    made = list(_past(library, view) if view.gone else _there(library, view))
    by_province = sorted(made, key=lambda row: (fold(row.report.province), row.report.id))
    return sorted(by_province, key=lambda row: _key(row, view.sort), reverse=view.descending)


def _key(row: Row, sort: str) -> tuple[Any, ...]:
    report = row.report
    return {
        "province": (fold(report.province),),
        "title": (fold(report.title),),
        "published": (report.published or report.not_before or "",),
        "years": (report.years[1], report.years[0]),
        "passages": (row.passages,),
    }[sort]


def _there(library: Library, view: View) -> Iterator[Row]:
    newer = {past.replaced_by for past in library.past().values()}
    for report in fitting(library.reports(), view):
        state = texts.NEW_VERSION if report.id in newer else texts.IN_USE
        yield Row(report, len(library.passages(report.id)), state)


def _past(library: Library, view: View) -> Iterator[Row]:
    past = library.past()
    for report in fitting([each.report for each in past.values()], view):
        text = texts.REPLACED if past[report.id].replaced_by else texts.TAKEN_OUT
        yield Row(report, 0, text.format(day=wording.day(past[report.id].at[:10])), past=True)


def unsure(library: Library, report: Report) -> str:
    """What staff should look at in the description; "" when all is sure."""
    found = (each for each in library.notes(report.id).findings if each.field in ASKED and not each.sure)
    fields = ", ".join(LABELS[each.field].lower() for each in found)
    return texts.UNSURE.format(fields=fields) if fields else ""


def table(library: Library, view: View, staff: bool) -> str:
    """The page of the view as an HTML table, each title a link; staff also get what can be done with a report."""
    if not library.reports() and not view.gone:
        return f"<p>{wording.NO_REPORTS}</p>"
    found = rows(library, view)
    if not found:
        return f'<p class="none" role="status">{texts.NONE_FITS}</p>'
    pages = -(-len(found) // PAGE)
    page = min(max(view.page, 1), pages)
    shown = found[(page - 1) * PAGE : page * PAGE]
    columns = texts.COLUMNS if staff else texts.COLUMNS[:-1]
    head = "".join(_head(column, number, view) for number, column in enumerate(columns))
    caption = texts.CAPTION_GONE if view.gone else texts.CAPTION
    told = caption.format(shown=len(found), total=len(library.reports()))
    body = "".join(_line(library, row, columns, staff) for row in shown)
    return (
        f'<table><caption role="status">{told}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
        f"{pager(page, pages)}"
    )


def _head(column: str, number: int, view: View) -> str:
    if number >= len(SORTS):
        return f'<th scope="col">{column}</th>'
    name = SORTS[number]
    now, arrow = "", ""
    if name == view.sort:
        now, arrow = (' aria-sort="descending"', " ↓") if view.descending else (' aria-sort="ascending"', " ↑")
    label = texts.SORT_BY.format(column=column.lower())
    button = f'<button type="button" data-view="sort:{name}" title="{label}">{column}{arrow}</button>'
    return f'<th scope="col"{now}>{button}</th>'


def _line(library: Library, row: Row, columns: Sequence[str], staff: bool) -> str:
    report = row.report
    title = escape(report.title)
    link = title if row.past else f'<a href="#{escape(report_anchor(report.id))}">{title}</a>'
    state = escape(row.state)
    if staff and not row.past and (doubt := unsure(library, report)):
        state += f'<small class="doubt">{escape(doubt)}</small>'
    cells = (
        escape(wording.province(report)),
        f"{link}<small>{escape(report.publisher or wording.UNKNOWN_SOURCE)}</small>",
        escape(wording.published(report)),
        wording.years(report),
        str(row.passages or "–"),
        state,
        _acts(row),
    )
    told = zip(columns, cells, strict=False)
    return "<tr>" + "".join(f'<td data-label="{column}"><div>{cell}</div></td>' for column, cell in told) + "</tr>"


def _acts(row: Row) -> str:
    if row.past:
        return act("restore", row.report, wording.BRING_BACK)
    return act("edit", row.report, texts.EDIT) + act("remove", row.report, wording.TAKE_OUT)


def act(what: str, report: Report, label: str) -> str:
    """A button that asks for `what` to be done with a report; `acts.js` says so to the program."""
    named = escape(f"{label}: {report.title}")
    return (
        f'<button type="button" data-act="{what}" data-report="{escape(report.id)}" aria-label="{named}">'
        f"{escape(label)}</button>"
    )


def pager(page: int, pages: int) -> str:
    """Buttons to the pages before and after this one; "" when it is the only one."""
    if pages == 1:
        return ""
    back, on = "" if page > 1 else " disabled", "" if page < pages else " disabled"
    return (
        f'<nav class="pager" aria-label="{texts.PAGES}">'
        f'<button type="button" data-view="page:{page - 1}"{back}>{texts.PREVIOUS}</button>'
        f"<span>{texts.PAGE.format(page=page, pages=pages)}</span>"
        f'<button type="button" data-view="page:{page + 1}"{on}>{texts.NEXT}</button></nav>'
    )
