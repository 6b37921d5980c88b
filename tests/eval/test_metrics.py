"""Every metric moves when an answer is spoilt in the way that it is there to see."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from corpus.records import Report
from eval import metrics
from eval.cases import Case, Evidence, Nugget, Scope
from eval.numbers import read_numbers
from eval.score import CaseScore, aggregate, score
from eval.statements import governing, level_marks, province_marks, statements

BAC_GIANG = (
    "Theo báo cáo, năm 2016, tỉnh Bắc Giang đã đầu tư 42,7 tỷ đồng cho việc ứng dụng công nghệ thông tin (CNTT). "
    "Tỷ lệ văn bản điện tử được ký số của các sở, ngành đạt 96%, UBND cấp huyện đạt 77%.\n"
    "Hiện có 19/20 sở, ngành đã triển khai một cửa điện tử theo Quyết định số 1755/QĐ-TTg. "
    "Trang thông tin có 15 hội, đoàn thể tham gia."
)
LAI_CHAU = (
    "Tỷ lệ văn bản phát hành ký số và gửi nhận qua hệ thống đã tăng đáng kể (18,6%). "
    "Tỷ lệ sử dụng thư điện tử đạt 50%. Tỉnh đã đầu tư 30 tỷ đồng."
)


def make_report(name: str, province: str, published: str | None, years: tuple[int, int], body: str) -> Report:
    title = f"Ứng dụng CNTT tỉnh {province}"
    return Report(
        name, province, province, title, None, None, published, None, years, f"{name}.txt", f"sha-{name}", body
    )


REPORTS = {
    "bg": make_report("bg", "Bắc Giang", "2017-03-15", (2016, 2017), BAC_GIANG),
    "lc": make_report("lc", "Lai Châu", "2019-06-12", (2014, 2019), LAI_CHAU),
}


def evidence(report: str, quote: str) -> Evidence:
    assert quote in REPORTS[report].body
    return Evidence(f"{report}.txt", f"sha-{report}", quote)


def figure(value: str, unit: str, province: str, **more: Any) -> Nugget:
    return Nugget("figure", province, more.pop("vital", True), value=value, unit=unit, **more)


def make_case(provinces: list[str], nuggets: list[Nugget], quotes: list[Evidence], **more: Any) -> Case:
    category = more.pop("category", "figure")
    scope = Scope(tuple(provinces), None, None)
    question = more.pop("question", "Câu hỏi?")
    reason = more.pop("reason", None)
    return Case(
        "c1", question, (), category, "dev", "real", bool(nuggets), scope, tuple(nuggets), tuple(quotes), reason, None
    )


def cite(report: str, quote: str, n: int = 1) -> dict[str, Any]:
    source = REPORTS[report]
    start = source.body.index(quote)
    described = {"report": report, "province": source.province, "title": source.title, "published": source.published}
    return {"n": n, **described, "start": start, "end": start + len(quote), "quote": quote}


def make_answer(
    text: str, citations: list[dict[str, Any]], provinces: list[str], status: str = "answered", **more: Any
) -> dict[str, Any]:
    scope = {"provinces": provinces, "years": None, "level": None}
    return {
        "status": status,
        "reason": None,
        "text": text,
        "citations": citations,
        "scope": scope,
        "missing": [],
        **more,
    }


MONEY = "năm 2016, tỉnh Bắc Giang đã đầu tư 42,7 tỷ đồng cho việc ứng dụng công nghệ thông tin"
SIGNED = "Tỷ lệ văn bản điện tử được ký số của các sở, ngành đạt 96%, UBND cấp huyện đạt 77%"
SIGNED_LC = "Tỷ lệ văn bản phát hành ký số và gửi nhận qua hệ thống đã tăng đáng kể (18,6%)"
INVESTED = make_case(
    ["Bắc Giang"], [figure("42.7", "tỷ đồng", "Bắc Giang", year=2016, aliases=("42,7 tỷ",))], [evidence("bg", MONEY)]
)
GOOD = make_answer("Năm 2016, tỉnh Bắc Giang đầu tư **42,7 tỷ đồng** cho CNTT [1].", [cite("bg", MONEY)], ["Bắc Giang"])
COMPARED = make_case(
    ["Bắc Giang", "Lai Châu"],
    [figure("96", "%", "Bắc Giang", level="tỉnh"), figure("18.6", "%", "Lai Châu")],
    [evidence("bg", SIGNED), evidence("lc", SIGNED_LC)],
    category="comparison",
)
BOTH = [cite("bg", SIGNED), cite("lc", SIGNED_LC, 2)]
ASKED = ["Bắc Giang", "Lai Châu"]


def judged(answer: dict[str, Any], case: Case = INVESTED, hits: list[dict[str, Any]] | None = None) -> CaseScore:
    return score(case, answer, hits, REPORTS)


def test_the_good_answer_is_right_in_every_respect() -> None:
    result = judged(GOOD)
    assert result.outcome == "right"
    for name in ("figures_exact", "nuggets_vital", "citations_resolve", "citations_verbatim", "supported"):
        assert result.metrics[name] == 1, name
    assert (result.metrics["citation_precision"], result.metrics["citation_recall"]) == (1, 1)
    assert (result.metrics["wrong_figures"], result.metrics["stray_figures"]) == (0, 0)


@pytest.mark.parametrize(
    ("text", "provinces"),
    [
        ("Năm 2016, Bắc Giang đầu tư 42,9 tỷ đồng [1].", ["Bắc Giang"]),  # number changed
        ("Năm 2016, Bắc Giang đầu tư 42,7 triệu đồng [1].", ["Bắc Giang"]),  # scale changed
        ("Năm 2016, Bắc Giang đầu tư 42,7 [1].", ["Bắc Giang"]),  # unit dropped
        ("Năm 2016, Lai Châu đầu tư 42,7 tỷ đồng [1].", ["Bắc Giang"]),  # province swapped
        ("Năm 2017, Bắc Giang đầu tư 42,7 tỷ đồng [1].", ["Bắc Giang"]),  # year changed
        ("Đầu tư 42,7 tỷ đồng [1].", ["Bắc Giang", "Lai Châu"]),  # nobody's
        ("Bắc Giang có 19/20 sở, ngành đã triển khai [1].", ["Bắc Giang"]),  # another figure of the report
    ],
)
def test_a_spoilt_figure_is_not_exact_and_the_answer_wrong(text: str, provinces: list[str]) -> None:
    result = judged({**GOOD, "text": text, "scope": {"provinces": provinces}})
    assert result.metrics["figures_exact"] == 0
    assert (result.outcome, result.missed) == ("wrong", ("42.7 tỷ đồng (Bắc Giang)",))


@pytest.mark.parametrize(
    "text",
    [
        "42,7 tỷ đồng [1].",
        "Tỉnh đầu tư 42,7 tỷ [1].",
        "Bắc Giang: 42.700 triệu đồng năm 2016 [1].",
        "42,7 tỷ đồng [1] (báo cáo ngày 15/03/2017).",
        "| Tỉnh | Kinh phí (tỷ đồng) |\n|---|---|\n| Bắc Giang | 42,7 tỷ đồng [1] |",
        "**Bắc Giang**:\n- Năm 2016: 42,7 tỷ đồng [1]",
    ],
)
def test_other_ways_to_say_the_same_are_exact(text: str) -> None:
    assert judged({**GOOD, "text": text}).metrics["figures_exact"] == 1


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("Bắc Giang đạt 96% [1], Lai Châu đạt 18,6% [2].", 1),
        ("Bắc Giang đạt 18,6% [2], Lai Châu đạt 96% [1].", 0),
        ("- Bắc Giang: 96% [1]\n- Lai Châu: 18,6% [2]", 1),
        ("- Lai Châu: 96% [1]\n- Bắc Giang: 18,6% [2]", 0),
        ("| Chỉ tiêu | Bắc Giang | Lai Châu |\n|---|---|---|\n| Ký số | 96% [1] | 18,6% [2] |", 1),
        ("| Chỉ tiêu | Lai Châu | Bắc Giang |\n|---|---|---|\n| Ký số | 96% [1] | 18,6% [2] |", 0),
        ("Sở, ngành Bắc Giang đạt 96% [1] còn Lai Châu đạt 18,6% [2].", 1),
        ("UBND cấp huyện của Bắc Giang đạt 96% [1], Lai Châu đạt 18,6% [2].", 0.5),
    ],
)
def test_figures_of_a_comparison_are_bound_to_province_and_level(text: str, exact: float) -> None:
    assert judged(make_answer(text, BOTH, ASKED), COMPARED).metrics["figures_exact"] == exact


def test_the_level_beside_a_number_decides_also_where_numbers_come_first() -> None:
    text = "100% công chức cấp tỉnh, cấp huyện, 66% công chức cấp xã"
    marks = level_marks(text)
    assert governing(text, marks, [0, 37], 0) == {"tỉnh", "huyện"}
    assert governing(text, marks, [0, 37], text.index("66")) == {"xã"}


@pytest.mark.parametrize(
    ("text", "figure", "levels"),
    [
        ("đạt 0,81 máy ở cấp tỉnh và 0,69 máy ở cấp huyện", "0,69", {"huyện"}),
        ("UBND cấp huyện và 15 hội, đoàn thể tỉnh", "15", {"huyện", "tỉnh"}),
        ("Đã đến 14 huyện, thành phố và 190 xã", "190", {"xã"}),
        ("các sở, ngành đạt 96%, UBND cấp huyện đạt 77%", "77", {"huyện"}),
        ("cấp tỉnh, huyện là 100%; cấp xã là 80%", "100", {"tỉnh", "huyện"}),
        ("UBND cấp huyện (77%)", "77", {"huyện"}),
        ("Tỷ lệ chung đạt 77%", "77", set()),
    ],
)
def test_the_level_that_a_figure_is_tied_to(text: str, figure: str, levels: set[str]) -> None:
    figures = [number.start for number in read_numbers(text) if number.kind == "figure"]
    assert governing(text, level_marks(text), figures, text.index(figure)) == levels


def test_what_a_province_became_is_not_whose_the_figure_is() -> None:
    assert [
        sorted(names) for _, _, names in province_marks("Long An (nay thuộc tỉnh Tây Ninh)", ["Long An", "Tây Ninh"])
    ] == [["Long An"]]


def test_a_counted_unit_may_stand_before_its_number() -> None:
    case = make_case(["Bắc Giang"], [figure("19/20", "sở, ngành", "Bắc Giang")], [evidence("bg", SIGNED)])
    assert judged({**GOOD, "text": "Số sở, ngành có một cửa: 19/20 [1]."}, case).metrics["figures_exact"] == 1
    assert judged({**GOOD, "text": "Số sở, ngành có một cửa: 19 [1]."}, case).metrics["figures_exact"] == 0


def test_words_count_in_any_accents_and_spaces_but_not_as_another_provinces() -> None:
    nugget = Nugget("phrase", "Bắc Giang", True, text="Quyết định số 1755/QĐ-TTg", aliases=("1755/QĐ-TTg",))
    case = make_case(["Bắc Giang"], [nugget], [evidence("bg", SIGNED)], category="fact")
    assert judged({**GOOD, "text": "Theo **quyết  định** số 1755/QĐ-TTg [1]."}, case).metrics["nuggets_vital"] == 1
    assert judged({**GOOD, "text": "Theo Quyết định số 1756/QĐ-TTg [1]."}, case).metrics["nuggets_vital"] == 0
    assert judged({**GOOD, "text": "Lai Châu làm theo 1755/QĐ-TTg [1]."}, case).metrics["nuggets_vital"] == 0


def test_a_date_counts_however_it_is_written() -> None:
    case = make_case(["Bắc Giang"], [Nugget("date", "Bắc Giang", True, text="15/03/2017")], [evidence("bg", SIGNED)])
    assert judged({**GOOD, "text": "Ngày 15 tháng 3 năm 2017 [1]."}, case).metrics["nuggets_vital"] == 1
    assert judged({**GOOD, "text": "Ngày 16 tháng 3 năm 2017 [1]."}, case).metrics["nuggets_vital"] == 0


def test_vital_and_all_nuggets_are_told_apart() -> None:
    nuggets = [figure("42.7", "tỷ đồng", "Bắc Giang"), figure("15", "hội", "Bắc Giang", vital=False)]
    result = judged(GOOD, make_case(["Bắc Giang"], nuggets, [evidence("bg", MONEY)]))
    assert (result.metrics["nuggets_vital"], result.metrics["nuggets_all"], result.outcome) == (1, 0.5, "right")


def test_a_distractors_figure_beside_the_right_one_is_wrong() -> None:
    text = "Năm 2016, Bắc Giang đầu tư 42,7 tỷ đồng [1]. Bắc Giang đầu tư 30 tỷ đồng [1]."
    result = judged({**GOOD, "text": text})
    assert (result.metrics["figures_exact"], result.outcome, result.wrong, result.stray) == (
        1,
        "wrong",
        ("30",),
        ("30",),
    )


def test_another_provinces_figure_or_another_unit_is_stray_but_not_wrong() -> None:
    text = "Năm 2016, Bắc Giang đầu tư 42,7 tỷ đồng [1]. Lai Châu đầu tư 30 tỷ đồng [1]. Bắc Giang có 15 hội [1]."
    result = judged({**GOOD, "text": text})
    assert (result.outcome, result.wrong, result.stray) == ("right", (), ("30", "15"))


def test_a_count_of_something_else_in_the_same_sentence_is_not_wrong() -> None:
    case = make_case(["Bắc Giang"], [figure("19/20", "sở, ngành", "Bắc Giang")], [evidence("bg", MONEY)])
    text = "Có 19/20 sở, ngành triển khai, cùng {} [1]."
    assert judged({**GOOD, "text": text.format("15 hội")}, case).wrong == ()
    assert judged({**GOOD, "text": text.format("18/20 sở")}, case).wrong == ("18/20",)


def test_a_figure_beside_the_right_one_in_the_same_quote_is_context() -> None:
    short = "Tỷ lệ văn bản điện tử được ký số của các sở, ngành đạt 96%"
    case = make_case(["Bắc Giang"], [figure("96", "%", "Bắc Giang")], [evidence("bg", short)])
    answer = make_answer("Sở, ngành đạt 96%, UBND cấp huyện đạt 77% [1].", [cite("bg", SIGNED)], ["Bắc Giang"])
    assert judged(answer, case).outcome == "right"
    assert judged({**answer, "citations": [cite("bg", short)]}, case).outcome == "wrong"


def test_a_computed_difference_is_neither_stray_nor_unsupported() -> None:
    text = "Bắc Giang đạt 96% [1], Lai Châu đạt 18,6% [2]. Chênh lệch là {} điểm phần trăm."
    right = judged(make_answer(text.format("77,4"), BOTH, ASKED), COMPARED)
    wrong = judged(make_answer(text.format("78,4"), BOTH, ASKED), COMPARED)
    assert (right.stray, right.unsupported) == ((), ())
    assert (wrong.stray, wrong.unsupported) == (("78,4",), ("78,4",))


def spoilt(citation: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {**GOOD, "citations": [{**citation, **changes}]}


def test_offsets_off_by_one_are_not_verbatim() -> None:
    good = cite("bg", MONEY)
    result = judged(spoilt(good, start=good["start"] + 1, end=good["end"] + 1))
    assert (result.metrics["citations_verbatim"], result.metrics["citations_resolve"]) == (0, 1)


def test_a_paraphrased_quote_is_not_verbatim_and_supports_nothing() -> None:
    result = judged(spoilt(cite("bg", MONEY), quote=MONEY.replace("đã đầu tư", "đã chi")))
    assert (result.metrics["citations_verbatim"], result.metrics["supported"]) == (0, 0)
    assert "42,7" in result.unsupported


def test_a_citation_that_leads_nowhere_does_not_resolve() -> None:
    assert judged(spoilt(cite("bg", MONEY), report="none")).metrics["citations_resolve"] == 0
    assert judged(spoilt(cite("bg", MONEY), end=10**6)).metrics["citations_resolve"] == 0
    assert judged({**GOOD, "text": GOOD["text"] + " Thêm nữa [2]."}).metrics["citations_resolve"] == 0.5
    assert judged({**GOOD, "text": "42,7 tỷ đồng."}).metrics["citations_resolve"] == 0


def test_evidence_from_elsewhere_costs_precision_recall_and_support() -> None:
    elsewhere = "Trang thông tin có 15 hội, đoàn thể tham gia."
    result = judged({**GOOD, "citations": [cite("bg", elsewhere)]})
    assert [result.metrics[f"citation_{name}"] for name in ("precision", "recall")] == [0, 0]
    assert (result.metrics["citations_verbatim"], result.metrics["supported"]) == (1, 0)


def test_shuffled_citations_support_nothing() -> None:
    text = "- Bắc Giang: 96% [{}]\n- Lai Châu: 18,6% [{}]"
    assert judged(make_answer(text.format(1, 2), BOTH, ASKED), COMPARED).metrics["supported"] == 1
    shuffled = judged(make_answer(text.format(2, 1), BOTH, ASKED), COMPARED)
    assert (shuffled.metrics["supported"], shuffled.unsupported) == (0, ("96", "18,6"))


def test_one_of_two_evidences_cited_is_half_the_recall() -> None:
    result = judged(make_answer("Bắc Giang: 96% [1].", BOTH[:1], ASKED), COMPARED)
    assert (result.metrics["citation_precision"], result.metrics["citation_recall"]) == (1, 0.5)


@pytest.mark.parametrize(
    ("text", "unsupported"),
    [
        ("Bắc Giang đầu tư 42,7 tỷ đồng [1]. Có 96% văn bản ký số.", ("96",)),  # cited in another sentence
        ("Bắc Giang đầu tư 42,7 tỷ đồng theo Quyết định 1756/QĐ-TTg [1].", ("1756/QĐ-TTg",)),
        ("Theo báo cáo ngày 15/3/2017, Bắc Giang đầu tư 42,7 tỷ đồng [1].", ()),  # the report's own date
        ("Theo báo cáo ngày 16/3/2017, Bắc Giang đầu tư 42,7 tỷ đồng [1].", ("16/3/2017",)),
        ("Năm 2015, Bắc Giang đầu tư 42,7 tỷ đồng [1].", ("2015",)),
        ("Bắc Giang đầu tư 42,7 tỷ đồng. [1]", ()),
        ("Bắc Giang đầu tư 42,7% [1].", ("42,7",)),
        ("Bắc Giang (từ 1/7/2025 thuộc Bắc Ninh) đầu tư 42,7 tỷ đồng [1].", ()),
        ("Bắc Giang đầu tư 42,7 tỷ đồng [1]. Không có số liệu năm 2020.", ("2020",)),
    ],
)
def test_every_number_needs_a_quote_of_its_own_sentence(text: str, unsupported: tuple[str, ...]) -> None:
    assert judged({**GOOD, "text": text}).unsupported == unsupported


def test_a_year_of_the_question_may_be_repeated_where_nothing_is_claimed() -> None:
    case = replace(INVESTED, question="Bắc Giang và Lai Châu đầu tư bao nhiêu năm 2020?")
    text = "Bắc Giang đầu tư 42,7 tỷ đồng [1]. Không có số liệu của Lai Châu năm 2020."
    assert judged({**GOOD, "text": text}, case).unsupported == ()


def test_refusals_and_false_answers_are_counted_side_by_side() -> None:
    refused = make_answer("Không có.", [], [], status="abstained", reason="no_year")
    unanswerable = make_case(["Lai Châu"], [], [], category="near_miss", reason="no_year")
    good, false, lucky = judged(refused, unanswerable), judged(GOOD, unanswerable), judged(refused)
    assert (good.outcome, good.metrics["false_answer"], good.metrics["reason_right"]) == ("right", 0, 1)
    assert (false.outcome, false.metrics["false_answer"], false.metrics["reason_right"]) == ("wrong", 1, None)
    assert (lucky.outcome, lucky.metrics["false_refusal"], lucky.metrics["false_answer"]) == ("refused", 1, None)
    assert [one.metrics["truthfulness"] for one in (good, false, lucky)] == [1, -1, 0]
    other = judged({**refused, "reason": "no_province"}, unanswerable)
    assert (other.outcome, other.metrics["reason_right"]) == ("right", 0)
    asked_back = judged({**refused, "status": "clarify", "reason": None}, unanswerable)
    assert (asked_back.outcome, asked_back.metrics["reason_right"]) == ("right", None)
    with_sources = judged({**refused, "citations": [cite("bg", MONEY)]}, unanswerable)
    assert with_sources.outcome == "wrong"


def hit(report: str, start: int, end: int) -> dict[str, Any]:
    source = REPORTS[report]
    return {
        "report": report,
        "province": source.province,
        "start": start,
        "end": end,
        "text": source.body[start:end],
        "score": 1.0,
    }


def around(report: str, quote: str, before: int = 5, after: int = 5) -> dict[str, Any]:
    start = REPORTS[report].body.index(quote)
    return hit(report, max(0, start - before), start + len(quote) + after)


def test_retrieval_by_rank() -> None:
    other, first, second = hit("lc", 90, 130), around("bg", SIGNED), around("lc", SIGNED_LC)
    best = judged(GOOD, COMPARED, [first, second]).metrics
    late = judged(GOOD, COMPARED, [other, first, other, other, other, second]).metrics
    none = judged(GOOD, COMPARED, [other]).metrics
    names = ("hit_1", "hit_5", "recall_5", "ndcg_10", "all_evidence_10")
    assert [best[name] for name in names] == [1, 1, 1, 1, 1]
    ideal = 1 + 1 / 1.584962500721156
    assert [late[name] for name in names] == [
        0,
        1,
        0.5,
        pytest.approx((1 / 1.584962500721156 + 1 / 2.807354922) / ideal),
        1,
    ]
    assert [none[name] for name in names] == [0, 0, 0, 0, 0]


def test_ndcg_gives_one_evidence_no_second_gain_and_two_in_one_hit_the_best_value() -> None:
    places = [metrics.locate(quoted, REPORTS) for quoted in COMPARED.evidence]
    found = around("bg", SIGNED)
    assert metrics.ndcg_at([found, found], places, 10) == metrics.ndcg_at([found], places, 10) < 1
    whole = [metrics.locate(evidence("bg", quote), REPORTS) for quote in (SIGNED, MONEY)]
    assert metrics.ndcg_at([hit("bg", 0, len(BAC_GIANG))], whole, 10) == 1


def test_a_hit_holds_an_evidence_by_its_larger_part() -> None:
    place = metrics.locate(INVESTED.evidence[0], REPORTS)
    (start, end) = place.spans[0]
    middle = (start + end) // 2
    assert metrics.holds(hit("bg", 0, middle + 1), place)
    assert not metrics.holds(hit("bg", 0, middle - 1), place)
    assert not metrics.holds({**hit("bg", start, end), "report": "lc"}, place)


def test_white_space_does_not_hide_a_quote() -> None:
    place = metrics.locate(replace(INVESTED.evidence[0], quote=MONEY.replace(" đã ", "\n đã  ")), REPORTS)
    assert metrics.holds(around("bg", MONEY), place)


def test_the_first_hit_from_another_province_is_counted() -> None:
    assert judged(GOOD, INVESTED, [hit("lc", 0, 50)]).metrics["wrong_province_1"] == 1
    assert judged(GOOD, INVESTED, [hit("bg", 0, 50), hit("lc", 0, 50)]).metrics["wrong_province_1"] == 0
    assert judged(GOOD, COMPARED, [hit("lc", 0, 50)]).metrics["wrong_province_1"] == 0


def test_rewrites_must_say_the_same() -> None:
    worded = {**GOOD, "text": "Đầu tư 42,7 tỷ đồng [1]."}
    assert score(INVESTED, worded, None, REPORTS, original=GOOD).metrics["consistent"] == 1
    for changed in (
        {**GOOD, "text": "Đầu tư 42,8 tỷ đồng [1]."},
        {**GOOD, "citations": [cite("bg", SIGNED)]},
        {**GOOD, "status": "abstained"},
    ):
        assert score(INVESTED, changed, None, REPORTS, original=GOOD).metrics["consistent"] == 0
    assert judged(GOOD).metrics["consistent"] is None


def test_length_counts_words_without_markers() -> None:
    assert judged({**GOOD, "text": "Đạt **42,7** tỷ đồng [1]."}).metrics["length"] == 4


def test_sentences_keep_their_markers_and_headings() -> None:
    text = "## Bắc Giang\n1. Đạt 96%. [1] Năm 2016. Xong [2]\n\nTP. Hồ Chí Minh [3]"
    assert [(said.text, said.context, said.cited) for said in statements(text)] == [
        ("## Bắc Giang", "", ()),
        ("1. Đạt 96%. [1]", "## Bắc Giang", (1,)),
        ("Năm 2016.", "## Bắc Giang", ()),
        ("Xong [2]", "## Bắc Giang", (2,)),
        ("TP. Hồ Chí Minh [3]", "## Bắc Giang", (3,)),
    ]


def test_the_table_has_n_and_an_interval_in_every_cell() -> None:
    scores = [judged(GOOD), replace(judged({**GOOD, "text": "Không rõ [1]."}), id="c2", cluster="lc.txt")]
    rows = {row.metric: row for row in aggregate(scores, seconds={"c1": 1.0, "c2": 3.0})}
    right = rows["right"]
    assert (right.group, right.n, right.value, round(right.low or 0, 3), round(right.high or 0, 3)) == (
        "all",
        2,
        0.5,
        0.095,
        0.905,
    )
    assert (rows["truthfulness"].value, rows["truthfulness"].low, rows["truthfulness"].high) == (0, -1, 1)
    assert "false_answer" not in rows
    assert (rows["seconds_p50"].value, rows["seconds_p95"].value) == (2.0, pytest.approx(2.9))
    assert {row.group for row in aggregate(scores, by="category")} == {"figure"}
