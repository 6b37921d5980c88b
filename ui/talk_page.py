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


@dataclass(frozen=True)
class Keeping:
    """Keeps conversations and acts on their list, as handlers of its events; `show` opens one on the tab.

    Each gives where the window stands then, as values for the state, the list and the line above the chat.
    """

    journal: Journal
    show: Show

    def keep(self, at: At, now: Turns, request: gr.Request) -> tuple[Any, ...]:
        answered = not now or (now[-1].told is not None and now[-1].told.done)
        return self.keep_all(at, now, request) if answered else (gr.skip(),) * 3

    def keep_all(self, at: At, now: Turns, request: gr.Request) -> tuple[Any, ...]:
        name = who(request).name
        return self._standing(name, talks.keep(self.journal, name, at, now), now)

    def begin(self, at: At, now: Turns, request: gr.Request) -> tuple[Any, ...]:
        return self._standing(who(request).name, at, now)

    def change_chat(self, at: At, event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        name, id = who(request).name, str(event.id)
        now: Turns = ()
        if str(event.act) == "delete":
            at = talks.delete(self.journal, name, at, id)
        else:
            at, now = talks.read(self.journal, name, at, id)
        return *self._standing(name, at, now), *self.show(now)

    def change_list(self, at: At, now: Turns, event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        name, act = who(request).name, str(event.act)
        if act == "rename":
            at = talks.rename(self.journal, name, at, str(event.id), str(event.text))
        elif act == "delete":
            at = talks.delete(self.journal, name, at, str(event.id))
        else:
            at = talks.undo(self.journal, name, at)
        return self._standing(name, at, now)

    def find(self, at: At, now: Turns, event: gr.EventData, request: gr.Request) -> tuple[Any, ...]:
        return self._standing(who(request).name, replace(at, wanted=str(event.text)), now)

    def download(self, at: At, now: Turns) -> Any:
        name = at.open.name if at.open else name_of(now[0].question if now else "")
        return gr.HTML(file=file(file_name(name), word(name, now, date.today()), TYPE))

    def _standing(self, name: str, at: At, turns: Turns) -> tuple[Any, ...]:
        entries = self.journal.conversations(name, at.wanted)
        latest = entries[0] if entries and not at.wanted.strip() else None
        return at, panel(entries, at), head(at, turns, latest)


def wire(journal: Journal, parts: Parts, turns: gr.State, screen: Sequence[Any], show: Show, stop: gr.Button) -> None:
    """Keep `turns` whenever they change, and let the list act; what it opens is shown through `show` on `screen`.

    An answer under way ends by `stop` before another conversation is opened: `talks.js` presses it.
    """
    keeping = Keeping(journal, show)
    standing, both = [parts.at, parts.panel, parts.line], [parts.at, turns]
    turns.change(keeping.keep, both, standing, **_ONE, trigger_mode="always_last")
    stop.click(keeping.keep_all, both, standing, **_ONE)
    gr.on(None, keeping.begin, both, standing, **_ONE)
    parts.panel.select(keeping.change_chat, [parts.at], [*standing, *screen], **_ONE)
    parts.panel.edit(keeping.change_list, both, standing, **_ONE, trigger_mode="multiple")
    parts.panel.download(keeping.download, both, [parts.panel], **QUIET)
    parts.panel.input(keeping.find, both, standing, **_ONE, trigger_mode="always_last")
