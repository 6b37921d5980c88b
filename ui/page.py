"""The page as a whole: its tabs, its endpoint for programs, and how it is served."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

import gradio as gr
from starlette.middleware import Middleware

from assistant.assistant import Assistant
from corpus.read import MAX_BYTES
from index.library import Library
from ui import wording
from ui.access import who
from ui.api import endpoints
from ui.chat import QUESTIONS_AT_ONCE, chat_tab
from ui.guard import Guard
from ui.login import Door, leaving
from ui.reports import reports_tab
from ui.staff import staff_tabs

_FONTS = ("system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "Liberation Sans", "sans-serif")


def build_page(assistant: Assistant, library: Library, tools: bool = False) -> gr.Blocks:
    """The page and the endpoints of `ui/api.py`, which are `tools` for other assistants, too, if wanted."""

    def whose(request: gr.Request) -> str:
        return leaving(who(request))

    # Uploads are deleted once read; those that nobody asked to be read, after an hour.
    tidy = (3600, 3600)
    with gr.Blocks(title=wording.TITLE, analytics_enabled=False, fill_width=True, delete_cache=tidy) as page:
        gr.HTML(f"<h1>{wording.TITLE}</h1><p>{wording.TAGLINE}</p>", elem_id="dau-trang", apply_default_css=False)
        account = gr.HTML(elem_id="nguoi-dung", apply_default_css=False)
        gr.on(None, whose, None, [account], show_progress="hidden", api_visibility="private")
        with gr.Tabs():
            chat_tab(assistant, library)
            reports_tab(library)
            staff_tabs(library)
        endpoints(assistant, library, tools)
    return page.queue(default_concurrency_limit=QUESTIONS_AT_ONCE)


def launch_options(
    host: str, port: int, door: Door | None = None, sites: Collection[str] = (), tools: bool = False
) -> dict[str, Any]:
    """What `Blocks.launch` needs to serve the page at `http://host:port`, asking nothing of any other machine.

    Nothing is shared, counted, or kept in the browser; the page's fonts are those of the reader's own system. `door`
    says who may enter (by default it is a personal tool), `sites` are host names by which people call the page;
    `tools` as in `build_page`.
    """
    door = door or Door()
    here = Path(__file__).parent
    return {
        "server_name": host,
        "server_port": port,
        "theme": gr.themes.Base(
            primary_hue="blue",
            secondary_hue="blue",
            neutral_hue="slate",
            font=_FONTS,
            font_mono=("ui-monospace", "monospace"),
        ),
        "css_paths": sorted((here / "styles").glob("*.css")),
        "js": (here / "page.js").read_text(encoding="utf-8"),
        "max_file_size": MAX_BYTES,
        "footer_links": [],
        "app_kwargs": {"middleware": [Middleware(Guard, door=door, sites=sites)], "routes": door.routes()},
        "share": False,
        "quiet": True,
        "run_history": False,
        "enable_monitoring": False,
        "pwa": False,
        "mcp_server": tools,
        "ssr_mode": False,
    }
