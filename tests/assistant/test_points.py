"""Open questions: which sentences are points of the answer, and how long ones are taken apart."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from assistant.asked import Asked
from assistant.assistant import Assistant
from assistant.claims import Claim
from assistant.evidence import Candidate, Evidence, coverage_by_province, gather
from assistant.points import NEAREST, POINTS, _items_below, _taken_apart, beside, near_best, of_part, pool
from assistant.question import understand
from corpus.roles import parts
from corpus.text import syllables
from index.library import Library


def found(question: str, province: str, library: Library) -> tuple[Evidence, Asked]:
    asking = understand(question, (), library.provinces(), library.well_spelled)
    asked = Asked.of(asking, library)
    return gather(library, asking, asked, province, coverage_by_province(library, asking, asked)), asked


def part_of(claim: Claim) -> str:
    """The part of its report that a claim stands in."""
    (quote,) = claim.quotes
    (role,) = {p.role for p in parts(quote.report.body) if p.sentence.start <= quote.start < p.sentence.end}
    return role


WHOLE = [
    ("Hạn chế của Lai Châu là gì?", "Lai Châu", "weakness"),
    ("Long An gặp những khó khăn gì?", "Long An", "weakness"),
    ("Bài học kinh nghiệm của Long An?", "Long An", "lesson"),
    ("Kiến nghị của Long An?", "Long An", "proposal"),
    ("Thuận lợi của Long An?", "Long An", "advantage"),
    ("Nhiệm vụ thời gian tới của Bắc Giang?", "Bắc Giang", "plan"),
]


@pytest.mark.parametrize(("question", "province", "role"), WHOLE)
def test_a_part_asked_for_without_a_subject_is_told_whole(
    question: str, province: str, role: str, library: Library
) -> None:
    evidence, asked = found(question, province, library)
    assert asked.theme == role and not asked.subject
    claims = of_part(evidence.candidates, asked)
    assert claims and {part_of(claim) for claim in claims} == {role}
    assert {claim.province for claim in claims} == {province}


def test_a_part_that_a_report_does_not_have_is_not_told_from_another(library: Library) -> None:
    """Advantages, lessons and proposals are named as such or not given."""
    for question in ("Bài học kinh nghiệm của Điện Biên?", "Thuận lợi của Tây Ninh?"):
        province = "Điện Biên" if "Điện Biên" in question else "Tây Ninh"
        evidence, asked = found(question, province, library)
        assert of_part(evidence.candidates, asked) == []


def test_a_subject_narrows_the_part(library: Library) -> None:
    narrow, asked = found("Hạn chế về an toàn thông tin của Long An là gì?", "Long An", library)
    claims = of_part(narrow.candidates, asked)
    wide, of_all = found("Hạn chế của Long An là gì?", "Long An", library)
    assert claims and any("an toàn thông tin" in claim.text.lower() for claim in claims)
    assert len(claims) < len(of_part(wide.candidates, of_all))


OPEN = [
    "An toàn thông tin ở Lai Châu thế nào?",
    "Một cửa điện tử ở Lai Châu ra sao?",
    "Lai Châu phát triển hạ tầng thế nào?",
]


@pytest.mark.parametrize("question", OPEN)
def test_few_sentences_stand_beside_the_best(question: str, library: Library) -> None:
    evidence, asked = found(question, "Lai Châu", library)
    claims = near_best(evidence.candidates, asked)
    best = evidence.candidates[0].part.sentence
    starts = {
        part.sentence.start
        for claim in claims
        for part in parts(claim.quotes[0].report.body)
        if part.sentence.start <= claim.quotes[0].start < part.sentence.end
    }
    assert best.start in starts and len(starts) < NEAREST


@pytest.mark.parametrize("question", OPEN)
def test_what_stands_beside_the_best_is_measured_from_it(question: str, library: Library) -> None:
    evidence, asked = found(question, "Lai Châu", library)
    rows = beside(pool(evidence.candidates, asked), asked)
    assert all(0.0 <= value <= 1.0 for row in rows for value in row.values())
    assert rows[0]["below"] == 0.0 and rows[0]["subject"] == rows[0]["paragraph"] == 1.0
    assert [row["below"] for row in rows] == sorted(row["below"] for row in rows)


@pytest.mark.parametrize("question", [*(row[0] for row in WHOLE), *OPEN])
def test_points_are_stretches_of_sentences_in_the_reports_order(question: str, library: Library) -> None:
    answer = Assistant(library).ask(question)
    assert answer.status == "answered" and 1 <= len(answer.citations) <= POINTS
    spans = [(citation.report, citation.start, citation.end) for citation in answer.citations]
    assert spans == sorted(spans) and all(a[2] <= b[1] for a, b in pairwise(spans))
    bodies = {report.id: report.body for report in library.reports()}
    for citation in answer.citations:
        (sentence,) = [
            p.sentence for p in parts(bodies[citation.report]) if p.sentence.start <= citation.start < p.sentence.end
        ]
        assert citation.end <= sentence.end and citation.quote == citation.quote.strip(" ;")


def test_a_list_behind_a_colon_is_taken_apart(library: Library) -> None:
    """ "Còn một số hạn chế: A; B; C" is a point for each."""
    text = "Còn hạn chế: đường truyền hay gián đoạn (cáp; sóng); nhiều xã chưa có cán bộ."
    assert [text[a:b] for a, b in _taken_apart(text)] == [
        "đường truyền hay gián đoạn (cáp; sóng)",
        "nhiều xã chưa có cán bộ.",
    ]
    # A short sentence without a list, items of a word, and a colon within brackets leave it whole.
    for whole in ("Máy đã cũ; mạng chậm.", "Gồm: A; B; C.", "Có máy (gồm: máy chủ cũ hỏng; máy trạm cũ hỏng)."):
        assert _taken_apart(whole) == [(0, len(whole))]
    for report in library.reports():
        for part in parts(report.body):
            spans = _taken_apart(part.sentence.text)
            assert spans and all(0 <= a < b <= len(part.sentence.text) for a, b in spans)
            assert all(a[1] <= b[0] for a, b in pairwise(spans))
            assert len(spans) == 1 or all(len(syllables(part.sentence.text[a:b])) >= 3 for a, b in spans)


def candidates_of(body: str, library: Library) -> list[Candidate]:
    report = replace(library.reports()[0], title="Báo cáo", body=body)
    return [Candidate(report, part, {}, 0.0) for part in parts(body)]


def test_the_list_that_a_sentence_opens_is_told_to_its_end(library: Library) -> None:
    body = (
        "Đó là việc của năm 2013. Tôi đề nghị Sở Thông tin và Truyền thông tập trung ba việc:\n"
        "Một là, trình UBND tỉnh quy chế. Việc này xong trong quý I.\n"
        "Hai là, đưa 30 dịch vụ lên mạng.\nBa là, đào tạo cán bộ xã.\n\nVề phía Bộ, mong Bộ hỗ trợ."
    )
    told = candidates_of(body, library)
    items = [item.text for item in _items_below(told, told[1])]
    assert [text.split(",")[0].split(" xong")[0] for text in items] == ["Một là", "Việc này", "Hai là", "Ba là"]
    assert _items_below(told, told[0]) == _items_below(told, told[2]) == []


def test_a_sentence_before_other_prose_opens_no_list(library: Library) -> None:
    body = "Hội nghị họp ở Sở. Phó Giám đốc Sở Thông tin và Truyền thông nêu:\nHạ tầng còn yếu ở nhiều xã.\n- Một mục."
    told = candidates_of(body, library)
    assert told[1].text.endswith(":") and _items_below(told, told[1]) == []
