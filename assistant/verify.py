"""Checking a claim against the quotes that carry it, before anyone sees it.

Knows nothing of how the claim came about: it is the last word on whether a sentence may be shown.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from assistant.claims import Claim
from corpus.numbers import Number, numbers
from corpus.provinces import find_provinces
from corpus.records import Report
from corpus.text import fold


def problems(claim: Claim, provinces: Collection[str]) -> list[str]:
    """Why the claim may not be shown in answer to a question about `provinces` (empty: about any); none when it may.

    Every number of the claim must stand in its quotes, with the same unit, or in the cited report's own description; every
    province that it names must be the report's or stand in the quotes; every quote must be of an asked province.
    """
    found = [] if claim.quotes else ["không có trích dẫn"]
    found += [f"trích dẫn từ {q.report.province}" for q in claim.quotes if provinces and q.report.province not in provinces]
    found += [f"trích dẫn rỗng của {q.report.id}" for q in claim.quotes if not q.text.strip()]
    quoted = {_key(number) for quote in claim.quotes for number in numbers(quote.text)}
    described = " ".join(_description(quote.report) for quote in claim.quotes)
    for number in numbers(_bare(claim.text)):
        if _key(number) not in quoted and not _stands_in(number.text, described):
            found.append(f"số {number.text} không có trong trích dẫn")
    own = {quote.report.province for quote in claim.quotes}
    named = {mention.name for quote in claim.quotes for mention in find_provinces(quote.text)}
    for mention in find_provinces(_bare(claim.text)):
        if mention.name not in own | named and not _stands_in(mention.name, described):
            found.append(f"tên {mention.name} không có trong trích dẫn")
    return found


def _key(number: Number) -> tuple[object, ...]:
    """What makes two numbers the same statement: worth, kind and unit; for what is no figure, its letters."""
    if not number.is_figure:
        return (number.kind, fold(re.sub(r"\s", "", number.text)))
    unit = fold(number.unit or "") if number.kind in ("percent", "money") else ""
    return (number.kind, number.value, number.denominator, unit)


def _bare(markdown: str) -> str:
    """The claim's words without emphasis."""
    return markdown.replace("**", "")


def _description(report: Report) -> str:
    """What a report says of itself, dates in the forms in which answers show them."""
    dates = [day for day in (report.published, report.not_before) if day]
    spelled = [f"{day[8:10]}/{day[5:7]}/{day[:4]} {day[:4]}" for day in dates]
    return " ".join([report.province, report.province_now, report.title, *spelled, *map(str, report.years)])


def _stands_in(text: str, description: str) -> bool:
    return bool(re.search(rf"(?<![\w/]){re.escape(fold(text))}(?![\w/])", fold(description)))
