"""What the quotes of a sentence hold: their sentences as evidence, and what is looked up in them.

Knows nothing of the sentence that is checked against them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.claims import Quote
from assistant.hostile import plain_part
from assistant.quantities import in_digits
from corpus.numbers import Number, numbers
from corpus.records import Report
from corpus.roles import parts
from corpus.terms import concepts, plain_tokens
from corpus.text import fold, squeeze


@dataclass(frozen=True)
class Held:
    """What the quotes of a sentence hold, and what their reports say of themselves; `provinces` are the reports'
    own.
    """

    lines: tuple[Line, ...]
    text: str
    described: str
    tokens: tuple[str, ...]
    concepts: frozenset[str]
    numbers: frozenset[tuple[object, ...]]
    years: frozenset[str]
    provinces: frozenset[str]

    @classmethod
    @lru_cache(maxsize=4096)
    def of(cls, quotes: tuple[Quote, ...]) -> Held:
        lines = [line for quote in quotes for line in lines_of(quote)]
        text = "\n".join(line.text for line in lines)
        described = " ".join(description(quote.report) for quote in quotes)
        headings = " . ".join(dict.fromkeys(line.heading for line in lines))
        tokens = tuple(plain_tokens(f"{text} . {headings} . {described}"))
        years = {year for line in lines for year in line.years} | set(
            re.findall(r"\b(?:19|20)\d\d\b", f"{text} {headings} {described}")
        )
        own = frozenset(quote.report.province for quote in quotes)
        keys = frozenset(key_of(number) for number in numbers(in_digits(text)))
        return cls(tuple(lines), text, described, tokens, frozenset(concepts(tokens)), keys, frozenset(years), own)


@dataclass(frozen=True)
class Line:
    """A sentence of a quote as far as it is evidence, with its heading and the years that its report ties to it."""

    text: str
    heading: str
    years: tuple[str, ...]
    report: Report


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
            made.append(Line(text, part.section, tuple(map(str, part.years)), quote.report))
    return tuple(made)


def _told(body: str, start: int, end: int) -> str:
    """The stretch as one line; a table's row with its columns' heads, so that each cell says what it is of.

    >>> _told("Chỉ tiêu | Cấp tỉnh\\nKý số | 52%", 20, 31)
    'Ký số: Cấp tỉnh 52%'
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
    return f"{cells[0]}: " + "; ".join(f"{head} {cell}" for head, cell in zip(heads[1:], cells[1:], strict=True))


def line_up_to(quote: Quote) -> str:
    """The quote and what stands before it in its line."""
    return quote.report.body[quote.report.body.rfind("\n", 0, quote.start) + 1 : quote.end]


def key_of(number: Number) -> tuple[object, ...]:
    """What makes two numbers the same statement: worth, kind and unit; for what is no figure, its letters."""
    if not number.is_figure:
        return (number.kind, fold(re.sub(r"\s", "", number.text)))
    unit = fold(number.unit or "") if number.kind in ("percent", "money") else ""
    return (number.kind, number.value, number.denominator, unit)


def description(report: Report) -> str:
    """What a report says of itself, dates in the forms in which answers show them."""
    dates = [day for day in (report.published, report.not_before) if day]
    spelled = [f"{day[8:10]}/{day[5:7]}/{day[:4]} {day[:4]}" for day in dates]
    return " ".join([report.province, report.province_now, report.title, *spelled, *map(str, report.years)])
