"""From a file's text to the article's paragraphs, with all that was cut and why.

Knows how pages and hard-wrapped files look; knows nothing of provinces or of what a figure is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from corpus import formal, furniture, mail
from corpus.dates import appeared
from corpus.records import Dropped
from corpus.reworded import reworded_paragraphs
from corpus.tables import cells, row
from corpus.text import CAPITAL, SMALL, squeeze, syllables

REWORDED = "bản chép lại (nguyên văn hoặc bằng máy) của phần khác trong tệp"

_ITEM = re.compile(r"^\s*(?:[-–—+*•]\s|\(?[a-zđ]\)\s|(?:[IVX]+|\d+(?:\.\d+)*)[.)]\s)")
_GLUED = re.compile(rf"(?:(?<={SMALL})|(?<=[0-9)]))([.;])(?={CAPITAL}{SMALL})")


@dataclass(frozen=True)
class Article:
    """The article of a file, and what the lines around it tell.

    `paragraphs` have their white space squeezed, but for the tabs between a table row's cells, and are otherwise letter
    for letter those of the file.
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

    def told(self) -> list[str]:
        """The lines as sentences and labels are looked for in them: rows of tables are neither, nor an e-mail's."""
        mails = {i for i, why in self.cut.items() if why == furniture.MAIL}
        return ["" if is_row(line) or i in mails else line for i, line in enumerate(self.lines)]


def clean(text: str, title: str | None = None, headings: Collection[str] = ()) -> Article:
    """Tell the article in `text` from the page round it.

    `title` is what the file's own metadata calls it, `headings` are lines that it sets as headings. Every non-blank
    line of the file ends up either in a paragraph or in `dropped`.
    """
    sorting = _Sorting([_stripped(line) for line in text.split("\n")])
    _cut_mail(sorting)
    _cut_pages(sorting)
    dated = _cut_form(sorting)
    stop, author, source = _cut_tail(sorting)
    title_at, site = _cut_head(sorting, stop, title)
    rows = [i for i in sorting.kept(0, stop) if i not in title_at]
    told = sorting.told()
    width = _wrap_width([told[i] for i in rows if told[i]])
    page = stop < len(told) or not {furniture.DATE_LINE, furniture.SITE_NAME}.isdisjoint(sorting.cut.values())
    for i in furniture.captions([told[i] for i in rows], plain=width > 0 or not page, headings=headings):
        sorting.cut[rows[i]] = furniture.CAPTION
    paragraphs = _paragraphs(sorting, [i for i in rows if i not in sorting.cut], width)
    copies = reworded_paragraphs(paragraphs)
    dropped = [*_dropped(sorting), *(Dropped(paragraphs[i], REWORDED) for i in sorted(copies))]
    while copies and paragraphs and (len(paragraphs) - 1 in copies or furniture.is_person(paragraphs[-1])):
        last = paragraphs.pop()
        if len(paragraphs) not in copies:
            author = author or last
            dropped.append(Dropped(last, furniture.SIGNATURE))
    date_line = next((sorting.lines[i] for i, why in sorting.cut.items() if why == furniture.DATE_LINE), None)
    return Article(
        title=squeeze(" ".join(sorting.lines[i] for i in title_at)) or None,
        paragraphs=tuple(p for i, p in enumerate(paragraphs) if i not in copies),
        dropped=tuple(dropped),
        author=author,
        source=source,
        site=site,
        date_line=date_line or dated,
    )


def is_row(line: str) -> bool:
    """A row of a table as readers give it. Not one with bars: in texts they part the entries of menus, too."""
    return "\t" in line


def _stripped(line: str) -> str:
    line = line.replace("\u00a0", " ")
    return row(cells(line) or ()) if is_row(line.strip(" ")) and line.strip() else line.strip()


def _cut_pages(sorting: _Sorting) -> None:
    """Cut the numbers of printed pages, and what is printed again above or below each."""
    for i, reason in furniture.page_marks(sorting.told()).items():
        sorting.cut[i] = reason


def _cut_mail(sorting: _Sorting) -> None:
    """Cut what an e-mail has round the text that it brought; from then on the text is what stands between."""
    if found := mail.opened(sorting.lines):
        for i in (*range(found.start), *range(found.stop, len(sorting.lines))):
            sorting.cut[i] = furniture.MAIL


def _cut_form(sorting: _Sorting) -> str | None:
    """Cut an official text's letterhead and signature; the line with its place and day."""
    head = formal.letterhead(_uncut(sorting))
    sorting.cut |= dict.fromkeys(head, furniture.LETTERHEAD)
    sorting.cut |= dict.fromkeys(formal.signature(sorting.lines, bool(head)), furniture.SIGNED)
    return formal.day_line([sorting.lines[i] for i in sorted(head)])


def _cut_tail(sorting: _Sorting) -> tuple[int, str | None, str | None]:
    """Cut from the first line that opens the page's lower part; find author and source there."""
    lines = sorting.told()
    prose = [i for i, line in enumerate(lines) if furniture.is_prose(line)]
    first = prose[0] if prose else 0
    stop = furniture.tail_begins(lines, first)
    # Only on a page with such a part: in other files an annex may stand below the closing "./.".
    closing = [i for i in prose if i < stop < len(lines)][-1:]
    if closing and furniture.closes_article(lines[closing[0]]):
        stop = closing[0] + 1
    author = next(filter(None, (furniture.author_in(line) for line in lines[stop:])), None)
    source = next(filter(None, (furniture.source_in(line) for line in lines[stop:])), None)
    for i in range(stop, len(lines)):
        labelled = furniture.author_in(lines[i]) or furniture.source_in(lines[i])
        sorting.cut.setdefault(i, furniture.SIGNATURE if labelled else furniture.TAIL)
    below = next((i for i in range(stop, len(lines)) if lines[i]), None)
    if below is not None and furniture.is_person(lines[below]) and not furniture.is_tail_mark(lines[below]):
        sorting.cut[below] = furniture.SIGNATURE
        author = author or squeeze(lines[below])
    for i in reversed(sorting.kept(first, stop)):
        named = furniture.author_in(lines[i])
        if not named and not furniture.is_person(lines[i]):
            break
        sorting.cut[i] = furniture.SIGNATURE
        author = author or named or squeeze(lines[i])
        stop = i
    return stop, author, source


def _cut_head(sorting: _Sorting, stop: int, named: str | None) -> tuple[list[int], str | None]:
    """Cut what stands above the article; where its title stands, and the site's name.

    The title is the line that the file calls so, or the kind and subject of an official text, else the first line there
    of five syllables or more.
    """
    lines = sorting.told()
    site = None
    title_at = _named_title(sorting, stop, named) or formal.title(_uncut(sorting), 0, stop)
    for i in sorting.kept(0, stop):
        if title_at and i >= title_at[0]:
            break
        if reason := furniture.head_reason(lines[i]) or (furniture.DATE_LINE if appeared(lines[i]) else None):
            sorting.cut[i] = reason
            if reason == furniture.SITE_NAME:
                site = re.split(r"https?://", lines[i])[0].strip() or None
        elif (furniture.is_prose(lines[i]) and not _is_dated_title(lines, i)) or not lines[i]:
            break
        elif len(syllables(lines[i])) >= 5 and not title_at and not furniture.is_banner(lines[i]):
            title_at = [i]
        else:
            sorting.cut[i] = furniture.BREADCRUMB
    below = title_at[-1] if title_at else 0
    for i in sorting.kept(below + 1, stop):
        if furniture.head_reason(lines[i]) in (furniture.DATE_LINE, furniture.NOTICE, furniture.SITE_NAME):
            sorting.cut[i] = furniture.head_reason(lines[i]) or ""
    texts = sorting.kept(below + 1 if title_at else 0, stop)
    lead = next((i for i in texts if furniture.is_prose(lines[i]) or is_row(sorting.lines[i])), stop)
    sorting.cut |= {i: furniture.DATE_LINE for i in sorting.kept(below + 1, lead) if appeared(lines[i])}
    above = sorting.kept(below + 1, lead)
    for i in furniture.menu([lines[i] for i in above]):
        sorting.cut[above[i]] = furniture.MENU
    for i in above:
        if title_at and squeeze(lines[i]) == squeeze(" ".join(lines[at] for at in title_at)):
            sorting.cut[i] = furniture.TITLE_AGAIN
    return title_at, site


def _is_dated_title(lines: Sequence[str], at: int) -> bool:
    """Is the line a title that ends with a quotation, right above the day of the page?"""
    below = next((line for line in lines[at + 1 :] if line), "")
    return not lines[at].endswith((".", ";", ":")) and appeared(below) is not None


def _uncut(sorting: _Sorting) -> list[str]:
    return ["" if i in sorting.cut else line for i, line in enumerate(sorting.lines)]


def _named_title(sorting: _Sorting, stop: int, named: str | None) -> list[int]:
    """Where the title that the file's metadata gives stands above the text."""
    for i in sorting.kept(0, stop)[:30]:
        if named and squeeze(sorting.lines[i]) == named:
            return [i]
        if furniture.is_prose(sorting.lines[i]):
            break
    return []


def _paragraphs(sorting: _Sorting, rows: list[int], width: int) -> list[str]:
    """Join the lines of a file wrapped at `width` into paragraphs; a file that is not (0) has one paragraph a line."""
    lines = sorting.lines
    paragraphs: list[list[str]] = []
    previous: int | None = None
    for i in rows:
        beside = previous is not None and (i == previous + 1 or _only_page_between(sorting, previous, i))
        if width and previous is not None and beside and _goes_on(lines[previous], lines[i], width):
            gap = "" if re.search(r"\w[-/]$", paragraphs[-1][-1]) else " "
            paragraphs[-1].append(gap + squeeze(lines[i]))
        else:
            paragraphs.append([lines[i] if is_row(lines[i]) else squeeze(lines[i])])
        previous = i
    joined = map("".join, paragraphs)
    return [paragraph if is_row(paragraph) else _GLUED.sub(r"\1 ", paragraph) for paragraph in joined]


def _only_page_between(sorting: _Sorting, line: int, following: int) -> bool:
    """Does only the border of two printed pages part the two lines?"""
    reasons = {sorting.cut.get(i) for i in range(line + 1, following) if sorting.lines[i]}
    return bool(reasons) and reasons <= {furniture.PAGE_NUMBER, furniture.RUNNING_HEAD}


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
    if _ITEM.match(following) or line.rstrip().endswith("./.") or is_row(line) or is_row(following):
        return False
    if line.rstrip().endswith(":"):
        return line.rfind("(") > line.rfind(")") or (len(line) >= 0.8 * width and following[:1].islower())
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
