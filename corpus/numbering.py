"""The numbers that Word shows before paragraphs and does not write into them: "I.", "2.1", "a)", "-".

Follows `word/numbering.xml`: abstract lists with levels, and numbered instances of them that may start anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BULLET = "-"

_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
          (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip


@dataclass(frozen=True)
class Level:
    """One depth of a list: `text` holds "%1" for the first depth's number and so on; `shape` is Word's `numFmt`."""

    shape: str
    text: str
    start: int


@dataclass
class Numbering:
    """The lists of one document, and how far each has been counted; to be asked paragraph by paragraph, in order."""

    levels: dict[str, dict[int, Level]]
    lists: dict[str, tuple[str, dict[int, int]]]
    styled: dict[str, tuple[str, int]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    _begun: set[str] = field(default_factory=set)

    def label(self, number: str, depth: int) -> str:
        """What stands before the next paragraph of list `number` at `depth` (0 the highest); "" for none."""
        if number not in self.lists:
            return ""
        abstract, starts = self.lists[number]
        levels, counts = self.levels.get(abstract, {}), self._counts[abstract]
        if depth not in levels:
            return ""
        if number not in self._begun:
            # An instance with starts of its own begins anew; one without goes on where its list stands.
            self._begun.add(number)
            for at in starts:
                counts.pop(at, None)
        counts[depth] = counts[depth] + 1 if depth in counts else starts.get(depth, levels[depth].start)
        for deeper in [at for at in counts if at > depth]:
            del counts[deeper]
        return self._written(levels, counts, starts, depth)

    @staticmethod
    def _written(levels: dict[int, Level], counts: dict[int, int], starts: dict[int, int], depth: int) -> str:
        if levels[depth].shape == "bullet":
            return BULLET
        text = levels[depth].text
        for at in range(depth + 1):
            if f"%{at + 1}" in text and at in levels:
                count = counts.setdefault(at, starts.get(at, levels[at].start))
                text = text.replace(f"%{at + 1}", shaped(count, levels[at].shape))
        return text.strip()


def shaped(count: int, shape: str) -> str:
    """A list number as Word's `numFmt` writes it.

    >>> [shaped(4, shape) for shape in ("decimal", "upperRoman", "lowerLetter", "decimalZero", "none")]
    ['4', 'IV', 'd', '04', '']
    """
    if shape == "none":
        return ""
    if shape == "decimalZero":
        return f"{count:02}"
    if shape in ("upperRoman", "lowerRoman"):
        written = ""
        for value, sign in _ROMAN:
            written += sign * (count // value)
            count %= value
        return written if shape == "upperRoman" else written.lower()
    if shape in ("upperLetter", "lowerLetter") and count > 0:
        # After z come aa, bb, …
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter.upper() if shape == "upperLetter" else letter
    return str(count)


def read_numbering(numbering: Any | None) -> Numbering:
    """The lists that the root element of `word/numbering.xml` defines; none without that part."""
    made = Numbering({}, {})
    if numbering is None:
        return made
    for abstract in numbering.iterfind(f"{WORD}abstractNum"):
        name = abstract.get(f"{WORD}abstractNumId")
        made.levels[name] = {at: level for at, level, _ in _levels(abstract)}
        made.styled |= {style: (name, at) for at, _, style in _levels(abstract) if style}
    for instance in numbering.iterfind(f"{WORD}num"):
        starts = {}
        for change in instance.iterfind(f"{WORD}lvlOverride"):
            start = change.find(f"{WORD}startOverride")
            if start is not None:
                starts[_whole(change.get(f"{WORD}ilvl"))] = _whole(start.get(f"{WORD}val"))
        made.lists[instance.get(f"{WORD}numId")] = (_value(instance, "abstractNumId"), starts)
    return made


def _levels(abstract: Any) -> Iterator[tuple[int, Level, str]]:
    for level in abstract.iterfind(f"{WORD}lvl"):
        shape, text = _value(level, "numFmt") or "decimal", _value(level, "lvlText")
        start = _whole(_value(level, "start") or "1")
        yield _whole(level.get(f"{WORD}ilvl")), Level(shape, text, start), _value(level, "pStyle")


def _value(element: Any, tag: str) -> str:
    found = element.find(f"{WORD}{tag}")
    return "" if found is None else found.get(f"{WORD}val") or ""


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0
