"""The list of a user's conversations and the line above the chat, as HTML. Knows nothing of Gradio."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape

from index.journal import Conversation, Entry
from ui.conversation import Turns
from ui.talks import At
from ui.wording import talks as wording

SHOWN = 60
"""Conversations in the list; older ones are found by their words."""

_PENCIL = "M11 2l3 3-8.5 8.5L2 14l.5-3.5z"
_BIN = "M3 4h10M6 4V2.5h4V4M4.5 4l.6 9.5h5.8l.6-9.5"
_CROSS = "M3.5 3.5l9 9m0-9l-9 9"
_LINES = "M2 4h12M2 8h12M2 12h12"


def panel(entries: Sequence[Entry], at: At) -> str:
    """The list, with the way back of the conversation that was deleted last."""
    open = at.open.id if at.open else ""
    rows = "".join(_row(entry, entry.id == open) for entry in entries[:SHOWN])
    older = len(entries) - SHOWN
    more = f"<p>{wording.OLDER.format(count=older)}</p>" if older > 0 else ""
    none = wording.NONE_FOUND if at.wanted.strip() else wording.NO_TALKS
    body = f"<ul>{rows}</ul>" if rows else f'<p class="none">{none}</p>'
    return (
        f'<nav class="talks" aria-label="{wording.TALKS}" data-current="{escape(open)}">'
        f'<div class="top"><h2>{wording.TALKS}</h2>{_button("close", wording.CLOSE, _CROSS)}</div>'
        f'<input type="search" aria-label="{wording.FIND}" placeholder="{wording.FIND}" autocomplete="off">'
        f"{_undo(at.gone)}{body}{more}</nav>"
    )


def head(at: At, turns: Turns, latest: Entry | None = None) -> str:
    """The line above the chat: the way to the list, the open conversation's name, and what may be done with it.

    Where none is open it offers the `latest`.
    """
    name = f"<h2>{escape(at.open.name) if at.open else ''}</h2>"
    if latest and not at.open and not turns:
        told = f"<span>{wording.OPEN_AGAIN.format(name=escape(latest.name))}</span>"
        name = f'<button type="button" class="latest" data-act="open" data-id="{escape(latest.id)}">{told}</button>'
    word = f'<button type="button" data-act="word">{wording.WORD}</button>' if turns else ""
    alert = f'<p role="alert">{escape(at.notice)}</p>' if at.notice else ""
    toggle = f'<button type="button" data-act="toggle">{_icon(_LINES)}<span>{wording.TALKS}</span></button>'
    return f'<div class="line">{toggle}{name}{word}</div>{alert}'


def _row(entry: Entry, open: bool) -> str:
    name, current = escape(entry.name), ' aria-current="true"' if open else ""
    at = wording.when(entry.at, datetime.now().date())
    return (
        f'<li data-id="{escape(entry.id)}"><button type="button" data-act="open"{current} title="{name}">'
        f"<span>{name}</span><small>{at}</small></button>"
        f"{_button('rename', f'{wording.RENAME}: {name}', _PENCIL)}"
        f"{_button('delete', f'{wording.DELETE}: {name}', _BIN)}</li>"
    )


def _undo(gone: Conversation | None) -> str:
    if gone is None:
        return '<p role="status"></p>'
    said = wording.DELETED.format(name=escape(gone.name))
    return f'<p role="status">{said} <button type="button" data-act="undo">{wording.UNDO}</button></p>'


def _button(act: str, label: str, icon: str) -> str:
    """A button of an icon alone; `label`, HTML already, is read out and shown when pointed at."""
    told = f'aria-label="{label}" title="{label}"'
    return f'<button type="button" class="icon" data-act="{act}" {told}>{_icon(icon)}</button>'


def _icon(path: str) -> str:
    stroke = 'fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"'
    return f'<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" {stroke}><path d="{path}"></path></svg>'
