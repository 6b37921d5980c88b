"""When a report was published, what it cannot be older than, and which years it describes, each with how and how sure.

Knows dates and titles; nothing of provinces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from corpus import furniture
from corpus.dates import appeared, is_labelled, is_timed, is_updated, past_dates, placed
from corpus.text import fold, squeeze, syllables

ABOVE = "dòng ngày đăng ở đầu trang"
ABOVE_TITLE = "dòng ngày ở trên tiêu đề, có thể là ngày mở trang"
BELOW = "dòng ngày đăng ở cuối trang"
CHANGED = "dòng cập nhật ở cuối trang"
PLACED = "dòng địa danh, ngày tháng của văn bản"
METADATA = "thông tin kèm theo tệp"
SILENT = "tệp không ghi ngày đăng"
CONTRADICTED = "; nhưng trong bài có ngày muộn hơn"
IN_THE_FUTURE = "; nhưng ngày này chưa tới"
LATEST = "ngày muộn nhất nêu trong bài"
TITLE = "nêu trong tiêu đề"
TEXT = "năm đăng và các năm nêu trong bài"
TEXT_ONLY = "các năm nêu trong bài"
LAST_YEAR = "bài đăng đầu năm, chỉ nêu năm trước"
NOT_NAMED = "tệp không nêu năm nào; tạm lấy năm nay"

_FIRST_QUARTER = 3
_WINDOW = 5  # years before the last that a report may look back on

_Y = r"((?:19|20)\d\d)"
_YEAR = re.compile(
    rf"\bnam {_Y}\b|\b(?:thang|quy) (?:\d{{1,2}}|[iv]+)\s*/\s*{_Y}\b|(?:^|[\t|])\s*{_Y}(?=\s*(?:[\t|]|$))", re.M
)
_AFTER = re.compile(r"\bsau (?:gan |hon )?(?:nam )?0?(\d) nam (?:trien khai|thuc hien)")
_FUTURE = re.compile(r"(?:\bden(?: het)?|\btruoc|\bgiai doan|\bmuc tieu|\bdinh huong|[-–])\s*(?:nam )?$")
# "Luật … năm 2005", "ngày 27 tháng 8 năm 2010": the years of laws and cited documents.
_CITED = re.compile(r"(?:\bluat\b[^.;,\d]{0,60}|\bngay \d{1,2}\s+thang \d{1,2}\s*,?\s*)$")
_SPAN = re.compile(rf"{_Y}\s*(?:-|–|—|den(?: nam)?)\s*(?:nam )?{_Y}")
# "các năm 2003, 2004 và 2005": the years behind the first.
_MORE = re.compile(rf"(?:\s*(?:,|va)\s*(?:nam )?{_Y}(?![\d/]))+")
# A span opens its clause; in mid clause it is part of a programme's name.
_OPENS = re.compile(r"(?:^|[.,;:(\n]\s*)(?:(?:trong|tu|cac|nam|giai doan|thoi ky) )*$")
_TITLE_YEAR = re.compile(rf"(?:\bnam|\b(?:thang|quy)\s*(?:\d{{1,2}}|[iv]+)\s*[/-]?|/)\s*{_Y}\b")
_PLANNED = re.compile(
    r"\b(?:nhiem vu|ke hoach|phuong huong|muc tieu|dinh huong|du kien|den|trien khai|chuong trinh|de an)\b"
)
_PLANNED_CLAUSE = re.compile(r"\b(?:phan dau|muc tieu|du kien|nhiem vu|phuong huong|ke hoach|se|vao)\b")
_DONE = re.compile(r"\b(?:ket qua|thuc hien|tong ket|so ket|danh gia|tinh hinh|bao cao|xep hang|so lieu)\b")
_CLAUSE = re.compile(r"[,;.:–]| va ")


@dataclass(frozen=True)
class Day:
    """A day of publication, how it was found, and how sure that is."""

    day: date
    how: str
    sure: bool


@dataclass(frozen=True)
class Years:
    """The first and the last year that a report describes, how they were found, and how sure that is."""

    first: int
    last: int
    how: str
    sure: bool


def published(
    lines: Sequence[str], title: str, body: str, head_day: date | None, metadata: Day | None, today: date
) -> Day | None:
    """The day on which a page or document appeared, from its lines, its letterhead or its metadata.

    Dates that the body names never count; one beyond that day on which it looks back makes it doubtful.
    """
    page = on_page(lines, title)
    places = [day for line in _edges(lines) if len(syllables(line)) <= 12 and (day := placed(line))]
    official = Day(head_day or places[-1], PLACED, True) if head_day or places else None
    candidates = [day for day in (page, official, metadata) if day]
    best = next((day for day in candidates if day.sure), candidates[0] if candidates else None)
    if best is None:
        return None
    if best.day > today:
        return Day(best.day, best.how + IN_THE_FUTURE, False)
    told = not_before(body, today)
    if told and told.day > best.day + timedelta(days=1):
        return Day(best.day, best.how + CONTRADICTED, False)
    return best


def on_page(lines: Sequence[str], title: str) -> Day | None:
    """The day in the last date line above the running text, else in one below it that says what it is."""
    filled = [squeeze(line) for line in lines if line.strip()]
    named = next((i for i, line in enumerate(filled) if line == title), -1)
    prose = (i for i, line in enumerate(filled) if furniture.is_prose(line) and i != named and not appeared(line))
    start = next(prose, len(filled))
    for i in reversed(range(start)):
        if day := appeared(filled[i]):
            # Above the title, or where none was found, it may be the day on which the page was opened and saved.
            beside = i > named >= 0 or is_labelled(filled[i]) or _near(day, filled[start:])
            beside = beside or (named < 0 and is_timed(filled[i]))
            return Day(day, ABOVE if beside else ABOVE_TITLE, beside)
    for line in filled[start:]:
        if (day := appeared(line)) and (is_labelled(line) or is_updated(line)):
            return Day(day, BELOW if is_labelled(line) else CHANGED, is_labelled(line))
    return None


def _near(day: date, lines: Sequence[str]) -> bool:
    """Does the text's beginning speak of a day in the fortnight before, without its year: "Chiều 15/3"?"""
    spoken = re.findall(r"(?<![\d/])(\d{1,2})/(\d{1,2})(?![\d/])", " ".join(lines[:2]))
    before = {day - timedelta(days=days) for days in range(15)}
    return any((int(d), int(m)) == (other.day, other.month) for d, m in spoken for other in before)


def _edges(lines: Sequence[str]) -> list[str]:
    """The lines at the beginning and the end that are no running text, where official texts are dated."""
    filled = [line.strip() for line in lines if line.strip()]
    return [line for line in (*filled[:15], *filled[15:][-15:]) if not furniture.is_prose(line) or line[0] == "("]


def not_before(body: str, today: date) -> Day | None:
    """The latest day that a text looks back on."""
    days = [day for line in body.split("\n") if not appeared(line) for day in past_dates(line) if day <= today]
    return Day(max(days), LATEST, True) if days else None


def years(title: str, body: str, day: Day | None, since: Day | None, today: date) -> Years:
    """First and last year whose state the text describes.

    The last is that of its title ("năm 2016", "giai đoạn 2011-2015"), else the year of publication, else the latest
    that an undated text looks back on. The first is the earliest year of the five before that the text itself speaks of
    ("năm 2016", "tháng 9/2014", "sau 5 năm triển khai"); planned years and those of cited documents are left out.
    """
    told = day or since
    limit = told.day.year if told else today.year
    if span := _span(title, limit):
        return Years(*span, TITLE, True)
    named = list(_named(body, limit))
    past = [year for year in _title_years(title) if year <= limit]
    if past:
        return Years(min([*past, *_within(named, max(past))]), max(past), TITLE, True)
    if day:
        last = day.day.year
        if day.day.month <= _FIRST_QUARTER and max(named, default=last) == last - 1:
            return Years(min(_within(named, last - 1)), last - 1, LAST_YEAR, False)
        # In the first months of a year a text that names none mostly tells of the one before.
        spoken = last in named or str(last) in title
        dated = day.sure and (spoken or day.day.month > _FIRST_QUARTER)
        return Years(_first(body, named, last), last, TEXT, dated)
    looked_back = [year for year in _named(body, limit, planned=False) if year <= today.year]
    last = max([*looked_back, *([since.day.year] if since else [])], default=0)
    if not last:
        return Years(today.year, today.year, NOT_NAMED, False)
    return Years(_first(body, named, last), last, TEXT_ONLY, False)


def _first(body: str, named: Sequence[int], last: int) -> int:
    after = [last - int(mark[1]) for mark in _AFTER.finditer(fold(body))]
    return min([*_within(named, last), *after, last])


def _within(named: Sequence[int], last: int) -> list[int]:
    return [year for year in named if last - _WINDOW <= year <= last]


def _named(body: str, limit: int, planned: bool = True) -> Iterator[int]:
    """The years that a text speaks of, of a span only when it is over by `limit`; with `planned` false, without those
    of clauses that look ahead.
    """
    folded = fold(body)
    for mark in _YEAR.finditer(folded):
        before = folded[max(0, mark.start() - 80) : mark.start()]
        ahead = not planned and _PLANNED_CLAUSE.search(_CLAUSE.split(before)[-1])
        if not (_FUTURE.search(before[-20:]) or _CITED.search(before) or ahead):
            yield from _listed(folded, mark)
    for span in _SPAN.finditer(folded):
        if int(span[1]) <= int(span[2]) <= limit and _OPENS.search(folded[max(0, span.start() - 40) : span.start()]):
            yield from (int(span[1]), int(span[2]))


def _listed(folded: str, mark: re.Match[str]) -> Iterator[int]:
    """The year of a mark, and those that follow it in a list."""
    yield from map(int, filter(None, mark.groups()))
    if more := _MORE.match(folded, mark.end()):
        yield from map(int, re.findall(_Y, more[0]))


def _span(title: str, limit: int) -> tuple[int, int] | None:
    """The years of a title's "giai đoạn 2011-2015", as far as they are past by the year `limit`."""
    folded = fold(title)
    for mark in _SPAN.finditer(folded):
        first, last = int(mark[1]), int(mark[2])
        if first <= min(last, limit) and (last <= limit or not _looks_ahead(folded, mark.start())):
            return first, min(last, limit)
    return None


def _title_years(title: str) -> list[int]:
    folded = fold(title)
    marks = (mark for mark in _TITLE_YEAR.finditer(folded) if not _looks_ahead(folded, mark.start()))
    return [year for mark in marks for year in _listed(folded, mark)]


def _looks_ahead(folded: str, end: int) -> bool:
    """Does the clause that ends here speak of plans and not of results?"""
    clause = _CLAUSE.split(folded[max(0, end - 150) : end])[-1]
    return bool(_PLANNED.search(clause)) and not _DONE.search(clause)
