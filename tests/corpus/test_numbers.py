"""Numbers as Vietnamese reports write them: value, kind, unit, hedge; and what looks like a figure but is none."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.numbers import FIGURES, Number, decimal, numbers
from corpus.report import read_report
from corpus.text import nfc

ROOT = Path(__file__).parents[2]
FILES = sorted([*(ROOT / "corpus" / "reports").glob("*.txt"), *(ROOT / "eval" / "library").glob("*.txt")])


def figures(text: str) -> list[Number]:
    return [number for number in numbers(text) if number.is_figure]


FROM_THE_REPORTS = [
    # text, kind, value, denominator, unit, hedge
    ("đã đầu tư 42,7 tỷ đồng cho việc ứng dụng", "money", "42.7", None, "tỷ đồng", None),
    ("công chức, viên chức đạt 1,36 máy; các xã", "count", "1.36", None, "máy", None),
    ("Cùng đó, hiện có 19/20 sở, ngành", "fraction", "19", "20", "sở", None),
    ("Đã triển khai cấp 298 chứng thư số, chữ ký số", "count", "298", None, "chứng thư", None),
    ("UBND cấp huyện đạt 77%.", "percent", "77", None, "%", None),
    ("đến nay 42/42 đơn vị cấp tỉnh", "fraction", "42", "42", "đơn vị", None),
    ("08/08 đơn vị cấp huyện", "fraction", "8", "8", "đơn vị", None),
    ("đã tăng đáng kể (18,6%), hoàn thành", "percent", "18.6", None, "%", None),
    ("lọc thư rác đạt trên 70%; tỷ lệ", "percent", "70", None, "%", "trên"),
    ("bản quyền và miễn phí đạt khoảng 74%.", "percent", "74", None, "%", "khoảng"),
    ("Toàn tỉnh có 21 cơ quan, đơn vị", "count", "21", None, "cơ quan", None),
    ("gần 100% cán bộ công chức", "percent", "100", None, "%", "gần"),
    ("Chứng chỉ A, B có 1575 người.", "count", "1575", None, "người", None),
    ("đạt xấp xỉ 100%, tỷ lệ", "percent", "100", None, "%", "xấp xỉ"),
    ("thường xuyên ước đạt khoảng 80% số email", "percent", "80", None, "%", "khoảng"),
    ("đã triển khai 05 UBND huyện", "count", "5", None, "UBND huyện", None),
    ("đã được đầu tư đến 14/14 UBND cấp huyện", "fraction", "14", "14", "UBND cấp", None),
    ("cấp xã, với 442 học viên tham dự", "count", "442", None, "học viên", None),
    ("tiếp nhận 3.860 hồ sơ trực tuyến", "count", "3860", None, "hồ sơ", None),
    ("tiết kiệm được 18 triệu đồng tiền in", "money", "18", None, "triệu đồng", None),
    ("lên trên 65% vào cuối năm", "percent", "65", None, "%", "trên"),
    ("ít nhất 2 lần", "count", "2", None, "lần", "ít nhất"),
]


@pytest.mark.parametrize(("text", "kind", "value", "denominator", "unit", "hedge"), FROM_THE_REPORTS)
def test_figures_of_the_reports(
    text: str, kind: str, value: str, denominator: str | None, unit: str, hedge: str | None
) -> None:
    (found,) = figures(text)
    below = None if denominator is None else Decimal(denominator)
    assert (found.kind, found.value, found.denominator) == (kind, Decimal(value), below)
    assert (found.unit, found.hedge) == (unit, hedge)


@pytest.mark.parametrize(
    ("text", "kind", "written"),
    [
        ("Quyết định số 1755/QĐ-TTg về việc", "document", "1755/QĐ-TTg"),
        ("Quyết định số 57/2010/QĐ-UBND của", "document", "57/2010/QĐ-UBND"),
        ("Chỉ thị số 32-CT/TU của", "document", "32-CT/TU"),
        ("Nghị quyết 11/NQ-CP và", "document", "11/NQ-CP"),
        ("Nghị quyết 30c/NQ-CP của", "document", "30c/NQ-CP"),
        ("Nghị quyết số 36-NQ/TW, nhận thức", "document", "36-NQ/TW"),
        ("theo nghị quyết 36-nq/tw", "document", "36-nq/tw"),
        ("Công văn số 466/STTTT-CNTT gửi", "document", "466/STTTT-CNTT"),
        ("Nghị quyết số 142/2024/QH15 của", "document", "142/2024/QH15"),
        ("Chiều ngày 15/3, đồng chí", "date", "15/3"),
        ("xong trước ngày 23/3/2017; triển khai", "date", "23/3/2017"),
        ("Tháng 9/2014, Đoàn kiểm tra", "date", "9/2014"),
        ("đến hết tháng 9 đã giải ngân", "date", "9"),
        ("ngày 5 tháng 3 năm 2014", "date", "5 tháng 3 năm 2014"),
        ("hội nghị khai mạc 14:30 chiều", "date", "14:30"),
        ("làm việc từ 8h30 sáng", "date", "8h30"),
        ("số điện thoại (072.3888.888) và", "phone", "072.3888.888"),
        ("gọi 0986123456 để", "phone", "0986123456"),
        ("gọi 0213 3876 501 để", "phone", "0213 3876 501"),
        ("tổng đài 1900 6842", "phone", "1900 6842"),
        ("lên phiên bản 3.0. Tỷ lệ", "version", "3.0"),
        ("theo tiêu chuẩn ISO 9001:2008, từng bước", "version", "9001:2008"),
        ("dịch vụ công cấp độ 3, cấp độ 4 theo", "level", "3, cấp độ 4"),
        ("nộp trực tuyến mức độ 3, 4 chưa cao", "level", "3, 4"),
        ("1. Ứng dụng công nghệ", "ordinal", "1."),
        ("từ năm 2008 tỉnh đã quan tâm", "year", "2008"),
        ("Kết quả năm 2016 - Bắc Giang", "year", "2016"),
        ("Năm 2016 người dân đã quen", "year", "2016"),
        ("đến năm 2020 tỷ lệ văn bản", "year", "2020"),
    ],
)
def test_what_is_no_figure(text: str, kind: str, written: str) -> None:
    (found,) = numbers(text)
    assert (found.kind, found.text, found.value) == (kind, written, None)
    assert not found.is_figure


@pytest.mark.parametrize(
    "text",
    [
        "phủ sóng 4G và 5G",
        "dịch Covid-19",
        "IPv6",
        "văn bản 15.3.2017",
        "giai đoạn 2011 – 2015",
        "http://a.vn/2016/3",
        "9/2014",
    ],
)
def test_nothing_here_is_a_figure(text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("có 15 đồng chí trong Ban Chỉ đạo", ("count", "15", "đồng chí")),
        ("đón 4 triệu lượt khách", ("count", "4", "triệu lượt")),
        ("chi 2.5 tỷ đồng", ("money", "2.5", "tỷ đồng")),
        ("19 trên tổng số 22 sở, ngành", ("fraction", "19", "sở")),
        ("có 1.200 trên 1.350 hộp thư", ("fraction", "1200", "hộp thư")),
        ("chi 2 nghìn tỷ đồng", ("money", "2", "nghìn tỷ đồng")),
        ("vốn 64 tỷ", ("money", "64", "tỷ")),
        ("đạt 80 phần trăm", ("percent", "80", "%")),
        ("có 2016 người, gồm", ("count", "2016", "người")),
        ("máy tính/cán bộ: 0,53 máy\nMột cửa", ("count", "0.53", "máy")),
        ("chiếm 12.770.354 lượt", ("count", "12770354", "lượt")),
    ],
)
def test_figures_that_are_easily_misread(text: str, expected: tuple[str, str, str]) -> None:
    (found,) = figures(text)
    assert (found.kind, found.value, found.unit) == (expected[0], Decimal(expected[1]), expected[2])


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("dành 14 tỷ 650 triệu đồng cho CNTT", [("14 tỷ 650 triệu đồng", "14.65", "tỷ đồng")]),
        ("hơn 3 triệu 500 nghìn đồng", [("3 triệu 500 nghìn đồng", "3.5", "triệu đồng")]),
        ("1 tỷ 5 nghìn đồng", [("1 tỷ 5 nghìn đồng", "1.000005", "tỷ đồng")]),
        ("từ 14 tỷ, 650 triệu đồng", [("14 tỷ", "14", "tỷ"), ("650 triệu đồng", "650", "triệu đồng")]),
        ("năm 2014 7 tỷ đồng 8 tỷ đồng", [("7 tỷ đồng", "7", "tỷ đồng"), ("8 tỷ đồng", "8", "tỷ đồng")]),
        ("650 triệu 2 tỷ đồng", [("650 triệu", "650", "triệu"), ("2 tỷ đồng", "2", "tỷ đồng")]),
    ],
)
def test_money_in_two_units_is_one_sum(text: str, sums: list[tuple[str, str, str]]) -> None:
    assert [(n.text, str(n.value), n.unit) for n in figures(text)] == sums


@pytest.mark.parametrize("hedge", ["không dưới", "không quá", "chưa đến", "thấp hơn", "tối thiểu", "hơn", "Trên"])
def test_a_hedge_keeps_its_negation(hedge: str) -> None:
    (found,) = figures(f"Tỷ lệ đạt {hedge} 80%")
    assert found.hedge == hedge.lower()


def test_a_sentence_with_many() -> None:
    text = "cấp tỉnh, huyện là 100%; cấp xã là 80%. 66% cán bộ; 108/108 xã, 1.270 lượt người, tổng 128,3 tỷ đồng"
    assert [(n.text, n.value) for n in figures(text)] == [
        ("100%", 100),
        ("80%", 80),
        ("66%", 66),
        ("108/108", 108),
        ("1.270", 1270),
        ("128,3 tỷ đồng", Decimal("128.3")),
    ]


# Properties

NUMBERISH = st.text(alphabet="0123456789.,/-–%()đĐQTNCPag \n", max_size=40)


@given(st.one_of(st.text(), NUMBERISH, st.tuples(st.text(max_size=9), NUMBERISH).map(" năm ".join)).map(nfc))
def test_any_text_is_read_into_stretches_in_order(text: str) -> None:
    found = numbers(text)
    for number in found:
        assert number.text == text[number.start : number.end] != ""
        assert (number.value is not None) == (number.kind in FIGURES)
        assert (number.denominator is not None) == (number.kind == "fraction")
        assert number.value is None or number.value >= 0
    assert all(a.end <= b.start for a, b in pairwise(found))


def vietnamese(value: Decimal) -> str:
    return f"{value:,f}".translate(str.maketrans(",.", ".,"))


@given(st.decimals(0, 10**12, places=3), st.sampled_from(["%", " tỷ đồng", " máy", ""]))
def test_what_is_written_is_what_is_read(value: Decimal, unit: str) -> None:
    assert decimal(vietnamese(value)) == value
    (found,) = numbers(f"Kết quả đạt {vietnamese(value)}{unit}, tăng so với trước")
    assert found.value == value and found.text == vietnamese(value) + unit.rstrip(" máy")


@given(st.integers(1900, 2099))
def test_a_year_behind_its_word_is_a_year_whatever_follows(year: int) -> None:
    for following in ("", " người dân", " tỷ lệ", " xã", ", tỉnh", "./."):
        (found,) = numbers(f"Trong năm {year}{following}")
        assert (found.kind, found.text) == ("year", str(year))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_percentage_of_a_body_is_read(path: Path) -> None:
    body = read_report(path).report.body
    assert sum(number.kind == "percent" for number in numbers(body)) == body.count("%") - body.count("(%)")
