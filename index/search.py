"""Ranking passages for a query: dense and folded words together, inside a scope of provinces."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev
from typing import Any

from corpus.provinces import find_provinces, former_names, provinces
from corpus.records import Passage, Report
from corpus.terms import ABBREVIATIONS

CANDIDATES = 60
"""Passages taken from each index before the two are added up."""

DENSE_WEIGHT = 0.6
"""Share of the dense score in the sum, both parts standardised over the candidates; learned on the dev cases."""

PART_WEIGHT = 0.8
"""What a passage gains, in standard scores, that is all of the part of a report that is asked for ("hạn chế")."""


@dataclass(frozen=True)
class Hit:
    """A passage found, best first by `score`; `dense` is its cosine, `words` its BM25 score."""

    passage: Passage
    report: Report
    score: float
    dense: float
    words: float

    def as_json(self) -> dict[str, Any]:
        passage = self.passage
        return {
            "report": self.report.id,
            "province": self.report.province,
            "start": passage.start,
            "end": passage.end,
            "text": passage.text,
            "score": round(self.score, 6),
        }


def as_reports_write(text: str) -> str:
    """The text with provinces, abbreviations and its first letter in capitals, as reports have them: the embedding
    model tells "cntt" from "CNTT".

    >>> as_reports_write("tỉnh long an ứng dụng cntt")
    'Tỉnh Long An ứng dụng CNTT'
    """
    for mention in reversed(find_provinces(text)):
        text = text[: mention.start] + mention.name + text[mention.end :]
    text = re.sub(r"[^\W_]+", lambda word: word[0].upper() if word[0].lower() in ABBREVIATIONS else word[0], text)
    return text[:1].upper() + text[1:]


def header(report: Report, passage: Passage) -> str:
    """The line under which a passage is embedded and indexed: "Lai Châu – 2019 – 2. Khó khăn"."""
    return f"{report.province} – {report.years[1]} – {passage.section or report.title}"


def fuse(dense: Mapping[str, float], words: Mapping[str, float]) -> dict[str, float]:
    """One score an id: the weighted sum of both parts as standard scores over all candidates.

    An id that one part did not find gets that part's lowest score (no words in common: 0).
    """
    ids = sorted({*dense, *words})
    lowest = min(dense.values(), default=0.0)
    z_dense = _standard([dense.get(id, lowest) for id in ids])
    z_words = _standard([words.get(id, 0.0) for id in ids])
    return {id: DENSE_WEIGHT * d + (1 - DENSE_WEIGHT) * w for id, d, w in zip(ids, z_dense, z_words, strict=True)}


def _standard(values: Sequence[float]) -> list[float]:
    if not values:
        return []
    mean, spread = fmean(values), pstdev(values)
    return [(value - mean) / spread if spread > 1e-9 else 0.0 for value in values]


def provinces_in(turns: Sequence[str], known: Mapping[str, str]) -> list[str] | None:
    """The provinces to search for a query typed over several turns, or none when no turn names one.

    The latest turn that names a province decides. A present name without a report of its own stands for its former
    provinces. `known` maps the names of provinces with reports to their present names.
    """
    for turn in reversed(turns):
        named = list(dict.fromkeys(mention.name for mention in find_provinces(turn)))
        if named:
            return list(dict.fromkeys(former for name in named for former in covered_by(name, known)))
    return None


def covered_by(name: str, known: Mapping[str, str]) -> list[str]:
    """`name` itself where it has reports, else the former provinces with reports that it now covers, else itself."""
    if name in known:
        return [name]
    return [former for former in parts_of(name) if former in known] or [name]


def parts_of(name: str) -> tuple[str, ...]:
    """The former provinces that today's province of this name was made of; none when there is no such one today."""
    return former_names(name) if any(province.now == name for province in provinces()) else ()
