"""PDF files with a text layer as lines: paragraphs put together again, tables, and what is printed on every page.

Works by where letters stand: a line goes on in the next when the next one's first word had no room on it. Knows
nothing of what the text says.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from corpus import furniture
from corpus.columns import in_reading_order, room, rows_of
from corpus.quality import torn
from corpus.records import Dropped
from corpus.tables import row
from corpus.text import squeeze

_ITEM = re.compile(r"^\s*(?:[-–—+*•]\s|\(?[a-zđ]\)\s|(?:[IVX]+|\d+(?:\.\d+)*)[.)]\s)")
_PAGE_NUMBER = re.compile(r"(?:trang\s*)?[-–]?\s*\d{1,4}\s*[-–]?(?:\s*/\s*\d{1,4})?", re.IGNORECASE)
_TOUCHING = 0.2
"""Gap between letters, in letter heights, from which they belong to two words."""
_APART = 2.0
"""Gap between words, in letter heights, from which they may stand in two columns."""

_RESOLUTION = 200
"""Pixels per inch of the pictures of scanned pages."""

Recognise = Callable[[list[bytes], bool], list[list[dict[str, Any]]]]
"""Pictures of pages (PNG), and whether the file has no other pages → their words, as `corpus.tools.recognised`."""


@dataclass(frozen=True)
class PdfText:
    """The lines of a PDF; `mended` when spaces stood inside its words and were taken out."""

    lines: tuple[str, ...]
    dropped: tuple[Dropped, ...]
    mended: bool


class Locked(ValueError):
    """The file opens with a password only."""


@dataclass(frozen=True)
class _Line:
    """A printed line; `room` is how far the page's lines reach to the right. `row` lines are rows of a table."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    room: float
    first_word: float
    page: int
    is_row: bool = False

    @property
    def height(self) -> float:
        return self.bottom - self.top


def read_pdf(data: bytes, recognise: Recognise) -> PdfText:
    """The text of the PDF in `data`; pages without a text layer are given to `recognise`.

    Raises `Locked`, what `recognise` raises, and what pdfplumber raises for damaged files.
    """
    import pdfplumber  # half a second to load, and only PDF files need it
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        document = pdfplumber.open(io.BytesIO(data))
    except PdfminerException as error:
        if "Password" in type(error.args[0]).__name__ or "Encryption" in type(error.args[0]).__name__:
            raise Locked from error
        raise
    with document:
        pages, bare = _printed(document, spaces=True)
        mended = torn(_text(pages)) > 0.01
        if mended:
            # Spaces set inside words: put the words together by the gaps between letters alone.
            closer, _ = _printed(document, spaces=False)
            mended = torn(_text(closer)) < 0.3 * torn(_text(pages))
            pages = closer if mended else pages
        if bare:
            found = recognise([_picture(document.pages[at]) for at in bare], len(bare) == len(pages))
            for at, words in zip(bare, found, strict=True):
                pages[at] = list(_recognised(words, at + 1))
    dropped: list[Dropped] = []
    kept = [line for page in _without_furniture(pages, dropped) for line in page]
    kept = _without_repeated_heads(kept, dropped)
    return PdfText(tuple(_paragraphs(kept)), tuple(dropped), mended)


def _printed(document: Any, spaces: bool) -> tuple[list[list[_Line]], list[int]]:
    """The lines of each page, and the places, from 0, of the pages that are pictures."""
    pages, bare = [], []
    for at, page in enumerate(document.pages):
        pages.append(_page(page, at + 1, spaces))
        if sum(len(line.text) for line in pages[-1]) < 20 and (page.images or len(page.curves) > 50):
            bare.append(at)
        # A page's letters take some megabytes; a long file has hundreds of pages.
        page.close()
    return pages, bare


def _recognised(words: Sequence[dict[str, Any]], number: int) -> Iterator[_Line]:
    """The lines of a recognised page, whose words have their places in pixels."""
    if not words:
        return
    points = 72 / _RESOLUTION
    usual = median(word["bottom"] - word["top"] for word in words)
    placed = []
    for word in words:
        high = word["bottom"] - word["top"]
        # A line's box is as high as its letters happen to be: "nam" or "Điện".
        spare = (usual - high) / 2 if abs(usual - high) < 0.4 * usual else 0
        box = {"x0": word["x0"], "x1": word["x1"], "top": word["top"] - spare, "bottom": word["bottom"] + spare}
        placed.append({"text": word["text"]} | {side: at * points for side, at in box.items()})
    for column, _ in in_reading_order(placed, []):
        yield from _free_lines(column, number)


def _picture(page: Any) -> bytes:
    """The page as a PNG, fine enough for recognising its letters."""
    stream = io.BytesIO()
    page.to_image(resolution=_RESOLUTION).original.convert("L").save(stream, "PNG")
    return stream.getvalue()


def _text(pages: Sequence[Sequence[_Line]]) -> str:
    return "\n".join(line.text for page in pages for line in page)


def _page(page: Any, number: int, spaces: bool) -> list[_Line]:
    """The printed lines of a page from top to bottom, rows of ruled tables among them."""
    places = {(char["text"], round(char["x0"]), round(char["top"])) for char in page.chars}
    if len(places) < len(page.chars):
        page = page.dedupe_chars()  # bold letters that are printed twice
    if not spaces:
        page = page.filter(lambda thing: thing.get("text") != " ")
    tables = [table for table in page.find_tables() if max(len(place.cells) for place in table.rows) > 1]
    words = page.extract_words(x_tolerance_ratio=_TOUCHING, keep_blank_chars=False, return_chars=False)
    free = [word for word in words if not any(_inside(word, table.bbox) for table in tables)]
    boxes = [table.bbox for table in tables]
    lines: list[_Line] = []
    for words, within in in_reading_order(free, boxes):
        part = list(_free_lines(words, number))
        for at in within:
            part += _rows(tables[at], number)
        lines += sorted(part, key=lambda line: line.top)
    return lines


def _inside(word: Any, box: tuple[float, float, float, float]) -> bool:
    x, y = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _rows(table: Any, number: int) -> Iterator[_Line]:
    """The rows of a ruled table; a cell that goes on from above has no text there and gets that of above."""
    above: list[str] = []
    for place, texts in zip(table.rows, table.extract(x_tolerance_ratio=_TOUCHING), strict=True):
        cells = [squeeze(text or "") for text in texts]
        for at, box in enumerate(place.cells):
            merged_down = box is None and texts[at] is None and at < len(above) and _covered(table, at, place)
            if merged_down:
                cells[at] = above[at]
        above = cells
        if any(cells):
            left, top, right, bottom = place.bbox
            yield _Line(row(cells), left, right, top, bottom, right, 0.0, number, is_row=True)


def _covered(table: Any, column: int, place: Any) -> bool:
    """Does a cell of an earlier row reach down over this row's `column`?"""
    middle = (place.bbox[1] + place.bbox[3]) / 2
    starts = [r.cells[column] for r in table.rows if r.cells[column] is not None]
    return any(box[1] < middle < box[3] for box in starts)


def _free_lines(words: Sequence[Any], number: int) -> Iterator[_Line]:
    """Words outside tables as lines; where lines share a white gutter, their parts are cells."""
    reach = room(words)
    parts = [list(_segments(line)) for line in rows_of(words)]
    for at, segments in enumerate(parts):
        near = [parts[i] for i in (at - 1, at + 1) if 0 <= i < len(parts)]
        columns = any(_share_gutter(segments, other) for other in near)
        texts = [" ".join(word["text"] for word in segment) for segment in segments]
        line = [word for segment in segments for word in segment]
        yield _Line(
            text=row(texts) if columns else squeeze(" ".join(texts)),
            left=line[0]["x0"],
            right=line[-1]["x1"],
            top=min(word["top"] for word in line),
            bottom=max(word["bottom"] for word in line),
            room=reach,
            first_word=line[0]["x1"] - line[0]["x0"],
            page=number,
            is_row=columns,
        )


def _segments(line: Sequence[Any]) -> Iterator[list[Any]]:
    """The line's words, parted where the gap is as wide as between columns."""
    segment = [line[0]]
    for word, following in pairwise(line):
        if following["x0"] - word["x1"] > _APART * (word["bottom"] - word["top"]):
            yield segment
            segment = []
        segment.append(following)
    yield segment


def _share_gutter(some: Sequence[Sequence[Any]], others: Sequence[Sequence[Any]]) -> bool:
    """Do two lines near each other leave the same strip white?"""
    above, below = sorted((some[0][0], others[0][0]), key=lambda word: word["top"])
    if below["top"] - above["bottom"] > 2 * (above["bottom"] - above["top"]):
        return False
    return any(
        min(a[1], b[1]) - max(a[0], b[0]) > 0.5 * (a[1] - a[0]) for a in _gutters(some) for b in _gutters(others)
    )


def _gutters(segments: Sequence[Sequence[Any]]) -> list[tuple[float, float]]:
    return [(left[-1]["x1"], right[0]["x0"]) for left, right in pairwise(segments)]


def _without_furniture(pages: Sequence[Sequence[_Line]], dropped: list[Dropped]) -> Iterator[list[_Line]]:
    """The pages without what is printed at the same height of several, and without page numbers."""
    outer = [sorted(page, key=lambda line: line.top) for page in pages]
    edges = Counter(mark for page in outer for mark in {_mark(line) for line in [*page[:2], *page[-2:]]})
    for number, page in enumerate(pages, 1):
        kept = []
        placed = outer[number - 1]
        for line in page:
            edge = line in placed[:2] or line in placed[-2:]
            alone = line in (placed[0], placed[-1]) and _PAGE_NUMBER.fullmatch(line.text) and str(number) in line.text
            if edge and (alone or (edges[_mark(line)] >= max(2, len(pages) // 3) and not line.is_row)):
                reason = furniture.PAGE_NUMBER if _PAGE_NUMBER.fullmatch(line.text) else furniture.RUNNING_HEAD
                dropped.append(Dropped(line.text, reason))
            else:
                kept.append(line)
        yield kept


def _mark(line: _Line) -> tuple[str, int]:
    """What a running head or foot has in common on all pages: its words without figures, and its height."""
    return re.sub(r"\d+", "#", line.text), round(line.top / 3)


def _without_repeated_heads(lines: Sequence[_Line], dropped: list[Dropped]) -> list[_Line]:
    """The lines without a table's head row that is printed again where the table goes on on the next page."""
    kept: list[_Line] = []
    head: str | None = None
    for line in lines:
        starts = line.is_row and not (kept and kept[-1].is_row)
        if line.is_row and kept and kept[-1].is_row and kept[-1].page != line.page and line.text == head:
            dropped.append(Dropped(line.text, furniture.HEAD_AGAIN))
            continue
        head = line.text if starts else head if line.is_row else None
        kept.append(line)
    return kept


def _paragraphs(lines: Sequence[_Line]) -> Iterator[str]:
    """The lines, those that the page's width tore put together; a word torn by a hyphen made whole."""
    if not lines:
        return
    pitches = [b.top - a.top for a, b in pairwise(lines) if a.page == b.page and not a.is_row and not b.is_row]
    usual = median(pitches) if pitches else 0.0
    known = set(re.findall(r"[^\W\d_]{3,}", " ".join(line.text for line in lines)))
    text = lines[0].text
    for line, following in pairwise(lines):
        if _goes_on(line, following, usual):
            text = _continued(text, following.text, known)
        else:
            yield text
            text = following.text
    yield text


def _goes_on(line: _Line, following: _Line, usual: float) -> bool:
    """Did the page's width break the paragraph between the two lines?"""
    if line.is_row or following.is_row or _ITEM.match(following.text):
        return False
    if line.page == following.page and following.top - line.top > 1.35 * usual:
        return False
    if abs(line.height - following.height) > 0.2 * line.height:
        return False
    if re.search(r"\w[-/\u00ad]$", line.text):
        return True
    if following.text[:1].islower() and not furniture.ends_like_prose(line.text):
        return True
    indented = following.left - line.left > line.height and not _ITEM.match(line.text)
    if indented and not following.text[:1].islower():
        return False
    return line.right + 0.25 * line.height + following.first_word > line.room - 0.1 * line.height


def _continued(text: str, following: str, known: set[str]) -> str:
    """Two lines of a paragraph as one: "Inter-" and "net" make "Internet" where the text has that word elsewhere.

    >>> _continued("qua Inter-", "net", {"Internet"}), _continued("số 36-", "NQ/TW", set())
    ('qua Internet', 'số 36-NQ/TW')
    """
    if text.endswith("\u00ad"):
        return text.removesuffix("\u00ad") + following
    if not re.search(r"\w[-/]$", text):
        return f"{text} {following}"
    halves = re.search(r"([^\W\d_]+)-$", text), re.match(r"[^\W\d_]+", following)
    whole = halves[0][1] + halves[1][0] if halves[0] and halves[1] else ""
    return (text.removesuffix("-") if whole in known else text) + following
