"""What an answer is made of before it is worded: claims, each with the stretches of reports that carry it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assistant.records import Citation
from corpus.records import Report


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
