"""The tabs for staff, "Đánh giá" and "Nhật ký", and their wiring: lists that are filtered and saved as files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import gradio as gr

from index.library import Library
from ui import audit, feedback
from ui.access import shown_to_staff, staff_only
from ui.evaluation import evaluation_html, summary_in
from ui.form import LATEST, filter_form, wishes_in
from ui.pane import script
from ui.sheets import TYPES, sheet
from ui.upload import QUIET
from ui.wording import staff as texts


@dataclass(frozen=True)
class Listed:
    """A list for staff: all of it, what wishes leave of it, and how it is shown and saved."""

    name: str
    every: Callable[[], Sequence[Any]]
    fitting: Callable[[Any, Any], Sequence[Any]]
    form: Callable[[Any], str]
    table: Callable[[Any, int, int], str]
    rows: Callable[[Any], Sequence[Sequence[str]]]


def staff_tabs(library: Library) -> None:
    """The tabs, inside the `gr.Tabs` that is open; readers do not see them, and cannot ask for what they hold."""
    opinions = Listed(
        texts.OPINION_FILE,
        lambda: library.journal.feedback(),
        feedback.fitting,
        lambda _: feedback.opinion_form(),
        feedback.opinion_table,
        feedback.opinion_rows,
    )
    events = Listed(
        texts.AUDIT_FILE,
        lambda: audit.lines(library),
        audit.fitting,
        audit.audit_form,
        audit.audit_table,
        audit.audit_rows,
    )
    with gr.Tab(texts.EVALUATION_TAB, visible=False) as evaluating, gr.Column(elem_classes=["pane", "desk", "sheet"]):
        measured = gr.HTML(elem_id="lan-danh-gia", apply_default_css=False)
        gr.HTML(f"<h2>{texts.OPINIONS}</h2>", elem_classes="head", apply_default_css=False)
        _listed(evaluating, opinions)
    with gr.Tab(texts.AUDIT_TAB, visible=False) as auditing, gr.Column(elem_classes=["pane", "desk", "sheet"]):
        _listed(auditing, events)

    @staff_only
    def measure() -> str:
        return evaluation_html(summary_in(library.folder))

    evaluating.select(measure, None, [measured], **QUIET)
    for tab in (evaluating, auditing):
        shown_to_staff([tab])


def _listed(tab: gr.Tab, what: Listed) -> None:
    """The form and the table of a list, brought to life: read anew when the tab is opened."""
    page = gr.State(1)
    filters, wishes = filter_form(what.name, what.name)
    listing = gr.HTML(elem_id=what.name, elem_classes="listing", js_on_load=script("acts.js"), apply_default_css=False)

    def shown(wishes: str, page: int) -> str:
        every = what.every()
        return what.table(what.fitting(every, wishes_in(wishes)), len(every), page)

    @staff_only
    def open_tab(wishes: str) -> tuple[str, str, int]:
        return what.form(what.every()), shown(wishes, 1), 1

    @staff_only
    def choose(wishes: str) -> tuple[str, int]:
        return shown(wishes, 1), 1

    @staff_only
    def turn(wishes: str, event: gr.EventData) -> tuple[str, int]:
        _, _, number = str(event.view).partition("page:")
        page = int(number) if number.isascii() and number.isdecimal() and len(number) < 6 else 1
        return shown(wishes, page), page

    @staff_only
    def save(wishes: str, event: gr.EventData) -> gr.HTML:
        kind = str(event.file) if event.file in TYPES else "csv"
        found = what.fitting(what.every(), wishes_in(wishes))
        return gr.HTML(file=sheet(kind, f"{what.name}-{date.today():%Y-%m-%d}", what.rows(found)))

    tab.select(open_tab, [wishes], [filters, listing, page], **QUIET)
    wishes.change(choose, [wishes], [listing, page], **LATEST)
    filters.download(save, [wishes], [filters], **QUIET)
    listing.input(turn, [wishes], [listing, page], **QUIET)
