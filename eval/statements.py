"""What an answer's text states, sentence by sentence, and what each number in it is tied to.

Knows nothing of cases or reports; reads plain Markdown with `[n]` markers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from eval.numbers import Number, plain, read_numbers

Mark = tuple[int, int, frozenset[str]]

_MARKER = re.compile(r"\[\[?(\d+(?:\s?[,;–-]\s?\d+)*)\]\]?")
_SENTENCE_END = re.compile(r"(?<!\bTP)(?<!\b\d)(?<!\b\d\d)[.!?…]+(?:[ \t]*\[\d+\])*[ \t]+(?=\S)")
_LEAD_IN = re.compile(r"^\s*#|:[\s*_]*$|^\s*(?:[-+*•]\s+)?\*\*[^*]+\*\*\s*$")
_LIST_ITEM = re.compile(r"^\s*(?:[-+*•]|\d{1,2}[.)])\s")
_SEPARATOR = re.compile(r"(?P<hard>[;()])|,(?=\s)|\s(?=còn\s|trong khi\s|và\s\d)")
_UNIT = r"(?:tỉnh|huyện|xã)"
# "93% xã" and "14 huyện, thành phố" tell their level by what they count.
_LEVEL = re.compile(
    rf"cấp\s+{_UNIT}(?:(?:\s*,\s*|\s+và\s+|\s*/\s*)(?:cấp\s+)?{_UNIT}\b)*"
    r"|sở\s*[,/]?\s*(?:ban\s*,\s*)?ngành|ubnd\s+(?:các\s+)?(?:huyện|xã)\b"
    r"|đoàn\s+thể\s+tỉnh|(?<=[\d%]\s)(?:huyện|xã)\b"
    r"|\bhuyện,\s*(?:thị\s+xã,\s*)?thành\s+phố|\bxã,\s*phường"
)


@dataclass(frozen=True)
class Statement:
    """A sentence, list item or table cell of an answer.

    `start` counts characters of the answer (NFC). `context` are the words beside it that bind it: the heading or
    lead-in above; for a table cell also its column's head and its row's first cell. `cited` are the markers of the
    sentence, or of the whole row of a table.
    """

    start: int
    text: str
    context: str
    cited: tuple[int, ...]

    @cached_property
    def numbers(self) -> list[Number]:
        """The numbers of `text`, with offsets into `text`."""
        return read_numbers(self.text)


def markers(text: str) -> tuple[int, ...]:
    """The citation numbers named in `text`, in order.

    >>> markers("80% [1], [2; 4] và [[3]](#trich-3)")
    (1, 2, 4, 3)
    """
    return tuple(int(number) for marker in _MARKER.findall(text) for number in re.findall(r"\d+", marker))


def statements(text: str) -> list[Statement]:
    """The statements of an answer, in order.

    >>> [(s.text, s.context, s.cited) for s in statements("**Lai Châu**:\\n- Đạt 80%. [1] Tăng.")]
    [('**Lai Châu**:', '', ()), ('- Đạt 80%. [1]', '**Lai Châu**:', (1,)), ('Tăng.', '**Lai Châu**:', ())]
    """
    text = unicodedata.normalize("NFC", text)
    found: list[Statement] = []
    lead, header, start = "", None, 0
    for line in text.splitlines(keepends=True):
        bare = line.strip()
        if bare.startswith("|"):
            cells = _cells(line, start)
            if header is None:
                header = [words for _, words in cells]
            elif not set(bare) <= set("|:- "):
                found += _row(cells, header, lead)
        elif bare:
            header = None
            if lead.rstrip(" *_").endswith(":") and not _LIST_ITEM.match(line):
                lead = ""
            found += [Statement(start + at, words, lead, markers(words)) for at, words in _sentences(line)]
            lead = bare if _LEAD_IN.search(bare) else lead
        start += len(line)
    return found


def _cells(line: str, start: int) -> list[tuple[int, str]]:
    return [(start + cell.start(), cell[0].strip()) for cell in re.finditer(r"[^|\n]+", line) if cell[0].strip()]


def _row(cells: list[tuple[int, str]], header: list[str], lead: str) -> Iterator[Statement]:
    cited = markers(" ".join(words for _, words in cells))
    for column, (start, words) in enumerate(cells):
        head = header[column] if column < len(header) else ""
        first = cells[0][1] if column else ""
        yield Statement(start, words, " | ".join(part for part in (lead, head, first) if part), cited)


def _sentences(line: str) -> Iterator[tuple[int, str]]:
    start = 0
    for end in _SENTENCE_END.finditer(line):
        following = line[end.end() :].lstrip('*_“"(–- ')
        if following[:1].isupper() or following[:1].isdigit():
            yield start, line[start : end.end()].strip()
            start = end.end()
    if line[start:].strip():
        yield start, line[start:].strip()


def province_marks(text: str, provinces: Iterable[str]) -> list[Mark]:
    """Where `text` names one of `provinces`; "nay thuộc tỉnh X" says what a province became and does not count.

    >>> province_marks("Long An (nay thuộc Tây Ninh)", ["Long An", "Tây Ninh"])
    [(0, 7, frozenset({'Long An'}))]
    """
    names = {plain(name).lower(): name for name in provinces}
    if not names:
        return []
    either = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    bare = plain(text).lower()
    found = []
    for match in re.finditer(rf"(?<!\w)(?:{either})(?!\w)", bare):
        became = re.search(r"\bnay (?:thuoc|la|gom)(?: ca)?(?: tinh| thanh pho)?\s*$", bare[: match.start()])
        if not became and text[match.start()].isupper():
            found.append((match.start(), match.end(), frozenset({names[match[0]]})))
    return found


def year_marks(numbers: Sequence[Number], text: str) -> list[Mark]:
    """The years that `text` names, ranges filled in; full dates are left out: they say when it was written, not of
    when it is."""
    dates = [n for n in numbers if n.when is not None and n.when[0] is None and n.when[2] is not None]
    found: list[Mark] = []
    for date in dates:
        year = date.when[2] if date.when else 0
        if found and re.fullmatch(r"\s?[-–—]\s?", text[found[-1][1] : date.start]):
            start, _, first = found.pop()
            found.append((start, date.end, frozenset(str(y) for y in range(int(min(first)), (year or 0) + 1))))
        else:
            found.append((date.start, date.end, frozenset({str(year)})))
    return found


def level_marks(text: str) -> list[Mark]:
    """Where `text` says of which level it speaks.

    >>> [sorted(levels) for _, _, levels in level_marks("các sở, ngành đạt 96%, cấp huyện, xã đạt 77%")]
    [['tỉnh'], ['huyện', 'xã']]
    """
    found: list[Mark] = []
    for match in _LEVEL.finditer(unicodedata.normalize("NFC", text).lower()):
        if match[0].startswith("sở"):
            levels = {"tỉnh"}
        else:
            levels = set(re.findall(r"tỉnh|huyện|\bxã", match[0].replace("thị xã", "")))
        found.append((match.start(), match.end(), frozenset(levels)))
    return found


def governing(text: str, marks: Sequence[Mark], figures: Collection[int], at: int) -> frozenset[str]:
    """Which of `marks` the figure at offset `at` is tied to; empty when there are none.

    `figures` are the offsets of all figures of `text`. Commas, semicolons and brackets part the text; a part without
    a figure goes with the next one that has one, or, after a part that begins with its figure, with that. Where the
    figure's part names nothing, the nearest mark before it holds, else the nearest after it.

    >>> text = "Bắc Giang đạt 96%, Lai Châu đạt 18,6%"
    >>> marks = province_marks(text, ["Bắc Giang", "Lai Châu"])
    >>> sorted(governing(text, marks, [14, 32], 14)), sorted(governing(text, marks, [14, 32], 32))
    (['Bắc Giang'], ['Lai Châu'])
    """
    for start, end, number_first in _parts(text, marks, sorted(figures)):
        if start <= at < end:
            inside = [mark for mark in marks if mark[0] < end and mark[1] > start]
            others = [figure for figure in figures if start <= figure < end and figure != at]
            if others and number_first:
                stop = min((figure for figure in others if figure > at), default=end)
                inside = [mark for mark in inside if at < mark[0] < stop] or inside
            elif others:
                after = max((figure for figure in others if figure < at), default=start)
                inside = [mark for mark in inside if after <= mark[0] < at] or inside
            if inside:
                return frozenset().union(*(names for _, _, names in inside))
    before = [names for start, _, names in marks if start < at]
    after_it = [names for start, _, names in marks if start > at]
    return before[-1] if before else after_it[0] if after_it else frozenset()


def _parts(text: str, marks: Sequence[Mark], figures: Sequence[int]) -> list[tuple[int, int, bool]]:
    """(start, end, begins with its figure) of each stretch that says one thing."""
    parts: list[tuple[int, int, bool]] = []
    waiting: int | None = None
    start, hard = 0, True
    for separator in [*_SEPARATOR.finditer(text), None]:
        end = separator.start() if separator else len(text)
        inside = [figure for figure in figures if start <= figure < end]
        if inside:
            opening = text[start : inside[0]]
            named = any(start <= mark[0] < inside[0] for mark in marks)
            begin = start if waiting is None else waiting
            parts.append((begin, end, not named and len(re.findall(r"\w+", opening)) <= 2))
            waiting = None
        elif parts and parts[-1][2] and waiting is None and not hard:
            parts[-1] = (parts[-1][0], end, True)
        elif waiting is None or hard:
            waiting = start
        if separator is not None:
            start, hard = separator.end(), separator["hard"] is not None
            if hard:
                waiting = None
    return parts
