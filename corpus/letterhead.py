"""The form of official texts: who issues it, its number, place and day, what kind it is, its subject, who signed.

As laid down by the decrees on administrative texts, however the two columns of the head came out of the file. Decides
by how lines look; knows nothing of provinces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from corpus import furniture
from corpus.dates import placed
from corpus.text import fold, squeeze

KINDS = {
    "BC": "báo cáo",
    "KH": "kế hoạch",
    "QĐ": "quyết định",
    "CT": "chỉ thị",
    "NQ": "nghị quyết",
    "TB": "thông báo",
    "TTr": "tờ trình",
    "ĐA": "đề án",
    "CTr": "chương trình",
    "HD": "hướng dẫn",
    "CV": "công văn",
    "BB": "biên bản",
}
"""Sign of a kind in a text's number → the kind."""

LETTER = "công văn"

_HEAD = 40  # lines that a head may take, where each word group stands on its own
_MOTTO = re.compile(
    r"cong hoa xa hoi|chu nghia viet nam|doc lap\s*[-–—]\s*tu do\s*[-–—]\s*hanh phuc|dang cong san viet nam"
)
_RULE = re.compile(r"[-–—_=*.]{3,}|[|\t]|(?<!\S)\*(?!\S)")
_ISSUER = re.compile(
    r"^(?:ubnd|uy ban|hdnd|hoi|so|bo|tinh uy|thanh uy|huyen uy|dang|doan|tinh doan|ban|van phong|chi cuc|cuc|trung tam"
    r"|cong an|bao hiem|kho bac|toa an|vien|lien doan|mat tran|tong cuc|truong)\b"
)
_UNIT = re.compile(
    r"(?<=\w) (?=(?:SỞ|SO|VĂN PHÒNG|TRUNG TÂM|BAN CHỈ ĐẠO|BAN QUẢN LÝ|CHI CỤC|(?<!VĂN )PHÒNG|HUYỆN ỦY)(?: |$))"
)
# "Số: 12/BC-UBND", "Số: 5/2016/QĐ-UBND", and "Số 12-BC/TU" of the Party.
_NUMBER = re.compile(
    r"\b[Ss](?:ố|o)\s*:?\s*(?:(?:\d+[a-z]?)?\s*/\s*(?:\d{4}\s*/\s*)?|\d+\s*-\s*(?=\w+/))(?P<sign>[A-ZĐ][\w&.]*)"
)
_SUBJECT = re.compile(r"\b[Vv]/v\b")
_OFFICE = re.compile(
    r"^(?:(?:kt|tm|tl|tuq|q)\.\s?.*|[tk]/[ml]\s.*"
    r"|(?:pho )?(?:giam doc|chu tich|chanh van phong|truong ban|bi thu)(?: thuong truc)?)$"
)


@dataclass(frozen=True)
class Letterhead:
    """What the head of an official text says; none where it does not.

    `issuer` is as printed, an office behind the one above it: "UBND TỈNH LAI CHÂU – SỞ NỘI VỤ". `kind` is one of
    `KINDS`; `subject` is that of a letter, which has no title: "V/v báo cáo …".
    """

    issuer: str | None
    day: date | None
    kind: str | None
    subject: str | None


def letterhead(text: str) -> Letterhead | None:
    """The head of an official text, or none when `text` does not begin with one."""
    lines = list(_head_lines(text.split("\n")))
    joined = _plain("   ".join(lines))
    numbered = _NUMBER.search(joined)
    at, kind = _kind_line(lines)
    issuer = _issuer(lines[:at])
    bears_motto = _MOTTO.search(fold("   ".join(lines)))
    if not bears_motto and not (issuer and (numbered or kind)):
        return None
    subject = None if kind else _subject(lines)
    return Letterhead(
        issuer=issuer,
        day=placed(joined),
        kind=kind or KINDS.get(numbered["sign"] if numbered else "") or (LETTER if subject else None),
        subject=subject,
    )


def signer(lines: Sequence[str]) -> str | None:
    """The name below the office of the one who signed, at the end of an official text."""
    ending = [text for line in lines if line.strip() for text in re.split(r"\t|\s{3,}", line.strip())][-25:]
    for i, line in enumerate(ending):
        if is_office(line):
            named = [name for name in ending[i + 1 : i + 7] if furniture.is_person(name) and not _is_upper(name)]
            if named:
                return named[0]
    return None


def is_office(line: str) -> bool:
    """A line such as "TM. ỦY BAN NHÂN DÂN", "KT. GIÁM ĐỐC", below which a name stands."""
    return _is_upper(line) and bool(_OFFICE.match(fold(line)))


def kind_named(line: str) -> str | None:
    """The kind with whose name a title begins: "Báo cáo kết quả …" → "báo cáo"."""
    folded = fold(squeeze(line))
    named = next((kind for kind in KINDS.values() if re.match(rf"{fold(kind)}\b", folded)), None)
    return None if re.match(r"ke hoach (?:va|-) dau tu\b", folded) else named


def _head_lines(lines: Sequence[str]) -> Iterator[str]:
    """The lines that are not blank up to the first one of running text."""
    filled = [line for line in lines if line.strip()]
    for line in filled[:_HEAD]:
        if furniture.is_prose(line) and not _NUMBER.search(line):
            return
        yield line


def _plain(line: str) -> str:
    """The line without motto, rules and borders; gaps between columns stay three spaces wide."""
    line = re.sub(r"\s{3,}", "   ", _RULE.sub("   ", line))
    marks = list(_MOTTO.finditer(fold(line)))
    kept = zip((0, *(mark.end() for mark in marks)), (*(mark.start() for mark in marks), len(line)), strict=True)
    return "   ".join(line[start:end] for start, end in kept).strip()


def _kind_line(lines: Sequence[str]) -> tuple[int, str | None]:
    """Where a kind's name stands in capitals, alone or with the subject, and the kind; else (count of lines, None)."""
    named = ((i, kind_named(_plain(line))) for i, line in enumerate(lines) if _is_upper(line))
    return next(((i, kind) for i, kind in named if kind), (len(lines), None))


def _issuer(lines: Sequence[str]) -> str | None:
    """The words in capitals with which the head begins, up to number or subject; an office parted from the one above.

    Columns come out side by side or one below the other; what is not in capitals is no issuer.
    """
    named: list[str] = []
    for piece in re.split(r"\s{3,}", "   ".join(map(_plain, lines))):
        end = _NUMBER.search(piece) or _SUBJECT.search(piece)
        piece = piece[: end.start()] if end else piece
        if piece and not _is_upper(piece):
            # Where the motto's column comes first, place and day stand above the issuer.
            if placed(piece) and not any(named):
                continue
            break
        named.append(piece)
        if end:
            break
    issuer = _UNIT.sub(" – ", squeeze(" ".join(named)))
    return issuer if _ISSUER.match(fold(issuer)) else None


def _subject(lines: Sequence[str]) -> str | None:
    """The subject of a letter, behind "V/v", without the other column."""
    for i, line in enumerate(lines):
        if found := _SUBJECT.search(line):
            parts = [re.split(r"\s{3,}|[\t|]", line[found.start() :])[0]]
            for following in lines[i + 1 : i + 4]:
                if not following.strip()[:1].islower():
                    break
                parts.append(re.split(r"\s{3,}|[\t|]", following.strip())[0])
            return squeeze(" ".join(parts))
    return None


def _is_upper(line: str) -> bool:
    """Is the line, apart from what is no letter, mostly in capitals?"""
    letters = [letter for letter in line if letter.isalpha()]
    return bool(letters) and sum(letter.isupper() for letter in letters) > 0.8 * len(letters)
