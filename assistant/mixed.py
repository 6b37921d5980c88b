"""What is put together of several statements, each part of it true by itself: the subject of one with the figure or the
verb of another, the number of one document with the day of another.

Knows nothing of where the lines come from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant.framed import content
from assistant.held import Held, Line, date_of
from assistant.quantities import Quantity
from corpus.roles import THEMES
from corpus.terms import FIELD, plain_tokens
from corpus.text import fold

PATCH = 3
"""Words of weight from which a clause is looked at by itself."""

_RATE = frozenset(["tỷ", "lệ"])
_CLAUSE = re.compile(r"[,;:()–]\s|\s(?:và|còn|nhưng|nên|trong đó|để|nhằm)\s")
_CITED = re.compile(
    r"(?:(chỉ thị|công văn|kế hoạch|nghị quyết|nghị định|quyết định|báo cáo|thông tư|đề án|chương trình)\s+(?:số\s+)?)?"
    r"(\d[\w.]*(?:[/-][\w-]+)+)(?:\s*,?\s*(?:ban hành |ký )?ngày (\d{1,2}/\d{1,2}/\d{4}))?",
    re.IGNORECASE,
)  # a document: its kind, number and day, as far as they stand side by side


def borrowed(text: str, said: Quantity, line: Line, lines: Sequence[Line]) -> bool:
    """Whether the words beside a figure of the text are another line's: the subject of one thing with the figure of
    another ("Cổng dịch vụ công đã triển khai tại 17/21 sở", where the 17/21 are of something else).
    """
    words = frozenset(word for word in _telling(text) if fold(word) in said.clause)
    return _stands_in_a_row(words - line.about, [other.plain for other in lines if other is not line])


def patched(text: str, held: Held) -> Iterator[str]:
    """A clause put together of several lines: what the one that holds most of it lacks stands in another one."""
    lines = held.lines
    for clause in _CLAUSE.split(text):
        words = _telling(clause)
        if len(words) < PATCH or not lines or f" {' '.join(plain_tokens(clause))} " in held.joined:
            continue
        best = max(lines, key=lambda line: len(words & line.about))
        if _stands_in_a_row(words - best.about, [other.plain for other in lines if other is not best]):
            yield "ghép nội dung của nhiều câu khác nhau"
            return


def _telling(text: str) -> frozenset[str]:
    """The words that tell what is spoken of: not the field of all reports, nor the part of a report."""
    tokens, named = content(text)
    return frozenset(tokens) - _RATE - {word for concept, word in named if concept == FIELD or concept in THEMES}


def _stands_in_a_row(words: frozenset[str], runs: Sequence[Sequence[str]]) -> bool:
    """Whether two of the words stand side by side in one of the runs of words."""
    return any(one in words and two in words for run in runs for one, two in pairwise(run))


def documents(text: str, lines: Sequence[Line]) -> Iterator[str]:
    """A document's kind and day must be those that the lines give it: of two documents neither takes the other's."""
    there = [found for line in lines for found in _CITED.findall(line.text)]
    for kind, number, day in _CITED.findall(text):
        same = [(k, d) for k, n, d in there if n.lower() == number.lower()]
        kinds = {fold(k) for k, _ in same if k}
        days = {date_of(d) for _, d in same if d}
        if (kind and kinds and fold(kind) not in kinds) or (day and days and date_of(day) not in days):
            yield f"{kind} {number} {day} trong trích dẫn là văn bản khác".strip()
