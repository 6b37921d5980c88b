"""The years of a sentence's figures: "năm 2016 bố trí 26,5 tỷ, tăng so với năm 2015 (22,2 tỷ)" tells of two.

A figure of another year than asked is a wrong answer with a right citation, so each figure gets its own years, by
where in the sentence the years stand. Knows nothing of reports or questions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from corpus.numbers import Number

BEFORE = -1
"""Stands for the year before the report's own: "cùng kỳ năm trước"."""

BEHIND = 7
"""Syllables at the most between a figure and the year behind it that it is of ("33,8 tỷ đồng cho CNTT năm 2016")."""

T = TypeVar("T")

_ONE = r"(?:19|20)\d\d"
_MENTION = re.compile(
    rf"\b(?P<span>(?:giai đoạn|thời kỳ|nhiệm kỳ|từ năm)\s+{_ONE}\s*(?:-|–|—|đến(?: năm)?)\s*{_ONE})"
    rf"|\b(?:năm|tháng \d{{1,2}}/|tháng \d{{1,2}} năm|quý [ivx\d]+/|quý [ivx\d]+ năm)\s?"
    rf"(?P<years>{_ONE}(?:\s*(?:,|;|và|và năm|-|–)\s*(?:năm\s+)?{_ONE})*)(?![\d/])"
    rf"|\b(?:đến|hết|tới) (?:hết |cuối )?(?:ngày )?\d{{1,2}}[/.]\d{{1,2}}[/.](?P<day>{_ONE})\b"
    rf"|(?<=\()(?P<inside>{_ONE})(?=\))|\b(?P<listed>{_ONE})(?=\s?:|\s+với\b)"
    r"|\b(?P<ago>năm (?:trước|ngoái)|cùng kỳ(?! (?:năm |tháng |quý )))"
    r"|(?<!thực )(?<!thể )(?<!phát )(?<!xuất )\b(?P<now>hiện(?: nay| tại)?|đến nay)\b",
    re.IGNORECASE,
)
_SET_BESIDE = re.compile(
    r"\b(?:so với|hơn|kém|vượt|bằng)(?: (?:cùng kỳ|cuối|đầu|của|mức|cả|thời điểm|kế hoạch))*\s*$", re.IGNORECASE
)
_PARTED = re.compile(r"[;,.)]\s|[;)]|\s(?:và|còn|nhưng|lên|xuống|đến)\s")
_DIRECTLY = re.compile(r"[\s(]*(?:(?:chỉ|mới|là|đạt|có|còn|chi|khoảng|gần|trên|xếp|thứ|hạng)\s*)*")
_IN_TURN = re.compile(r"\b(?:lần lượt|tương ứng|theo thứ tự)\b", re.IGNORECASE)


@dataclass(frozen=True)
class _Mention:
    """Years named at `[start, end)`; `beside` says that something is compared with them ("so với năm 2015")."""

    start: int
    end: int
    years: tuple[int, ...]
    span: bool
    beside: bool


def of_figures(text: str, figures: Sequence[Number]) -> list[tuple[int, ...]]:
    """For each figure of a sentence the years that it is told of; none where the sentence does not say.

    Several years mean that it is told of all of them together ("giai đoạn 2011-2015").

    >>> from corpus.numbers import numbers
    >>> text = "năm 2016 chi 26,5 tỷ đồng, tăng 4,3 tỷ đồng so với năm 2015 (22,2 tỷ đồng)"
    >>> of_figures(text, [n for n in numbers(text) if n.is_figure])
    [(2016,), (2016,), (2015,)]
    """
    mentions = _mentions(text)
    years = [_of_figure(text, figures, i, mentions) for i in range(len(figures))]
    for mention in mentions:
        following = [i for i, figure in enumerate(figures) if figure.start >= mention.end]
        several = len(mention.years) > 1 and not mention.span
        if several and len(following) >= len(mention.years) and _IN_TURN.search(text, mention.start):
            for i, year in zip(following, mention.years, strict=False):
                years[i] = (year,)
    return years


def repeated(text: str, figures: Sequence[T], starts: Sequence[int]) -> dict[int, T]:
    """Which figure's thing each one tells of again, by place: "cấp tỉnh 98%, cấp huyện 95%, năm 2015 lần lượt là 96%
    và 90%" tells of both levels twice. `starts` are the figures' places in the text.
    """
    mark = _IN_TURN.search(text)
    if not mark:
        return {}
    first = [i for i, start in enumerate(starts) if start < mark.start()]
    again = [i for i, start in enumerate(starts) if start >= mark.end()]
    if len(again) < 2 or len(first) < len(again):
        return {}
    return dict(zip(again, (figures[i] for i in first[-len(again) :]), strict=True))


def _mentions(text: str) -> list[_Mention]:
    found = []
    for mark in _MENTION.finditer(text):
        named = tuple(int(year) for year in re.findall(_ONE, mark[0])) or ((BEFORE,) if mark["ago"] else ())
        span = bool(mark["span"]) or bool(re.search(rf"{_ONE}\s*[-–]\s*{_ONE}", mark[0]))
        found.append(_Mention(mark.start(), mark.end(), named, span, bool(_SET_BESIDE.search(text[: mark.start()]))))
    return found


def _of_figure(text: str, figures: Sequence[Number], at: int, mentions: Sequence[_Mention]) -> tuple[int, ...]:
    """The years that stand right behind the figure, else those last named before it that still hold."""
    figure = figures[at]
    behind = next((m for m in mentions if m.start >= figure.end), None)
    following = figures[at + 1].start if at + 1 < len(figures) else len(text)
    if behind and behind.start < following and not behind.beside:
        between = text[figure.end : behind.start]
        taken = following < len(text) and not _PARTED.search(text[behind.end : following])
        if not _PARTED.search(between) and len(between.split()) <= BEHIND and not taken:
            return behind.years
    for mention in reversed([m for m in mentions if m.end <= figure.start]):
        between = text[mention.end : figure.start]
        # "(năm 2011)" behind a figure is of that one; before all of them it holds for all.
        closed = between.count(")") > between.count("(") and figures[0].start < mention.start
        if _DIRECTLY.fullmatch(between) if mention.beside else not closed:
            return mention.years
    return ()
