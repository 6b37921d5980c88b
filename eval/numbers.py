"""Numbers in Vietnamese text, read by the evaluation's own reader.

Shares no code with the assistant on purpose: a judge that reads numbers with the code that it judges repeats its
mistakes.

    >>> [(n.text, n.value, n.unit, n.kind) for n in read_numbers("Năm 2016 đầu tư 42,7 tỷ đồng [1].")]
    [('2016', None, None, 'date'), ('42,7', Decimal('42.7'), 'tỷ đồng', 'figure'), ('[1]', None, None, 'citation')]
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import permutations
from typing import Literal

Kind = Literal["figure", "date", "time", "document", "phone", "version", "level", "name", "list", "citation"]
When = tuple[int | None, int | None, int | None]
Pattern = tuple[Kind, re.Pattern[str]]


@dataclass(frozen=True)
class Number:
    """A number at `[start, end)` of a text in NFC.

    `value` and `denominator` are set for figures ("19/20" is 19 of 20), `when` (day, month, year; None where not
    said) for dates. `unit` is "%" or the words that follow, at most three, lower case: "tỷ đồng", "máy tính cá". Only
    kind `figure` is a quantity; the other kinds are digits that measure nothing.
    """

    start: int
    end: int
    text: str
    kind: Kind
    value: Decimal | None = None
    denominator: Decimal | None = None
    unit: str | None = None
    when: When | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """What makes two mentions the same claim: kind, then the scaled value, the date, or the letters without spaces.

        >>> [n.key == m.key for n, m in [(read_numbers("08/08")[0], read_numbers("8/8")[0])]]
        [True]
        """
        if self.kind == "figure" and self.value is not None:
            value, unit = scaled(self.value, self.unit)
            return ("figure", value, self.denominator, unit == "%")
        if self.kind == "date":
            return ("date", self.when)
        return (self.kind, re.sub(r"[\s()]", "", self.text).casefold())


_YEAR = r"(?:19|20)\d\d"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_SLASH = r"\s?[/.-]\s?"
_NUMBER = (
    r"(?:[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?(?!\d)"  # 1.234,5
    r"|[1-9]\d{0,2}(?:,\d{3}){2,}(?:\.\d+)?(?!\d)|[1-9]\d{0,2}(?:,\d{3})+\.\d+"  # 1,234,567 and 1,234.5, by slip
    r"|\d+[.,]\d+|\d+)"
)
_DOCUMENTS = r"quyet dinh|nghi quyet|nghi dinh|chi thi|cong van|ke hoach|thong tu|ket luan|thong bao|luat"

# Four digits before one of these are a quantity, not a year.
_COUNTED = (
    "nguoi|may|ho|don vi|xa|co quan|ho so|tai khoan|luot|can bo|ty|trieu|van ban|doanh nghiep|hoc sinh|hoc vien|dich vu"
    "|thu tuc|thiet bi|bo|km|diem|chung thu|thue bao|giao vien"
)

# Tried in this order on text without accents; what one pattern takes, the later ones do not see. Group `n` is the
# number when the words before it only tell what it is.
_PATTERNS: tuple[Pattern, ...] = (
    ("citation", re.compile(r"\[\[?\d+(?:\s?[,;-]\s?\d+)*\]\]?(?:\(#[^)\s]*\))?")),
    ("name", re.compile(r"(?:https?://|www\.)\S+")),
    (
        "document",
        re.compile(
            rf"(?<![\d.,/])\d+[A-Za-z]?(?:\s?/\s?{_YEAR})?\s?[/-]\s?[A-Z]{{2}}[A-Za-z0-9]*(?:\s?[-/]\s?[A-Z][A-Za-z0-9]*)*"
        ),
    ),
    ("document", re.compile(rf"(?i:\b(?:{_DOCUMENTS})(?: so)?\s+)(?P<n>\d+)(?![\d/.,-])(?!\s*%)")),
    ("date", re.compile(rf"(?<![\d.,/])(?P<y>{_YEAR})-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)")),
    (
        "date",
        re.compile(rf"(?<![\d.,/])(?:{_DAY}\s?-\s?)?(?P<d>{_DAY}){_SLASH}(?P<m>{_MONTH}){_SLASH}(?P<y>{_YEAR})(?!\d)"),
    ),
    ("date", re.compile(rf"(?i)\bngay\s+(?P<d>{_DAY})\s+thang\s+(?P<m>{_MONTH})(?:\s+nam\s+(?P<y>{_YEAR}))?(?!\d)")),
    ("date", re.compile(rf"(?i)\b(?:ngay|sang|chieu)\s+(?P<d>{_DAY})\s?[/-]\s?(?P<m>{_MONTH})(?![\d/])")),
    ("date", re.compile(rf"(?i)\bthang\s+(?P<m>{_MONTH})(?:(?:\s?/\s?|\s+nam\s+)(?P<y>{_YEAR}))?(?![\d/.,]\d|\d)")),
    ("date", re.compile(rf"(?i)\bquy\s+(?:[1-4]|i{{1,3}}|iv)(?:\s?/\s?|\s+nam\s+)(?P<y>{_YEAR})(?!\d)")),
    ("date", re.compile(rf"(?<![\d.,/])(?P<m>{_MONTH})\s?/\s?(?P<y>{_YEAR})(?![\d/])")),
    (
        "phone",
        re.compile(r"(?i:\b(?:dien thoai|hotline|tel|fax|dt)[\s:.(]*(?:so[\s:]*)?)(?P<n>[(+]?\d[\d .()-]{5,}\d)"),
    ),
    ("phone", re.compile(r"(?<![\d.,/])(?:\+84|\(?0)(?:[ .()-]{0,2}\d){8,10}(?![\d/])|\b1[89]00[ .]\d{4,6}\b")),
    ("time", re.compile(r"(?<![\d.,/])\d{1,2}(?:\s?[hH]\s?\d{0,2}|:\d\d(?::\d\d)?)(?![\w:])")),
    ("version", re.compile(r"(?i:\b(?:phien ban|version|ver\.?|v|web|cong nghiep|cmcn)\s?)(?P<n>\d+(?:\.\d+)*)(?!\d)")),
    ("version", re.compile(r"(?<![\d.,/])\d{1,2}\.0(?![\d,]|\.\d|\s*%)(?!\s+[a-z])")),
    ("level", re.compile(r"(?i)\b(?:muc do|cap do)\s+\d(?:\s?(?:,|va|hoac|/|-)\s?\d)*(?!\d|[.,/]\d|\s?%)")),
    (
        "list",
        re.compile(
            r"(?m)^[ \t]*(?:[-+•][ \t]*)?"
            r"(?P<n>(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5})[.)](?=[ \t]+\S)|\d{1,2}(?:\.\d{1,2})+(?=[ \t]+[A-Z]))"
        ),
    ),
    ("name", re.compile(r"(?i:\b(?:ISO|IEC|TCVN|Windows|Office)[ /-]*)(?P<n>\d+(?:[:-]\d+)*)")),
    (
        "name",
        re.compile(r"(?<![A-Za-z0-9])[A-Z][A-Za-z]{0,5}-?\d+(?![\d%])[A-Za-z0-9]*|(?<![\d.,/])\d{1,2}G(?![A-Za-z])"),
    ),
    (
        "date",
        re.compile(
            rf"(?<![\d.,/])(?:(?<=nam )|(?<=Nam )|(?<=doan )|(?!{_YEAR}(?:\s*%|\s+(?:{_COUNTED})\b)))"
            rf"{_YEAR}(?:\s?-\s?{_YEAR})?(?![\d/]|[.,]\d)"
        ),
    ),
    ("figure", re.compile(rf"(?<![\d/])(?P<n>{_NUMBER})\s?/\s?(?P<of>{_NUMBER})(?![\d/])")),
    ("figure", re.compile(rf"(?P<n>{_NUMBER})")),
)
_WORDS_AFTER = re.compile(r"[\s*_]*([^\W\d_]+(?:[ \t]+[^\W\d_]+){0,2})")
_PERCENT_AFTER = re.compile(r"[\s*_)]{0,4}%|[\s*_]*phan tram\b", re.IGNORECASE)
_SCALES = {"nghin": 3, "ngan": 3, "trieu": 6, "ty": 9, "ti": 9}


def plain(text: str) -> str:
    """`text` in NFC without accents, case kept, one character for each; Markdown stars and any dash made simple.

    >>> plain("**Đạt** 11–12 tỷ")
    '  Dat   11-12 ty'
    """
    return "".join(_bare(character) for character in unicodedata.normalize("NFC", text))


def _bare(character: str) -> str:
    if character in "*_`":
        return " "
    if character in "–—‑−":
        return "-"
    if character in "đĐ":
        return "d" if character == "đ" else "D"
    return unicodedata.normalize("NFD", character)[0]


def fold(text: str) -> str:
    """`plain` in lower case, white space squeezed: the form in which words are compared.

    >>> fold("Tỷ  lệ **ĐẠT**")
    'ty le dat'
    """
    return " ".join(plain(text).lower().split())


def parse_decimal(written: str) -> Decimal:
    """The value of a number in Vietnamese notation; a single point before other than three digits is taken as decimal.

    >>> [str(parse_decimal(n)) for n in ("1.234,5", "1.575", "42,7", "18.6", "05", "0.125")]
    ['1234.5', '1575', '42.7', '18.6', '5', '0.125']
    """
    if re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?", written):
        written = written.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"[1-9]\d{0,2}(?:,\d{3}){2,}(?:\.\d+)?|[1-9]\d{0,2}(?:,\d{3})+\.\d+", written):
        written = written.replace(",", "")
    return Decimal(written.replace(",", "."))


def read_numbers(text: str) -> list[Number]:
    """Every number of `text` (taken in NFC) in order; no digit is left out and no two numbers overlap."""
    text = unicodedata.normalize("NFC", text)
    bare = plain(text)
    rest = bare
    found: list[Number] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(rest):
            numbers = list(_numbers(kind, match, text, bare))
            found += numbers
            for number in numbers:
                rest = rest[: number.start] + "\0" * (number.end - number.start) + rest[number.end :]
    return sorted(found, key=lambda number: number.start)


def _numbers(kind: Kind, match: re.Match[str], text: str, bare: str) -> Iterator[Number]:
    groups = match.groupdict()
    if kind == "level" or (kind == "date" and not groups):  # one match, several numbers: "mức độ 3, 4", "2011-2015"
        for part in re.finditer(r"\d+", match[0]):
            start, end = match.start() + part.start(), match.start() + part.end()
            bare_year: When | None = (None, None, int(part[0])) if kind == "date" else None
            yield Number(start, end, text[start:end], kind, when=bare_year)
        return
    start, end = match.span("n") if "n" in groups and "of" not in groups else match.span()
    if kind == "figure":
        denominator = parse_decimal(match["of"]) if groups.get("of") else None
        unit = _unit(text, bare, end)
        yield Number(start, end, text[start:end], kind, parse_decimal(match["n"]), denominator, unit)
        return
    when: When | None = None
    if kind == "date":
        day, month, year = (int(groups[part]) if groups.get(part) else None for part in "dmy")
        when = (day, month, year)
    yield Number(start, end, text[start:end], kind, when=when)


def _unit(text: str, bare: str, end: int) -> str | None:
    if _PERCENT_AFTER.match(bare, end):
        return "%"
    words = _WORDS_AFTER.match(text, end)
    return " ".join(words[1].lower().split()) if words else None


def scaled(value: Decimal, unit: str | None) -> tuple[Decimal, str]:
    """The value with its scale word worked in, and the folded words left of the unit.

    >>> scaled(Decimal("42.7"), "tỷ đồng")
    (Decimal('4.27E+10'), 'dong')
    """
    words = fold(unit or "").split()
    exponent = 0
    while words and words[0] in _SCALES:
        exponent += _SCALES[words.pop(0)]
    return value.scaleb(exponent), " ".join(words)


def same_unit(one: str | None, other: str | None) -> bool:
    """Whether two units agree word by word as far as the shorter goes: "máy" and "máy tính", "tỷ" and "tỷ đồng".

    >>> same_unit("máy", "máy tính"), same_unit("tỷ đồng", "triệu đồng"), same_unit("%", None)
    (True, False, False)
    """
    left, right = (re.findall(r"%|\w+", fold(unit or "")) for unit in (one, other))
    shorter = min(len(left), len(right))
    return shorter > 0 and left[:shorter] == right[:shorter]


def computed(value: Decimal, operands: Iterable[Decimal]) -> bool:
    """Whether `value` is a sum, difference or ratio (also in %) of two operands, rounded to the digits it shows.

    >>> computed(Decimal("12.7"), [Decimal("42.7"), Decimal("30")])
    True
    """
    quantum = Decimal(1).scaleb(int(value.as_tuple().exponent))
    for one, other in permutations(list(operands), 2):
        results = [one + other, one - other]
        if other:
            results += [one / other, one / other * 100]
        if any(result.quantize(quantum) == value for result in results):
            return True
    return False
