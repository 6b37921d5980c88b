"""Calendar dates in Vietnamese text, and the lines that tell when a page or a document appeared.

Knows how dates are written, nothing of reports.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from corpus.text import fold, squeeze, syllables

_YEAR = r"(?:19|20)\d\d"
_MONTHS = ("mot", "hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi", "muoi mot", "muoi hai")
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
# All over folded text, which is as long as the text.
_DATE = re.compile(
    rf"(?<![\d/])(?P<day>\d{{1,2}})\s*(?P<sign>[/.-])\s*(?P<month>\d{{1,2}})\s*(?P=sign)\s*(?P<year>{_YEAR})(?!\.?\d)"
    rf"|(?<![\d/.-])(?P<iso_year>{_YEAR})-(?P<iso_month>\d\d)-(?P<iso_day>\d\d)(?!\d)"
    rf"|(?<![\d/.,])(?P<d>\d{{1,2}})\s+thang\s+(?P<m>\d{{1,2}}|{_MONTH})\s*,?\s+(?:nam\s+)?(?P<y>{_YEAR})(?!\d)"
)

# Before a date: something is still to be done by then, or begins then.
_DUE = re.compile(
    r"\b(?:truoc|cham nhat|muon nhat|han cuoi|thoi han|du kien|phan dau|cho|(?<![/-])tu|bat dau)"
    r"(?: (?:la|vao|trong|den))?(?: ngay)?\s*:?\s*$"
)

_LABEL = r"(?:ngay dang|dang ngay|dang luc|dang tai|ngay xuat ban|xuat ban|ngay tao|ngay viet|posted(?: on)?|published)"
_UPDATED = r"(?:(?:ngay |lan )?cap nhat(?: lan cuoi| moi nhat)?|updated)"
# What a line may hold besides a date when it says no more than when the page appeared and how often it was read.
_STUFF = re.compile(
    rf"\b(?:{_LABEL}|{_UPDATED}|ngay|luc|vao|thoi gian|thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|t[2-7]|cn"
    r"|so (?:lan|luot) (?:xem|doc)|(?:luot|da) (?:xem|doc|truy cap)|xem|views?|gmt|utc|am|pm|sa|ch|phut|gio)\b"
    r"|\d{1,2}\s*[:hg]\s*\d\d(?:[:.]\d\d)?|[\d.,]+"
)
_TIME = re.compile(r"(?<!\d)\d{1,2}\s*[:hg]\s*\d\d(?!\d)")
# "Lai Châu, ngày", not "Hôm nay, ngày".
_PLACED = re.compile(r"(?:^|[\s(|])[^\W\d_]+(?:[ -]+[^\W\d_]+){0,5}(?<! nay)(?<! qua),\s*(?=ngay\s)")


def dates_in(text: str) -> list[date]:
    """Every calendar date in `text`, in order, impossible ones left out.

    >>> [str(day) for day in dates_in("Ngày 29/5/2012, 12-06-2019, 5 tháng 3 năm 2014, 31/02/2014, 7 Tháng Chín, 2021")]
    ['2012-05-29', '2019-06-12', '2014-03-05', '2021-09-07']
    """
    return [day for day, _, _ in dated(text)]


def dated(text: str) -> list[tuple[date, int, int]]:
    """The dates of `dates_in`, each with its place `[start, end)` in `nfc(text)`."""
    return list(_dated(fold(text)))


def _dated(folded: str) -> Iterator[tuple[date, int, int]]:
    for mark in _DATE.finditer(folded):
        at = mark.groupdict()
        year, month, day = (
            at[plain] or at[iso] or at[spelled]
            for plain, iso, spelled in (("year", "iso_year", "y"), ("month", "iso_month", "m"), ("day", "iso_day", "d"))
        )
        try:
            yield date(int(year), _MONTHS.index(month) + 1 if month in _MONTHS else int(month), int(day)), *mark.span()
        except ValueError:
            continue


def past_dates(text: str) -> list[date]:
    """The dates that the text looks back on: not those by which something shall be done, or from which it holds.

    >>> past_dates("Quyết định ngày 15/12/2010; xong trước ngày 23/3/2017")
    [datetime.date(2010, 12, 15)]
    """
    folded = fold(text)
    return [day for day, start, _ in _dated(folded) if not _DUE.search(folded[max(0, start - 40) : start])]


def appeared(line: str) -> date | None:
    """The day in a line that says no more than when the page appeared, and perhaps by whom and how often it was read.

    Where a line names the days of publishing and of the last change, the first counts.

    >>> appeared("Thứ tư, 12/06/2019 | 08:30"), appeared("Cập nhật: 13/06/2019 - Ngày đăng: 12/06/2019 - Lượt xem: 31")
    (datetime.date(2019, 6, 12), datetime.date(2019, 6, 12))
    >>> appeared("Ngày 12/06/2019, UBND tỉnh họp.")
    """
    folded = fold(squeeze(line))
    days = list(_dated(folded))
    # With a full stop it is a sentence: "Thời gian: 14 giờ 00, ngày 27/7/2023."
    if not days or len(syllables(line)) > 30 or folded.endswith("."):
        return None
    rest = folded
    for _, start, end in reversed(days):
        rest = rest[:start] + " " + rest[end:]
    timed = _TIME.search(rest)
    words = re.findall(r"[^\W_]+", _STUFF.sub(" ", rest))
    # A writer's or a paper's name may stand with the hour: "Nguyễn An - 15/03/2017 08:30"; more behind the label: "Ngày
    # đăng: 20/11/2025 – Chuyên mục: Khoa học - Công nghệ".
    labelled = re.match(rf"\W*{_LABEL}\s*:", folded)
    if len(words) > (10 if labelled else 4 if timed else 0):
        return None
    published = re.search(rf"\b{_LABEL}\b", folded)
    return next((day for day, start, _ in days if published and start > published.start()), days[0][0])


def is_labelled(line: str) -> bool:
    """Does the line itself say that its day is that of publishing: "Ngày đăng: …", "Xuất bản lúc …"?"""
    return bool(re.search(rf"\b{_LABEL}\b", fold(line)))


def is_updated(line: str) -> bool:
    """Does the line say that its day is that of the last change: "Cập nhật lúc …"?"""
    return bool(re.search(rf"\b{_UPDATED}\b", fold(line)))


def is_timed(line: str) -> bool:
    """Does an hour stand in the line?"""
    return bool(_TIME.search(fold(line)))


def placed(text: str) -> date | None:
    """The day behind a place, as official texts are dated: "Lai Châu, ngày 12 tháng 6 năm 2019".

    >>> placed("Số: 12/BC-UBND   Lai Châu, ngày 12 tháng 6 năm 2019")
    datetime.date(2019, 6, 12)
    """
    folded = fold(text)
    for mark in _PLACED.finditer(folded):
        for day, start, _ in _dated(folded[mark.end() : mark.end() + 40]):
            if start <= len("ngay   "):
                return day
    return None
