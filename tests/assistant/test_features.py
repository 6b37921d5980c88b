"""What a sentence and a figure have of what is asked: the marks that tell right from wrong ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from assistant.asked import Asked, word_set
from assistant.evidence import coverage_by_province, gather
from assistant.features import features, has_kind, speaks_of, unfit, years_of
from assistant.figure_features import figure_features
from assistant.figures import statements
from assistant.question import understand
from assistant.weights import weights
from corpus.records import Report
from corpus.roles import Part, parts
from index.library import Library


def asking(question: str, library: Library) -> Asked:
    return Asked.of(understand(question, (), library.provinces(), library.well_spelled), library)


def of_figures(question: str, sentence: str, library: Library) -> dict[str, Mapping[str, float]]:
    """The features of each figure of a made-up sentence in an otherwise bare report, by the figure's text."""
    asked, report = asking(question, library), bare(sentence, library)
    (part,) = parts(sentence)
    whole = features(asked, report, part, 0.0, 0.0)
    return {told.number.text: {**whole, **figure_features(asked, report, part, told)} for told in statements(sentence)}


def bare(body: str, library: Library) -> Report:
    return replace(library.reports()[0], title="Báo cáo", body=body, published="2017-06-15", not_before=None)


QUESTIONS = [
    "Tỷ lệ văn bản ký số của cấp huyện Bắc Giang năm 2016 là bao nhiêu?",
    "Ai chủ trì hội nghị ở Bắc Giang?",
    "Hạn chế của Bắc Giang là gì?",
    "Bắc Giang chi bao nhiêu tiền cho CNTT?",
    "Mục tiêu của Bắc Giang là gì?",
]


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_feature_is_a_share_and_every_weight_has_its_feature(question: str, library: Library) -> None:
    asking_ = understand(question, (), library.provinces())
    asked = Asked.of(asking_, library)
    evidence = gather(library, asking_, asked, "Bắc Giang", coverage_by_province(library, asking_, asked))
    assert evidence.candidates
    for candidate in evidence.candidates:
        assert all(0.0 <= value <= 1.0 for value in candidate.features.values()), candidate.text
    best = evidence.candidates[0]
    assert set(weights().judges(best.told is not None).features) <= set(best.features)
    assert 0.0 <= evidence.likely <= 1.0


def test_of_two_figures_the_one_told_of_the_level_has_it(library: Library) -> None:
    found = of_figures(
        "Tỷ lệ văn bản ký số của cấp huyện Bắc Giang?",
        "Văn bản ký số của các sở, ngành đạt 96%, UBND cấp huyện đạt 77%.",
        library,
    )
    assert (found["77%"]["level"], found["77%"]["level_other"], found["77%"]["level_lacking"]) == (1.0, 0.0, 0.0)
    assert (found["96%"]["level"], found["96%"]["level_other"], found["96%"]["level_lacking"]) == (0.0, 1.0, 1.0)
    asked = asking("Tỷ lệ văn bản ký số của cấp huyện Bắc Giang?", library)
    assert unfit(found["96%"], asked) and not unfit(found["77%"], asked)


def test_what_stands_before_all_figures_tells_the_level_of_each(library: Library) -> None:
    found = of_figures("Bao nhiêu máy in ở cấp xã?", "Cấp xã: 42 máy tính bàn, 30 máy in.", library)
    assert {figures["level_lacking"] for figures in found.values()} == {0.0}


def test_without_a_level_asked_a_narrower_one_is_marked(library: Library) -> None:
    found = of_figures(
        "Tỷ lệ văn bản ký số của Bắc Giang?", "Toàn tỉnh ký số đạt 90%, các huyện ký số đạt 77%.", library
    )
    assert (found["90%"]["narrower"], found["77%"]["narrower"]) == (0.0, 1.0)


def test_what_is_counted_stands_behind_its_figure(library: Library) -> None:
    found = of_figures("Bắc Giang có bao nhiêu máy in?", "Tỉnh có 42 máy chủ, 30 máy in.", library)
    assert found["30"]["counted"] == 1.0 > found["42"]["counted"]
    assert found["30"]["own_words"] > found["42"]["own_words"]


def test_a_share_is_no_count(library: Library) -> None:
    sentence = "Tỉnh có 42 máy tính nối mạng, đạt 80%."
    share = of_figures("Tỷ lệ máy tính nối mạng?", sentence, library)
    assert (share["42"]["share_lacking"], share["80%"]["share_lacking"]) == (1.0, 0.0)
    count = of_figures("Bao nhiêu máy tính nối mạng?", sentence, library)
    assert (count["42"]["share_unasked"], count["80%"]["share_unasked"]) == (0.0, 1.0)


def test_a_target_is_unreal_unless_plans_are_asked_for(library: Library) -> None:
    sentence = "Đã đạt 60% ký số, phấn đấu đạt 90% ký số."
    found = of_figures("Tỷ lệ ký số của Bắc Giang?", sentence, library)
    assert (found["60%"]["unreal"], found["90%"]["unreal"]) == (0.0, 1.0)
    planned = of_figures("Mục tiêu tỷ lệ ký số của Bắc Giang?", sentence, library)
    assert planned["90%"]["unreal"] == 0.0


def test_a_sentence_of_another_year_lacks_it(library: Library) -> None:
    body = "Năm 2016, tỷ lệ ký số đạt 60%."
    (part,) = parts(body)
    for year, lacking in ((2016, 0.0), (2015, 1.0)):
        asked = asking(f"Tỷ lệ ký số của Bắc Giang năm {year}?", library)
        found = features(asked, bare(body, library), part, 0.0, 0.0)
        assert found["year_lacking"] == lacking and unfit(found, asked) == bool(lacking)


def test_another_province_holding_more_of_the_question_counts(library: Library) -> None:
    body = "Tỷ lệ ký số đạt 60%."
    (part,) = parts(body)
    asked, report = asking("Tỷ lệ ký số của Bắc Giang?", library), bare(body, library)
    assert features(asked, report, part, 0.0, 0.0)["elsewhere"] == 0.0
    held = asked.held(word_set(body))
    assert features(asked, report, part, 0.0, held + 0.25)["elsewhere"] == pytest.approx(0.25)


KINDS = [
    # question, a text, whether a thing of the kind asked for stands in it
    ("Bao nhiêu phần trăm xã có máy?", "đạt 80%", True),
    ("Bao nhiêu phần trăm sở có một cửa?", "19/20 sở", True),
    ("Bao nhiêu phần trăm xã có máy?", "có 15 máy", False),
    ("Có bao nhiêu máy?", "có 15 máy", True),
    ("Đầu tư bao nhiêu tiền?", "42,7 tỷ đồng", True),
    ("Đầu tư bao nhiêu tiền?", "có 15 máy", False),
    ("Có bao nhiêu máy?", "năm 2016", False),
    ("Hội nghị họp ngày nào?", "ngày 15/3/2017", True),
    ("Bắt đầu từ năm nào?", "năm 2016", True),
    ("Bắt đầu từ năm nào?", "có 15 máy", False),
    ("Ban hành quyết định nào?", "Quyết định 57/2010/QĐ-UBND", True),
    ("Ai chủ trì hội nghị?", "đồng chí Nguyễn Văn An", True),
    ("Ai chủ trì hội nghị?", "Ủy ban nhân dân tỉnh", False),
    ("Một cửa điện tử ra sao?", "bất kỳ", None),
]


@pytest.mark.parametrize(("question", "text", "expected"), KINDS)
def test_a_text_holds_a_thing_of_the_kind_asked_for(
    question: str, text: str, expected: bool | None, library: Library
) -> None:
    assert has_kind(text, asking(question, library)) is expected


LEVELS = [
    ("xã", "các xã, phường", True),
    ("xã", "thị xã Lai Châu", False),
    ("xã", "kinh tế - xã hội", False),
    ("huyện", "UBND huyện", True),
    ("huyện", "cấp xã", False),
    ("tỉnh", "các sở, ngành", True),
    ("tỉnh", "cơ sở hạ tầng", False),
    (None, "các xã", False),
]


@pytest.mark.parametrize(("level", "text", "expected"), LEVELS)
def test_a_text_speaks_of_a_level(level: str | None, text: str, expected: bool) -> None:
    assert speaks_of(level, text) is expected


def part_of(body: str) -> Part:
    (part,) = parts(body)
    return part


def test_the_years_that_a_sentence_tells_of(library: Library) -> None:
    report, early = bare("Đạt 60%.", library), bare("Đạt 60%.", library)
    early = replace(early, published="2017-03-15")
    assert years_of(report, part_of("Năm 2014 đạt 60%.")) == {2014}
    assert years_of(report, part_of("Đạt 60%.")) == {2017}
    # Until April a report tells of the year before.
    assert years_of(early, part_of("Đạt 60%.")) == {2016, 2017}
    undated = replace(report, published=None, not_before=None, years=(2012, 2014))
    assert years_of(undated, part_of("Đạt 60%.")) == {2012, 2013, 2014}


@pytest.mark.parametrize(
    ("question", "sentence", "fit", "unfit_ones"),
    [
        (
            "Tỷ lệ hồ sơ trực tuyến của Bắc Giang năm 2016?",
            "Tỷ lệ hồ sơ trực tuyến đạt 30%, trong khi năm 2016 mới là 12%.",
            ["12%"],
            ["30%"],
        ),
        (
            "Bắc Giang có bao nhiêu dịch vụ công mức độ 4?",
            "Tỉnh có 90 dịch vụ công mức độ 3 và 12 dịch vụ công mức độ 4.",
            ["12"],
            ["90"],
        ),
        (
            "Tỷ lệ cán bộ dùng thư điện tử trên toàn tỉnh Bắc Giang?",
            "Tại huyện Sơn Động có 21% cán bộ dùng thư điện tử.",
            [],
            ["21%"],
        ),
    ],
)
def test_figures_of_another_year_grade_or_part_are_unfit(
    question: str, sentence: str, fit: list[str], unfit_ones: list[str], library: Library
) -> None:
    asked, found = asking(question, library), of_figures(question, sentence, library)
    assert [text for text in fit if unfit(found[text], asked)] == []
    assert [text for text in unfit_ones if not unfit(found[text], asked)] == []


@pytest.mark.parametrize(
    ("sentence", "state", "others"),
    [
        ("Kinh phí là 26 tỷ đồng, tăng 4 tỷ đồng so với năm trước.", "26 tỷ đồng", ["4 tỷ đồng"]),
        ("Tỉnh đã chi 26 tỷ đồng; phấn đấu năm 2020 chi 60 tỷ đồng.", "26 tỷ đồng", ["60 tỷ đồng"]),
        ("Cả tỉnh chi 26 tỷ đồng, cao nhất là Sở Y tế với 5 tỷ đồng.", "26 tỷ đồng", ["5 tỷ đồng"]),
        ("Theo Sở Kế hoạch và Đầu tư, tỉnh chi 26 tỷ đồng.", "26 tỷ đồng", []),
    ],
)
def test_changes_plans_and_extremes_are_not_the_state(
    sentence: str, state: str, others: list[str], library: Library
) -> None:
    found = of_figures("Bắc Giang chi bao nhiêu tiền cho CNTT?", sentence, library)
    assert found[state]["unreal"] == 0.0
    assert [text for text in others if found[text]["unreal"] == 0.0] == []


def test_a_figure_is_outdone_by_one_that_tells_of_more_that_is_asked(library: Library) -> None:
    found = of_figures(
        "Bắc Giang tiếp nhận bao nhiêu hồ sơ trực tuyến?",
        "Trung tâm tiếp nhận 96.214 hồ sơ, trong đó hồ sơ trực tuyến 11.357 hồ sơ.",
        library,
    )
    assert (found["96.214"]["outdone"], found["11.357"]["outdone"]) == (1.0, 0.0)


def test_a_share_tells_how_many_of_what_it_is_of(library: Library) -> None:
    sentence = "Tỷ lệ cán bộ thường xuyên dùng thư điện tử đạt 30%."
    of_staff = of_figures("Bắc Giang có bao nhiêu cán bộ dùng thư điện tử?", sentence, library)
    of_boxes = of_figures("Bắc Giang có bao nhiêu hộp thư điện tử?", sentence, library)
    assert (of_staff["30%"]["counted"], of_boxes["30%"]["counted"]) == (1.0, 0.0)


def test_money_is_what_is_spent_and_not_what_is_earned(library: Library) -> None:
    found = of_figures(
        "Bắc Giang chi bao nhiêu tiền cho CNTT?", "Tỉnh bố trí 9,8 tỷ đồng; doanh thu đạt 214 tỷ đồng.", library
    )
    assert found["9,8 tỷ đồng"]["own_words"] > found["214 tỷ đồng"]["own_words"]


def test_what_is_counted_may_stand_before_its_number(library: Library) -> None:
    found = of_figures(
        "Bắc Giang có bao nhiêu văn bản ký số?", "Số văn bản ký số là 4.120; số máy tính là 298.", library
    )
    assert (found["4.120"]["counted"], found["298"]["counted"]) == (1.0, 0.0)


def test_places_of_a_level_are_counted_by_its_name(library: Library) -> None:
    found = of_figures(
        "Bao nhiêu xã ở Bắc Giang có mạng LAN?", "Cấp huyện có 8/10 đơn vị; cấp xã có 98/141 đơn vị có LAN.", library
    )
    assert found["98/141"]["counted"] == 1.0 and found["8/10"]["counted"] == 0.0


def test_a_figure_without_words_of_its_own_is_of_the_level_before_it(library: Library) -> None:
    found = of_figures(
        "Kinh phí máy quét cho cấp xã của Bắc Giang?", "Bổ sung cho cấp xã 96 máy quét với kinh phí 7,4 tỷ.", library
    )
    assert found["7,4 tỷ"]["level_lacking"] == 0.0


def test_the_field_said_by_the_title_holds_for_its_sentences(library: Library) -> None:
    body = "Năm 2017 tỉnh chi 52 tỷ đồng."
    (part,) = parts(body)
    asked, report = asking("Bắc Giang chi bao nhiêu cho CNTT?", library), bare(body, library)
    titled = replace(report, title="Chuyển đổi số năm 2017")
    untitled, found = (features(asked, each, part, 0.0, 0.0)["words"] for each in (report, titled))
    assert found == 1.0 > untitled
