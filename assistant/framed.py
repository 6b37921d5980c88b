"""How a sentence is framed: words that say nothing of its subject, and the statements that it joins.

Knows nothing of quotes; what it takes away is said of any report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from assistant.quantities import in_digits, level_marks, year_marks
from assistant.turned import FILLER
from assistant.wording import dated
from corpus.provinces import find_provinces
from corpus.records import Report
from corpus.terms import concept_spans, plain_tokens

WHOLE = 4
"""Words of weight that a part of a sentence must have to be a statement of its own."""

_LINK = re.compile(
    r"^(?:ngoài ra|bên cạnh đó|đồng thời|cụ thể|như vậy|nhìn chung|nói chung|tóm lại|trong đó|đáng chú ý|tuy nhiên"
    r"|tính đến thời điểm báo cáo|tại thời điểm báo cáo)(?: là)?,\s+",
    re.IGNORECASE,
)
_JOINT = re.compile(
    r"[,;]?\s+(?:và )?(?:đồng thời|bên cạnh đó|ngoài ra|trong khi(?: đó)?)\b[,:]?\s+|,\s+còn\s+", re.IGNORECASE
)
_LEAD = re.compile(r"(?:Năm|Ở|Tại|Trong|Đến|Tính đến|Đối với|Riêng|Về|Giai đoạn)\b[^,:;]*[,:]\s+")


def unframed(text: str, reports: Iterable[Report]) -> str:
    """The sentence without a connective before it and without the day of a report as the model was told it.

    >>> unframed("Ngoài ra, tỷ lệ đạt 80%", [])
    'tỷ lệ đạt 80%'
    """
    for day in dict.fromkeys(dated(report) for report in reports):
        text = re.sub(rf"\s*\(?{re.escape(day)}\)?", "", text)
    return _LINK.sub("", text)


def statements(text: str) -> list[str]:
    """What a sentence joins by "đồng thời" or "trong khi", each with the scope that it has of the first.

    >>> statements("Năm 2016, tỉnh mở 5 lớp tập huấn, đồng thời cấp xã có 80% máy tính nối mạng")
    ['Năm 2016, tỉnh mở 5 lớp tập huấn', 'Năm 2016, cấp xã có 80% máy tính nối mạng']
    """
    first, *rest = _parts(text)
    years = frozenset().union(*(labels for _, _, labels in year_marks(first)))
    lead = _LEAD.match(first)
    scope = lead[0] if lead else f"Năm {min(years)}, " if len(years) == 1 else ""
    return [first, *(part if _has_own(part, scope) else scope + part for part in rest)]


def _parts(text: str) -> list[str]:
    """Cut at the joints; what has too few words of weight stays with what stands before it."""
    joints = list(_JOINT.finditer(text))
    ends = [joint.start() for joint in joints[1:]] + [len(text)]
    parts, begin = [], 0
    for joint, end in zip(joints, ends, strict=False):
        if _weight(text[begin : joint.start()]) >= WHOLE and _weight(text[joint.end() : end]) >= WHOLE:
            parts.append(text[begin : joint.start()])
            begin = joint.end()
    return [*parts, text[begin:]]


def _weight(part: str) -> int:
    return len(content(part)[0])


def _has_own(part: str, scope: str) -> bool:
    """Whether a part names a province, year or level of its own, of the kind that the scope names."""
    return any(find(part) and find(scope) for find in (find_provinces, year_marks, level_marks))


@lru_cache(maxsize=512)
def content(text: str) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """A sentence's content words, and (concept, word) for each word of the expressions that name a concept."""
    tokens = plain_tokens(text)
    said = re.sub(r"\b(?:toàn|cả) tỉnh\b", "", in_digits(text), flags=re.IGNORECASE)
    content = (t for t in plain_tokens(said) if t not in FILLER and not t[0].isdigit())
    named = ((concept, word) for concept, start, end in concept_spans(tokens) for word in tokens[start:end])
    return tuple(content), tuple(named)
