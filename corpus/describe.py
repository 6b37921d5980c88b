"""What a report says of itself: its province, when it was published, which years it covers.

Everything is read from the text; where it does not say, the field is none and the reading carries a warning.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from corpus.provinces import find_provinces
from corpus.text import fold, syllables

_DATE = re.compile(r"(?<![\d/])(\d{1,2})\s*/\s*(\d{1,2})\s*/\s*((?:19|20)\d\d)(?!\d)")
_SPELLED_DATE = re.compile(r"ngay (\d{1,2}) thang (\d{1,2}) nam ((?:19|20)\d\d)")
_YEAR = re.compile(r"\bnam ((?:19|20)\d\d)\b|\b(?:thang|quy) (?:\d{1,2}|[iv]+)\s*/\s*((?:19|20)\d\d)\b")
_AFTER = re.compile(r"\bsau (?:gan |hon )?(?:nam )?0?(\d) nam (?:trien khai|thuc hien)")
_FUTURE = re.compile(r"(?:\bden(?: het)?|\btruoc|\bgiai doan|\bmuc tieu|\bdinh huong|[-–])\s*(?:nam )?$")


def dates_in(text: str) -> list[date]:
    """Every calendar date that stands in `text` ("29/5/2012", "ngày 5 tháng 3 năm 2014"), impossible ones left out."""
    found = []
    for mark in [*_DATE.finditer(text), *_SPELLED_DATE.finditer(fold(text))]:
        try:
            found.append(date(int(mark[3]), int(mark[2]), int(mark[1])))
        except ValueError:
            continue
    return found


def province_of(title: str | None, body: str) -> str | None:
    """The province that the report is about: the one named most often, one in the title counting as much as five."""
    votes: Counter[str] = Counter(mention.name for mention in find_provinces(body))
    for mention in find_provinces(title or ""):
        votes[mention.name] += 5
    return votes.most_common(1)[0][0] if votes else None


def years_of(body: str, published: date | None, not_before: date | None) -> tuple[int, int]:
    """First and last year whose state the body describes.

    The last is the year of publication, or of the latest date named; the first is the earliest year that the text
    itself speaks of ("năm 2016", "tháng 9/2014", "sau 5 năm triển khai"), planned ones ("đến năm 2020") and those of
    cited documents left out.
    """
    known = published or not_before
    last = known.year if known else max(_years_named(body), default=date.today().year)
    named = [year for year in _years_named(body) if last - 5 <= year <= last]
    named += [last - int(mark[1]) for mark in _AFTER.finditer(fold(body))]
    return min([*named, last]), last


def _years_named(body: str) -> Iterator[int]:
    folded = fold(body)
    for mark in _YEAR.finditer(folded):
        if not _FUTURE.search(folded[max(0, mark.start() - 20) : mark.start()]):
            yield int(mark[1] or mark[2])


def short_title(body: str, limit: int = 24) -> str:
    """A title for a report without one: its first words, up to `limit` syllables."""
    first = body.split("\n", 1)[0]
    words = syllables(first)
    return first if len(words) <= limit else first[: words[limit - 1][2]].rstrip(" ,;:(") + "…"


def report_id(province: str, published: date | None, not_before: date | None) -> str:
    """A readable id, the same on every run: "lai-chau-2019-06-12", "long-an-sau-2012-05-29" for an undated text."""
    slug = re.sub(r"[^a-z0-9]+", "-", fold(province)).strip("-")
    if published:
        return f"{slug}-{published.isoformat()}"
    return f"{slug}-sau-{not_before.isoformat()}" if not_before else f"{slug}-khong-ngay"
