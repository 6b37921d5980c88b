"""Workbooks (.xlsx) as lines: a sheet after the other, each row as the sheet shows it.

Formulas count with the value that was last saved. Hidden sheets, rows and columns are dropped, since nobody sees them.
"""

from __future__ import annotations

import io
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.archive import PartTooLarge, checked_names, unpacked
from corpus.number_format import shown
from corpus.records import Dropped
from corpus.tables import row
from corpus.text import squeeze

HIDDEN = "trang tính, hàng hoặc cột ẩn"
MAX_CELLS = 2_000_000
"""Rows times columns of one sheet, those that hold something."""

MAX_WRITTEN = 500_000
"""Cells that a sheet's file may list, the empty ones too: each takes openpyxl some 20 µs."""

MAX_MERGED = 1_200_000
"""Merged cells of one sheet, the empty ones too: a whole column and some. openpyxl makes an object of each."""

_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\b[^>]*\bref=["']([A-Z]+\d+:[A-Z]+\d+)""")
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_UNNAMED = re.compile(r"(?:sheet|trang[ _]tính)\s*\d*", re.IGNORECASE)
_UNCOUNTED = re.compile(rb"<f[^>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")


@dataclass(frozen=True)
class Workbook:
    """The lines of a workbook, what stands hidden in it, and how many formulas have no saved value."""

    lines: tuple[str, ...]
    dropped: tuple[Dropped, ...]
    uncounted: int


@dataclass(frozen=True)
class _Sheet:
    """A sheet's texts row by row, and the places, from 0, of its hidden rows and columns."""

    name: str
    grid: list[list[str]]
    rows: set[int]
    columns: set[int]


def read_workbook(data: bytes) -> Workbook:
    """The workbook in `data`. Raises `PartTooLarge`, and what openpyxl raises for damaged files."""
    from openpyxl import load_workbook  # half a second to load, and only workbooks need it

    uncounted = sum(_uncounted(data, name) for name in checked_names(data) if name.startswith("xl/worksheets/sheet"))
    book = load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
    lines: list[str] = []
    hidden: list[str] = []
    for worksheet in book.worksheets:
        sheet = _sheet(worksheet)
        if worksheet.sheet_state != "visible":
            hidden += filter(None, (row(texts).strip() for texts in sheet.grid))
            continue
        hidden += _concealed(sheet)
        written = list(_lines([_visible(texts, sheet) for at, texts in enumerate(sheet.grid) if at not in sheet.rows]))
        named = len(book.worksheets) > 1 and not _UNNAMED.fullmatch(sheet.name)
        lines += [*([sheet.name] if named and written else []), *written]
    return Workbook(tuple(lines), (Dropped("\n".join(hidden), HIDDEN),) if hidden else (), uncounted)


def _uncounted(data: bytes, name: str) -> int:
    """How many formulas of the sheet `name` have no saved value.

    Raises `PartTooLarge` where more than `MAX_WRITTEN` cells are listed or more than `MAX_MERGED` merged.
    """
    from openpyxl.utils.cell import range_boundaries

    written = unpacked(data, name) or b""
    if sum(1 for _ in _CELL.finditer(written)) > MAX_WRITTEN:
        raise PartTooLarge(name)
    merged = 0
    for found in _MERGED.finditer(written):
        left, top, right, bottom = range_boundaries(found[1].decode())
        merged += (right - left + 1) * (bottom - top + 1)
        if merged > MAX_MERGED:
            raise PartTooLarge(name)
    return len(_UNCOUNTED.findall(written))


def _sheet(worksheet: Any) -> _Sheet:
    """The rows and columns that hold something; an empty row where the sheet has any between them.

    Raises `PartTooLarge` beyond `MAX_CELLS`.
    """
    # Only cells that the file holds: a sheet may claim a million rows for one cell at its end.
    held = {place: cell for place, cell in worksheet._cells.items() if cell.value not in (None, "")}
    columns = sorted({column for _, column in held})
    filled = sorted({row_ for row_, _ in held})
    places = [r for at, r in enumerate(filled) for r in ([r - 1, r] if at and r - 1 > filled[at - 1] else [r])]
    if len(places) * len(columns) > MAX_CELLS:
        raise PartTooLarge(worksheet.title)
    texts = {place: squeeze(shown(cell.value, cell.number_format)) for place, cell in held.items()}
    for merged in worksheet.merged_cells.ranges:
        # A merged cell's text stands in its first column, and in each of its rows.
        for r in places[bisect_left(places, merged.min_row) : bisect_right(places, merged.max_row)]:
            texts[r, merged.min_col] = texts.get((merged.min_row, merged.min_col), "")
    hidden_columns = {
        column
        for told in worksheet.column_dimensions.values()
        if told.hidden
        for column in columns
        if (told.min or 1) <= column <= (told.max or 0)
    }
    return _Sheet(
        name=squeeze(worksheet.title),
        grid=[[texts.get((r, c), "") for c in columns] for r in places],
        rows={
            at for at, r in enumerate(places) if r in worksheet.row_dimensions and worksheet.row_dimensions[r].hidden
        },
        columns={at for at, c in enumerate(columns) if c in hidden_columns},
    )


def _visible(texts: Sequence[str], sheet: _Sheet) -> list[str]:
    return [text for at, text in enumerate(texts) if at not in sheet.columns]


def _concealed(sheet: _Sheet) -> Iterator[str]:
    """What stands in hidden rows and columns."""
    for at, texts in enumerate(sheet.grid):
        concealed = texts if at in sheet.rows else [text for c, text in enumerate(texts) if c in sheet.columns]
        if any(concealed):
            yield row(concealed).strip()


def _lines(grid: Sequence[Sequence[str]]) -> Iterator[str]:
    """The lines of a sheet; empty rows part it into blocks, each with the columns that its tables use."""
    block: list[Sequence[str]] = []
    for texts in [*grid, ()]:
        if any(texts):
            block.append(texts)
        elif block:
            yield from _block(block)
            block = []


def _block(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """A row with one text is a line (a title, a note), unless it stands between rows of a table."""
    several = [sum(map(bool, texts)) > 1 for texts in rows]
    first, last = (several.index(True), len(several) - several[::-1].index(True)) if any(several) else (0, 0)
    used = [at for at in range(max(map(len, rows))) if any(at < len(t) and t[at] for t in rows[first:last])]
    for at, texts in enumerate(rows):
        yield row([texts[c] for c in used]) if first <= at < last else " ".join(filter(None, texts))
