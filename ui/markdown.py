"""Texts as Markdown for the chat that can be nothing but what it says: no link, image, code or HTML of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.records import Citation
from ui.reader import citation_anchor

_MARKER = re.compile(r"\[(\d{1,3})\]")
_ACTIVE = re.compile(r"[&<\[\]`~_@\\]|:(?=//)|(?<=www)\.", re.IGNORECASE)


def as_typed(text: str) -> str:
    """Markdown that shows `text` letter for letter: every sign in it as a character reference.

    >>> as_typed("*a* <b>")
    '&#42;a&#42;&#32;&#60;b&#62;'
    """
    return re.sub(r"[\W_]", lambda sign: f"&#{ord(sign[0])};", text)


def answer_markdown(text: str, turn: int, citations: Sequence[Citation]) -> str:
    """An answer's Markdown with its own `[n]` as links to the reader, and no other link, image, code or HTML.

    >>> answer_markdown("Đạt **80%** <i>[9]", 2, ())
    'Đạt **80%** &#60;i>&#91;9&#93;'
    """
    known = {str(citation.n) for citation in citations}
    parts = _MARKER.split(text)
    for place, part in enumerate(parts):
        marker = place % 2 == 1
        if marker and part in known:
            parts[place] = f"[[{part}]](#{citation_anchor(turn, int(part))})"
        else:
            parts[place] = _ACTIVE.sub(lambda sign: f"&#{ord(sign[0])};", f"[{part}]" if marker else part)
    return "".join(parts)


def aloud(text: str) -> str:
    """An answer's Markdown as plain text to be read out: no marks, no bold, a table's cells as phrases.

    >>> aloud("Đạt **80%** [1].")
    'Đạt 80%.'
    """
    lines = (line for line in text.splitlines() if not re.fullmatch(r"[|\s:-]+", line))
    bare = (re.sub(r"\s*\[\d{1,3}\]|\*\*|^- ", "", line) for line in lines)
    return "\n".join(re.sub(r"\s*\|\s*", ", ", line.strip().strip("|").strip()) for line in bare).strip()
