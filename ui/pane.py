"""The scrolling pane in which a report is read, with the few lines of script that follow a link into it."""

from __future__ import annotations

from pathlib import Path

import gradio as gr


def script(name: str) -> str:
    """A script of this folder."""
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


def reader_pane(value: str, links: str, elem_id: str) -> gr.HTML:
    """A pane that follows links `#<links>-…`: to a place it holds by itself, else through its `select` event.

    The event carries `anchor`, the link without `#`; its listener puts the HTML that holds that place into the pane.
    """
    return gr.HTML(
        value,
        elem_id=elem_id,
        elem_classes="reader",
        js_on_load=script("reader.js"),
        links=links,
        apply_default_css=False,
        min_width=0,
    )
