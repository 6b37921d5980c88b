"""What is known of a report's description: as found in the file, each with how, or as given by those who add it.

Knows the shapes and how people type them, nothing of how anything is found.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from corpus.dates import dates_in
from corpus.provinces import find_provinces
from corpus.text import seen, squeeze

_T = TypeVar("_T")

ASKED = ("province", "published", "years", "topic")
"""The fields that people are asked about when they are not sure; the last with a yes or no."""

LONGEST_LINE = 400
"""Characters of a title or publisher that is typed, at most."""


@dataclass(frozen=True)
class Finding:
    """How one field of a description was found.

    `field` is "province", "title", "publisher", "author", "published", "not_before", "years", "kind" or "topic" (is it
    about information technology?). `value` is as shown to staff, "" where the file says nothing; `how` tells them
    where it comes from (Vietnamese). What is not `sure`, they should confirm before the report is published.
    """

    field: str
    value: str
    how: str
    sure: bool


@dataclass(frozen=True)
class Given:
    """What those who add a file say of it; wins over what is found there. `years` are the first and the last."""

    province: str | None = None
    published: date | None = None
    years: tuple[int, int] | None = None
    title: str | None = None
    publisher: str | None = None


NOTHING_GIVEN = Given()


def province_typed(text: str) -> str:
    """The province, by its name of 2008 to 30 June 2025, that someone typed. Raises ValueError with the fix.

    >>> province_typed("tp.hcm")
    'Hồ Chí Minh'
    """
    named = {mention.name for mention in find_provinces(text)}
    if len(named) != 1:
        raise ValueError(f"“{text}” không phải tên một tỉnh, thành phố; hãy viết như: Lai Châu.")
    return named.pop()


def day_typed(text: str) -> date:
    """The day that someone typed: "12/06/2019" or "2019-06-12". Raises ValueError with the fix."""
    days = dates_in(text)
    if len(days) != 1 or re.search(r"[^\d\s/.-]", text):
        raise ValueError(f"“{text}” không phải một ngày; hãy viết như: 12/06/2019.")
    return days[0]


def years_typed(text: str) -> tuple[int, int]:
    """The years that someone typed: "2016" or "2012-2014". Raises ValueError with the fix."""
    years = re.fullmatch(r"((?:19|20)\d\d)(?:\s*[-–]\s*((?:19|20)\d\d))?", squeeze(text))
    if not years or int(years[2] or years[1]) < int(years[1]):
        raise ValueError(f"“{text}” không phải năm hay khoảng năm; hãy viết như: 2016 hoặc 2012-2014.")
    return int(years[1]), int(years[2] or years[1])


def line_typed(text: str) -> str:
    """The title or name that someone typed, as one line without what nobody sees. Raises ValueError with the fix."""
    line = squeeze(seen(text))
    if not re.search(r"[^\W_]", line) or len(line) > LONGEST_LINE:
        raise ValueError(f"“{line[:40]}” không dùng được; hãy ghi một dòng chữ không quá {LONGEST_LINE} ký tự.")
    return line


def add_flags(parser: argparse.ArgumentParser) -> None:
    """Let a command take what people know of a file."""
    parser.add_argument("--province", type=_flag(province_typed), metavar="TỈNH", help="tỉnh mà bài nói về")
    parser.add_argument("--published", type=_flag(day_typed), metavar="NGÀY", help="ngày đăng, như 12/06/2019")
    parser.add_argument("--years", type=_flag(years_typed), metavar="NĂM", help="năm bài nói về: 2016 hoặc 2012-2014")
    parser.add_argument("--title", type=_flag(line_typed), metavar="TÊN", help="tên báo cáo")
    parser.add_argument("--publisher", type=_flag(line_typed), metavar="NƠI", help="nơi đăng")


def from_flags(arguments: argparse.Namespace) -> Given:
    """What was given with the flags of `add_flags`."""
    return Given(arguments.province, arguments.published, arguments.years, arguments.title, arguments.publisher)


def _flag(read: Callable[[str], _T]) -> Callable[[str], _T]:
    """`read` as the type of a flag: argparse shows the message of one kind of error only."""

    def typed(text: str) -> _T:
        try:
            return read(text)
        except ValueError as error:
            raise argparse.ArgumentTypeError(str(error)) from error

    return typed
