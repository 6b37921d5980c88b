"""The tab "Báo cáo": the upload, a table of the library's reports that is filtered and searched, and a reader."""

from __future__ import annotations

from dataclasses import dataclass

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


@dataclass(frozen=True)
class Reading:
    """What the tab shows of the library, as handlers of its events; all is read anew each time."""

    library: Library

    def listed(self, view: View, staff: bool) -> str:
        if view.words:
            return finding.results(self.library, view)
        return about(self.library.reports(), view) + table(self.library, view, staff)

    def show(self, view: View, request: gr.Request) -> tuple[str, str]:
        staff, reports = who(request).staff, self.library.reports()
        gone = len(self.library.past()) if staff else None
        return grid(reports, view) + form(reports, view, gone), self.listed(view, staff)

    def choose(self, wishes: str, request: gr.Request) -> tuple[View, str]:
        staff = who(request).staff
        chosen = view_of(wishes_in(wishes), staff)
        return chosen, self.listed(chosen, staff)

    def turn(self, view: View, event: gr.EventData, request: gr.Request) -> tuple[View, str]:
        turned = view.turned(str(event.view))
        return turned, self.listed(turned, who(request).staff)

    def open_report(self, desk: Desk, view: View, event: gr.EventData, request: gr.Request) -> str:
        place = finding.place_of(str(event.anchor))
        if place and place.report == PREVIEW and desk.first:
            return preview(desk.first)
        return finding.opened(self.library, place, view.words, view.mode, who(request).staff)

    def find_here(self, event: gr.EventData, request: gr.Request) -> str:
        wishes = view_of({"words": event.words, "mode": event.mode}, staff=False)
        place, staff = finding.Place(str(event.report), None), who(request).staff
        return finding.opened(self.library, place, wishes.words, wishes.mode, staff)

    @staff_only
    def hand_over(self, event: gr.EventData) -> gr.HTML:
        id = str(event.report)
        try:
            report, data = self.library.report(id), self.library.original(id).read_bytes()
        except LibraryError as error:
            raise gr.Error(str(error), print_exception=False) from None
        return gr.HTML(file=file(report.file if report else id, data))


def reports_tab(library: Library) -> None:
    """The tab and its wiring, inside the `gr.Tabs` that is open."""
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
    reading = Reading(library)
    shown_to_staff([parts.gate], tab)
    for change in wire(library, parts, listing, reader):
        change.then(reading.show, [view], [filters, listing], **QUIET)
    tab.select(reading.show, [view], [filters, listing], **QUIET)
    wishes.change(reading.choose, [wishes], [view, listing], **LATEST)
    listing.input(reading.turn, [view], [view, listing], **QUIET)
    reader.select(reading.open_report, [parts.desk, view], [reader], **QUIET)
    reader.submit(reading.find_here, None, [reader], **QUIET)
    reader.download(reading.hand_over, None, [reader], **QUIET)
