"""The scrolling pane in which a report is read, with the few lines of script that follow a link into it."""

from __future__ import annotations

from pathlib import Path

import gradio as gr


def script(*names: str) -> str:
    """Scripts of this folder, one after the other."""
    return "\n".join(Path(__file__).with_name(name).read_text(encoding="utf-8") for name in names)


def reader_pane(value: str, links: str, elem_id: str, *also: str) -> gr.HTML:
    """A pane that follows links `#<links>-…`: to a place it holds by itself, else through its `select` event.

    The event carries `anchor`, the link without `#`; its listener puts the HTML that holds that place into the pane.
    `also` are scripts that run in it besides; with `download.js` among them a `file` is handed over.
    """
    return gr.HTML(
        value,
        elem_id=elem_id,
        elem_classes="reader",
        js_on_load=script("reader.js", *also),
        links=links,
        file={},
        apply_default_css=False,
        min_width=0,
    )
