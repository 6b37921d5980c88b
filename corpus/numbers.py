"""Reading the numbers of a Vietnamese text: what they are worth, and which of them are figures at all.

"1.575" is one thousand five hundred and seventy-five, "42,7 tỷ đồng" is money, "19/20" a fraction; dates, years,
document numbers, telephone numbers, versions and list numbers are no figures.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

Kind = Literal[
    "percent", "money", "fraction", "count", "year", "date", "document", "phone", "version", "level", "ordinal"
]

FIGURES: frozenset[str] = frozenset({"percent", "money", "fraction", "count"})
"""The kinds that count or measure something."""

# Thousands in groups of three, then an English decimal point of one or two figures ("2.5 tỷ"), then the decimal comma.
_PLAIN = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+\.\d{1,2}(?![\d.])|\d+(?:,\d+)?"
_HEDGE = (
    r"trên|hơn|gần|khoảng|xấp xỉ|ước(?: đạt| tính)?|dưới|không (?:quá|dưới)|chưa (?:đến|tới)|ít nhất|tối thiểu|tối đa"
    r"|(?:ít|thấp|nhiều|cao) hơn"
)
_CODE = r"(?:[A-ZĐ]{2}\w*|[bcdfghjklmnpqrstvwxzđ]{2,}\d*(?![^\W_]))"
_NUMBER = re.compile(
    rf"""
      (?P<document>(?<![\w/.,])\d+[a-zđ]?(?:/\d{{4}})?(?:[ ]?/[ ]?|-){_CODE}(?:[-/]\w+)*)
    | (?P<date>(?<![\d/.-])\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{4}}(?!\d)
        |(?:(?<=[Ss]áng\s)|(?<=[Cc]hiều\s)|(?<=[Tt]ối\s))\d{{1,2}}/\d{{1,2}}(?![\d/])
        |(?<=[Nn]gày\s)\d{{1,2}}(?:/\d{{1,2}}(?![\d/])|\s+tháng\s+\d{{1,2}}(?:\s+năm\s+\d{{4}})?)
        |(?<=[Tt]háng\s)\d{{1,2}}/\d{{4}}(?!\d)|(?<=\()\d{{1,2}}(?:-\d{{1,2}})?/\d{{1,2}}/\d{{4}}
        |(?<=hết\stháng\s)\d{{1,2}}(?![\d/.,%])|(?<![\d.,/:])\d{{1,2}}(?::\d\d|h(?:\d\d)?)(?![\w:]))
    | (?P<phone>(?<![\d.,])0\d{{1,3}}\)?[.\s-]{{0,2}}\d{{3,4}}[.\s-]?\d{{3,4}}(?!\d)|(?<![\d.,])1[89]00[.\s]?\d{{4,6}})
    | (?P<version>(?<=phiên\sbản\s)\d+(?:\.\d+)*|(?<=ISO\s)\d+(?:[:-]\d+)*)
    | (?P<level>(?<=[Mm]ức\sđộ\s)\d(?:\s*(?:,|và|-)\s*(?:mức\sđộ\s)?\d)*(?!\d|[.,]\d|\s?%)
        |(?<=[Cc]ấp\sđộ\s)\d(?:\s*(?:,|và|-)\s*(?:cấp\sđộ\s)?\d)*(?!\d|[.,]\d|\s?%))
    | (?P<ordinal>(?:^|(?<=\n))\s*(?:\d+(?:\.\d+)*)[.)](?=\s))
    | (?P<year>(?<=[Nn]ăm\s)(?:19|20)\d\d(?![\d%]|[.,/]\d)
        |(?<![\d.,/])(?:19|20)\d\d(?![\d%]|[.,/]\d|\s?(?:%|người|máy|đơn\svị|văn\sbản|hồ\ssơ|học\sviên|tỷ|triệu|xã|chứng)))
    | (?P<fraction>(?<![\d/.,])\d{{1,3}}(?:\.\d{{3}})*/\d{{1,3}}(?:\.\d{{3}})*(?![\d/])
        |(?<![\d/.,])\d{{1,3}}(?:\.\d{{3}})*\strên\s(?:tổng\s(?:số\s)?)?\d{{1,3}}(?:\.\d{{3}})*(?=\s+[^\W\d]))
    | (?P<plain>(?<![\w.,/])(?<![^\W\d_]-)(?>{_PLAIN})(?!\d|[/.,]\d|G\b))
    """,
    re.VERBOSE,
)
_PERCENT = re.compile(r"\s?(?:%|phần trăm)")
# "15 đồng chí", "năm 2015 tỷ lệ" and "4 triệu lượt khách" are no money.
_MONEY = re.compile(
    r"\s?(?:(?:nghìn|ngàn|trăm) )?(?:tỷ|tỉ|triệu|nghìn|ngàn)?\s?(?:đồng(?! (?:chí|bào))|VNĐ|VND|đ\b)"
    r"|\s?(?:tỷ|tỉ|triệu)\b(?! (?:lệ|trọng|suất|giá|lượt|người|dân|hộ|khách|thuê|văn|hồ|lần|tấn))"
)
_THOUSANDS = {"nghìn": 1, "ngàn": 1, "triệu": 2, "tỷ": 3, "tỉ": 3}
_UNIT = re.compile(r"[^\S\n]+([^\W\d_]+(?:[^\S\n]+[^\W\d_]+)?)")


@dataclass(frozen=True)
class Number:
    """A number at `[start, end)` of the text it was read from, unit included.

    `value` is none for what is no figure; a fraction has its numerator as value and a `denominator`. `unit` is "%", the
    words of money ("tỷ đồng") or the one or two words that follow; `hedge` is the word before it ("trên"), or none.
    """

    start: int
    end: int
    kind: Kind
    text: str
    value: Decimal | None = None
    denominator: Decimal | None = None
    unit: str | None = None
    hedge: str | None = None

    @property
    def is_figure(self) -> bool:
        return self.kind in FIGURES


def decimal(text: str) -> Decimal:
    """The value of a number in Vietnamese notation; a point before one or two figures is a decimal point all the same.

    >>> decimal("1.575"), decimal("42,7"), decimal("05"), decimal("2.5")
    (Decimal('1575'), Decimal('42.7'), Decimal('5'), Decimal('2.5'))
    """
    if re.fullmatch(r"\d+\.\d{1,2}", text):
        return Decimal(text)
    return Decimal(text.replace(".", "").replace(",", "."))


def numbers(text: str) -> list[Number]:
    """All numbers of a text, in order.

    >>> [(n.kind, str(n.value)) for n in numbers("Năm 2016 đầu tư 42,7 tỷ đồng; 19/20 sở, đạt trên 80%.")]
    [('year', 'None'), ('money', '42.7'), ('fraction', '19'), ('percent', '80')]
    """
    found: list[Number] = []
    for number in (_number(text, mark) for mark in _NUMBER.finditer(text)):
        whole = _together(text, found[-1], number) if found else None
        found[-1:] = [whole] if whole else [*found[-1:], number]
    return found


def _together(text: str, first: Number, second: Number) -> Number | None:
    """The sum of money in two numbers side by side, "14 tỷ 650 triệu đồng"; none where they are two sums."""
    of, below = (re.match(r"tỷ|tỉ|triệu|nghìn|ngàn", number.unit or "") for number in (first, second))
    if first.kind != "money" or second.kind != "money" or not of or not below or text[first.end : second.start].strip():
        return None
    least = _THOUSANDS[of[0]] - _THOUSANDS[below[0]]
    if least <= 0 or first.unit != of[0] or first.value is None or second.value is None:
        return None
    unit = f"{of[0]}{(second.unit or '').removeprefix(below[0])}"
    value = first.value + second.value / 1000**least
    return replace(first, end=second.end, text=text[first.start : second.end], value=value, unit=unit)


def _number(text: str, mark: re.Match[str]) -> Number:
    start, end = mark.span()
    kind = mark.lastgroup
    if kind not in ("fraction", "plain"):
        while text[start].isspace():
            start += 1
        return Number(start, end, kind, text[start:end])  # type: ignore[arg-type]
    hedge = re.search(rf"(?:^|[\s(])({_HEDGE})\s*$", text[max(0, start - 20) : start].lower())
    before = hedge[1] if hedge else None
    if kind == "fraction":
        above, below = re.split(r"/|\D+trên\D+", mark[0])
        return Number(start, end, "fraction", mark[0], decimal(above), decimal(below), _unit(text, end), before)
    value = decimal(mark[0])
    for measured, shape in (("percent", _PERCENT), ("money", _MONEY)):
        if tail := shape.match(text, end):
            unit = "%" if measured == "percent" else tail[0].strip()
            return Number(start, tail.end(), measured, text[start : tail.end()], value, None, unit, before)  # type: ignore[arg-type]
    return Number(start, end, "count", mark[0], value, None, _unit(text, end), before)


def _unit(text: str, end: int) -> str | None:
    following = _UNIT.match(text, end)
    return following[1] if following else None
