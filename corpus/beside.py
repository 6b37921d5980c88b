"""Kept and cut of a file side by side, in the file's order, for people to look over.

Knows texts and columns; nothing of why anything was cut.
"""

from __future__ import annotations

import textwrap
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence

from corpus.records import Dropped

_KEY = 12  # letters by which a stretch is looked up


def places(text: str, body: str, cuts: Sequence[str]) -> tuple[int, ...]:
    """For each cut stretch of the file's `text`, the character of `body` before which it stood.

    A stretch that does not stand in `text` (a reader left it out) counts as standing at the end.

    >>> places("Menu\\nTỉnh họp.\\nĐạt 80%.\\nTin khác", "Tỉnh họp.\\nĐạt 80%.", ["Menu", "Tin khác", "Ảnh"])
    (0, 18, 18)
    """
    starts: dict[str, deque[tuple[int | None, str, int]]] = defaultdict(deque)
    at = 0
    for paragraph in body.split("\n"):
        at += len(paragraph) + 1
        squashed = _squashed(paragraph)
        starts[squashed[:_KEY]].append((None, squashed, min(at, len(body))))
    for n, cut in enumerate(cuts):
        squashed = _squashed(cut)
        starts[squashed[:_KEY]].append((n, squashed, 0))
    found = [len(body)] * len(cuts)
    passed = 0
    for line in map(_squashed, text.split("\n")):
        waiting = starts.get(line[:_KEY])
        piece = waiting and next((p for p in waiting if p[1].startswith(line) or line.startswith(p[1])), None)
        if not waiting or not piece or not line:
            continue
        waiting.remove(piece)
        if piece[0] is None:
            passed = piece[2]
        else:
            found[piece[0]] = passed
    return tuple(found)


def side_by_side(body: str, dropped: Sequence[Dropped], cut_at: Sequence[int], width: int) -> Iterator[str]:
    """Lines of a page of `width` characters: kept paragraphs on the left, cut ones on the right with the reason."""
    half = (width - 3) // 2
    for text, reason in _pieces(body, dropped, cut_at):
        shown = text if reason is None else f"[{reason}] {text}"
        for line in shown.split("\n"):
            for part in textwrap.wrap(line, half, break_on_hyphens=False) or [""]:
                yield f"{part:{half}} │" if reason is None else f"{'':{half}} │ {part}"


def one_below_the_other(body: str, dropped: Sequence[Dropped], cut_at: Sequence[int]) -> Iterator[str]:
    """The same for a narrow page or a file: kept paragraphs as they are, the lines of cut ones behind "✂"."""
    for text, reason in _pieces(body, dropped, cut_at):
        if reason is None:
            yield text
        else:
            yield f"✂ [{reason}]"
            yield from (f"✂ {line}" for line in text.split("\n"))


def _pieces(body: str, dropped: Sequence[Dropped], cut_at: Sequence[int]) -> Iterator[tuple[str, str | None]]:
    """Paragraphs of the body and cut stretches in the file's order, the latter with their reasons."""
    cuts = deque(sorted(zip(cut_at, range(len(dropped)), strict=True)))
    at = 0
    for paragraph in body.split("\n"):
        while cuts and cuts[0][0] <= at:
            cut = dropped[cuts.popleft()[1]]
            yield cut.text, cut.reason
        yield paragraph, None
        at += len(paragraph) + 1
    for _, n in cuts:
        yield dropped[n].text, dropped[n].reason


def _squashed(text: str) -> str:
    return "".join(text.split())
