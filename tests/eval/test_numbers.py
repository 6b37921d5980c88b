"""The evaluation's reader of numbers: notation, kinds, offsets."""

from __future__ import annotations

import itertools
import unicodedata
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.numbers import computed, parse_decimal, plain, read_numbers, same_unit, scaled

REPORTS = sorted((Path(__file__).parents[2] / "corpus" / "reports").glob("*.txt"))


def kinds(text: str) -> list[tuple[str, str]]:
    return [(number.kind, number.text) for number in read_numbers(text)]


@pytest.mark.parametrize(
    ("text", "value", "denominator", "unit"),
    [
        ("đầu tư 1.234,5 triệu đồng", "1234.5", None, "triệu đồng"),
        ("đầu tư **42,7** tỷ đồng cho", "42.7", None, "tỷ đồng cho"),
        ("có 1575 người", "1575", None, "người"),
        ("có 1.575 người", "1575", None, "người"),
        ("triển khai 05 UBND huyện", "5", None, "ubnd huyện"),
        ("hiện có 19/20 sở, ngành", "19", "20", "sở"),
        ("08/08 đơn vị", "8", "8", "đơn vị"),
        ("mức cao (80%)", "80", None, "%"),
        ("xấp xỉ 100 %", "100", None, "%"),
        ("đạt **18,6**%", "18.6", None, "%"),
        ("đạt 66 phần trăm", "66", None, "%"),
        ("đạt 1,36 máy;", "1.36", None, "máy"),
        ("34,881,766 lượt", "34881766", None, "lượt"),
        ("1990 hộ", "1990", None, "hộ"),
    ],
)
def test_a_figure_is_read_with_value_denominator_and_unit(
    text: str, value: str, denominator: str | None, unit: str
) -> None:
    (number,) = read_numbers(text)
    assert (number.kind, number.value) == ("figure", Decimal(value))
    assert number.denominator == (Decimal(denominator) if denominator else None)
    assert number.unit == unit


def test_a_range_is_two_figures_of_the_unit_that_follows() -> None:
    assert [(number.value, number.kind) for number in read_numbers("từ 11-12 cơ quan")] == [
        (Decimal(11), "figure"),
        (Decimal(12), "figure"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ngày đăng: 15/03/2017", [("date", "15/03/2017")]),
        ("Sáng 13/8, tại", [("date", "Sáng 13/8")]),
        ("tháng 9/2014", [("date", "tháng 9/2014")]),
        ("ngày 29 tháng 6 năm 2024", [("date", "ngày 29 tháng 6 năm 2024")]),
        ("năm 2016, tỉnh", [("date", "2016")]),
        ("giai đoạn 2011 – 2015", [("date", "2011"), ("date", "2015")]),
        ("lúc 04:20 và 8h30", [("time", "04:20"), ("time", "8h30")]),
        ("Quyết định số 1755/QĐ-TTg", [("document", "1755/QĐ-TTg")]),
        ("Nghị quyết 36-NQ/TW", [("document", "36-NQ/TW")]),
        ("Nghị quyết 30c/NQ-CP", [("document", "30c/NQ-CP")]),
        ("số 57/2010/QĐ-UBND", [("document", "57/2010/QĐ-UBND")]),
        ("Chỉ thị số 14 của", [("document", "14")]),
        ("số 072.3888.888 và", [("phone", "072.3888.888")]),
        ("điện thoại: 3876 543", [("phone", "3876 543")]),
        ("lên phiên bản 3.0.Tỷ lệ", [("version", "3.0")]),
        ("dịch vụ mức độ 3, 4 chưa", [("level", "3"), ("level", "4")]),
        ("cấp độ 3, cấp độ 4", [("level", "3"), ("level", "4")]),
        ("1. Ứng dụng\nII. Khó khăn", [("list", "1."), ("list", "II.")]),
        ("đạt 80% [1], [[2]](#trich-2)", [("figure", "80"), ("citation", "[1]"), ("citation", "[[2]](#trich-2)")]),
        ("mạng 3G, chuẩn ISO 27001", [("name", "3G"), ("name", "27001")]),
    ],
)
def test_digits_that_measure_nothing_are_no_figures(text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(text) == expected


def test_a_fraction_before_a_word_in_capitals_is_no_document() -> None:
    assert kinds("đến 14/14 UBND huyện") == [("figure", "14/14")]


def test_the_parts_of_a_date_are_told() -> None:
    assert [number.when for number in read_numbers("15/03/2017, tháng 9/2014, năm 2016, ngày 15/3")] == [
        (15, 3, 2017),
        (None, 9, 2014),
        (None, None, 2016),
        (15, 3, None),
    ]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("42,7 tỷ đồng", "42.700 triệu đồng", True),
        ("42,7 tỷ", "42,7 tỷ đồng", True),
        ("08/08 đơn vị", "8/8 đơn vị", True),
        ("1.575 máy", "1575 máy", True),
        ("80%", "80 máy", False),
        ("42,7 tỷ đồng", "42,7 triệu đồng", False),
        ("19/20 sở", "19 sở", False),
    ],
)
def test_the_key_tells_the_same_claim_from_another(one: str, other: str, same: bool) -> None:
    assert (read_numbers(one)[0].key == read_numbers(other)[0].key) is same


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_every_digit_of_a_real_report_belongs_to_one_number_at_its_offsets(path: Path) -> None:
    check_offsets(path.read_text(encoding="utf-8-sig"))


@given(st.text(alphabet="0123456789.,/-–()[] %\nnăm ngàyThg tỷđồXQ-:", max_size=60))
def test_every_digit_belongs_to_one_number_at_its_offsets(text: str) -> None:
    check_offsets(text)


def check_offsets(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    numbers = read_numbers(text)
    for number, following in itertools.pairwise(numbers):
        assert number.end <= following.start
    assert all(text[number.start : number.end] == number.text for number in numbers)
    covered = {at for number in numbers for at in range(number.start, number.end)}
    assert {at for at, character in enumerate(text) if character in "0123456789"} <= covered


@given(st.decimals(min_value=0, max_value=10**9, places=2), st.booleans())
def test_what_is_written_the_vietnamese_way_is_read_back(value: Decimal, grouped: bool) -> None:
    whole, _, part = f"{value:{',' if grouped else ''}.2f}".partition(".")
    written = f"{whole.replace(',', '.')},{part}"
    assert parse_decimal(written) == value
    (number,) = read_numbers(f"đạt {written} tỷ đồng")
    assert (number.kind, number.value, number.unit) == ("figure", value, "tỷ đồng")


@given(st.text(max_size=40))
def test_plain_keeps_every_offset(text: str) -> None:
    assert len(plain(text)) == len(unicodedata.normalize("NFC", text))


def test_decomposed_text_gives_the_same_numbers() -> None:
    text = "Năm 2016 đầu tư 42,7 tỷ đồng"
    assert read_numbers(unicodedata.normalize("NFD", text)) == read_numbers(text)


def test_units_agree_as_far_as_the_shorter_goes() -> None:
    assert same_unit("máy", "máy tính")
    assert same_unit("sở, ngành", "sở")
    assert not same_unit("%", "máy")
    assert not same_unit(None, "máy")
    assert scaled(Decimal("1.5"), "nghìn tỷ đồng") == (Decimal("1.5E12"), "dong")


@pytest.mark.parametrize("value", ["77.4", "114.6", "5.2", "19.4"])
def test_sums_differences_and_ratios_count_as_computed(value: str) -> None:
    assert computed(Decimal(value), [Decimal("96"), Decimal("18.6")])


def test_another_number_is_not_computed() -> None:
    assert not computed(Decimal("77.5"), [Decimal("96"), Decimal("18.6")])
