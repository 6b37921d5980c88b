"""The tab "Báo cáo": the upload and a table of the library's reports, and the chosen one beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

import gradio as gr

from corpus.records import Report
from index.library import Library
from ui import wording
from ui.access import shown_to_staff, who
from ui.desk import Desk
from ui.pane import reader_pane
from ui.reader import empty, report_anchor, whole_report
from ui.receipt import PREVIEW, act, preview
from ui.upload import QUIET, script, upload_parts, wire


def reports_table(rows: list[tuple[Report, int]], staff: bool) -> str:
    """The reports with their number of passages as an HTML table; each title links to its report.

    The last column, of what can be done with a report, is for `staff`.
    """
    if not rows:
        return f"<p>{wording.NO_REPORTS}</p>"
    columns = wording.COLUMNS if staff else wording.COLUMNS[:-1]
    head = "".join(f'<th scope="col">{column}</th>' for column in columns)
    body = "".join(_row(report, passages, columns) for report, passages in rows)
    caption = f"<caption>{wording.REPORTS_CAPTION}</caption>"
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _row(report: Report, passages: int, columns: Sequence[str]) -> str:
    link = f'<a href="#{escape(report_anchor(report.id))}">{escape(report.title)}</a>'
    texts = (
        escape(wording.province(report)),
        link,
        escape(wording.published(report)),
        wording.years(report),
        escape(report.publisher or wording.UNKNOWN_SOURCE),
        str(passages),
        act("remove", report, wording.TAKE_OUT),
    )
    cells = zip(columns, texts, strict=False)
    return "<tr>" + "".join(f'<td data-label="{column}">{text}</td>' for column, text in cells) + "</tr>"


def past_list(reports: Iterable[Report]) -> str:
    """The reports that were removed or replaced, folded, each with a way back; "" when there are none."""
    rows = [f"<li>{escape(report.title)} {act('restore', report, wording.BRING_BACK)}</li>" for report in reports]
    summary = wording.PAST.format(count=len(rows))
    return f'<details class="past"><summary>{summary}</summary><ul>{"".join(rows)}</ul></details>' if rows else ""


def reports_tab(library: Library) -> None:
    """The tab and its wiring, inside the `gr.Tabs` that is open; the table is read anew each time the tab is opened."""

    def table(staff: bool = True) -> str:
        shown = reports_table([(report, len(library.passages(report.id))) for report in library.reports()], staff)
        gone = (past.report for id, past in library.past().items() if library.report(id) is None)
        return shown + past_list(gone) if staff else shown

    def table_now(request: gr.Request) -> str:
        return table(who(request).staff)

    def open_report(desk: Desk, event: gr.EventData) -> str:
        id = str(event.anchor).removeprefix("bao-cao-")
        if id == PREVIEW and desk.first:
            return preview(desk.first)
        report = library.report(id)
        return whole_report(report) if report else empty(wording.REPORTS_EMPTY_TITLE, wording.REMOVED)

    with gr.Tab(wording.REPORTS_TAB) as tab, gr.Row(elem_classes="panes"):
        with gr.Column(scale=7, min_width=0, elem_classes=["pane", "desk"]):
            parts = upload_parts()
            listing = gr.HTML(
                table(staff=False), elem_id="danh-sach", js_on_load=script("acts.js"), apply_default_css=False
            )
        with gr.Column(scale=5, min_width=0, elem_classes="pane"):
            reader = reader_pane(empty(wording.REPORTS_EMPTY_TITLE, wording.REPORTS_EMPTY), "bao-cao", "toan-van")
    wire(library, parts, listing, reader, table)
    shown_to_staff([parts.gate], tab)
    tab.select(table_now, None, [listing], **QUIET)
    reader.select(open_report, [parts.desk], [reader], **QUIET)
