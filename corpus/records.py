"""The records that every room passes around: a report, what was cut from it, and its parts.

All offsets are in characters of `Report.body` (NFC), half open: `body[start:end]`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Dropped:
    """A stretch of the published file that is not part of the report, and why it was cut."""

    text: str
    reason: str


@dataclass(frozen=True)
class Report:
    """A report as it is kept.

    `province` is the name of the report's own day, `province_now` the one since 1 July 2025. `published` and
    `not_before` are ISO dates; an undated text has no `published`, and `not_before` is then the latest date that it
    names. `years` are the first and the last year whose state it describes. `sha256` is that of the published file's
    bytes. `kind` is what sort of text it is ("tin bài", "báo cáo", "kế hoạch"…), empty in records older than the field.
    """

    id: str
    province: str
    province_now: str
    title: str
    publisher: str | None
    author: str | None
    published: str | None
    not_before: str | None
    years: tuple[int, int]
    file: str
    sha256: str
    body: str
    dropped: tuple[Dropped, ...] = ()
    kind: str = ""


@dataclass(frozen=True)
class Passage:
    """A stretch of a body inside one section: the unit that is embedded and searched."""

    id: str
    report: str
    start: int
    end: int
    section: str
    text: str


@dataclass(frozen=True)
class Sentence:
    """A sentence of a body: the unit that is quoted."""

    start: int
    end: int
    text: str
