"""The figures of a sentence, each with the words that it is told of.

"Các sở, ngành đạt 96%, UBND cấp huyện đạt 77%" tells two things. A question for one of them is answered by that one,
so figures are looked at one by one and not sentence by sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from assistant.years import of_figures, repeated
from corpus.numbers import Number, numbers
from corpus.tables import cells
from corpus.text import syllables

VALUE = 6
"""Syllables up to which a table's cell is a value and no name."""

WHOSE = 7
"""Syllables up to which what follows a figure only says whose it is ("100% cán bộ, công chức cấp tỉnh")."""

_STRONG = re.compile(r"[;:]\s|\.\.\.\s")
_PARTED = re.compile(r";\s")
_WEAK = re.compile(r",\s|\s(?=(?:và|còn|nhưng|trong đó|trong khi)\s)")
# "các sở, ngành", "cán bộ, công chức", "cấp tỉnh, huyện" are one thing, whatever their commas.
_ONE_THING = re.compile(
    r"\b(?:sở|ban|ngành|hội|huyện|thành phố|thị xã|thị|xã|phường|thị trấn|cán bộ|công chức|viên chức|cơ quan|đơn vị"
    r"|tỉnh|đảng|đoàn thể|người dân|doanh nghiệp|tổ chức|cá nhân|trường|bệnh viện)"
    r"(, |\s(?=và ))(?=(?:và )?(?:các |cấp )?(?:ban|ngành|hội|huyện|thành phố|thị|xã|phường|công chức|viên chức|đơn vị"
    r"|đoàn thể|doanh nghiệp|cơ quan|tổ chức|địa phương|sở|trường|trạm|cá nhân|người lao động)\b)",
    re.IGNORECASE,
)
_PREDICATE = re.compile(
    r"\b(?:đã|được|có|đạt|là|sử dụng|dùng|ứng dụng|triển khai|kết nối|nối|trang bị|hoàn thành|thực hiện|cung cấp"
    r"|duy trì|áp dụng|biết|tham gia|đáp ứng)\b",
    re.IGNORECASE,
)
_IN_MONEY = re.compile(r"\b(?:(?:nghìn|ngàn|triệu|tỷ|tỉ) )?đồng\b")
_PART_OF = re.compile(r"\s*(?:trong đó|riêng|chỉ có|gồm)\b", re.IGNORECASE)
_SPAN_OF_TIME = re.compile(r"\s(?:năm|tháng|ngày|tuần|giờ|phút)\b")
_NOT_TOLD = re.compile(r"\s*+(?:[\W\d_]|(?:và|còn|nhưng|so|trong|tại|ở|vào|năm|theo|trở|của năm|tháng|quý|kế hoạch)\b)")


@dataclass(frozen=True)
class Statement:
    """A figure of a sentence and the stretch `[start, end)` of the sentence that tells of it.

    `reach` is where that stretch and those that it leans on end: in "19/20 sở, 100% huyện đã có một cửa" the verb
    stands with the last figure. `leans` is where what it may lean on begins: the sentence's start or, for a stretch
    that says all by itself, its own clause. `shared` is what stands before all figures and holds for each of them
    ("Cấp xã: …").
    For the figure of a table, `head` are the heads of its row and column; for one that tells again of what an earlier
    one told of ("năm 2015 lần lượt là …"), the earlier one's stretch. `years` are those it is told of, where the
    sentence or the head says.
    """

    number: Number
    start: int
    end: int
    reach: int
    leans: int
    shared: str
    head: str = ""
    years: tuple[int, ...] = ()


@lru_cache(maxsize=20_000)
def statements(text: str) -> tuple[Statement, ...]:
    """The figures of a sentence in order; their stretches do not overlap.

    >>> sentence = "Các sở đạt 96%, UBND cấp huyện đạt 77%; cấp 298 chứng thư số"
    >>> [sentence[s.start : s.end] for s in statements(sentence)]
    ['Các sở đạt 96%, ', 'UBND cấp huyện đạt 77%; ', 'cấp 298 chứng thư số']
    """
    figures = [number for number in numbers(text) if number.is_figure]
    # "6 tháng đầu năm" tells of another figure when there is one.
    figures = [figure for figure in figures if not _SPAN_OF_TIME.match(text, figure.end)] or figures
    if not figures:
        return ()
    opening = max((mark.end() for mark in _borders(_STRONG, text, 0, figures[0].start)), default=0)
    cuts = [opening, *(_cut(text, a, b) for a, b in pairwise(figures)), _end(text, figures[-1])]
    told = [text[cuts[i] : cuts[i + 1]] for i in range(len(figures))]
    again = repeated(text, told, [figure.start for figure in figures])
    years = of_figures(text, figures)
    return tuple(
        Statement(
            figure,
            cuts[i],
            cuts[i + 1],
            _reach(text, figures, cuts, i),
            _leans(text, figure),
            text[:opening],
            again.get(i, ""),
            years[i],
        )
        for i, figure in enumerate(figures)
    )


@lru_cache(maxsize=20_000)
def cell_statements(text: str, heads: tuple[str, ...], caption: str) -> tuple[Statement, ...]:
    """The figures of a table's row, one a cell; its first cell without a figure names what the row is about.

    >>> [(s.number.text, s.head) for s in cell_statements("Mạng LAN | 80% | 93%", ("Chỉ tiêu", "2015", "2016"), "")]
    [('80%', 'Mạng LAN – 2015'), ('93%', 'Mạng LAN – 2016')]
    """
    found, at, named = [], 0, ""
    for column, cell in enumerate(cells(text) or ()):
        start = text.index(cell, at)
        at = start + len(cell)
        figures = [number for number in numbers(cell) if number.is_figure]
        if not figures or len(syllables(cell)) > VALUE:
            if not named and column < len(heads):
                caption = f"{caption} {heads[column]}".strip()
            named = named or cell
            continue
        head = " – ".join(filter(None, (named, heads[column] if column < len(heads) else "")))
        figure = figures[0]
        if figure.kind == "count" and "%" in f"{head} {caption}":
            figure = replace(figure, kind="percent", unit="%")
        elif figure.kind == "count" and (money := _IN_MONEY.search(f"{head} {caption}")):
            figure = replace(figure, kind="money", unit=money[0])
            head = head if money[0] in head else f"{head} ({money[0]})"
        moved = replace(figure, start=figure.start + start, end=figure.end + start)
        years = tuple(int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", head))
        found.append(Statement(moved, start, at, at, start, caption, head, years))
    return tuple(found)


def _reach(text: str, figures: Sequence[Number], cuts: Sequence[int], at: int) -> int:
    """The end of the first stretch from the figure's own on that tells more than whose the figure is."""
    for i in range(at, len(figures)):
        told = text[figures[i].end : cuts[i + 1]]
        says_more = len(syllables(told)) > WHOSE and _PREDICATE.search(told)
        parted = _PART_OF.match(text, cuts[i + 1])
        if i == len(figures) - 1 or not _told_behind(text, figures[i]) or says_more or parted:
            return cuts[i + 1]
    return cuts[at + 1]


def _leans(text: str, figure: Number) -> int:
    """Where what the figure may lean on begins. "100% xã được phủ sóng di động" behind a semicolon says all by itself;
    "UBND cấp huyện đạt 77%" does not.
    """
    clause = max((mark.end() for mark in _borders(_PARTED, text, 0, figure.start)), default=0)
    following = min((mark.start() for mark in _borders(_PARTED, text, figure.end, len(text))), default=len(text))
    told = len(syllables(text[figure.end : following]))
    return clause if told > WHOSE and _told_behind(text, figure) and not text[clause : figure.start].strip() else 0


def _cut(text: str, figure: Number, following: Number) -> int:
    """Where what is told of a figure ends and what is told of the next begins."""
    strong = _borders(_STRONG, text, figure.end, following.start)
    if strong:
        return strong[0].end()
    weak = _borders(_WEAK, text, figure.end, following.start)
    told_behind = _told_behind(text, figure), _told_behind(text, following)
    if weak:
        # "66% cán bộ sở, ngành, 80% cán bộ xã" lists within what is told; "đạt 96%, các sở, ngành đạt 77%" before it.
        return weak[-1 if all(told_behind) else 0].end()
    return following.start if told_behind[0] else figure.end


def _end(text: str, figure: Number) -> int:
    """Where what is told of a sentence's last figure ends."""
    borders = _borders(_STRONG, text, figure.end, len(text))
    if not _told_behind(text, figure):
        borders += _borders(_WEAK, text, figure.end, len(text))
    return min((mark.end() for mark in borders), default=len(text))


def _told_behind(text: str, figure: Number) -> bool:
    """Is the figure told of what follows it ("66% cán bộ cấp xã"), not of what stands before ("cấp huyện đạt 77%")?"""
    behind = text[figure.end :]
    if _NOT_TOLD.match(behind):
        return False
    borders = [mark for shape in (_STRONG, _WEAK) for mark in _borders(shape, behind, 0, len(behind))]
    return len(syllables(behind[: min((mark.start() for mark in borders), default=len(behind))])) > 0


def _borders(shape: re.Pattern[str], text: str, start: int, end: int) -> list[re.Match[str]]:
    """The borders between two places, those within brackets or within one thing's name left out."""
    one_thing = {mark.start(1) for mark in _ONE_THING.finditer(text)}
    found = []
    for mark in shape.finditer(text, start, end):
        before = text[start : mark.start()]
        if before.count("(") <= before.count(")") and mark.start() not in one_thing:
            found.append(mark)
    return found
