"""From a body to its sections, sentences and passages, all as offsets into it.

A body is one paragraph a line. `SPLITTER` names this module's behaviour: an index made with another one is stale.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.records import Passage, Sentence
from corpus.tables import cells, tables
from corpus.text import syllables

SPLITTER = "3"
PASSAGE = 95
"""Syllables that a passage aims at: about 125 tokens of the default embedder, one or two statements."""

LONGEST = 220
"""Syllables beyond which a sentence is cut at clause borders, so that no passage outgrows an embedder's 512 tokens."""

CONTEXT = 60
"""Syllables of a table's caption and column heads that its passages carry at most."""

_STOP = re.compile(r"(?:\./\.|[.!?…]+[”\"')\]]*)(?=\s|$)")
_CLAUSE = re.compile(r"[;:]\s|\t|\s\|\s|,\s")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:TP|Tp|tp|TX|TT|P|Q|H|Th\.?S|TS|PGS|GS|BS|KS|Ths|ThS|ĐC|đ/c|v\.v|St|No|Mr|Mrs|Dr)\.$"
)
_NUMBER_ONLY = re.compile(r"(?:^|\n)\s*(?:[IVX]+|\d+(?:\.\d+)*|[a-zđ])[.)]$")
_LEVELS = (
    # Not "Phần mềm": only a part that is counted.
    re.compile(r"^(?:phần (?:thứ )?(?:một|nhất|hai|ba|bốn|tư|năm|sáu|[IVX]+|\d+)(?![^\W_])|[A-H]\.)\s*", re.IGNORECASE),
    re.compile(r"^[IVX]+(?:[./]\s*|\s*[-–]\s)\S"),
    re.compile(r"^\d+(?:[.)](?!\d)\s*|/\s*(?!\d))\S"),
    re.compile(r"^\d+\.\d+[.)/]?\s*\S"),
    re.compile(r"^[a-zđ][)/]\s*\S"),
)
# Headings without numbers, as news and pages have them.
_NAMED = re.compile(
    r"^(?:(?:một số|những|các) )?(?:kết quả|thực trạng|hiện trạng|tồn tại|hạn chế|khó khăn|vướng mắc|bất cập|thách thức"
    r"|thuận lợi|ưu điểm|nguyên nhân|bài học|kinh nghiệm|kiến nghị|đề xuất|phương hướng|nhiệm vụ|giải pháp|mục tiêu"
    r"|định hướng|đánh giá)\b[^:]*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Section:
    """A stretch of a body under one heading; `heading` is the path of headings from the top, joined by " › ".

    `below` is where the text below the heading's own line begins.
    """

    start: int
    end: int
    heading: str
    below: int


def heading_level(paragraph: str) -> int | None:
    """How deep a heading the paragraph is (0 the highest), or none when it is no heading.

    Numbered headings are short and do not close like a sentence; unnumbered ones are all capitals, end with a colon or
    name a part of a report: "Vướng mắc phát sinh".

    >>> heading_level("II. THUẬN LỢI VÀ KHÓ KHĂN:"), heading_level("2. Khó khăn:"), heading_level("Tỉnh đã đầu tư.")
    (1, 2, None)
    """
    count = len(syllables(paragraph))
    if not 1 <= count <= 30 or cells(paragraph) or re.search(r"[.;,!?…]$", paragraph):
        return None
    for level, shape in enumerate(_LEVELS):
        if shape.match(paragraph):
            return level
    letters = [c for c in paragraph if c.isalpha()]
    if letters and all(c.isupper() for c in letters) and count >= 2:
        return 1
    if count <= 12 and (paragraph.endswith(":") or _names_a_part(paragraph)) and not re.match(r"^[-–—+*•]", paragraph):
        return len(_LEVELS)
    return None


def _names_a_part(paragraph: str) -> bool:
    """A heading's words, and no figure among them."""
    figure = re.search(r"\d", re.sub(r"\b(?:19|20)\d\d\b", "", paragraph))
    return paragraph[:1].isupper() and bool(_NAMED.match(paragraph)) and not figure


def paragraphs(body: str) -> Iterator[tuple[int, int]]:
    """`[start, end)` of each line of the body that is not blank."""
    start = 0
    for line in body.split("\n"):
        if line.strip():
            yield start, start + len(line)
        start += len(line) + 1


def sections(body: str) -> list[Section]:
    """The body as sections in order, each with the paragraphs below its heading; the heading's own line belongs to it.

    A line that looks like a heading but has nothing below it is text: the items of a list "1. …", "2. …".
    """
    found: list[Section] = []
    path: list[tuple[int, str]] = []
    places = list(paragraphs(body))
    levels = [heading_level(body[start:end]) for start, end in places]
    if levels and _names_a_part(body[slice(*places[0])]):
        levels[0] = None  # the title of the whole
    for (start, end), level, following in zip(places, levels, [*levels, 0][1:], strict=True):
        if level is not None and following is not None and following <= level:
            level = None
        if level is not None:
            path = [(other, name) for other, name in path if other < level]
            path.append((level, body[start:end].rstrip(" :")))
        heading = " › ".join(name for _, name in path)
        if level is None and found and found[-1].heading == heading:
            found[-1] = replace(found[-1], end=end)
        else:
            found.append(Section(start, end, heading, below=start if level is None else end))
    return found


def sentences(body: str, start: int = 0, end: int | None = None) -> list[Sentence]:
    """The sentences of `body[start:end]`, none of them across a paragraph's border.

    A full stop ends a sentence when white space follows and it closes no abbreviation ("TP."), list number or ellipsis
    in mid sentence. A table's row is one sentence.

    >>> [s.text for s in sentences("Theo TP. Hồ Chí Minh, có 1.575 người. Đạt 3.0...")]
    ['Theo TP. Hồ Chí Minh, có 1.575 người.', 'Đạt 3.0...']
    """
    found = []
    for begin, stop in paragraphs(body):
        if stop <= start or (end is not None and begin >= end):
            continue
        begin, stop = max(begin, start), min(stop, end if end is not None else stop)
        if cells(body[begin:stop]):
            found.append((begin, stop))
            continue
        at = begin
        for mark in _STOP.finditer(body, begin, stop):
            if _closes(body, at, mark.end(), stop):
                found.append((at, mark.end()))
                at = mark.end()
        found.append((at, stop))
    return [Sentence(*_trim(body, a, b)) for a, b in found if body[a:b].strip()]


def _closes(body: str, start: int, at: int, stop: int) -> bool:
    before, after = body[start:at], body[at:stop].lstrip()
    if _ABBREVIATION.search(before) or _NUMBER_ONLY.search(before):
        return False
    return not after or not after[0].islower()


def _trim(body: str, start: int, end: int) -> tuple[int, int, str]:
    while start < end and body[start].isspace():
        start += 1
    while end > start and body[end - 1].isspace():
        end -= 1
    return start, end, body[start:end]


def passages(report: str, body: str) -> list[Passage]:
    """The body as passages: neighbouring sentences of one section up to about `PASSAGE` syllables.

    Ids are made of the report's id and the offsets, so a second run makes the same ones. Headings make no passage. Rows
    of a table are not mixed with prose, and to their section belong the table's caption and column heads.
    """
    made: list[Passage] = []
    placed = _placed_tables(body)
    for section in sections(body):
        for begin, stop, context in _stretches(section, placed):
            name = " › ".join(filter(None, (section.heading, context)))
            for start, end in _packed(body, list(_units(body, begin, stop))):
                made.append(Passage(f"{report}:{start}-{end}", report, start, end, name, body[start:end]))
    return made


def _placed_tables(body: str) -> list[tuple[int, int, str]]:
    """`[start, end)` of each table of the body, and its caption and column heads in a line."""
    places = list(paragraphs(body))
    found = []
    for table in tables([body[start:end] for start, end in places]):
        told = " › ".join(filter(None, (table.caption, " | ".join(filter(None, table.heads)))))
        words = syllables(told)
        told = told if len(words) <= CONTEXT else told[: words[CONTEXT - 1][2]] + "…"
        found.append((places[table.first][0], places[table.last][1], told))
    return found


def _stretches(section: Section, placed: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """The section below its heading, cut at the borders of tables; each stretch with the context of its table."""
    at = section.below
    for start, end, context in placed:
        if section.below <= start and end <= section.end:
            yield at, start, ""
            # A caption that is the section's heading, too, is not said twice.
            last = section.heading.rsplit(" › ", 1)[-1]
            yield start, end, context.removeprefix(last).removeprefix(" › ") if last else context
            at = end
    yield at, section.end, ""


def _units(body: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches that are packed: sentences, an overlong one in pieces."""
    for sentence in sentences(body, start, end):
        yield from _pieces(body, sentence.start, sentence.end)


def _pieces(body: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """`[start, end)` cut at clause borders into pieces of at most `LONGEST` syllables, where there are such borders."""
    while len(syllables(body[start:end])) > LONGEST:
        limit = syllables(body[start:end])[LONGEST - 1][2] + start
        borders = [mark.end() for mark in _CLAUSE.finditer(body, start, limit) if body[mark.start()] != ","]
        borders = borders or [mark.end() for mark in _CLAUSE.finditer(body, start, limit)] or [limit]
        yield start, _trim(body, start, borders[-1])[1]
        start = _trim(body, borders[-1], end)[0]
    yield start, end


def _packed(body: str, units: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Neighbouring units together while they stay within `PASSAGE` syllables.

    A new paragraph starts anew unless both are short.
    """
    at: list[tuple[int, int]] = []
    for unit in units:
        if at:
            size = len(syllables(body[at[0][0] : unit[1]]))
            apart = "\n" in body[at[-1][1] : unit[0]]
            if size > PASSAGE or (apart and size > PASSAGE // 2):
                yield at[0][0], at[-1][1]
                at = []
        at.append(unit)
    if at:
        yield at[0][0], at[-1][1]
