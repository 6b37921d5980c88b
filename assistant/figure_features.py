"""What a figure of a sentence has of what is asked, beside what the sentence has (`assistant.features`).

Knows sentences and figures; knows nothing of searching.
"""

from __future__ import annotations

import re

from assistant.asked import MONEY, MOST, Asked, covered, word_set
from assistant.features import LEVELS, heaviest_missing, level_features, own_years, said_once, speaks_of
from assistant.figures import Statement, statements
from assistant.question import GRADE
from assistant.years import BEFORE
from corpus.records import Report
from corpus.roles import Part
from corpus.split import sentences
from corpus.terms import plain_tokens
from corpus.text import CAPITAL, SMALL, fold

ON_SUBJECT = 0.3
"""Share of a question's subject that a figure, its sentence's beginning and its heading must hold."""

BEHIND = 4
"""Words behind a figure that may say what it counts."""

BARE = 3
"""Characters beside its number that a stretch must have to say whose it is: "7,4 tỷ đồng" leans on what is before."""

NAMING = 2.0
"""Rarity from which a word of a question must be among a table's heads."""

_TARGET = re.compile(
    r"\b(?:phấn đấu|mục tiêu|chỉ tiêu|dự kiến|kế hoạch (?:năm|đến|là|đặt|đề|giao)|sẽ|đến (?:hết |cuối )?năm 20\d\d"
    r"|(?:nâng|đưa) .{3,80}\blên|trước ngày)\b|\bkế hoạch \("
)
"""Words of a figure that is to be reached; a question that does not ask for plans asks for what is."""

_HEDGED = r"(?: (?:thêm|khoảng|gần|trên|hơn|được|bình quân))*\s*$"
_CHANGED = re.compile(rf"\b(?:tăng|giảm|vượt|cao hơn|thấp hơn|nhiều hơn|ít hơn|gấp){_HEDGED}", re.IGNORECASE)
"""What stands before a difference ("tăng 4,3 tỷ đồng"), which is no state."""

_FROM = re.compile(rf"\b(?:tăng|giảm|nâng|rút) (?:\w+ ){{0,3}}từ{_HEDGED}", re.IGNORECASE)
_SAME_AGAIN = re.compile(
    r"\b(?:tỷ lệ|tỉ lệ|con số|số|chỉ tiêu|chỉ số|mức) (?:này|đó|trên)\b|^Tr(?:ước|ong) đó,", re.IGNORECASE
)
"""What says that a figure is of the thing that the sentence before tells of."""

PERSONS = frozenset(["can", "bo", "cong", "vien", "chuc", "nguoi", "hoc", "luot"])
"""Folded words that count persons."""

_SHARE_OF = re.compile(r"\b(?:tỷ|tỉ) lệ (?:các |số )?((?:\w+\s?){1,2})", re.IGNORECASE)
"""What a share is of: it tells how many of them, too."""

_NUMBER_OF = re.compile(r"(?:^|[,;:(.]\s*|\b(?:tổng|và|về|còn)\s)số (?:lượng )?((?:[^\W\d_]+\s){1,3})", re.IGNORECASE)
"""What is counted where its name stands before the number ("Số văn bản đi có ký số năm 2015 là 4.120")."""

_PLACES = frozenset(["don", "vi", "noi", "co", "quan", "phuong"])
"""Folded words that count communes or districts where the level is named ("cấp xã có 98/141 đơn vị")."""

_EARNED = re.compile(r"\b(?:doanh thu|lợi nhuận|doanh số|nộp|tiết kiệm|thu (?:về|được)|trị giá|bán)\b", re.IGNORECASE)
"""Words of money that is not spent."""

_LEVEL_NAMED = frozenset(["cap_tinh", "cap_so", "cap_huyen", "cap_xa"])
"""Pairs of words that name a level, which a report may name otherwise ("các xã, phường")."""

_OUT_OF = re.compile(r"\btrong (?:số |tổng số )?$", re.IGNORECASE)
_NAMED_PART = re.compile(
    rf"\b(?:[Hh]uyện|[Qq]uận|[Tt]hị xã|[Tt]hành phố|[Ss]ở|[Xx]ã|[Pp]hường|[Tt]rường|[Bb]ệnh viện) {CAPITAL}{SMALL}"
)
"""A district, department or the like by its name."""

_CALLED_SHARE = re.compile(r"\b(?:tỷ lệ|tỉ lệ|bình quân|trung bình|mật độ)\b")


def figure_features(asked: Asked, report: Report, part: Part, told: Statement) -> dict[str, float]:
    """What a figure of the sentence has of what is asked, beside what the sentence has.

    "Own" is the stretch that tells of the figure, "led" what it leans on as well, up to where its verb ends.
    """
    text, number = part.sentence.text, told.number
    stretch = f"{told.head} {text[told.start : told.end]}".strip()
    own, led = word_set(stretch), leaning(report, part, told)
    counted = _counted(asked, part, told)
    around = word_set(f"{part.section} {report.title}")
    spent = number.kind == "money" and not _EARNED.search(text, told.leans, number.start)
    holds = said_once(around) | ({MONEY} if spent else set())
    own, led = own | holds, led | holds
    # For the subject the words may stand earlier in the sentence; whose the figure is stands with the figure.
    whose = stretch if len(stretch) > len(number.text) + BARE else f"{told.head} {text[told.leans : told.end]}"
    level = level_features(asked, whose, f"{told.shared} {whose} {part.section} {report.title}")
    return {
        "own_words": covered(asked.units, own),
        "own_pairs": covered(asked.pairs, own),
        "led_words": covered(asked.units, led),
        "led_pairs": covered(asked.pairs, led),
        "own_missing": heaviest_missing(asked, asked.subject, own),
        "led_missing": heaviest_missing(asked, asked.subject, led),
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


def _counted(asked: Asked, part: Part, told: Statement) -> float:
    """How much of what is counted the figure counts: as it says behind itself, in a table's heads, or before itself
    ("tỷ lệ cán bộ", "số văn bản"); half where it counts persons of another word ("Bao nhiêu cán bộ …?" – "có 101
    người").
    """
    if not asked.counted:
        return 0.0
    text, number = part.sentence.text, told.number
    behind = told.head if part.row else re.split(r"[;:.]\s", text[number.end :], maxsplit=1)[0]
    named = set(map(fold, plain_tokens(behind)[: None if part.row else BEHIND]))
    shape = _SHARE_OF if number.kind == "percent" else _NUMBER_OF
    before = [mark[1] for mark in shape.finditer(text, told.leans, number.start)]
    if not asked.counted & named and before:
        named = set(map(fold, plain_tokens(before[-1])))
    if named & _PLACES and speaks_of(asked.level, text[told.start : told.end]):
        named |= {fold(asked.level or "")}
    persons = asked.counted & PERSONS and named & PERSONS
    return len(asked.counted & named) / len(asked.counted) or (0.5 if persons else 0.0)


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
    # The highest of several years is that year's figure all the same.
    most = MOST.search(stretch.lower()) and not asked.most and not (asked.years and told.years)
    if most or any(shape.search(before) for shape in (_CHANGED, _FROM, _OUT_OF)):
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
    pairs = [unit for unit in asked.pairs if _LEVEL_NAMED.isdisjoint(unit.tokens)]
    return bool(pairs) and not any(unit.held_by(words) for unit in (*expressions, *pairs))


def _other_row(asked: Asked, words: frozenset[str]) -> bool:
    """Does a table's figure lack a telling word of the question? Its heads and caption say all that it is of."""
    return any(unit.rare > NAMING and unit.held_by(words) < 0.5 for unit in asked.units)


def is_target(text: str) -> bool:
    """Is what the text says to be reached, not reached?"""
    return bool(_TARGET.search(text.lower()))
