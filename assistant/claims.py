"""What an answer is made of before it is worded: claims, each with the stretches of reports that carry it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assistant.records import Citation
from corpus.numbers import Number, numbers
from corpus.records import Report

HEDGED = 20
"""Characters before a figure in which a hedge ("khoảng", "trên") is looked for."""


@dataclass(frozen=True)
class Quote:
    """A stretch `[start, end)` of a report's body."""

    report: Report
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.report.body[self.start : self.end]


@dataclass(frozen=True)
class Claim:
    """One statement of an answer on one province: Markdown without markers, and the quotes that carry it.

    `figures` are the figures in bold, as stretches of the quoted body.
    """

    text: str
    quotes: tuple[Quote, ...]
    figures: tuple[tuple[int, int], ...] = ()

    @property
    def province(self) -> str:
        return self.quotes[0].report.province


def figures_of(claim: Claim) -> list[Number]:
    """The claim's figures as they stand in the report, with their hedges; the numbers' offsets are of no use."""
    body = claim.quotes[0].report.body
    found = []
    for start, end in claim.figures:
        before = max(0, start - HEDGED)
        read = [number for number in numbers(body[before:end]) if number.start >= start - before]
        found += read[:1]
    return found


def number_quotes(claims: Iterable[Claim]) -> dict[Quote, int]:
    """The marker of each quote, counted from 1 in the order of first use; one quote has one marker."""
    quotes = dict.fromkeys(quote for claim in claims for quote in claim.quotes)
    return {quote: n for n, quote in enumerate(quotes, 1)}


def markers(claim: Claim, numbered: Mapping[Quote, int]) -> str:
    """The claim's markers as they stand in the answer: "[1][2]"."""
    return "".join(f"[{numbered[quote]}]" for quote in claim.quotes)


def citations(numbered: dict[Quote, int]) -> tuple[Citation, ...]:
    """The citations of an answer, in the order of their markers."""
    return tuple(_citation(n, quote) for quote, n in numbered.items())


def _citation(n: int, quote: Quote) -> Citation:
    report = quote.report
    return Citation(n, report.id, report.province, report.title, report.published, quote.start, quote.end, quote.text)
