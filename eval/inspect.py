"""One case end to end, as lines to read: what was understood, found, weighed, answered, expected."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.assistant import Assistant
from eval.cases import Case
from eval.score import score
from index.library import Library


def inspect(library: Library, case: Case) -> Iterator[str]:
    """Lines that show one case: scope, passages and candidate sentences with their scores, the answer, its score."""
    yield f"{case.id} ({case.category}, {case.split}): " + " → ".join([*case.history, case.question])
    *_, told = Assistant(library).tell(case.question, case.history)
    yield from told.explained
    answer = told.answer.as_json()
    reports = {report.id: report for report in library.reports()}
    yield f"\ntrả lời ({answer['status']}, {answer['reason']}): {answer['text']}"
    for citation in answer["citations"]:
        yield f"  [{citation['n']}] {citation['report']} «{citation['quote']}»"
    yield "\nchờ đợi: " + (case.reason or "; ".join(n.text or f"{n.value} {n.unit}" for n in case.nuggets))
    for evidence_item in case.evidence:
        yield f"  {evidence_item.report} «{evidence_item.quote}»"
    hits = [hit.as_json() for hit in library.search_turns([*case.history, case.question], 10)]
    judged = score(case, answer, hits, reports)
    yield f"\nđiểm: {judged.outcome}; thiếu {judged.missed}, sai {judged.wrong}, không có căn cứ {judged.unsupported}"
