"""The folded panel below an answer that says how it came about: what was understood, weighed and left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from assistant.generate import Told
from corpus.text import squeeze
from ui import wording
from ui.markdown import as_typed


def why(told: Told) -> str:
    """A `<details>` for the chat's Markdown, all on one line so that nothing in it is read as Markdown; "" when there
    is nothing to say. Every sign of what it shows is a character reference.
    """
    parts = [
        *_explained(told.explained),
        *_listed(wording.NOT_VERIFIED, told.dropped),
        *_listed(wording.LEFT_OUT, told.left_out),
    ]
    return f'<details class="vi-sao"><summary>{wording.WHY}</summary>{"".join(parts)}</details>' if parts else ""


def _explained(lines: Sequence[str]) -> Iterator[str]:
    """Lines as they are indented: those at the margin as paragraphs, those below them as lists.

    What is indented further, each sentence's features by their English names, is for the command line (`--explain`).
    """
    shown = (line for line in lines if not line.startswith("   "))
    for indented, group in groupby(shown, key=lambda line: line.startswith(" ")):
        block = list(group)
        yield _items(block) if indented else "".join(f"<p>{_shown(line)}</p>" for line in block)


def _items(lines: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{_shown(line)}</li>" for line in lines) + "</ul>"


def _listed(title: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield f"<p><strong>{title}</strong></p>" + _items(lines)


def _shown(line: str) -> str:
    return as_typed(squeeze(line))
