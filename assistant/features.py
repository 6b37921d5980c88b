"""What a sentence has of what is asked: numbers from 0 to 1 that learned models weigh; what a figure in it has beside
that is in `assistant.figure_features`.

Knows sentences; knows nothing of searching.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.asked import MONEY, Asked, Unit, covered, word_set
from corpus.numbers import numbers
from corpus.records import Report
from corpus.roles import Part
from corpus.terms import FIELD
from corpus.text import CAPITAL, SMALL, modern_tones

_OFFICE = re.compile(r"\b(?:giám đốc|chủ tịch|bí thư|trưởng|chánh|cục trưởng|chuyên viên)\b", re.IGNORECASE)
_NAME = re.compile(
    rf"(?:đồng chí|[Ôô]ng|[Bb]à|[Tt]ác giả:?)\s+{CAPITAL}\w*(?:\s{CAPITAL}\w*){{1,4}}"
    rf"|(?:{CAPITAL}{SMALL}+\s){{2,3}}{CAPITAL}{SMALL}+"
)


def features(asked: Asked, report: Report, part: Part, rank: float, elsewhere: float) -> dict[str, float]:
    """What a sentence has of what is asked.

    `rank` is its passage's place among those found, `elsewhere` what the best sentence on another province holds.
    """
    text = part.sentence.text
    if part.row:
        text = " ".join((part.row.caption, *part.row.heads, text))
    around = word_set(_around(report, part)) | word_set(text)
    own = word_set(text) | said_once(around)
    kind = has_kind(part.sentence.text, asked)
    if kind and asked.kind == "money":
        own, around = own | {MONEY}, around | {MONEY}
    return {
        "words": covered(asked.units, own),
        "pairs": covered(asked.pairs, own),
        "pairs_lacking": float(bool(asked.pairs) and covered(asked.pairs, own) < 0.05),
        "words_around": covered(asked.units, around),
        "pairs_around": covered(asked.pairs, around),
        "rank": rank,
        "kind": float(kind is True),
        "kind_lacking": float(kind is False),
        "missing": heaviest_missing(asked, asked.units, around),
        "missing_own": heaviest_missing(asked, asked.subject, own),
        **level_features(asked, text, f"{text} {part.section} {report.title}"),
        "year_lacking": float(bool(asked.years) and not _of_year(asked, report, part)),
        "unreal": float(not asked.planned and part.role in ("plan", "proposal", "weakness")),
        "elsewhere": max(0.0, elsewhere - asked.held(own)),
        "role": float(bool(asked.theme) and part.role == asked.theme),
        "role_lacking": float(bool(asked.theme) and part.role != asked.theme),
        "theme": float(bool(asked.theme)),
        "units": min(len(asked.units), 8) / 8,
    }


def said_once(around: frozenset[str]) -> frozenset[str]:
    """What holds for a sentence when its title, heading or paragraph say it: that it is of the field of all reports."""
    return around & {FIELD}


def heaviest_missing(asked: Asked, units: tuple[Unit, ...], words: frozenset[str]) -> float:
    """The weight of the heaviest of the units that the words lack, as a share of the heaviest that there can be."""
    return max((unit.weight for unit in units if unit.held_by(words) < 0.5), default=0.0) / asked.heaviest


def level_features(asked: Asked, text: str, around: str) -> dict[str, float]:
    """Whether the text, or what stands round it, names the level asked for, or only another."""
    named, level = bool(asked.level), asked.level
    own = speaks_of(level, text)
    return {
        "level": float(named and own),
        "level_lacking": float(named and not speaks_of(level, around)),
        "level_other": float(named and not own and any(speaks_of(o, text) for o in LEVELS if o != level)),
    }


def _of_year(asked: Asked, report: Report, part: Part) -> bool:
    """Does the sentence tell of an asked year? A document or a date is, too, where the year stands in its name."""
    years = set(asked.years or ())
    if part.role in ("plan", "proposal") and (day := report.published or report.not_before):
        # What is to be done is for the year of the report and the one after, unless the sentence says otherwise.
        years -= {int(day[:4]), int(day[:4]) + 1} if not re.search(r"(?:19|20)\d\d", part.sentence.text) else set()
        if not years:
            return True
    literal = {int(year) for year in re.findall(r"(?:19|20)\d\d", part.sentence.text)}
    return bool(years & (years_of(report, part) | (literal if asked.kind in ("document", "date") else set())))


UNFIT = ("year_lacking", "share_lacking", "off_subject", "grade_other", "named_part")
"""Features of which one is enough to make a candidate unfit."""


def unfit(features: Mapping[str, float], asked: Asked) -> bool:
    """Can a candidate with these features not answer, whatever else it holds?

    It is of another year or grade than asked; or of a named part where the whole province is asked for; or a figure off
    the subject; or no share where one is asked for; or a share of another thing than is counted; or silent on the level
    asked for: what is told of the whole province is no answer for its communes or districts; for the province's own
    level a report often leaves the word out.
    """
    level = asked.level in ("xã", "huyện") and bool(features["level_lacking"])
    # "70% cán bộ dùng thạo máy tính" does not tell how many computers there are.
    other_thing = bool(features.get("share_unasked")) and bool(features.get("counted_lacking"))
    lacking = any(features.get(name) for name in UNFIT)
    return lacking or level or other_thing


def years_of(report: Report, part: Part) -> set[int]:
    """The years of which the sentence tells the state: those it names or stands under, else the report's own."""
    return set(part.years) or own_years(report)


def own_years(report: Report) -> set[int]:
    """The years of which a report tells where it names none: that of its publication, and before May also the one
    before, on which it then reports.
    """
    day = report.published or report.not_before
    if day is None:
        return set(range(report.years[0], report.years[1] + 1))
    year, month = int(day[:4]), int(day[5:7])
    return {year, year - 1} if month <= 4 else {year}


def has_kind(text: str, asked: Asked) -> bool | None:
    """Does the text hold a thing of the kind that is asked for? None for kinds that leave no mark in a text."""
    kind = asked.kind
    if asked.thing == "office":
        return bool(_OFFICE.search(text))
    if asked.thing == "phone":
        return any(number.kind == "phone" for number in numbers(text))
    if asked.figures:
        return any(number.kind in asked.figures for number in numbers(text))
    if kind == "date":
        return any(number.kind in ("date", "year") for number in numbers(text))
    if kind == "document":
        return any(number.kind == "document" for number in numbers(text))
    if kind == "person":
        return bool(_NAME.search(text))
    return None


LEVELS = {
    "xã": re.compile(r"\b(?:(?<!thị )xã(?! hội)|phường|thị trấn|cấp cơ sở|tuyến cơ sở)\b"),
    "huyện": re.compile(r"\b(?:huyện|thị xã|thành phố)\b"),
    "tỉnh": re.compile(r"\b(?:cấp tỉnh|sở)\b(?! hạ tầng)"),
}


def speaks_of(level: str | None, text: str) -> bool:
    """Does the text name the level (tỉnh, huyện, xã)? No level: no."""
    return level is not None and bool(LEVELS[level].search(modern_tones(text).lower()))


def _around(report: Report, part: Part) -> str:
    """What the sentence leans on: title, heading and its paragraph up to the sentence's end, at most 600 characters of
    it.
    """
    start = report.body.rfind("\n", 0, part.sentence.start) + 1
    paragraph = report.body[max(start, part.sentence.end - 600) : part.sentence.end]
    return f"{report.title}. {part.section}. {paragraph}"
