"""Printed pages set in two columns: which words are read one after the other.

Works by where words stand, in any unit. Knows nothing of files or of what the text says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any

Word = dict[str, Any]
"""A word and its place: "text", "x0", "x1", "top", "bottom"."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

_GAP = 0.7
"""Least width of the strip between columns, in line heights: wider than gaps inside justified lines mostly are."""
_ROWS = 6
"""Lines from which something is a column; the two parts of a letterhead have fewer."""
_PROSE = 4
"""Words that half of a column's lines have at least; cells of a table have fewer."""


def in_reading_order(words: Sequence[Word], tables: Sequence[Box]) -> list[tuple[list[Word], list[int]]]:
    """The words of a page in the parts that are read one after the other, each with the places of its tables.

    One part, unless the page is set in two columns: then what stands across both parts it into bands, and of each band
    the left column comes first.
    """
    strip = _strip(words)
    if strip is None:
        return [(list(words), list(range(len(tables))))]
    parts: list[tuple[list[Word], list[int]]] = [([], []), ([], [])]
    was_across = False
    for left, _, right, thing in sorted(_things(words, tables, strip), key=lambda placed: placed[1]):
        across = left < strip[0] and right > strip[1]
        if across != was_across:
            parts += [([], []), ([], [])]
        was_across = across
        found, placed = parts[-1 if left >= strip[0] else -2]
        if isinstance(thing, int):
            placed.append(thing)
        else:
            found += thing
    return [part for part in parts if any(part)]


def _things(
    words: Sequence[Word], tables: Sequence[Box], strip: tuple[float, float]
) -> Iterator[tuple[float, float, float, list[Word] | int]]:
    """What is put in order: tables, rows that stand across the strip, and all other words; (left, top, right, it)."""
    for at, (left, top, right, _) in enumerate(tables):
        yield left, top, right, at
    for row in rows_of(words):
        across = any(_crosses(word, strip) for word in row)
        if across:
            yield strip[0] - 1, row[0]["top"], strip[1] + 1, row
        else:
            yield from ((word["x0"], word["top"], word["x1"], [word]) for word in row)


def room(words: Sequence[Word]) -> float:
    """How far lines of text reach to the right; page numbers and the like count only where there is nothing else."""
    rows = rows_of(words)
    return max(
        (row[-1]["x1"] for row in rows if len(row) >= _PROSE), default=max((w["x1"] for w in words), default=0.0)
    )


def rows_of(words: Sequence[Word]) -> list[list[Word]]:
    """The words by printed rows, from top to bottom and left to right."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word["top"] + word["bottom"], word["x0"])):
        middle = (word["top"] + word["bottom"]) / 2
        if rows and middle < rows[-1][0]["bottom"] - 0.25 * (word["bottom"] - word["top"]):
            rows[-1].append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda word: word["x0"]) for row in rows]


def _strip(words: Sequence[Word]) -> tuple[float, float] | None:
    """The white strip, from left to right, between two columns of running text, or none."""
    if not words:
        return None
    height = median(word["bottom"] - word["top"] for word in words)
    left, right = min(word["x0"] for word in words), max(word["x1"] for word in words)
    strips = [(at + 1, at + 1 + _GAP * height) for at in sorted({round(word["x1"]) for word in words})]
    strips = [s for s in strips if left + 0.3 * (right - left) < s[0] and s[1] < right - 0.3 * (right - left)]
    crossed = {strip: sum(_crosses(word, strip) for word in words) for strip in strips}
    best = min(strips, key=lambda strip: (crossed[strip], strip), default=None)
    if best is None:
        return None
    sides = [rows_of([w for w in words if w["x1"] <= best[0]]), rows_of([w for w in words if w["x0"] >= best[1]])]
    fewest = min(map(len, sides))
    prose = fewest >= _ROWS and all(median(map(len, rows)) >= _PROSE for rows in sides)
    return best if prose and crossed[best] <= fewest / 4 else None


def _crosses(word: Word, strip: tuple[float, float]) -> bool:
    return bool(word["x0"] < strip[1] and word["x1"] > strip[0])
