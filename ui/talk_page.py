"""The list of conversations on the page, and the line above the chat: made, and brought to life."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import gradio as gr

from index.journal import Journal
from ui import talks
from ui.access import who
from ui.conversation import Turns
from ui.kept import name_of
from ui.pane import script
from ui.sheets import file
from ui.talk_list import head, panel
from ui.talks import At
from ui.word import TYPE, file_name, word
from ui.wording import talks as wording

Show = Callable[[Turns], tuple[Any, ...]]
"""From turns to the values of the tab's parts, at rest."""

QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}

# One at a time, so that no event of a window sees half of what another one of it does.
_ONE: dict[str, Any] = {**QUIET, "concurrency_id": "talks", "concurrency_limit": 1}


@dataclass(frozen=True)
class Parts:
    """What it is made of on the page: where the window stands, the list, and the line above the chat."""

    at: gr.State
    panel: gr.HTML
    line: gr.HTML


def talks_column() -> gr.HTML:
    """The list of conversations, left of the chat."""
    with gr.Column(scale=0, min_width=0, elem_id="cac-cuoc-hoi"):
        return gr.HTML(
            panel([], At()),
            elem_id="so-cuoc-hoi",
            js_on_load=script("talks.js", "download.js"),
            apply_default_css=False,
            new_name=wording.NEW_NAME,
            file=None,
        )


def talks_parts(panel: gr.HTML) -> Parts:
    """The line above the chat, and all parts together; `wire` brings them to life."""
    line = gr.HTML(head(At(), ()), elem_id="dau-cuoc-hoi", apply_default_css=False)
    return Parts(gr.State(At()), panel, line)


def wire(
    journal: Journal,
    parts: Parts,
    turns: gr.State,
    screen: Sequence[Any],
    show: Show,
    stop: gr.Button,
) -> None:
    """Keep `turns` whenever they change, and let the list act; what it opens is shown through `show` on `screen`.

    An answer under way ends by `stop` before another conversation is opened: `talks.js` presses it.
    """

    def keep(at: At, now: Turns, request: gr.Request) -> tuple[Any, ...]:
        answered = not now or (now[-1].told is not None and now[-1].told.done)
        return keep_all(at, now, request) if answered else (gr.skip(),) * 3

    def keep_all(at: At, now: Turns, request: gr.Request) -> tuple[Any, ...]:
        name = who(request).name
        return _shown(journal, name, talks.keep(journal, name, at, now), now)

    def begin(at: At, now: Turns, request: gr.Request) -> tuple[Any, ...]:
        return _shown(journal, who(request).name, at, now)

    def change_chat(at: At, event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        name, id = who(request).name, str(event.id)
        now: Turns = ()
        if str(event.act) == "delete":
            at = talks.delete(journal, name, at, id)
        else:
            at, now = talks.read(journal, name, at, id)
        return *_shown(journal, name, at, now), *show(now)

    def change_list(at: At, now: Turns, event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        name, act = who(request).name, str(event.act)
        if act == "rename":
            at = talks.rename(journal, name, at, str(event.id), str(event.text))
        elif act == "delete":
            at = talks.delete(journal, name, at, str(event.id))
        else:
            at = talks.undo(journal, name, at)
        return _shown(journal, name, at, now)

    def find(at: At, now: Turns, event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        return _shown(journal, who(request).name, replace(at, wanted=str(event.text)), now)

    def download(at: At, now: Turns) -> Any:
        name = at.open.name if at.open else name_of(now[0].question if now else "")
        return gr.HTML(file=file(file_name(name), word(name, now, date.today()), TYPE))

    standing, both = [parts.at, parts.panel, parts.line], [parts.at, turns]
    turns.change(keep, both, standing, **_ONE, trigger_mode="always_last")
    stop.click(keep_all, both, standing, **_ONE)
    gr.on(None, begin, both, standing, **_ONE)
    parts.panel.select(change_chat, [parts.at], [*standing, *screen], **_ONE)
    parts.panel.edit(change_list, both, standing, **_ONE, trigger_mode="multiple")
    parts.panel.download(download, both, [parts.panel], **QUIET)
    parts.panel.input(find, both, standing, **_ONE, trigger_mode="always_last")


def _shown(journal: Journal, name: str, at: At, turns: Turns) -> tuple[Any, ...]:
    """Where the window stands, as values for the state, the list and the line above the chat."""
    entries = journal.conversations(name, at.wanted)
    latest = entries[0] if entries and not at.wanted.strip() else None
    return at, panel(entries, at), head(at, turns, latest)
