"""One case end to end, as lines to read: what was understood, found, weighed, answered, expected."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.assistant import Assistant
from assistant.asked import Asked
from assistant.evidence import coverage_by_province, gather
from assistant.question import understand
from eval.cases import Case
from eval.score import score
from eval.systems import shared_words
from index.library import Library


def inspect(library: Library, case: Case) -> Iterator[str]:
    """Lines that show one case: scope, passages and candidate sentences with their scores, the answer, its score."""
    known = library.provinces()
    question = understand(case.question, case.history, known, library.restore_accents)
    asked = Asked.of(question, library)
    yield f"{case.id} ({case.category}, {case.split}): " + " → ".join([*case.history, case.question])
    yield f"hiểu là: {question.kind}, {question.scope}, chủ đề {question.topic}, ngữ cảnh {question.context}"
    rivals = coverage_by_province(library, question, asked)
    for province in [p for p in question.scope.provinces if p in known] or sorted(known):
        evidence = gather(library, question, asked, province, rivals)
        yield f"\n{province}: khả năng có câu trả lời {evidence.likely:.2f}"
        for hit in evidence.hits[:5]:
            words = " ".join(shared_words(question.query, hit.passage.text)[:12])
            parts = f"nghĩa {hit.dense:.3f}, chữ {hit.words:.1f}; {words}"
            yield f"  đoạn {hit.score:5.2f} ({parts}) {hit.passage.text[:90]}…"
        for candidate in evidence.candidates[:5]:
            told = ", ".join(f"{name} {value:.2f}" for name, value in candidate.features.items() if value)
            yield f"  câu {candidate.score:5.2f} [{told}] {candidate.text[:160]}"
    answer = Assistant(library).ask(case.question, case.history).as_json()
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
