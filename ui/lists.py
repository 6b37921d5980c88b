"""Lists for staff: a form that filters, a table page by page. Pure functions to HTML; nothing in a cell is trusted
that its maker has not escaped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from ui.listing import pager
from ui.wording import staff as texts

PAGE = 50
"""Lines on a page."""


@dataclass(frozen=True)
class Field:
    """A box to type in; `kind` is that of HTML's `input`."""

    name: str
    label: str
    hint: str = ""
    kind: str = "search"


@dataclass(frozen=True)
class Choice:
    """One of several, as (value, text); the first is chosen."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]


def text_of(wishes: Any, field: str) -> str:
    """A field as the browser sent it, not trusted: at most 200 characters, "" when there is none."""
    value = wishes.get(field) if isinstance(wishes, dict) else None
    return value.strip()[:200] if isinstance(value, str) else ""


def form(label: str, fields: Sequence[Field | Choice]) -> str:
    """The form that `filters.js` hands on, with buttons that save the list as a file."""
    made = "".join(map(_field, fields))
    files = "".join(
        f'<button type="button" class="plain" data-file="{kind}">{text}</button>'
        for kind, text in (("csv", texts.AS_CSV), ("xlsx", texts.AS_XLSX))
    )
    return (
        f'<form role="search" aria-label="{escape(label)}">{made}<button type="submit">{texts.APPLY}</button>'
        f'<button type="reset" class="plain">{texts.CLEAR}</button>{files}</form>'
    )


def _field(field: Field | Choice) -> str:
    if isinstance(field, Choice):
        options = "".join(f'<option value="{escape(value)}">{escape(text)}</option>' for value, text in field.options)
        return f'<label><span>{field.label}</span><select name="{field.name}">{options}</select></label>'
    wide = ' class="words"' if field.kind == "search" else ""
    return (
        f'<label{wide}><span>{field.label}</span><input type="{field.kind}" name="{field.name}" maxlength="200" '
        f'placeholder="{field.hint}" autocomplete="off"></label>'
    )


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], caption: str, nothing: str, page: int) -> str:
    """A page of the rows, whose cells are HTML, under their columns; `nothing` when there are none."""
    if not rows:
        return f'<p class="none" role="status">{nothing}</p>'
    pages = -(-len(rows) // PAGE)
    page = min(max(page, 1), pages)
    head = "".join(f'<th scope="col">{column}</th>' for column in columns)
    body = "".join(_row(columns, row) for row in rows[(page - 1) * PAGE : page * PAGE])
    caption = f'<caption role="status">{caption}</caption>'
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{pager(page, pages)}"


def _row(columns: Sequence[str], row: Sequence[str]) -> str:
    cells = zip(columns, row, strict=True)
    return "<tr>" + "".join(f'<td data-label="{column}"><div>{cell}</div></td>' for column, cell in cells) + "</tr>"
