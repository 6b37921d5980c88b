"""The tab "Báo cáo": a table of the library's reports, and the chosen one beside it."""

from __future__ import annotations

from html import escape
from typing import Any

import gradio as gr

from corpus.records import Report
from index.library import Library
from ui import wording
from ui.pane import reader_pane
from ui.reader import empty, report_anchor, whole_report


def reports_table(rows: list[tuple[Report, int]]) -> str:
    """The reports with their number of passages as an HTML table; each title links to its report."""
    if not rows:
        return f"<p>{wording.NO_REPORTS}</p>"
    head = "".join(f'<th scope="col">{column}</th>' for column in wording.COLUMNS)
    body = "".join(_row(report, passages) for report, passages in rows)
    caption = f"<caption>{wording.REPORTS_CAPTION}</caption>"
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _row(report: Report, passages: int) -> str:
    link = f'<a href="#{escape(report_anchor(report.id))}">{escape(report.title)}</a>'
    texts = (
        escape(wording.province(report)),
        link,
        escape(wording.published(report)),
        wording.years(report),
        escape(report.publisher or wording.UNKNOWN_SOURCE),
        str(passages),
    )
    cells = zip(wording.COLUMNS, texts, strict=True)
    return "<tr>" + "".join(f'<td data-label="{column}">{text}</td>' for column, text in cells) + "</tr>"


def reports_tab(library: Library) -> None:
    """The tab and its wiring, inside the `gr.Tabs` that is open; the table is read anew each time the tab is opened."""

    def table() -> str:
        return reports_table([(report, len(library.passages(report.id))) for report in library.reports()])

    def open_report(event: gr.EventData) -> str:
        report = library.report(str(event.anchor).removeprefix("bao-cao-"))
        return whole_report(report) if report else empty(wording.REPORTS_EMPTY_TITLE, wording.REMOVED)

    with gr.Tab(wording.REPORTS_TAB) as tab, gr.Row(elem_classes="panes"):
        with gr.Column(scale=7, min_width=0, elem_classes="pane"):
            listing = gr.HTML(table(), elem_id="danh-sach", apply_default_css=False)
        with gr.Column(scale=5, min_width=0, elem_classes="pane"):
            reader = reader_pane(empty(wording.REPORTS_EMPTY_TITLE, wording.REPORTS_EMPTY), "bao-cao", "toan-van")
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    tab.select(table, None, [listing], **quiet)
    reader.select(open_report, None, [reader], **quiet)
