"""Word files (.docx) as lines: paragraphs with their list numbers, table rows, footnotes, text boxes.

Reads the parts that hold text, and no other: headers, footers, comments, pictures and deleted text stay unread. Nothing
outside the file is opened.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from corpus import legacy
from corpus.archive import part
from corpus.formal import is_placed
from corpus.numbering import WORD as W
from corpus.numbering import Numbering, read_numbering
from corpus.tables import row
from corpus.text import fold, squeeze

_UNREAD = {f"{W}{tag}" for tag in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "tblPr", "sdtPr")}
_UNREAD.add("{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")
_SIGNS = {f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}softHyphen": "\u00ad"}
_TEXTS = (f"{W}t", "{http://schemas.openxmlformats.org/officeDocument/2006/math}t")
# Wingdings by place: ticks and crosses, which tables answer with; the rest are bullets.
_SYMBOLS = {"FC": "✓", "FE": "☑", "FB": "✗", "FD": "☒", "A8": "☐", "6F": "☐"}
_WIDEST = 200
"""Columns to which the cells of a row are spread at most; a file may claim any number."""

_HEADING_STYLES = ("heading", "title", "tieu de", "de muc")


@dataclass
class _Reader:
    """What is needed to read one document's paragraphs, in order; `usual` is the style of those that name none."""

    numbering: Numbering
    styles: dict[str, Any]
    notes: dict[str, Any]
    usual: str
    font: str | None
    headings: list[str] = field(default_factory=list)
    _noted: int = 0

    def blocks(self, parent: Any) -> Iterator[str]:
        """The lines of the paragraphs and tables in `parent`."""
        for element in parent:
            if element.tag == f"{W}p":
                yield from self.paragraph(element)
            elif element.tag == f"{W}tbl":
                yield from self.table(element)
            elif isinstance(element.tag, str) and element.tag not in _UNREAD:
                yield from self.blocks(element)

    def paragraph(self, element: Any) -> Iterator[str]:
        """The paragraph's lines: text under its list number, then its text boxes and footnotes."""
        style = _child_value(element.find(f"{W}pPr"), "pStyle") or self.usual
        runs: list[tuple[str | None, str]] = []
        boxes: list[Any] = []
        notes: list[str] = []
        for kind, item, font in self._pieces(element, self._font(None, style) or self.font):
            if kind == "text":
                runs.append((font, item))
            else:
                (boxes if kind == "box" else notes).append(item)
        text = _joined(runs)
        label = self._label(element, style)
        if text.strip():
            lines = f"{label} {text.strip()}".strip().split("\n") if label else text.split("\n")
            if fold(self._style_name(style)).startswith(_HEADING_STYLES):
                self.headings += map(squeeze, lines)
            yield from lines
        for box in boxes:
            yield from self.blocks(box)
        for note in notes:
            self._noted += 1
            words = squeeze(" ".join(self.blocks(self.notes[note]))) if note in self.notes else ""
            if words:
                yield f"[{self._noted}] {words}"

    def _pieces(self, element: Any, font: str | None) -> Iterator[tuple[str, Any, str | None]]:
        """The paragraph's text run by run, its text boxes and footnote marks: (kind, text or element, font)."""
        for child in element:
            if child.tag in _UNREAD or not isinstance(child.tag, str):
                continue
            if child.tag == f"{W}r":
                properties = child.find(f"{W}rPr")
                if properties is None or properties.find(f"{W}vanish") is None:
                    yield from self._pieces(child, self._font(properties, _child_value(properties, "rStyle")) or font)
            elif child.tag in _TEXTS:
                yield "text", child.text or "", font
            elif child.tag in _SIGNS:
                yield "text", _SIGNS[child.tag], font
            elif child.tag == f"{W}sym":
                yield "text", _SYMBOLS.get((child.get(f"{W}char") or "")[-2:].upper(), "•"), font
            elif child.tag == f"{W}txbxContent":
                yield "box", child, font
            elif child.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                yield "note", child.tag + (child.get(f"{W}id") or ""), font
            else:
                yield from self._pieces(child, font)

    def table(self, element: Any) -> Iterator[str]:
        """A line a row; the lines of its cells one below the other where the table only places text."""
        rows = [cells for tr in _descend(element, f"{W}tr") if (cells := list(self._cells(tr)))]
        grid = [[(squeeze(" ".join(lines)), goes_on) for lines, goes_on in cells] for cells in rows]
        written = [line for cells in rows for lines, _ in cells for line in lines]
        if any(map(is_placed, written)) or all(len(cells) < 2 for cells in grid):
            yield from written
            return
        above: list[str] = []
        for placed in grid:
            above = [above[at] if below and at < len(above) else text for at, (text, below) in enumerate(placed)]
            if any(above):
                yield row(above)

    def _cells(self, tr: Any) -> Iterator[tuple[list[str], bool]]:
        """A row's cells, one for each column of the grid: lines, and whether the cell goes on from the row above."""
        properties = tr.find(f"{W}trPr")
        if properties is not None and properties.find(f"{W}del") is not None:
            return
        width = min(_child_number(properties, "gridBefore"), _WIDEST)
        yield from [([], False)] * width
        for tc in _descend(tr, f"{W}tc"):
            cell = tc.find(f"{W}tcPr")
            merge = None if cell is None else cell.find(f"{W}vMerge")
            goes_on = merge is not None and merge.get(f"{W}val") != "restart"
            yield [line.replace("\t", " ") for line in self.blocks(tc)], goes_on
            beside = max(0, min(_child_number(cell, "gridSpan"), _WIDEST - width) - 1)
            yield from [([], goes_on)] * beside
            width += 1 + beside

    def _label(self, element: Any, style: str) -> str:
        properties = element.find(f"{W}pPr")
        mark = None if properties is None else properties.find(f"{W}rPr/{W}del")
        own = None if properties is None else properties.find(f"{W}numPr")
        if mark is not None:
            return ""
        number, depth = _child_value(own, "numId"), _child_value(own, "ilvl")
        for ancestor in self._chain(style):
            given = ancestor.find(f"{W}pPr/{W}numPr")
            if number or given is None:
                continue
            number = _child_value(given, "numId")
            placed = self.numbering.styled.get(ancestor.get(f"{W}styleId"))
            depth = depth or _child_value(given, "ilvl") or (str(placed[1]) if placed else "")
        return self.numbering.label(number, int(depth) if depth.isdecimal() else 0) if number else ""

    def _chain(self, style: str) -> Iterator[Any]:
        """The style's element and those it is based on."""
        seen: set[str] = set()
        while style in self.styles and style not in seen:
            seen.add(style)
            yield self.styles[style]
            style = _child_value(self.styles[style], "basedOn")

    def _style_name(self, style: str) -> str:
        return _child_value(self.styles[style], "name") if style in self.styles else ""

    def _font(self, properties: Any | None, style: str) -> str | None:
        """The font that the properties or the style name."""
        holders = [properties, *(ancestor.find(f"{W}rPr") for ancestor in self._chain(style))]
        for holder in holders:
            fonts = None if holder is None else holder.find(f"{W}rFonts")
            name = None if fonts is None else fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi")
            if name:
                return str(name)
        return None


def lines_of(data: bytes) -> tuple[list[str], list[str]]:
    """The lines of a .docx file's bytes, and those of them that it sets as headings.

    Raises what `corpus.archive.part` raises, and `KeyError` when the file holds no document.
    """
    document = part(data, "word/document.xml")
    if document is None:
        raise KeyError("word/document.xml")
    styles = part(data, "word/styles.xml")
    named, usual, font = {}, "", None
    if styles is not None:
        named = {style.get(f"{W}styleId"): style for style in styles.iterfind(f"{W}style")}
        usual = next((n for n, s in named.items() if s.get(f"{W}default") and s.get(f"{W}type") == "paragraph"), "")
        fonts = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}rFonts")
        font = None if fonts is None else fonts.get(f"{W}ascii")
    reader = _Reader(read_numbering(part(data, "word/numbering.xml")), named, _notes(data), usual, font)
    return list(reader.blocks(document)), reader.headings


def _notes(data: bytes) -> dict[str, Any]:
    """Footnotes and endnotes by the tag and id of the mark in the text."""
    found = {}
    for kind in ("footnote", "endnote"):
        notes = part(data, f"word/{kind}s.xml")
        for note in () if notes is None else notes:
            if note.get(f"{W}type") in (None, "normal"):
                found[f"{W}{kind}Reference{note.get(f'{W}id')}"] = note
    return found


def _joined(runs: list[tuple[str | None, str]]) -> str:
    """The runs as one text, neighbours of one font together, legacy fonts made Unicode."""
    grouped = groupby(runs, key=lambda run: run[0])
    return "".join(legacy.by_font("".join(text for _, text in group), font) for font, group in grouped)


def _descend(element: Any, tag: str) -> Iterator[Any]:
    """The nearest `tag` elements below `element`: rows of this table, not of one inside it."""
    for child in element:
        if child.tag == tag:
            yield child
        elif isinstance(child.tag, str) and child.tag not in (f"{W}tbl", *_UNREAD):
            yield from _descend(child, tag)


def _child_value(element: Any | None, tag: str) -> str:
    found = None if element is None else element.find(f"{W}{tag}")
    return "" if found is None else found.get(f"{W}val") or ""


def _child_number(element: Any | None, tag: str) -> int:
    value = _child_value(element, tag)
    return int(value) if value.isdecimal() else 0
