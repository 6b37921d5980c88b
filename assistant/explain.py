"""How an answer was found, as lines to read (Vietnamese): what was understood, which sentences were weighed.

Changes nothing and decides nothing; the page shows it folded, the command line with `--explain`.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.evidence import Candidate, Evidence
from assistant.find import Found
from assistant.question import Question
from assistant.weights import weights

SHOWN = 5
"""Passages and candidates shown a province."""

_KINDS = {
    "figure": "số liệu",
    "money": "số tiền",
    "share": "tỷ lệ",
    "person": "người",
    "date": "ngày, thời gian",
    "document": "văn bản",
    "list": "danh sách",
    "open": "nội dung, nhận định",
    "ranking": "xếp hạng các tỉnh",
    "yesno": "có hay không",
    "any": "nội dung",
}


def explain(found: Found) -> list[str]:
    """How the answer to one question was found: scope, then for each province its passages and candidates with scores.

    A candidate's score is its log-odds of being the one asked for; the best one's probability decides whether it is
    shown.
    """
    return [_understood(found.question), *(line for evidence in found.evidence for line in _weighed(evidence))]


def _understood(question: Question) -> str:
    scope = question.scope
    topic = "; ".join(" ".join(run) for run in (*question.topic, *question.context)) or "không có"
    return (
        f"Hiểu câu hỏi “{question.restored}”: hỏi về {_KINDS[question.kind]}; "
        f"tỉnh: {', '.join(scope.provinces) or 'không nêu'}; "
        f"năm: {', '.join(map(str, scope.years or ())) or 'không nêu'}; cấp: {scope.level or 'không nêu'}; "
        f"chủ đề: {topic}."
    )


def _weighed(evidence: Evidence) -> Iterator[str]:
    best = evidence.candidates[0] if evidence.candidates else None
    least = weights().least(best is not None and best.told is not None)
    yield f"{evidence.province}: khả năng câu tốt nhất trả lời đúng {evidence.likely:.2f} (cần từ {least:.2f})."
    for hit in evidence.hits[:SHOWN]:
        yield f"  đoạn {hit.score:5.2f} (nghĩa {hit.dense:.3f}, từ ngữ {hit.words:.1f}): {hit.passage.text[:120]}…"
    for candidate in evidence.candidates[:SHOWN]:
        yield f"  câu  {candidate.score:5.2f}: {_shown(candidate)}"
        yield "       " + ", ".join(f"{name} {value:.2f}" for name, value in candidate.features.items() if value)


def _shown(candidate: Candidate) -> str:
    told = candidate.told
    return f"{told.number.text} ← {candidate.text[told.start : told.end]}" if told else candidate.text[:160]
