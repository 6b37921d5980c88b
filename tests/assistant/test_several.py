"""Several things asked in one sentence, each a question of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.several import PARTS, several, understand_all
from corpus.provinces import find_provinces
from corpus.text import squeeze, syllables
from eval.cases import load_cases
from index.library import Library

SEVERAL = [
    ("Ai chủ trì hội nghị và hội nghị diễn ra khi nào?", ["Ai chủ trì hội nghị", "hội nghị diễn ra khi nào?"]),
    (
        "Lai Châu có bao nhiêu xã dùng mạng LAN, bao nhiêu cơ quan dùng TSLCD?",
        ["Lai Châu có bao nhiêu xã dùng mạng LAN", "bao nhiêu cơ quan dùng TSLCD?"],
    ),
    (
        "Bắc Giang chi bao nhiêu tiền cho CNTT năm 2016; ai chủ trì hội nghị?",
        ["Bắc Giang chi bao nhiêu tiền cho CNTT năm 2016", "ai chủ trì hội nghị?"],
    ),
    (
        "Đoàn kiểm tra gồm những ai và đến bao nhiêu cơ quan?",
        ["Đoàn kiểm tra gồm những ai", "đến bao nhiêu cơ quan?"],
    ),
    ("Quy hoạch do ai ký, ký ngày nào?", ["Quy hoạch do ai ký", "ký ngày nào?"]),
    (
        "Điện Biên kiểm tra bao nhiêu đơn vị? Trong thời gian nào?",
        ["Điện Biên kiểm tra bao nhiêu đơn vị", "Trong thời gian nào?"],
    ),
    (
        "Lai Châu có bao nhiêu máy tính và mạng nội bộ ra sao?",
        ["Lai Châu có bao nhiêu máy tính", "mạng nội bộ ra sao?"],
    ),
    (
        "Tỷ lệ ký số và số chứng thư số lần lượt là bao nhiêu?",
        ["Tỷ lệ ký số là bao nhiêu?", "số chứng thư số là bao nhiêu?"],
    ),
    (
        "Các sở, ban, ngành nào dùng chữ ký số và tỷ lệ là bao nhiêu?",
        ["Các sở, ban, ngành nào dùng chữ ký số", "tỷ lệ là bao nhiêu?"],
    ),
]

THEMES = [
    ("Khó khăn và kiến nghị của Long An?", "Khó khăn", "kiến nghị"),
    ("Thuận lợi và khó khăn của Long An là gì?", "Thuận lợi", "khó khăn"),
    ("Hạn chế, nguyên nhân của Lai Châu?", "Hạn chế", "nguyên nhân"),
    ("Những kết quả và hạn chế trong ứng dụng CNTT của Bắc Giang?", "kết quả", "hạn chế"),
]
"""Two parts of a report asked for at once, and the name of each."""

ONE = [
    "Lai Châu và Bắc Giang có bao nhiêu xã dùng LAN?",
    "Tỷ lệ ký số của Bắc Giang là bao nhiêu, còn Lai Châu thì sao?",
    "Bắc Giang đạt bao nhiêu, Lai Châu đạt bao nhiêu?",
    "So sánh tỷ lệ ký số của Lai Châu và Bắc Giang",
    "Tỷ lệ cán bộ, công chức, viên chức dùng thư điện tử là bao nhiêu?",
    "Có bao nhiêu xã, phường và thị trấn có mạng nội bộ?",
    "Những hạn chế và tồn tại của Lai Châu là gì?",
    "Bài học kinh nghiệm của Long An",
    "UBND tỉnh Tây Ninh ký ban hành quy hoạch ngày nào?",
    "Hệ thống quản lý văn bản và điều hành được triển khai ở bao nhiêu huyện?",
    "Còn cấp huyện?",
    "lai chau",
]


@pytest.mark.parametrize(("text", "expected"), SEVERAL, ids=[text[:40] for text, _ in SEVERAL])
def test_each_thing_asked_is_a_question(text: str, expected: list[str]) -> None:
    assert several(text) == expected


@pytest.mark.parametrize(("text", "first", "second"), THEMES, ids=[text[:40] for text, _, _ in THEMES])
def test_two_parts_of_a_report_are_two_questions(text: str, first: str, second: str) -> None:
    one, other = several(text)
    assert first in one and second not in one
    assert second in other and first not in other
    assert {m.name for m in find_provinces(one)} == {m.name for m in find_provinces(other)}


@pytest.mark.parametrize("text", [text for text, _, _ in THEMES])
def test_only_the_other_part_is_taken_out(text: str) -> None:
    assert all(len(syllables(text)) - len(syllables(part)) <= 3 for part in several(text))
    assert all((" của " in part) == (" của " in text) for part in several(text))


@pytest.mark.parametrize("text", ONE)
def test_a_question_that_asks_one_thing_comes_back_unchanged(text: str) -> None:
    assert several(text) == [text]


def test_a_trait_is_not_torn_at_con() -> None:
    assert several("Vì sao CNTT của Long An còn yếu và cần làm gì?") == [
        "Vì sao CNTT của Long An còn yếu",
        "cần làm gì?",
    ]


PIECES = [
    "Lai Châu",
    "Bắc Giang",
    "Long An",
    "tỷ lệ",
    "ký số",
    "hạn chế",
    "kiến nghị",
    "bao nhiêu",
    "ai",
    "khi nào",
    "xã",
]
PIECES += ["và", ",", ";", "?", "còn", "lần lượt", "là", "của", "có", "mạng LAN", "đồng thời", "CNTT"]


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=16).map(" ".join))
def test_parts_say_nothing_of_their_own(text: str) -> None:
    parts = several(text.replace(" ,", ",").replace(" ;", ";").replace(" ?", "?"))
    assert 1 <= len(parts) <= PARTS
    assert {word for part in parts for word, _, _ in syllables(part)} <= {word for word, _, _ in syllables(text)}
    assert all(part == squeeze(part) for part in parts)


@given(st.text(max_size=80))
def test_any_text_is_taken(text: str) -> None:
    parts = several(text)
    assert len(parts) > 1 or parts == [squeeze(text)]


REAL = sorted({case.question for case in load_cases(Path(__file__).parents[2] / "eval" / "cases")})


def test_no_part_names_a_province_that_the_others_do_not() -> None:
    """A part is asked as a turn that follows the first: it takes that one's province or names none."""
    split = [parts for parts in map(several, REAL) if len(parts) > 1]
    assert len(split) > 10
    for first, *later in split:
        named = {mention.name for mention in find_provinces(first)}
        for part in later:
            own = {mention.name for mention in find_provinces(part)}
            assert not own or not named or own == named, (first, part)


def test_most_questions_ask_one_thing() -> None:
    assert sum(several(text) == [squeeze(text)] for text in REAL) >= 0.8 * len(REAL)


# understood


def test_a_later_thing_takes_the_province_of_the_first(library: Library) -> None:
    questions = understand_all("Ai chủ trì hội nghị ở Bắc Giang và hội nghị diễn ra khi nào?", (), library.provinces())
    assert [(question.kind, question.scope.provinces) for question in questions] == [
        ("person", ("Bắc Giang",)),
        ("date", ("Bắc Giang",)),
    ]


def test_each_level_named_is_asked_for_by_itself(library: Library) -> None:
    text = "Tỷ lệ máy tính nối Internet ở cấp huyện và cấp xã của Lai Châu là bao nhiêu?"
    questions = understand_all(text, (), library.provinces())
    assert sorted(str(question.scope.level) for question in questions) == ["huyện", "xã"]
    assert {question.scope.provinces for question in questions} == {("Lai Châu",)}


def test_one_thing_of_one_level_is_one_question(library: Library) -> None:
    (question,) = understand_all("Bao nhiêu xã ở Lai Châu có mạng LAN?", (), library.provinces())
    assert question.scope.level == "xã" and question.scope.provinces == ("Lai Châu",)


def test_what_was_asked_before_holds_for_each_thing(library: Library) -> None:
    history = ["Hội nghị ở Bắc Giang bàn về gì?"]
    questions = understand_all("Ai chủ trì và diễn ra khi nào?", history, library.provinces())
    assert len(questions) == 2 and {question.scope.provinces for question in questions} == {("Bắc Giang",)}


EACH_YEAR = [
    ("Kinh phí CNTT của Lai Châu năm 2016 và năm 2018 là bao nhiêu?", [("Lai Châu", 2016), ("Lai Châu", 2018)]),
    (
        "So sánh tỷ lệ ký số của Lai Châu năm 2018 và Bắc Giang năm 2016",
        [("Lai Châu", 2018), ("Bắc Giang", 2016)],
    ),
]


@pytest.mark.parametrize(("text", "expected"), EACH_YEAR)
def test_figures_of_several_years_are_asked_for_each(
    text: str, expected: list[tuple[str, int]], library: Library
) -> None:
    questions = understand_all(text, (), library.provinces())
    assert [(q.scope.provinces, q.scope.years) for q in questions] == [((p,), (y,)) for p, y in expected]


def test_a_span_of_years_is_one_thing(library: Library) -> None:
    text = "Kinh phí CNTT của Lai Châu từ năm 2016 đến năm 2018 là bao nhiêu?"
    (question,) = understand_all(text, (), library.provinces())
    assert question.scope.years == (2016, 2018)
