"""Tables as they stand in a body, a row a line: cells, column heads, captions.

Readers join a row's cells by tabs; texts and Markdown part them by bars. A merged cell's text stands in its first
column, and in each of its rows. Knows nothing of formats.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.text import squeeze, syllables

_RULE = re.compile(r"[\s|:+=-]*-{3,}[\s|:+=-]*")
_VALUE = re.compile(r"[<>≥≤~]?\s*[-+]?\d[\d.,/ -]*\s*(?:%|[^\W\d]{1,6}\.?)?")
_YEAR = re.compile(r"(?:năm\s*|quý\s*\w+[/ ])?(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?", re.IGNORECASE)
_COLUMN_NUMBER = re.compile(r"\(?(?:\d{1,2}|[A-Z])\)?(?:\s*=.*)?")
_CAPTION = re.compile(r"^(?:bảng|biểu|phụ lục|mẫu)\b", re.IGNORECASE)
_UNIT = re.compile(r"^\(?\s*(?:đơn vị(?: tính)?|đvt)\s*:", re.IGNORECASE)
_HEAD_ROWS = 3


@dataclass(frozen=True)
class Table:
    """A table of a text: its rows' lines are `first` to `last`, both counted; `caption` and `heads` may be empty."""

    first: int
    last: int
    caption: str
    heads: tuple[str, ...]


def cells(line: str) -> tuple[str, ...] | None:
    """The cells of a table's row, or none when the line is no row. The rule under a Markdown table's head is none.

    >>> cells("Thư điện tử\\t80%"), cells("| Mạng LAN | 93 % |"), cells("Tỉnh đã đầu tư.")
    (('Thư điện tử', '80%'), ('Mạng LAN', '93 %'), None)
    """
    if "\t" in line:
        return tuple(map(squeeze, line.split("\t")))
    if line.count("|") == 0 or _RULE.fullmatch(line):
        return None
    bare = line.strip()
    parts = bare.removeprefix("|").removesuffix("|").split("|")
    return tuple(map(squeeze, parts)) if len(parts) > 1 or bare.startswith("|") else None


def row(texts: Sequence[str]) -> str:
    """The line of a row whose cells are `texts`."""
    return "\t".join(map(squeeze, texts))


def heads(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The head of each column, "" where it has none; () when the table has no head row.

    The first row is the head when it holds words, or years; the rows below it belong to it while the head is still
    open: a cell of it stands over several columns, or goes on below.

    >>> heads([("Chỉ tiêu", "Kết quả", ""), ("Chỉ tiêu", "2015", "2016"), ("Mạng LAN", "80%", "93%")])
    ('Chỉ tiêu', 'Kết quả 2015', 'Kết quả 2016')
    """
    count = head_rows(rows)
    if not count:
        return ()
    columns: list[list[str]] = [[] for _ in range(max(map(len, rows)))]
    for level in rows[:count]:
        above = ""
        for at, column in enumerate(columns):
            text = level[at] if at < len(level) else ""
            # A cell over several columns stands in the first; the last row of a head has no such cells.
            above = text or (above if level is not rows[count - 1] else "")
            if above and above not in column and not (_COLUMN_NUMBER.fullmatch(above) and column):
                column.append(above)
    return tuple(" ".join(column) for column in columns)


def head_rows(rows: Sequence[Sequence[str]]) -> int:
    """How many rows of the table are its head."""
    if len(rows) < 2 or not _is_head(rows[0]):
        return 0
    count = 1
    while count < min(_HEAD_ROWS, len(rows) - 1) and _goes_on(rows[count - 1], rows[count]):
        count += 1
    if count < len(rows) - 1 and all(_COLUMN_NUMBER.fullmatch(cell) for cell in rows[count]):
        count += 1
    return count


def _is_head(cells_: Sequence[str]) -> bool:
    named = [cell for cell in cells_ if cell]
    words = [cell for cell in named if not _VALUE.fullmatch(cell) or _YEAR.fullmatch(cell)]
    return len(named) >= 2 and len(words) == len(named)


def _goes_on(above: Sequence[str], below: Sequence[str]) -> bool:
    """Does the head whose last row is `above` go on in `below`?"""
    pairs = list(zip(above, below, strict=False))
    over = any(not upper and lower for upper, lower in pairs[1:])
    beside = any(upper and upper == lower for upper, lower in pairs)
    return _is_head([cell for cell in below if cell] * 2) and (over or beside)


def tables(lines: Sequence[str]) -> Iterator[Table]:
    """The tables among the lines of a body, in order."""
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and cells(lines[end]) is not None and _alike(lines[at], lines[end]):
            end += 1
        if end > at:
            rows = [cells(line) or () for line in lines[at:end]]
            yield Table(at, end - 1, _caption(lines, at), heads(rows))
        at = max(end, at + 1)


def _alike(line: str, other: str) -> bool:
    """Are the two rows of one table? Readers give all of its rows as many cells."""
    return line.count("\t") == other.count("\t")


def _caption(lines: Sequence[str], first: int) -> str:
    """What the one or two lines above the table call it: "Bảng 2: Kết quả …", "Đơn vị tính: %", a short line."""
    above = [squeeze(line) for line in lines[max(0, first - 2) : first]]
    if not above:
        return ""
    named = [line for line in above if _CAPTION.match(line) and len(syllables(line)) <= 40]
    unit = above[-1] if _UNIT.match(above[-1]) else ""
    title = named[-1] if named else above[0] if unit and len(above) == 2 and _short(above[0]) else ""
    if not title and not unit and _short(above[-1]):
        title = above[-1]
    return " ".join(filter(None, (title.rstrip(" :"), unit)))


def _short(line: str) -> bool:
    return len(syllables(line)) <= 25 and cells(line) is None and not re.search(r"[.;!?…]$", line)
