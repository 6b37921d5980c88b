"""What the quotes of a sentence hold: their sentences as evidence, and what is looked up in them.

Knows nothing of the sentence that is checked against them.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property, lru_cache

from assistant.claims import Quote
from assistant.features import years_of
from assistant.hostile import plain_part
from assistant.quantities import Quantity, in_digits, level_marks, quantities
from corpus.numbers import Number, numbers
from corpus.provinces import find_provinces
from corpus.records import Report
from corpus.roles import THEMES, Role, parts
from corpus.terms import CONCEPTS, concepts, plain_tokens
from corpus.text import fold, squeeze

ADDS = 3
"""Words of a sentence that a further line of its quotes must hold, beyond those before it, to carry it too."""

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_SURE = re.compile(r"\bđảm bảo\b", re.IGNORECASE)
_NOT_JOINED = re.compile(r"(?<!kết )(?<!Kết )\bnối\b(?! tiếp)", re.IGNORECASE)
_PART = {role: concept for concept, role in THEMES.items()}


@dataclass(frozen=True)
class Held:
    """What the quotes of a sentence hold, and what their reports say of themselves; `provinces` are the reports'
    own. `joined` are the words of the lines, their headings and the descriptions, with a space on either side of each.
    """

    lines: tuple[Line, ...]
    described: str
    joined: str
    words: frozenset[str]
    concepts: frozenset[str]
    provinces: frozenset[str]

    @classmethod
    @lru_cache(maxsize=4096)
    def of(cls, quotes: tuple[Quote, ...]) -> Held:
        lines = tuple(line for quote in quotes for line in lines_of(quote))
        described = " ".join(dict.fromkeys(description(quote.report) for quote in quotes))
        beside = plain_tokens(" . ".join([*dict.fromkeys(line.heading for line in lines), described]))
        tokens = [*(token for line in lines for token in line.plain), *beside]
        own = frozenset(quote.report.province for quote in quotes)
        meant = frozenset(concepts(tokens)) | {_PART[line.role] for line in lines if line.role}
        return cls(lines, described, f" {' '.join(tokens)} ", frozenset(tokens), meant, own)

    def carrying(self, words: Collection[str], figures: Collection[object] = ()) -> tuple[Line, ...]:
        """The lines that carry a sentence of these words and figures (`Quantity.key`, of a document `key_of`): the one
        that holds most of them, a figure counting as `ADDS` words, then each that adds at least `ADDS`.
        """
        words, figures, rest = set(words), set(figures), list(self.lines)
        carrying: list[Line] = []
        while rest:
            adds = [len(words & line.words) + ADDS * len(figures & line.figures) for line in rest]
            if max(adds) < (ADDS if carrying else 1):
                break
            best = rest.pop(adds.index(max(adds)))
            carrying.append(best)
            words, figures = words - best.words, figures - best.figures
        return tuple(carrying)


@dataclass(frozen=True)
class Line:
    """A sentence of a quote as far as it is evidence, with its heading, the years that its report ties to it, and the
    part that it plays there. What is read from its text is read once.
    """

    text: str
    heading: str
    years: tuple[str, ...]
    role: Role
    report: Report

    @cached_property
    def plain(self) -> tuple[str, ...]:
        return tuple(plain_tokens(self.text))

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """The words in order, numbers in digits."""
        return tuple(words_of(self.text))

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset((*self.plain, *self.tokens))

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Each word with where it stands in `tokens`."""
        places: dict[str, list[int]] = {}
        for at, token in enumerate(self.tokens):
            places.setdefault(token, []).append(at)
        return places

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        return quantities(self.text)

    @cached_property
    def figures(self) -> frozenset[tuple[object, ...]]:
        return frozenset(quantity.key for quantity in self.quantities) | {
            key_of(number) for number in self._read if number.kind == "document"
        }

    @cached_property
    def concepts(self) -> frozenset[str]:
        return frozenset(concepts(self.plain))

    @cached_property
    def about(self) -> frozenset[str]:
        """The words of the line, of its heading and of its province."""
        report = self.report
        return self.words | frozenset(plain_tokens(f"{self.heading} {report.province} {report.province_now}"))

    @cached_property
    def folded(self) -> frozenset[str]:
        """These words and those of what else names the line's concepts, without accents."""
        forms = (form for concept in self.concepts for form in CONCEPTS.get(concept[1:], ()))
        return frozenset(map(fold, (*self.about, *(token for form in forms for token in plain_tokens(form)))))

    @cached_property
    def numbers(self) -> frozenset[tuple[object, ...]]:
        return frozenset(key_of(number) for number in self._read)

    @cached_property
    def dates(self) -> tuple[tuple[int, ...], ...]:
        return tuple(date_of(number.text) for number in self._read if number.kind == "date")

    @cached_property
    def named_years(self) -> frozenset[str]:
        """The years that stand in the line itself."""
        return frozenset(_YEAR.findall(self.text))

    @cached_property
    def levels(self) -> frozenset[str]:
        """The levels of administration that the line or its heading names."""
        return frozenset().union(*(labels for _, _, labels in [*level_marks(self.text), *level_marks(self.heading)]))

    @cached_property
    def level_places(self) -> list[tuple[int, frozenset[str]]]:
        """Where in `tokens` levels are named."""
        return level_places(self.text)

    @cached_property
    def year_places(self) -> list[tuple[int, frozenset[str]]]:
        """Where in `tokens` years stand."""
        return [(at, frozenset({year})) for year in self.named_years for at in self.places.get(year, ())]

    @cached_property
    def head(self) -> str:
        """The first word."""
        return next((token for token in self.tokens if token[0].isalpha()), "")

    @cached_property
    def provinces(self) -> frozenset[str]:
        return frozenset(mention.name for mention in find_provinces(self.text))

    @cached_property
    def _read(self) -> list[Number]:
        return numbers(in_digits(self.text))


def level_places(text: str) -> list[tuple[int, frozenset[str]]]:
    """The levels that a text names, each with the place of its last word among the text's words."""
    return [(len(words_of(text[:end])) - 1, labels) for _, end, labels in level_marks(text)]


def words_of(text: str) -> list[str]:
    """A text's words in order, numbers in digits, and one of two forms of a word: what is compared place by place.

    >>> words_of("chưa đảm bảo; hai xã chưa nối mạng")
    ['chưa', 'bảo', 'đảm', '2', 'xã', 'chưa', 'kết', 'nối', 'mạng']
    """
    return plain_tokens(_NOT_JOINED.sub("kết nối", _SURE.sub("bảo đảm", in_digits(text))))


@lru_cache(maxsize=4096)
def lines_of(quote: Quote) -> tuple[Line, ...]:
    """The sentences of a quote, without those that speak to a machine and what follows them in their line."""
    made = []
    for part in parts(quote.report.body):
        start, end = max(part.sentence.start, quote.start), min(part.sentence.end, quote.end)
        if start < end and plain_part(line_up_to(Quote(quote.report, start, end))) == line_up_to(
            Quote(quote.report, start, end)
        ):
            text = _told(quote.report.body, start, end)
            made.append(
                Line(text, part.section, tuple(map(str, years_of(quote.report, part))), part.role, quote.report)
            )
    return tuple(made)


def _told(body: str, start: int, end: int) -> str:
    """The stretch as one line; a table's row with its columns' heads, so that each cell says what it is of.

    >>> _told("Chỉ tiêu | Cấp tỉnh | Cấp xã\\nKý số | 52% | 9%", 29, 45)
    'Ký số: Cấp tỉnh 52%; Ký số: Cấp xã 9%'
    """
    first, last = body.rfind("\n", 0, start) + 1, body.find("\n", end)
    row = body[first : last if last >= 0 else len(body)]
    if "|" not in row:
        return squeeze(body[start:end])
    top = first
    while top and "|" in body[body.rfind("\n", 0, top - 1) + 1 : top]:
        top = body.rfind("\n", 0, top - 1) + 1
    heads = [cell.strip() for cell in body[top : body.find("\n", top)].split("|")]
    cells = [cell.strip() for cell in row.split("|")]
    if top == first or len(cells) != len(heads):
        return squeeze(row.replace("|", ";"))
    return "; ".join(f"{cells[0]}: {head} {cell}" for head, cell in zip(heads[1:], cells[1:], strict=True))


def line_up_to(quote: Quote) -> str:
    """The quote and what stands before it in its line."""
    return quote.report.body[quote.report.body.rfind("\n", 0, quote.start) + 1 : quote.end]


def key_of(number: Number) -> tuple[object, ...]:
    """What makes two numbers the same statement: worth, kind and unit; for what is no figure, its letters."""
    if not number.is_figure:
        return (number.kind, fold(re.sub(r"\s", "", number.text)))
    unit = fold(number.unit or "") if number.kind in ("percent", "money") else ""
    return (number.kind, number.value, number.denominator, unit)


def date_of(text: str) -> tuple[int, ...]:
    """Day, month and year as far as written: "12/06/2019" and "12 tháng 6 năm 2019" are one."""
    return tuple(int(n) for n in re.findall(r"\d+", text))


@lru_cache(maxsize=1024)
def description(report: Report) -> str:
    """What a report says of itself, dates in the forms in which answers show them."""
    dates = [day for day in (report.published, report.not_before) if day]
    spelled = [f"{day[8:10]}/{day[5:7]}/{day[:4]} {day[:4]}" for day in dates]
    return " ".join([report.province, report.province_now, report.title, *spelled, *map(str, report.years)])
