"""The tab "Báo cáo": the upload, a table of the library's reports that is filtered and searched, and a reader."""

from __future__ import annotations

import gradio as gr

from index.errors import LibraryError
from index.library import Library
from ui import finding, wording
from ui.access import shown_to_staff, staff_only, who
from ui.desk import Desk
from ui.filters import about, form, grid
from ui.form import LATEST, filter_form, wishes_in
from ui.listing import View, table, view_of
from ui.pane import reader_pane, script
from ui.reader import empty
from ui.receipt import PREVIEW, preview
from ui.sheets import file
from ui.upload import QUIET, upload_parts, wire


def reports_tab(library: Library) -> None:
    """The tab and its wiring, inside the `gr.Tabs` that is open; all is read anew each time the tab is opened."""

    with gr.Tab(wording.REPORTS_TAB) as tab, gr.Row(elem_classes="panes"):
        view = gr.State(View())
        with gr.Column(scale=7, min_width=0, elem_classes=["pane", "desk"]):
            parts = upload_parts()
            filters, wishes = filter_form("bao-cao", "danh-sach")
            listing = gr.HTML(
                elem_id="danh-sach", elem_classes="listing", js_on_load=script("acts.js"), apply_default_css=False
            )
        with gr.Column(scale=5, min_width=0, elem_classes="pane"):
            nothing = empty(wording.REPORTS_EMPTY_TITLE, wording.REPORTS_EMPTY)
            reader = reader_pane(nothing, "bao-cao", "toan-van", "find.js", "download.js")

    def listed(view: View, staff: bool) -> str:
        if view.words:
            return finding.results(library, view)
        return about(library.reports(), view) + table(library, view, staff)

    def show(view: View, request: gr.Request) -> tuple[str, str]:
        staff, reports = who(request).staff, library.reports()
        gone = len(library.past()) if staff else None
        return grid(reports, view) + form(reports, view, gone), listed(view, staff)

    def choose(wishes: str, request: gr.Request) -> tuple[View, str]:
        staff = who(request).staff
        chosen = view_of(wishes_in(wishes), staff)
        return chosen, listed(chosen, staff)

    def turn(view: View, event: gr.EventData, request: gr.Request) -> tuple[View, str]:
        turned = view.turned(str(event.view))
        return turned, listed(turned, who(request).staff)

    def open_report(desk: Desk, view: View, event: gr.EventData, request: gr.Request) -> str:
        place = finding.place_of(str(event.anchor))
        if place and place.report == PREVIEW and desk.first:
            return preview(desk.first)
        return finding.opened(library, place, view.words, view.mode, who(request).staff)

    def find_here(event: gr.EventData, request: gr.Request) -> str:
        wishes = view_of({"words": event.words, "mode": event.mode}, staff=False)
        place, staff = finding.Place(str(event.report), None), who(request).staff
        return finding.opened(library, place, wishes.words, wishes.mode, staff)

    @staff_only
    def hand_over(event: gr.EventData) -> gr.HTML:
        try:
            report, data = library.report(str(event.report)), library.original(str(event.report)).read_bytes()
        except LibraryError as error:
            raise gr.Error(str(error), print_exception=False) from None
        return gr.HTML(file=file(report.file if report else str(event.report), data))

    changes = wire(library, parts, listing, reader)
    shown_to_staff([parts.gate], tab)
    for change in changes:
        change.then(show, [view], [filters, listing], **QUIET)
    tab.select(show, [view], [filters, listing], **QUIET)
    wishes.change(choose, [wishes], [view, listing], **LATEST)
    listing.input(turn, [view], [view, listing], **QUIET)
    reader.select(open_report, [parts.desk, view], [reader], **QUIET)
    reader.submit(find_here, None, [reader], **QUIET)
    reader.download(hand_over, None, [reader], **QUIET)
