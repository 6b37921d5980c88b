"""What the numbers of a sentence say: worth, unit and hedge, in digits or in words, and the years and levels they
are tied to.

Stands on `corpus.numbers`; knows nothing of reports or answers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from corpus.numbers import Number, numbers
from corpus.provinces import find_provinces
from corpus.terms import plain_tokens
from corpus.text import fold, nfc

_DIGITS = {
    "một": 1,
    "mốt": 1,
    "hai": 2,
    "ba": 3,
    "bốn": 4,
    "tư": 4,
    "năm": 5,
    "lăm": 5,
    "sáu": 6,
    "bảy": 7,
    "tám": 8,
    "chín": 9,
}
_TENS = r"(?:mười|mươi|trăm|nghìn|ngàn)"
_DIGIT = rf"(?:{'|'.join(_DIGITS)})"
_COUNTED = (
    r"huyện|xã|sở|tỉnh|đơn vị|lớp|người|giải pháp|nhiệm vụ|nhóm|cơ quan|phường|dịch vụ|hệ thống|phần mềm"
    r"|doanh nghiệp|lĩnh vực|mục tiêu|nội dung|máy|cán bộ|thủ tục|dự án|khóa|đợt|điểm|trường"
)
_PERCENT = re.compile(r"(?<=\d)\s+phần trăm\b", re.I)
_HALF = re.compile(r"\b(?:một nửa|phân nửa|nửa(?= số| tổng))\b", re.I)
_SHARE = re.compile(rf"\b({_DIGIT}) phần ({_DIGIT}|mười)\b", re.I)
_TIMES = re.compile(rf"\bgấp (đôi|{_DIGIT})\b(?: lần)?", re.I)
# "một" alone is an article, "năm" a year, "tư" part of other words: they count only beside another number word.
_SPELLED = re.compile(
    rf"(?<![\w-])(?:(?:{_DIGIT} (?:mươi|trăm|nghìn|ngàn)|mười)(?: (?:{_DIGIT}|{_TENS}))*"
    rf"|(?:hai|ba|bốn|sáu|bảy|tám|chín)|năm(?= (?:{_COUNTED})\b))(?![\w-])"
)
_LEVEL = re.compile(
    r"cấp\s+(?:tỉnh|huyện|xã)(?:(?:\s*,\s*|\s+và\s+|\s*/\s*|\s+đến\s+|\s*-\s*)(?:cấp\s+)?(?:tỉnh|huyện|xã)\b)*"
    r"|sở\s*[,/]?\s*(?:ban\s*,\s*)?ngành|(?:ubnd|ủy ban nhân dân)\s+(?:các\s+)?(?:huyện|xã)\b|các\s+(?:sở|huyện|xã)\b"
    r"|(?<=[\d%]\s)(?:huyện|xã)\b|\bhuyện,\s*(?:thị\s+xã,\s*)?thành\s+phố|\bxã,\s*phường"
)
_STAFF = re.compile(r"cán bộ, công chức(?:, viên chức)?|công chức, viên chức")
_STOP = re.compile(r"[,;.()]|\s(?:và|còn|trong khi|so với)\s")
_LEAD = re.compile(r"(?:Ở|Tại|Đối với|Riêng|Về|Trong)\b[^,:;]*[,:]")
_SCALES = {"ty": 9, "ti": 9, "trieu": 6, "nghin": 3, "ngan": 3, "tram": 2}
_HEDGES = (
    ("hơn", ("trên", "hơn", "nhiều hơn", "cao hơn")),
    ("khoảng", ("khoảng", "xấp xỉ", "ước", "ước đạt", "ước tính")),
    ("gần", ("gần", "dưới", "chưa đến", "chưa tới", "ít hơn", "thấp hơn")),
    ("ít nhất", ("ít nhất", "tối thiểu", "không dưới")),
    ("tối đa", ("tối đa", "không quá")),
)

Mark = tuple[int, int, frozenset[str]]


@dataclass(frozen=True)
class Quantity:
    """A figure in a sentence: what makes two the same (`key`), its hedge's sense, and what it is tied to.

    `after` are the folded words behind it up to a sign or the next figure, `clause` these and those since the figure
    before, `stretch` all between its neighbour figures or semicolons; `years`, `levels` and `places` (provinces) are
    those that the sentence ties to it, empty where it names none.
    """

    number: Number
    key: tuple[object, ...]
    hedge: str | None
    after: tuple[str, ...]
    clause: frozenset[str]
    stretch: frozenset[str]
    years: frozenset[str]
    levels: frozenset[str]
    places: frozenset[str]


@lru_cache(maxsize=20_000)
def in_digits(text: str) -> str:
    """The text with numbers that stand in words written in digits, so that both notations are one.

    >>> in_digits("Hơn một nửa trong mười hai huyện, gấp đôi; hai phần ba")
    'Hơn 50% trong 12 huyện, gấp 2 lần; 2/3'
    """
    first, space, rest = text.partition(" ")
    text = first.lower() + space + rest if first.lower() in _DIGITS or first.lower() in ("mười", "gấp", "nửa") else text
    text = _HALF.sub("50%", _PERCENT.sub("%", text))
    text = _SHARE.sub(lambda m: f"{_worth(m[1])}/{_worth(m[2])}", text)
    text = _TIMES.sub(lambda m: f"gấp {2 if m[1].lower() == 'đôi' else _worth(m[1])} lần", text)
    return _SPELLED.sub(lambda m: str(_worth(m[0])), text)


def _worth(words: str) -> int:
    """>>> _worth("hai mươi lăm"), _worth("một trăm"), _worth("mười")
    (25, 100, 10)
    """
    total = current = 0
    for word in words.lower().split():
        if word in _DIGITS:
            current += _DIGITS[word]
        elif word == "mười":
            current += 10
        elif word == "mươi":
            ones = current % 10
            current += 9 * ones
        elif word == "trăm":
            current = (current or 1) * 100
        else:
            total, current = total + (current or 1) * 1000, 0
    return total + current


@lru_cache(maxsize=20_000)
def quantities(text: str) -> tuple[Quantity, ...]:
    """The figures of one sentence, without emphasis, in order."""
    text = _STAFF.sub(lambda staff: staff[0].replace(",", ""), in_digits(nfc(text)))
    found = [number for number in numbers(text) if number.is_figure]
    years, levels = year_marks(text), level_marks(text)
    places = [(m.start, m.end, frozenset({m.name})) for m in find_provinces(text)]
    lead = (_LEAD.match(text) or re.match("", text)).end()  # type: ignore[union-attr]
    made = []
    for i, number in enumerate(found):
        begin = found[i - 1].end if i else 0
        end = found[i + 1].start if i + 1 < len(found) else len(text)
        stop = _STOP.search(text, number.end, end)
        right = stop.start() if stop else end
        # A new province starts anew: what was tied to the figure before does not carry over.
        carries = not any(begin <= a < number.start for a, _, _ in places)
        # A level that an earlier clause names for its own figure does not hold for the next one's.
        own = text.rfind("; ", 0, number.start)
        near = levels if own < 0 else [mark for mark in levels if mark[0] > own or mark[1] <= lead]
        tied = [_tied(marks, number, begin, right, carries) for marks in (years, near, places)]
        after = tuple(map(fold, plain_tokens(text[number.end : right])))
        before = map(fold, plain_tokens(text[begin : number.start].split(";")[-1]))
        clause = frozenset((*before, *after))
        around = text[begin : number.start].split(";")[-1] + " . " + text[number.end : end].split(";")[0]
        stretch = frozenset(map(fold, plain_tokens(around)))
        made.append(Quantity(number, figure_key(number), sense(number.hedge), after, clause, stretch, *tied))
    return tuple(made)


def _tied(marks: Sequence[Mark], number: Number, begin: int, right: int, carries: bool) -> frozenset[str]:
    """What governs a figure: marks right behind it, else those since the figure before, else the last one before
    that.
    """
    for start, end in ((number.end, right), (begin, number.start)):
        inside = [labels for a, _, labels in marks if start <= a < end]
        if inside:
            return frozenset().union(*inside)
    before = [labels for _, b, labels in marks if b <= number.start]
    return before[-1] if before and carries else frozenset()


def figure_key(number: Number) -> tuple[object, ...]:
    """What makes two figures the same: kind and worth, money in đồng.

    >>> figure_key(numbers("42,7 tỷ đồng")[0]) == figure_key(numbers("42.700 triệu đồng")[0])
    True
    """
    value = number.value if number.value is not None else Decimal(0)
    if number.kind == "money":
        words = fold(number.unit or "").split()
        return ("money", value.scaleb(sum(_SCALES.get(word, 0) for word in words)))
    return (number.kind, value.normalize(), number.denominator)


def sense(hedge: str | None) -> str | None:
    """The first of the hedges that say the same: "trên" and "hơn" are one."""
    squeezed = " ".join((hedge or "").split())
    return next((name for name, same in _HEDGES if squeezed in same), None)


def level_marks(text: str) -> list[Mark]:
    """Where a text says of which level it speaks.

    >>> [sorted(levels) for _, _, levels in level_marks("các sở, ngành đạt 96%, cấp huyện, xã đạt 77%")]
    [['tỉnh'], ['huyện', 'xã']]
    """
    found = []
    for match in _LEVEL.finditer(nfc(text).lower()):
        words = match[0].replace("thị xã", "")
        levels = {"tỉnh"} if re.search(r"\bsở\b", words) else set(re.findall(r"tỉnh|huyện|\bxã", words))
        found.append((match.start(), match.end(), frozenset(levels)))
    return found


def year_marks(text: str) -> list[Mark]:
    """The years that a text names, those of full dates left out: they say when, not of when."""
    years = [number for number in numbers(text) if number.kind == "year"]
    return [(year.start, year.end, frozenset(re.findall(r"\d{4}", year.text)[-1:])) for year in years]
