"""What a text says of itself: dates, province, years, id; and none where it does not say."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.describe import dates_in, province_of, report_id, short_title, years_of


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Thứ tư - 12/06/2019 04:20 1.642 0", [date(2019, 6, 12)]),
        ("Quyết định số 57/2010/QĐ-UBND ngày 15/12/2010", [date(2010, 12, 15)]),
        ("Chỉ thị số 32-CT/TU ngày 29 / 5 / 2012", [date(2012, 5, 29)]),
        ("ngày 5 tháng 3 năm 2014", [date(2014, 3, 5)]),
        ("Ngày 31/02/2014, ngày 45/13/2014, tháng 9/2014, 14/14 huyện", []),
        ("từ 26/10/2012 đến 06/04/2015", [date(2012, 10, 26), date(2015, 4, 6)]),
    ],
)
def test_dates(text: str, dates: list[date]) -> None:
    assert dates_in(text) == dates


@given(st.text())
def test_no_text_breaks_the_search_for_dates(text: str) -> None:
    assert all(1900 <= found.year <= 2099 for found in dates_in(text))


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_written_date_is_read(day: date) -> None:
    written = (
        f"{day.day}/{day.month}/{day.year}",
        f"{day:%d/%m/%Y}",
        f"ngày {day.day} tháng {day.month} năm {day.year}",
    )
    assert [dates_in(f"Hôm {text}.") for text in written] == [[day]] * 3


def test_the_title_s_province_outweighs_one_that_the_body_names_more_often() -> None:
    body = "Theo mô hình của TP. Hồ Chí Minh. Long An học Hồ Chí Minh."
    assert province_of("Kết quả ở tỉnh Long An", body) == "Long An"
    assert province_of(None, body) == "Hồ Chí Minh"
    assert province_of("Kết quả", "Không nêu tên.") is None


@pytest.mark.parametrize(
    ("body", "published", "years"),
    [
        ("Năm 2016, tỉnh đã đầu tư; nhiệm vụ năm 2017.", date(2017, 3, 15), (2016, 2017)),
        ("Sau 5 năm triển khai thực hiện Nghị quyết.", date(2019, 6, 12), (2014, 2019)),
        ("Sau 02 năm thực hiện Quy hoạch đến năm 2020.", date(2015, 4, 6), (2013, 2015)),
        ("Tháng 9/2014, Đoàn kiểm tra.", date(2014, 10, 24), (2014, 2014)),
        ("Phấn đấu đến năm 2020; mục tiêu năm 2021.", date(2017, 12, 7), (2017, 2017)),
        ("Quyết định của năm 1999 vẫn còn hiệu lực.", date(2017, 12, 7), (2017, 2017)),
    ],
)
def test_years(body: str, published: date, years: tuple[int, int]) -> None:
    assert years_of(body, published, None) == years


def test_an_undated_text_ends_with_the_latest_date_that_it_names() -> None:
    assert years_of("Từ năm 2008 tỉnh đã quan tâm.", None, date(2012, 5, 29)) == (2008, 2012)
    assert years_of("Năm 2010 và năm 2012.", None, None) == (2010, 2012)


def test_ids() -> None:
    assert report_id("Lai Châu", date(2019, 6, 12), None) == "lai-chau-2019-06-12"
    assert report_id("Long An", None, date(2012, 5, 29)) == "long-an-sau-2012-05-29"
    assert report_id("Bà Rịa - Vũng Tàu", None, None) == "ba-ria-vung-tau-khong-ngay"


def test_a_short_title_is_the_beginning_of_the_text() -> None:
    assert short_title("Kế hoạch của tỉnh.\nPhần sau.") == "Kế hoạch của tỉnh."
    long = "Thực hiện Kế hoạch của Ban Chỉ đạo (CNTT) về kiểm tra"
    assert short_title(long, limit=8) == "Thực hiện Kế hoạch của Ban Chỉ đạo…"
