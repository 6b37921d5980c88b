"""Whether a report is already in the library: the same file, the same text, a new version, or a reworded copy.

What makes a report this report is what it counts. So two texts are aligned syllable by syllable, and the figures and
years that face each other tell: in a copy they are the same, in the report of another year or province that fills in
the same form they are others, however alike the sentences. Whether a copy is a new version or was reworded by machine
is told by where the words differ: here and there and in whole sentences, or at every few words.

Knows nothing of how reports are stored: it is given the new report and those that are kept.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from rapidfuzz.distance import LCSseq

from corpus.numbers import numbers
from corpus.records import Report
from corpus.reworded import SMALL, side_by_side, words
from corpus.text import modern_tones, nfc, squeeze

Kind = Literal["same_bytes", "same_text", "new_version", "reworded"]

VERSION = 1
"""Of the signatures: one made by another version is made anew."""

WORDS = 0.4
"""Share of the shorter text's syllables that a copy has in common with its source, in order. Measured: texts of which
six words in ten were replaced by quite other ones 0.47 and more, other reports 0.37 at most."""

WORDS_ALONE = 0.6
"""The same where fewer than `FEW` figures agree, so that the words must tell by themselves."""

FEW = 5

FIGURES = 0.6
"""Share of facing figures that are the same in a copy. Measured: versions with three figures in ten updated 0.62 and
more, the next year's report or another province's with seven in ten other figures at most 0.5."""

FIGURES_OTHER_YEAR = 0.8
"""The same where a year was changed too."""

YEARS = 0.5
"""Share of facing years that are the same in a copy."""

BREAKS = 2.5
"""Places to a hundred common syllables where a few words differ, from which on a copy is called reworded. Measured:
rewordings of one word in ten 2.6 and more, versions at most 2.5."""

_ALIKE = 0.25  # share of sampled shingles from which texts with few figures are aligned at all
_FIGURES_ALIKE = 0.4  # share of figures, in order, from which texts are aligned at all
_SAMPLED = 16  # one shingle in so many is kept in a signature


@dataclass(frozen=True)
class Copy:
    """A report in the library of which the new one is a copy.

    `likeness`, from 0 to 1, is the share of the shorter text's syllables, figures aside, that stand in the longer one
    in the same order; 1 for the same text. `reason` says in one Vietnamese line, with figures, why this is a copy.
    """

    report: str
    kind: Kind
    likeness: float
    reason: str


@dataclass(frozen=True)
class Signature:
    """What is compared first, small enough to be kept (about 2 kB as JSON for a report of 10,000 characters).

    `text` is the sha256 of the letters and digits, `figures` are the figures' values in order, `sketch` the hashes of
    a fixed sample of three-syllable shingles (those that a number divides: A. Broder, On the resemblance and
    containment of documents, 1997), whose overlap estimates how much of the smaller text stands in the larger.
    """

    text: str
    figures: tuple[str, ...]
    sketch: tuple[int, ...]
    version: int = VERSION

    def to_json(self) -> str:
        return json.dumps(asdict(self))

    @staticmethod
    def from_json(text: str) -> Signature:
        kept = json.loads(text)
        return Signature(kept["text"], tuple(kept["figures"]), tuple(kept["sketch"]), kept["version"])


@dataclass(frozen=True)
class Alignment:
    """Two texts side by side: what stands in both in the same order, and what faces something else.

    `words` are the shorter text's syllables, `common` those of them that both have; `figures` and `years` are pairs
    (same, changed); `breaks` counts the places where a few syllables differ.
    """

    words: int
    common: int
    figures: tuple[int, int]
    years: tuple[int, int]
    breaks: int

    @property
    def likeness(self) -> float:
        return self.common / self.words if self.words else 0.0

    def is_copy(self) -> bool:
        """Do the words stand in the same order and count the same things, of the same time?"""
        enough = WORDS if self.figures[0] >= FEW else WORDS_ALONE
        if self.likeness < enough or _same(self.figures) < FIGURES:
            return False
        return not self.years[1] or (_same(self.figures) >= FIGURES_OTHER_YEAR and _same(self.years) >= YEARS)

    def is_reworded(self) -> bool:
        return 100 * self.breaks >= BREAKS * self.common


def signature(report: Report) -> Signature:
    """The signature of a report; it depends on title and body only, so it can be kept as long as the report is."""
    tokens = _tokens(report.body)
    plain = [token for token in tokens if not _is_fact(token)]
    hashes = {zlib.crc32(" ".join(three).encode()) for three in zip(plain, plain[1:], plain[2:], strict=False)}
    return Signature(
        text=hashlib.sha256(_letters(report.body).removeprefix(_letters(report.title)).encode()).hexdigest(),
        figures=tuple(token for token in tokens if token[0] == "#"),
        sketch=tuple(sorted(shingle for shingle in hashes if shingle % _SAMPLED == 0)),
    )


def copies_of(
    report: Report, others: Iterable[Report], signatures: Mapping[str, Signature] | None = None
) -> list[Copy]:
    """The reports among `others` of which `report` is a copy, best first: by kind as in `Kind`, then by likeness.

    `signatures` are those kept by report id; what is missing there, or of another version, is made, which takes some
    milliseconds a report. Reports of two provinces are copies only when file or text are the same.
    """
    mine, tokens = signature(report), _tokens(report.body)
    found = []
    for other in others:
        theirs = (signatures or {}).get(other.id)
        if theirs is None or theirs.version != VERSION:
            theirs = signature(other)
        if other.sha256 == report.sha256:
            found.append(Copy(other.id, "same_bytes", 1.0, "Tệp giống hệt tệp đã có, từng byte (cùng mã SHA-256)."))
        elif theirs.text == mine.text:
            found.append(Copy(other.id, "same_text", 1.0, _SAME_TEXT))
        elif other.province == report.province and _may_be_copies(mine, theirs):
            aligned = align(tokens, _tokens(other.body))
            if aligned.is_copy():
                found.append(_copy(other, aligned))
    order: tuple[Kind, ...] = ("same_bytes", "same_text", "new_version", "reworded")
    return sorted(found, key=lambda copy: (order.index(copy.kind), -copy.likeness))


_SAME_TEXT = "Cùng một văn bản, từng chữ từng số; chỉ khác cách trình bày hoặc tiêu đề (xuống dòng, dấu câu, bảng mã)."


def _copy(other: Report, aligned: Alignment) -> Copy:
    same, changed = aligned.figures
    share = f"{round(100 * aligned.likeness)}%"
    if aligned.is_reworded():
        every = max(1, round(aligned.common / aligned.breaks))
        reason = (
            f"Có thể là bản chép lại bằng máy: {same}/{same + changed} số liệu đứng đúng thứ tự cũ, nhưng chỉ {share} "
            f"số tiếng trùng, cứ khoảng {every} tiếng lại có một chỗ đổi chữ."
        )
        return Copy(other.id, "reworded", aligned.likeness, reason)
    reason = (
        f"Có thể là bản mới hoặc bản đăng lại: {share} số tiếng trùng theo thứ tự, "
        f"{same}/{same + changed} số liệu giữ nguyên."
    )
    return Copy(other.id, "new_version", aligned.likeness, reason)


def align(some: Sequence[str], others: Sequence[str]) -> Alignment:
    """Lay two texts' tokens side by side by their longest common subsequence.

    A figure or year counts as changed where one faces another; what faces nothing was put in or left out.
    """
    some, others = sorted((some, others), key=len)
    common, breaks = 0, 0
    same: Counter[str] = Counter()
    changed: Counter[str] = Counter()
    for gap, facing, matched in side_by_side(some, others):
        ours, theirs, kept = (Counter(token[0] for token in side if _is_fact(token)) for side in (gap, facing, matched))
        changed += ours & theirs
        same += kept
        common += len(matched) - kept.total()
        breaks += max(len(gap), len(facing)) <= SMALL and len(gap) + len(facing) > (ours + theirs).total()
    count = sum(not _is_fact(token) for token in some)
    return Alignment(count, common, (same["#"], changed["#"]), (same["@"], changed["@"]), breaks)


def _same(pair: tuple[int, int]) -> float:
    """The share of the same, 1.0 when there is nothing to compare."""
    return pair[0] / sum(pair) if any(pair) else 1.0


def _may_be_copies(some: Signature, other: Signature) -> bool:
    """Cheap and generous: what fails here cannot be a copy by `Alignment.is_copy`, or hardly."""
    fewer = min(len(some.figures), len(other.figures))
    if fewer >= FEW:
        return LCSseq.similarity(some.figures, other.figures) >= _FIGURES_ALIKE * fewer
    fewer = min(len(some.sketch), len(other.sketch))
    return len(set(some.sketch) & set(other.sketch)) >= _ALIKE * fewer


def _is_fact(token: str) -> bool:
    return token[0] in "#@"


def _tokens(text: str) -> list[str]:
    """The text as folded syllables, figures as "#14/14" and years as "@2016"; list numbers are left out.

    >>> _tokens("Năm 2016, đạt 42,7 tỷ đồng tại 14 / 14 huyện")
    ['nam', '@2016', 'dat', '#42.7', 'ty', 'dong', 'tai', '#14/14', 'huyen']
    """
    text = _SPACED_SLASH.sub("/", "\n".join(map(squeeze, nfc(text).split("\n"))))
    text = _GLUED_DIGITS.sub(" ", text)
    tokens: list[str] = []
    at = 0
    for number in numbers(text):
        tokens += words(text[at : number.start])
        at = number.end
        if number.value is not None:
            below = f"/{number.denominator:f}" if number.denominator else ""
            tokens += [f"#{number.value.normalize():f}{below}", *words(_UNIT.sub("", number.text))]
        elif number.kind == "year":
            tokens.append("@" + number.text)
        elif number.kind != "ordinal":
            tokens += words(number.text)
    return tokens + words(text[at:])


# Rewording software sets spaces round signs ("24 / 8/2011", "11 / NQ-CP") and glues words to numbers.
_SPACED_SLASH = re.compile(r"(?<=\d)\s*/\s*(?=\w)")
_GLUED_DIGITS = re.compile(r"(?<=[^\W\d_]{2})(?=\d)|(?<=\d)(?=[^\W\d_]{2})")
_UNIT = re.compile(r"^[\d.,/]+")
_LETTER = re.compile(r"[^\W_]|(?<=\d)[.,/](?=\d)")
_LIST_NUMBER = re.compile(r"^[^\w\n]*(?:[IVX]+|\d{1,2}(?:\.\d+)*)[.)](?=\s)", re.MULTILINE)


def _letters(text: str) -> str:
    """Letters and digits only, in small letters and one tone placement; signs stay between digits ("1,5" is not "15").

    List numbers go, since other formats keep them apart from the text.
    """
    plain = modern_tones(unicodedata.normalize("NFKC", _LIST_NUMBER.sub("", text))).lower().replace("ð", "đ")
    return "".join(_LETTER.findall("".join(plain.split())))
