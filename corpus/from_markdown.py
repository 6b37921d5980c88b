"""Markdown as lines: a paragraph, heading, item or table row each; tables keep their bars.

Of HTML inside it stays what a browser shows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from corpus.text import squeeze


def lines_of(text: str) -> tuple[list[str], list[str]]:
    """The lines of a Markdown text without its marks, and those of them that are headings.

    >>> lines_of("# Kết quả\\n\\n1. Mạng **LAN**\\n\\n| A | B |\\n|---|---|\\n| 1 | 2 |")
    (['Kết quả', '1. Mạng LAN', 'A | B', '1 | 2'], ['Kết quả'])
    """
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(text)
    lines: list[str] = []
    headings: list[str] = []
    cells: list[str] = []
    labels: list[str] = []
    for at, token in enumerate(tokens):
        if token.type == "list_item_open":
            labels.append(f"{token.info}{token.markup}" if token.info else "-")
        elif token.type in ("fence", "code_block"):
            lines += filter(None, map(squeeze, token.content.split("\n")))
        elif token.type == "html_block":
            from corpus.from_html import visible_lines  # brings a parser, which few texts need

            lines += visible_lines(token.content)
        elif token.type == "tr_close":
            lines.append(" | ".join(cells))
            cells = []
        elif token.type == "inline":
            around = tokens[at - 1].type
            written = list(_written(token.children or ()))
            if around in ("th_open", "td_open"):
                cells.append(" ".join(written))
                continue
            label = labels.pop() if labels else ""
            labels.clear()
            written = [squeeze(f"{label} {written[0]}"), *written[1:]] if written else []
            lines += written
            headings += written if around == "heading_open" else []
    return lines, headings


def _written(children: Sequence[Token]) -> Iterator[str]:
    """The text of a paragraph; a hard break begins a new line, the end of a source line does not."""
    text = ""
    for child in children:
        if child.type == "hardbreak":
            yield squeeze(text)
            text = ""
        elif child.type == "softbreak":
            text += " "
        elif child.type in ("text", "code_inline", "image"):
            text += child.content
    yield squeeze(text)
