"""What a sentence, or a figure in it, has of what is asked: numbers from 0 to 1 that two learned models weigh.

Knows sentences and figures; knows nothing of searching.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.asked import GRADE, Asked, Unit, covered, word_set
from assistant.figures import Statement, statements
from assistant.years import BEFORE
from corpus.numbers import numbers
from corpus.records import Report
from corpus.roles import Part
from corpus.split import sentences
from corpus.terms import plain_tokens
from corpus.text import CAPITAL, SMALL, fold, modern_tones

ON_SUBJECT = 0.3
"""Share of a question's subject that a figure, its sentence's beginning and its heading must hold."""

NAMING = 2.0
"""Rarity from which a word of a question must be among a table's heads."""

_TARGET = re.compile(
    r"\b(?:phấn đấu|mục tiêu|chỉ tiêu|kế hoạch (?:năm|đến|là|đặt|đề|giao)|sẽ|đến (?:hết |cuối )?năm 20\d\d"
    r"|(?:nâng|đưa) .{3,80}\blên|trước ngày)\b|\bkế hoạch \("
)
"""Words of a figure that is to be reached; a question that does not ask for plans asks for what is."""

_HEDGED = r"(?: (?:thêm|khoảng|gần|trên|hơn|được|bình quân))*\s*$"
_CHANGED = re.compile(rf"\b(?:tăng|giảm|vượt|cao hơn|thấp hơn|nhiều hơn|ít hơn|gấp){_HEDGED}", re.IGNORECASE)
"""What stands before a difference ("tăng 4,3 tỷ đồng"), which is no state."""

_FROM = re.compile(rf"\b(?:tăng|giảm|nâng|rút) (?:\w+ ){{0,3}}từ{_HEDGED}", re.IGNORECASE)
_MOST = re.compile(r"\b(?:cao|thấp|nhiều|ít|lớn|nhỏ) nhất\b", re.IGNORECASE)
_SAME_AGAIN = re.compile(r"\b(?:tỷ lệ|tỉ lệ|con số|số|chỉ tiêu|chỉ số|mức) (?:này|đó|trên)\b", re.IGNORECASE)
"""What says that a figure is of the thing that the sentence before tells of."""

PERSONS = frozenset(["can", "bo", "cong", "vien", "chuc", "nguoi", "hoc", "luot"])
"""Folded words that count persons."""

_SHARE_OF = re.compile(r"\b(?:tỷ|tỉ) lệ (?:các |số )?((?:\w+\s?){1,2})", re.IGNORECASE)
"""What a share is of: it tells how many of them, too."""

_OUT_OF = re.compile(r"\btrong (?:số |tổng số )?$", re.IGNORECASE)
_NAMED_PART = re.compile(
    rf"\b(?:[Hh]uyện|[Tt]hị xã|[Tt]hành phố|[Ss]ở|[Xx]ã|[Pp]hường|[Tt]rường|[Bb]ệnh viện) {CAPITAL}{SMALL}"
)
"""A district, department or the like by its name."""

_CALLED_SHARE = re.compile(r"\b(?:tỷ lệ|tỉ lệ|bình quân|trung bình|mật độ)\b")
_OFFICE = re.compile(
    r"\b(?:(?:phó )?(?:giám đốc|chủ tịch|bí thư|trưởng|chánh|vụ trưởng|cục trưởng)|chuyên viên)\b", re.I
)
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
    own, around = word_set(text), word_set(_around(report, part)) | word_set(text)
    kind = has_kind(part.sentence.text, asked)
    return {
        "words": covered(asked.units, own),
        "pairs": covered(asked.pairs, own),
        "pairs_lacking": float(bool(asked.pairs) and covered(asked.pairs, own) < 0.05),
        "words_around": covered(asked.units, around),
        "pairs_around": covered(asked.pairs, around),
        "rank": rank,
        "kind": float(kind is True),
        "kind_lacking": float(kind is False),
        "missing": _heaviest_missing(asked, asked.units, around),
        "missing_own": _heaviest_missing(asked, asked.subject, own),
        **_level_features(asked, text, f"{text} {part.section} {report.title}"),
        "year_lacking": float(bool(asked.years) and not _of_year(asked, report, part)),
        "unreal": float(not asked.planned and part.role in ("plan", "proposal", "weakness")),
        "elsewhere": max(0.0, elsewhere - asked.held(text)),
        "role": float(bool(asked.theme) and part.role == asked.theme),
        "role_lacking": float(bool(asked.theme) and part.role != asked.theme),
        "theme": float(bool(asked.theme)),
        "units": min(len(asked.units), 8) / 8,
    }


def figure_features(asked: Asked, report: Report, part: Part, told: Statement) -> dict[str, float]:
    """What a figure of the sentence has of what is asked, beside what the sentence has.

    "Own" is the stretch that tells of the figure, "led" what it leans on as well, up to where its verb ends.
    """
    text, number = part.sentence.text, told.number
    stretch = f"{told.head} {text[told.start : told.end]}".strip()
    own, led = word_set(stretch), leaning(report, part, told)
    behind = {
        fold(word) for word in plain_tokens(told.head if part.row else text[number.end :])[: None if part.row else 4]
    }
    counted = len(asked.counted & behind) / len(asked.counted) if asked.counted else 0.0
    if not counted and number.kind == "percent" and (of := _SHARE_OF.search(text, told.leans, number.start)):
        counted = len(asked.counted & {fold(word) for word in plain_tokens(of[1])}) / max(1, len(asked.counted))
    if not counted and asked.counted & PERSONS and behind & PERSONS:
        counted = 0.5  # "Bao nhiêu cán bộ …?" – "có 101 người"
    around = word_set(f"{part.section} {report.title}")
    # For the subject the words may stand earlier in the sentence; whose the figure is stands with the figure.
    level = _level_features(asked, stretch, f"{told.shared} {stretch} {part.section} {report.title}")
    return {
        "own_words": covered(asked.units, own),
        "own_pairs": covered(asked.pairs, own),
        "led_words": covered(asked.units, led),
        "led_pairs": covered(asked.pairs, led),
        "own_missing": _heaviest_missing(asked, asked.subject, own),
        "led_missing": _heaviest_missing(asked, asked.subject, led),
        "off_subject": float(_off_subject(asked, led | around) or bool(part.row and _other_row(asked, led | around))),
        "counted": counted,
        "counted_lacking": float(bool(asked.counted) and counted == 0.0),
        "share_lacking": float(asked.share and not _is_share(told, text)),
        "grade_other": float(_of_other_grade(asked, text, stretch)),
        "outdone": float(_outdone(asked, report, part, told, led)),
        "named_part": float(asked.whole and bool(_NAMED_PART.search(stretch))),
        "share_unasked": float(bool(asked.counted) and not asked.share and number.kind == "percent"),
        "unreal": float(_is_unreal(asked, report, part, told)),
        "past": float(not asked.years and max(_told_years(report, part, told)) < min(own_years(report))),
        "narrower": float(asked.level is None and any(speaks_of(level, stretch) for level in LEVELS)),
        **level,
        "year_lacking": float(bool(asked.years) and not _of_asked_year(set(asked.years or ()), report, part, told)),
    }


def leaning(report: Report, part: Part, told: Statement) -> frozenset[str]:
    """The index words of what tells of a figure and what that leans on, up to where its verb ends."""
    text = part.sentence.text
    if part.row:
        return word_set(f"{told.shared} {told.head} {text[told.start : told.end]}")
    led = word_set(f"{told.head} {text[told.leans : told.reach]}")
    return led | word_set(_before(report, part)) if _SAME_AGAIN.search(text) else led


def _of_other_grade(asked: Asked, text: str, stretch: str) -> bool:
    """Is the figure of another grade than asked, or its sentence if the figure's own stretch names none?"""
    named = set(GRADE.findall(stretch.lower())) or set(GRADE.findall(text.lower()))
    return bool(asked.grades) and not named & asked.grades


def _outdone(asked: Asked, report: Report, part: Part, told: Statement, led: frozenset[str]) -> bool:
    """Does another figure of the sentence tell of all of the subject that this one tells of, and in its own words of
    more? "96.214 hồ sơ, trong đó hồ sơ trực tuyến 11.357": the second, for who asks for those "trực tuyến".
    """
    held = {unit for unit in asked.subject if unit.held_by(led) >= 0.5}
    for other in () if part.row else statements(part.sentence.text):
        if other is told or other.number.kind != told.number.kind:
            continue
        its = {unit for unit in asked.subject if unit.held_by(leaning(report, part, other)) >= 0.5}
        own = word_set(part.sentence.text[other.start : other.end])
        if held < its and any(unit.held_by(own) >= 0.5 for unit in its - held):
            return True
    return False


def _is_share(told: Statement, text: str) -> bool:
    """Is the figure a share? One without a percent sign is where it is called so ("tỷ lệ máy tính/cán bộ đạt 1,36")."""
    named = f"{told.head} {text[told.leans : told.number.end]}".lower()
    return told.number.kind in ("percent", "fraction") or bool(_CALLED_SHARE.search(named))


def _told_years(report: Report, part: Part, told: Statement) -> set[int]:
    """The years that a figure is told of: its own, else those named before its sentence, else the report's."""
    year = max(own_years(report))
    return {year - 1 if one == BEFORE else one for one in told.years or part.before} or own_years(report)


def _of_asked_year(asked: set[int], report: Report, part: Part, told: Statement) -> bool:
    """Is the figure told of the years asked for, and of no others?

    One whose sentence names no year for it is not, where the sentence names the asked one for another figure.
    """
    years = _told_years(report, part, told)
    if told.years:
        return years <= asked
    others = () if part.row else statements(part.sentence.text)
    if any(other.years and set(other.years) <= asked and other.number.kind == told.number.kind for other in others):
        return False
    if part.role in ("plan", "proposal"):
        # What is to be done is for the year of the report and the one after, unless the text says otherwise.
        years |= {max(own_years(report)), max(own_years(report)) + 1}
    return bool(years & asked)


def _is_unreal(asked: Asked, report: Report, part: Part, told: Statement) -> bool:
    """Does the figure tell anything but the state: what is planned, the most of some, a change, or what another is out
    of? For a question about targets: is it none?
    """
    text, number = part.sentence.text, told.number
    stretch = f"{told.head} {text[told.start : told.end]}"
    years, own = _told_years(report, part, told), own_years(report)
    before = text[: number.start]
    if any(shape.search(before) for shape in (_CHANGED, _FROM, _OUT_OF)) or (_MOST.search(stretch) and not asked.most):
        return True
    planned = part.role in ("plan", "proposal") or is_target(stretch) or min(years) > max(own)
    if asked.planned or (asked.years and min(asked.years) > max(own)):
        return asked.target and not planned
    return planned


def _before(report: Report, part: Part) -> str:
    """The sentence before in the same paragraph; none for a paragraph's first."""
    at = part.sentence.start
    paragraph = report.body.rfind("\n", 0, at) + 1
    return next((one.text for one in reversed(list(sentences(report.body, paragraph, at)))), "")


def _off_subject(asked: Asked, words: frozenset[str]) -> bool:
    """Do the words hold too little of the question's subject, or none of its expressions and word pairs? Single folded
    syllables meet by chance: "hồ" is in "hỗ trợ".
    """
    if asked.subject and covered(asked.subject, words) < ON_SUBJECT:
        return True
    expressions = [unit for unit in asked.units if unit.same and unit.rare]
    return bool(asked.pairs) and not any(unit.held_by(words) for unit in (*expressions, *asked.pairs))


def _other_row(asked: Asked, words: frozenset[str]) -> bool:
    """Does a table's figure lack a telling word of the question? Its heads and caption say all that it is of."""
    return any(unit.rare > NAMING and unit.held_by(words) < 0.5 for unit in asked.units)


def _heaviest_missing(asked: Asked, units: tuple[Unit, ...], words: frozenset[str]) -> float:
    return max((unit.weight for unit in units if unit.held_by(words) < 0.5), default=0.0) / asked.heaviest


def _level_features(asked: Asked, text: str, around: str) -> dict[str, float]:
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


def unfit(features: Mapping[str, float], asked: Asked) -> bool:
    """Can a candidate with these features not answer, whatever else it holds?

    It is of another year or grade than asked; or of a named part where the whole province is asked for; or a figure off
    the subject; or no share where one is asked for; or a share of
    another thing than is counted; or silent on the level asked for: what is told of the whole province is no answer for
    its communes or districts; for the province's own level a report often leaves the word out.
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
    "xã": re.compile(r"\b(?:xã|phường|thị trấn|cấp cơ sở|tuyến cơ sở)\b"),
    "huyện": re.compile(r"\b(?:huyện|thị xã|thành phố)\b"),
    "tỉnh": re.compile(r"\b(?:cấp tỉnh|sở)\b(?! hạ tầng)"),
}


def is_target(text: str) -> bool:
    """Is what the text says to be reached, not reached?"""
    return bool(_TARGET.search(text.lower()))


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
