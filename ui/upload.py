"""The upload of reports on the tab "Báo cáo": choose files, look at each receipt, publish, replace or put away."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.utils import get_upload_folder

from corpus.read import MAX_BYTES
from index.library import Library
from index.show import LABELS
from ui import desk as desks
from ui import wording
from ui.access import staff_only, who
from ui.desk import FIELDS, MAX_FILES, Desk, News, Upload, form_of
from ui.pane import script
from ui.reader import empty, whole_report
from ui.receipt import busy_html, dropzone, news_html, preview, receipt_html
from ui.wording import reports as texts

log = logging.getLogger(__name__)

QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


@dataclass(frozen=True)
class Parts:
    """What the upload is made of on the page. `card` holds a receipt with its `form` (the fields of a description).

    `gate` holds the `zone` for files, hidden until `shown_to_staff` opens it.
    """

    desk: gr.State
    gate: gr.Column
    zone: gr.HTML
    news: gr.HTML
    card: gr.Column
    receipt: gr.HTML
    form: tuple[gr.Textbox, ...]
    older: gr.Dropdown
    again: gr.Button
    publish: gr.Button
    replace: gr.Button
    put_away: gr.Button

    def screen(self) -> list[Any]:
        """What an event of the upload may change, in the order of `frame`."""
        buttons = (self.again, self.publish, self.replace, self.put_away)
        return [self.desk, self.news, self.card, self.receipt, *self.form, self.older, *buttons]


def upload_parts() -> Parts:
    """The parts, made where the page is being built; `wire` brings them to life."""
    desk = gr.State(Desk())
    with gr.Column(visible=False) as gate:
        zone = gr.HTML(
            dropzone(),
            elem_id="them-bao-cao",
            js_on_load=script("upload.js"),
            apply_default_css=False,
            largest=MAX_BYTES,
            most=MAX_FILES,
            too_many=wording.too_many(MAX_FILES),
            sending=wording.SENDING,
        )
    news = gr.HTML(elem_id="tin-bao-cao", js_on_load=script("acts.js"), apply_default_css=False)
    with gr.Column(visible=False, elem_id="bien-nhan") as card:
        receipt = gr.HTML(apply_default_css=False)
        with gr.Row(elem_classes="form-row"):
            form = tuple(
                gr.Textbox(label=LABELS[field], placeholder=hint, min_width=170, max_lines=1)
                for field, hint in zip(FIELDS, (*wording.FORM_HINTS, *texts.FIELD_HINTS), strict=True)
            )
            again = gr.Button(wording.READ_WITH_THIS, scale=0, min_width=220)
        older = gr.Dropdown([], label=wording.OLDER, value=None, elem_id="thay-cho")
        with gr.Row(elem_classes="decide"):
            publish = gr.Button(wording.PUBLISH, variant="primary", scale=0, min_width=170)
            replace = gr.Button(wording.REPLACE, scale=0, min_width=120)
            put_away = gr.Button(wording.PUT_DOWN, scale=0, min_width=80)
    return Parts(desk, gate, zone, news, card, receipt, form, older, again, publish, replace, put_away)


@dataclass(frozen=True)
class Publishing:
    """What staff do with files and reports, as handlers of events; each gives values for the screen and the reader."""

    library: Library

    @staff_only
    def take_in(self, desk: Desk, event: gr.EventData) -> Iterator[tuple[Any, ...]]:
        for name, now in desks.take_in(self.library, desk, uploads_in(event.files)):
            yield self._waiting(now, wording.READING.format(name=name)) if name else self._at_rest(now)

    @staff_only
    def read_again(self, desk: Desk, *typed: str) -> Iterator[tuple[Any, ...]]:
        yield self._waiting(desk, wording.READING_AGAIN)
        yield self._after(desk, desks.read_again, _typed(typed))

    @staff_only
    def publish(self, request: gr.Request, desk: Desk, *typed: str) -> Iterator[tuple[Any, ...]]:
        yield self._waiting(desk, texts.SAVING if desk.first and desk.first.of else wording.PUBLISHING)
        yield self._after(desk, desks.publish, _typed(typed), None, who(request).name or None)

    @staff_only
    def replace(self, request: gr.Request, desk: Desk, older: str, *typed: str) -> Iterator[tuple[Any, ...]]:
        yield self._waiting(desk, wording.PUBLISHING)
        yield self._after(desk, desks.publish, _typed(typed), older, who(request).name or None)

    @staff_only
    def put_away(self, desk: Desk) -> tuple[Any, ...]:
        return self._after(desk, desks.put_away)

    @staff_only
    def act(self, desk: Desk, event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        id = str(event.report)
        if event.act == "edit":
            return self._after(desk, desks.edit, id)
        change = {"remove": desks.remove, "restore": desks.restore}[str(event.act)]
        return self._after(desk, change, id, who(request).name or None)

    @staff_only
    def choose_older(self, older: str | None) -> gr.Button:
        return gr.Button(visible=bool(older))

    def _after(self, desk: Desk, change: Callable[..., Desk], *given: Any) -> tuple[Any, ...]:
        return self._at_rest(safely(self.library, desk, change, *given))

    def _at_rest(self, desk: Desk) -> tuple[Any, ...]:
        return (*frame(self.library, desk), reading(self.library, desk) or gr.skip())

    def _waiting(self, desk: Desk, text: str) -> tuple[Any, ...]:
        return (*busy_frame(desk, text), gr.skip())


def wire(library: Library, parts: Parts, listing: gr.HTML, reader: gr.HTML) -> list[Any]:
    """Let the parts act on the library, and the buttons in `listing`; `reader` shows what would be published.

    Returns the events after which the library may be another one.
    """
    does, form, screen = Publishing(library), list(parts.form), [*parts.screen(), reader]
    parts.older.change(does.choose_older, [parts.older], [parts.replace], **QUIET)
    parts.again.click(does.read_again, [parts.desk, *form], screen, **QUIET)
    return [
        parts.zone.upload(does.take_in, [parts.desk], screen, **QUIET),
        parts.publish.click(does.publish, [parts.desk, *form], screen, **QUIET),
        parts.replace.click(does.replace, [parts.desk, parts.older, *form], screen, **QUIET),
        parts.put_away.click(does.put_away, [parts.desk], screen, **QUIET),
        gr.on([listing.select, parts.news.select], does.act, [parts.desk], screen, **QUIET),
    ]


def safely(library: Library, desk: Desk, change: Callable[..., Desk], *given: Any) -> Desk:
    """`change(library, desk, *given)`; of what nobody foresaw, news, for the page has to come to rest."""
    try:
        return change(library, desk, *given)
    except Exception:  # the log keeps what it was
        log.exception("The library could not be changed")
        return desk.telling(News(wording.WENT_WRONG, failed=True))


def reading(library: Library, desk: Desk) -> str:
    """What the reader is to show: the draft, else the report that was just changed; "" for what it shows already."""
    latest = desk.news[0] if desk.news else None
    if desk.first:
        return preview(desk.first)
    if latest is None or latest.failed:
        return ""
    report = library.report(latest.report.id) if latest.report else None
    return whole_report(report) if report else empty(wording.REPORTS_EMPTY_TITLE, wording.REPORTS_EMPTY)


def frame(library: Library, desk: Desk) -> tuple[Any, ...]:
    """The desk at rest as values for `Parts.screen`."""
    news, draft = news_html(desk.news), desk.first
    if draft is None:
        blank = [""] * len(FIELDS)
        return desk, news, gr.Column(visible=False), "", *blank, gr.Dropdown([], value=None), *_buttons(True)
    receipt = draft.receipt
    unsure = {found.field for found in receipt.unsure} if receipt else {"province"}
    boxes = [
        gr.Textbox(value=value, label=f"{LABELS[field]} – {wording.DOUBT}" if field in unsure else LABELS[field])
        for field, value in zip(FIELDS, form_of(draft), strict=True)
    ]
    new = receipt is not None and not draft.of
    likely = receipt.copies[0].report if receipt and receipt.copies else ""
    reports = [(f"{report.title} ({wording.published(report)})", report.id) for report in library.reports()]
    older = gr.Dropdown([(wording.NO_OLDER, ""), *reports], value=likely, visible=new)
    buttons = (
        gr.Button(interactive=True, visible=not draft.of),
        gr.Button(texts.SAVE if draft.of else wording.PUBLISH, interactive=True, visible=receipt is not None),
        gr.Button(interactive=True, visible=bool(likely)),
        gr.Button(texts.LEAVE if draft.of else wording.PUT_DOWN, interactive=True),
    )
    shown = receipt_html(library, desk)
    return desk, news, gr.Column(visible=True), shown, *boxes, older, *buttons


def busy_frame(desk: Desk, text: str) -> tuple[Any, ...]:
    """The desk while something is done: nothing can be pressed. Values for `Parts.screen`."""
    return gr.skip(), busy_html(text), *[gr.skip()] * (3 + len(FIELDS)), *_buttons(False)


def _buttons(interactive: bool) -> tuple[gr.Button, ...]:
    return tuple(gr.Button(interactive=interactive) for _ in range(4))


def _typed(told: tuple[str, ...]) -> desks.Typed:
    province, published, years, title, publisher = (text or "" for text in told)
    return province, published, years, title, publisher


def uploads_in(files: Any) -> list[Upload]:
    """What the browser says it sent, not trusted: a path outside the folder of uploads counts as not arrived."""
    folder = Path(get_upload_folder()).resolve()
    found = []
    for file in files if isinstance(files, list) else []:
        path = Path(str(file.get("path") or "")).resolve()
        inside = path.is_relative_to(folder) and path.is_file()
        found.append(Upload(str(file.get("name") or path.name), path if inside else None, int(file.get("size") or 0)))
    return found
