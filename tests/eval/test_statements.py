"""What an answer's text states, and which province, year and level each of its figures is tied to."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.numbers import read_numbers
from eval.statements import Mark, governing, level_marks, markers, province_marks, statements, year_marks

PROVINCES = ["Bắc Giang", "Lai Châu", "Long An", "Tây Ninh"]


def texts(answer: str) -> list[str]:
    return [said.text for said in statements(answer)]


def tied(text: str, marks: list[Mark], figure: str) -> set[str]:
    """What the figure written `figure` is tied to."""
    figures = [number.start for number in read_numbers(text) if number.kind == "figure"]
    return set(governing(text, marks, figures, text.index(figure)))


# --- statements ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("Đạt 80% [1]. Tăng 5% [2].", ["Đạt 80% [1].", "Tăng 5% [2]."]),
        ("Đạt 80%. [1] Tăng 5%.", ["Đạt 80%. [1]", "Tăng 5%."]),
        ("Ở TP. Tây Ninh đạt 80%.", ["Ở TP. Tây Ninh đạt 80%."]),
        ("Tổng số 1.575 máy. Trong đó có 5 máy chủ.", ["Tổng số 1.575 máy.", "Trong đó có 5 máy chủ."]),
        ("- Một;\n- Hai.", ["- Một;", "- Hai."]),
        ("Đạt 80%... tiếp theo.", ["Đạt 80%... tiếp theo."]),
        ("", []),
    ],
)
def test_sentences_and_items(answer: str, expected: list[str]) -> None:
    assert texts(answer) == expected


def test_an_item_leans_on_its_heading_and_a_paragraph_after_the_list_does_not() -> None:
    said = statements("Báo cáo của Lai Châu nêu:\n\n- đạt 80% [1]\n- tăng 5% [2]\n\nBắc Giang không nêu.")
    assert [one.context for one in said] == ["", *["Báo cáo của Lai Châu nêu:"] * 2, ""]
    assert [one.cited for one in said] == [(), (1,), (2,), ()]


def test_a_cell_leans_on_its_column_and_its_row_and_has_the_markers_of_the_row() -> None:
    said = statements("| Tỉnh | Tỷ lệ | Năm |\n|---|---|---|\n| Lai Châu | 80% [1] | 2019 |\n| Long An | 42% | [2] |")
    assert [one.text for one in said] == ["Lai Châu", "80% [1]", "2019", "Long An", "42%", "[2]"]
    assert (said[1].context, said[1].cited) == ("Tỷ lệ | Lai Châu", (1,))
    assert (said[4].context, said[4].cited) == ("Tỷ lệ | Long An", (2,))
    assert [number.text for number in said[1].numbers] == ["80", "[1]"]


@given(st.text(alphabet="Aâ 1.,;:%|-*#[]\n(và)", max_size=80))
def test_a_statement_stands_where_it_says_and_no_letter_is_lost(answer: str) -> None:
    answer = unicodedata.normalize("NFC", answer)
    if "|" not in answer:
        said = statements(answer)
        assert "".join("".join(one.text for one in said).split()) == "".join(answer.split())
        assert all(answer[one.start :].lstrip().startswith(one.text) for one in said)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("80% [1][2]", (1, 2)), ("[1, 3]", (1, 3)), ("[[4]](#trich-4)", (4,)), ("80%", ()), ("[a] (5)", ())],
)
def test_markers(text: str, expected: tuple[int, ...]) -> None:
    assert markers(text) == expected


# --- marks -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lai Châu và Bắc Giang", ["Lai Châu", "Bắc Giang"]),
        ("UBND tỉnh LONG AN", ["Long An"]),
        ("Bắc Giang, nay thuộc tỉnh Tây Ninh", ["Bắc Giang"]),
        ("Tây Ninh hiện nay gồm cả Long An trước đây", ["Tây Ninh"]),
        ("đường dây nóng long an toàn", []),
        ("Giang", []),
    ],
)
def test_provinces_that_a_text_names(text: str, expected: list[str]) -> None:
    assert [name for _, _, names in province_marks(text, PROVINCES) for name in names] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("năm 2016 đạt 80%", [{"2016"}]),
        ("giai đoạn 2014-2016", [{"2014", "2015", "2016"}]),
        ("năm 2014 và 2016", [{"2014"}, {"2016"}]),
        ("tháng 9/2014", [{"2014"}]),
        ("ngày 15/03/2017", []),
        ("2016 máy tính", []),
    ],
)
def test_years_that_a_text_names(text: str, expected: list[set[str]]) -> None:
    assert [set(names) for _, _, names in year_marks(read_numbers(text), text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cấp xã đạt 18,6%", [{"xã"}]),
        ("cấp huyện, xã đạt 77%", [{"huyện", "xã"}]),
        ("các sở, ngành đạt 96%", [{"tỉnh"}]),
        ("93% xã có mạng", [{"xã"}]),
        ("14 huyện, thành phố", [{"huyện"}]),
        ("UBND các xã", [{"xã"}]),
        ("thị xã Gò Công", []),
    ],
)
def test_levels_that_a_text_speaks_of(text: str, expected: list[set[str]]) -> None:
    assert [set(levels) for _, _, levels in level_marks(text)] == expected


# --- what a figure is tied to ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "figure", "expected"),
    [
        ("Bắc Giang đạt 96%, Lai Châu đạt 18,6%", "96", {"Bắc Giang"}),
        ("Bắc Giang đạt 96%, Lai Châu đạt 18,6%", "18,6", {"Lai Châu"}),
        ("96% ở Bắc Giang; 18,6% ở Lai Châu", "96", {"Bắc Giang"}),
        ("96% ở Bắc Giang; 18,6% ở Lai Châu", "18,6", {"Lai Châu"}),
        ("Bắc Giang đạt 96% trong khi Lai Châu đạt 18,6%", "18,6", {"Lai Châu"}),
        ("Bắc Giang (96%) và Lai Châu (18,6%)", "96", {"Bắc Giang"}),
        ("Theo Long An, có 5 máy, 7 phòng", "7", {"Long An"}),
        ("có 5 máy", "5", set()),
    ],
)
def test_a_figure_is_tied_to_the_province_of_its_clause(text: str, figure: str, expected: set[str]) -> None:
    assert tied(text, province_marks(text, PROVINCES), figure) == expected


@pytest.mark.parametrize(
    ("text", "figure", "expected"),
    [
        ("các sở, ngành đạt 96%, UBND cấp huyện đạt 77%", "96", {"tỉnh"}),
        ("các sở, ngành đạt 96%, UBND cấp huyện đạt 77%", "77", {"huyện"}),
        ("100% cấp tỉnh, 80% cấp xã", "80", {"xã"}),
    ],
)
def test_a_figure_is_tied_to_the_level_of_its_clause(text: str, figure: str, expected: set[str]) -> None:
    assert tied(text, level_marks(text), figure) == expected
