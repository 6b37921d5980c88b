"""From a file's text to the article's paragraphs, with all that was cut and why.

Knows how pages and hard-wrapped files look; knows nothing of provinces or of what a figure is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from corpus import furniture
from corpus.records import Dropped
from corpus.reworded import reworded_paragraphs
from corpus.text import CAPITAL, SMALL, squeeze, syllables

REWORDED = "bản chép lại bằng máy của phần trước"

_ITEM = re.compile(r"^\s*(?:[-–—+*•]\s|\(?[a-zđ]\)\s|(?:[IVX]+|\d+(?:\.\d+)*)[.)]\s)")
_GLUED = re.compile(rf"(?:(?<={SMALL})|(?<=[0-9)]))([.;])(?={CAPITAL}{SMALL})")


@dataclass(frozen=True)
class Article:
    """The article of a file, and what the lines around it tell.

    `paragraphs` have their white space squeezed and are otherwise letter for letter those of the file.
    """

    title: str | None
    paragraphs: tuple[str, ...]
    dropped: tuple[Dropped, ...]
    author: str | None = None
    source: str | None = None
    site: str | None = None
    date_line: str | None = None


@dataclass
class _Sorting:
    """Lines of a file while they are told apart; `cut` maps a line's index to the reason."""

    lines: list[str]
    cut: dict[int, str] = field(default_factory=dict)

    def kept(self, start: int, stop: int) -> list[int]:
        return [i for i in range(start, stop) if self.lines[i].strip() and i not in self.cut]


def clean(text: str) -> Article:
    """Tell the article in `text` from the page round it.

    Every non-blank line of the file ends up either in a paragraph or in `dropped`.
    """
    sorting = _Sorting([line.replace("\u00a0", " ").strip() for line in text.split("\n")])
    stop, author, source = _cut_tail(sorting)
    title_at, site = _cut_head(sorting, stop)
    rows = [i for i in sorting.kept(0, stop) if i != title_at]
    width = _wrap_width([sorting.lines[i] for i in rows])
    for i in furniture.captions([sorting.lines[i] for i in rows], wrapped=width > 0):
        sorting.cut[rows[i]] = furniture.CAPTION
    paragraphs = _paragraphs(sorting.lines, [i for i in rows if i not in sorting.cut], width)
    copies = reworded_paragraphs(paragraphs)
    dropped = [*_dropped(sorting), *(Dropped(paragraphs[i], REWORDED) for i in sorted(copies))]
    return Article(
        title=squeeze(sorting.lines[title_at]) if title_at is not None else None,
        paragraphs=tuple(p for i, p in enumerate(paragraphs) if i not in copies),
        dropped=tuple(dropped),
        author=author,
        source=source,
        site=site,
        date_line=next((sorting.lines[i] for i, why in sorting.cut.items() if why == furniture.DATE_LINE), None),
    )


def _cut_tail(sorting: _Sorting) -> tuple[int, str | None, str | None]:
    """Cut from the first line that opens the page's lower part; find author and source there."""
    lines = sorting.lines
    prose = [i for i, line in enumerate(lines) if furniture.is_prose(line)]
    first = prose[0] if prose else 0
    stop = next((i for i in range(first, len(lines)) if furniture.is_tail_mark(lines[i])), len(lines))
    # Only on a page with such a part: in other files an annex may stand below the closing "./.".
    closing = [i for i in prose if i < stop < len(lines)][-1:]
    if closing and furniture.closes_article(lines[closing[0]]):
        stop = closing[0] + 1
    author = next(filter(None, (furniture.author_in(line) for line in lines[stop:])), None)
    source = next(filter(None, (furniture.source_in(line) for line in lines[stop:])), None)
    for i in range(stop, len(lines)):
        labelled = furniture.author_in(lines[i]) or furniture.source_in(lines[i])
        sorting.cut[i] = furniture.SIGNATURE if labelled else furniture.TAIL
    below = next((i for i in range(stop, len(lines)) if lines[i]), None)
    if below is not None and furniture.is_person(lines[below]) and not furniture.is_tail_mark(lines[below]):
        sorting.cut[below] = furniture.SIGNATURE
        author = author or squeeze(lines[below])
    while signed := [i for i in sorting.kept(first, stop)[-1:] if furniture.is_person(lines[i])]:
        sorting.cut[signed[0]] = furniture.SIGNATURE
        author = author or squeeze(lines[signed[0]])
        stop = signed[0]
    return stop, author, source


def _cut_head(sorting: _Sorting, stop: int) -> tuple[int | None, str | None]:
    """Cut what stands above the article; the title is the first line there of five syllables or more."""
    lines = sorting.lines
    title_at, site = None, None
    for i in range(stop):
        line = lines[i]
        if not line:
            continue
        if reason := furniture.head_reason(line):
            sorting.cut[i] = reason
            if reason == furniture.SITE_NAME:
                site = re.split(r"https?://", line)[0].strip() or None
        elif furniture.is_prose(line) or title_at is not None:
            break
        elif len(syllables(line)) >= 5:
            title_at = i
        else:
            sorting.cut[i] = furniture.BREADCRUMB
    for i in range((title_at or 0) + 1, stop):
        if lines[i] and furniture.head_reason(lines[i]) in (furniture.DATE_LINE, furniture.NOTICE, furniture.SITE_NAME):
            sorting.cut[i] = furniture.head_reason(lines[i]) or ""
    lead = next((i for i in sorting.kept(0, stop) if furniture.is_prose(lines[i])), stop)
    above = sorting.kept((title_at or 0) + 1, lead)
    for i in furniture.menu([lines[i] for i in above]):
        sorting.cut[above[i]] = furniture.MENU
    for i in above:
        if title_at is not None and squeeze(lines[i]) == squeeze(lines[title_at]):
            sorting.cut[i] = furniture.TITLE_AGAIN
    return title_at, site


def _paragraphs(lines: list[str], rows: list[int], width: int) -> list[str]:
    """Join the lines of a file wrapped at `width` into paragraphs; a file that is not (0) has one paragraph a line."""
    paragraphs: list[str] = []
    previous: int | None = None
    for i in rows:
        joined = width and previous is not None and i == previous + 1 and _goes_on(lines[previous], lines[i], width)
        if joined:
            gap = "" if re.search(r"\w[-/]$", paragraphs[-1]) else " "
            paragraphs[-1] += gap + squeeze(lines[i])
        else:
            paragraphs.append(squeeze(lines[i]))
        previous = i
    return [_GLUED.sub(r"\1 ", paragraph) for paragraph in paragraphs]


def _wrap_width(lines: list[str]) -> int:
    """The width at which the lines were wrapped, in characters, or 0 when they were not.

    In a wrapped file many lines break off in mid sentence and the next goes on with a small letter.
    """
    torn = sum(not furniture.ends_like_prose(line) and following[:1].islower() for line, following in pairwise(lines))
    if torn < max(3, 0.15 * len(lines)):
        return 0
    return sorted(len(line) for line in lines)[int(len(lines) * 0.9)]


def _goes_on(line: str, following: str, width: int) -> bool:
    """Does the paragraph of `line` go on in `following`?"""
    if _ITEM.match(following) or line.rstrip().endswith(("./.", ":")):
        return False
    if _is_upper(line) != _is_upper(following):
        return False
    if following[:1].islower() or line.endswith((",", "-", "–")):
        return True
    # A line that ends short ends its paragraph; one that is full and goes on with a capital is in mid sentence.
    return len(line) >= 0.8 * width or (_is_upper(line) and not furniture.ends_like_prose(line))


def _is_upper(line: str) -> bool:
    letters = [c for c in line if c.isalpha()]
    # An abbreviation that stands alone at a line's end ("CNTT.") is no heading in capitals.
    return len(letters) > 8 and sum(c.isupper() for c in letters) > 0.8 * len(letters)


def _dropped(sorting: _Sorting) -> list[Dropped]:
    """The cut lines in the file's order, neighbours with one reason together."""
    stretches: list[Dropped] = []
    last: int | None = None
    for i in sorted(i for i in sorting.cut if sorting.lines[i]):
        reason = sorting.cut[i]
        between = () if last is None else [j for j in range(last + 1, i) if sorting.lines[j] and j not in sorting.cut]
        if stretches and stretches[-1].reason == reason and not between:
            stretches[-1] = Dropped(stretches[-1].text + "\n" + sorting.lines[i], reason)
        else:
            stretches.append(Dropped(sorting.lines[i], reason))
        last = i
    return stretches
