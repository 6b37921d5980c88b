"""What an official text has round its content: the letterhead above its title, recipients and signature below it.

Decides by how lines look; a line may hold both columns of a head, parted by a tab or a wide gap.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus import furniture
from corpus.letterhead import is_office, kind_named
from corpus.text import fold, squeeze, syllables

_HEAD = 25
"""Lines, blank ones left out, in which a letterhead ends."""

_MOTTO = re.compile(r"^(?:cong hoa xa hoi chu nghia viet nam|doc lap\W+tu do\W+hanh phuc|dang cong san viet nam)\W*$")
_NUMBER = re.compile(r"^so\s*:?\s*\S{0,8}\s*[/-]\s*[\w&/.-]+$")
_DAY = re.compile(r"^[^,.;]{2,40},\s*ngay\s*[\d.…]*\s*thang\s*[\d.…]*\s*nam\s*(?:\d{4}|[\d.…]*)$")
_RULE = re.compile(r"^[-–—_=*.\s]{3,}$")
_RECIPIENTS = re.compile(r"^noi nhan\s*:?")
_BELOW = re.compile(r"^(?:[-+–•*]\s|luu\s*:|nhu tren|\(?da ky\)?|\(?ky ten|\(?(?:ky|dau)\b)")
_SPEECH = re.compile(r"^(?:bai )?(?:phat bieu|tham luan|dien van|noi chuyen)$")
_ANNEX = re.compile(r"^(?:phu luc|bieu|bang)\b")
_TITLE_ENDS = re.compile(
    r"^(?:[ivx]+|\d+|[a-h])[.)]\s|^(?:kinh gui|can cu|thuc hien|thi hanh|phan thu|(?:nguoi )?trinh bay|kinh thua|\()"
)


def parts(line: str) -> list[str]:
    """The texts that stand side by side in a line."""
    return [squeeze(text) for text in re.split(r"\t|\s{3,}|\s\|\s", line.strip()) if text.strip()]


def is_placed(line: str) -> bool:
    """A line of those blocks that Word files set side by side in a table: motto, place and day, recipients."""
    folded = fold(squeeze(line))
    return bool(_MOTTO.match(folded) or _DAY.match(folded) or _RECIPIENTS.match(folded))


def letterhead(lines: Sequence[str]) -> set[int]:
    """Indexes of the letterhead's lines; empty when the text does not begin with one.

    It begins the text and reaches to its last mark above the title: national motto, number, place and day.
    """
    filled = [i for i, line in enumerate(lines) if line.strip()][:_HEAD]
    above = next((at for at, i in enumerate(filled) if furniture.is_prose(lines[i]) or _is_kind(lines[i])), len(filled))
    marks = [at for at in range(above) if any(_is_mark(text) for text in parts(lines[filled[at]]))]
    mottoes = [at for at in marks if any(_MOTTO.match(fold(text)) for text in parts(lines[filled[at]]))]
    # Number and day alone stand in other texts, too; together they do not.
    if not mottoes and len(marks) < 2:
        return set()
    last = marks[-1]
    while last + 1 < above and _RULE.match(lines[filled[last + 1]]):
        last += 1
    return set(filled[: last + 1])


def day_line(lines: Sequence[str]) -> str | None:
    """The place and day of a letterhead: "Lai Châu, ngày 12 tháng 6 năm 2019"."""
    return next((text for line in lines for text in parts(line) if _DAY.match(fold(text))), None)


def _is_mark(text: str) -> bool:
    folded = fold(text)
    return bool(_MOTTO.match(folded) or _DAY.match(folded) or (_NUMBER.match(folded) and text[:1] == "S"))


def title(lines: Sequence[str], start: int, stop: int) -> list[int]:
    """Indexes of a title that begins with its kind alone, "BÁO CÁO", and goes on below; empty when there is none."""
    filled = [i for i in range(start, stop) if lines[i].strip() and not _RULE.match(lines[i])]
    first = next(
        (at for at, i in enumerate(filled[:6]) if _is_kind(lines[i]) or _is_speech(lines, filled[: at + 1])), None
    )
    if first is None:
        return []
    found = [filled[first]]
    for i in filled[first + 1 : first + 6]:
        if furniture.is_prose(lines[i]) or _TITLE_ENDS.match(fold(squeeze(lines[i]))) or "\t" in lines[i]:
            break
        if lines[i].rstrip().endswith((".", ";", ":")) or (len(found) > 1 and _begins_anew(lines[found[-1]], lines[i])):
            break
        found.append(i)
    return found if len(found) > 1 else []


def _is_kind(line: str) -> bool:
    """Does the line hold nothing but the name of a kind of text, in capitals: "BÁO CÁO", "BÁO CÁO NHANH"?"""
    kind = kind_named(line)
    if kind is None or not line.isupper():
        return False
    return bool(re.fullmatch(rf"{fold(kind)}(?: (?:nhanh|tom tat|tong hop|so bo|chuyen de))?", fold(squeeze(line))))


def _is_speech(lines: Sequence[str], places: Sequence[int]) -> bool:
    """Is the last of these lines "BÀI PHÁT BIỂU", with nothing above it that may be a title?"""
    *above, last = (lines[i] for i in places)
    titled = any(
        len(syllables(line)) >= 5 and not furniture.is_banner(line) and not furniture.head_reason(line)
        for line in above
    )
    return not titled and bool(_SPEECH.match(fold(squeeze(last))))


def _begins_anew(line: str, following: str) -> bool:
    """Is `following` set in another way than `line`, or so long that it begins the text, and not the line's end?"""
    other = line.isupper() != following.isupper() or (not line.isupper() and len(syllables(following)) > 12)
    return other and following[:1].isupper()


def signature(lines: Sequence[str], official: bool) -> set[int]:
    """Indexes of the recipients and the signature at the end of a text, or before its annexes.

    Only in an `official` text, one with a letterhead, may an office and a name stand for them without recipients.
    """
    filled = [i for i, line in enumerate(lines) if line.strip()]
    prose = [at for at, i in enumerate(filled) if furniture.is_prose(lines[i])]
    for at, i in enumerate(filled):
        texts = parts(lines[i])
        begins = any(_RECIPIENTS.match(fold(text)) for text in texts) or (
            official and any(map(is_office, texts)) and _is_signed([lines[j] for j in filled[at + 1 : at + 8]])
        )
        # A letter's list of recipients may also stand above its text; what is signed stands below.
        if begins and any(p < at for p in prose):
            end = at + 1
            while end < len(filled) and _belongs(lines[filled[end]]):
                end += 1
            return set(filled[at:end])
    return set()


def _is_signed(below: Sequence[str]) -> bool:
    return any(furniture.is_person(text) and not text.isupper() for line in below for text in parts(line))


def _belongs(line: str) -> bool:
    """Does a line below the beginning of the signature still belong to it?"""
    if furniture.is_prose(line) or _ANNEX.match(fold(squeeze(line))):
        return False
    return all(
        _BELOW.match(fold(text)) or is_office(text) or _RULE.match(text) or _is_short(text) for text in parts(line)
    )


def _is_short(text: str) -> bool:
    """A recipient, a name or an office: some words, neither a heading nor figures."""
    return len(syllables(text)) <= 15 and not re.search(r"^(?:[IVX]+|\d+)\.|\d+(?:,\d+)?\s*%", text)
