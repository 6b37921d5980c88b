"""A form that filters a list, as parts of the page: its HTML, and the hidden box by which its wishes are told."""

from __future__ import annotations

import json
from typing import Any

import gradio as gr

from ui.pane import script

LATEST: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "trigger_mode": "always_last"}
"""While a wish is being fulfilled only the last of those that follow waits. It has to be an input: of an event that
waits Gradio forgets the data."""


def filter_form(name: str, listing: str) -> tuple[gr.HTML, gr.Textbox]:
    """The place for a form, `loc-<name>`, that filters the list with the id `listing`, and the box of its wishes.

    Files that its buttons ask for are handed over through its `file`.
    """
    wishes = gr.Textbox(visible="hidden", elem_id=f"muon-{name}", show_label=False, container=False)
    form = gr.HTML(
        elem_id=f"loc-{name}",
        elem_classes="filters",
        js_on_load=script("filters.js", "download.js"),
        apply_default_css=False,
        list=listing,
        wishes=f"muon-{name}",
        file={},
    )
    return form, wishes


def wishes_in(text: str) -> dict[str, Any]:
    """The form's fields by name as the browser sent them; none where they cannot be understood."""
    try:
        wishes = json.loads(text)
    except (TypeError, ValueError):
        return {}
    return wishes if isinstance(wishes, dict) else {}
