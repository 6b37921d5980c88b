"""Dates as they are written, and the lines that tell when a page or a document appeared."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.dates import appeared, dated, dates_in, is_labelled, is_updated, past_dates, placed
from corpus.text import nfc

DAY = date(2019, 6, 12)


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Thứ tư - 12/06/2019 04:20 1.642 0", [DAY]),
        ("Quyết định số 57/2010/QĐ-UBND ngày 15/12/2010", [date(2010, 12, 15)]),
        ("Chỉ thị số 32-CT/TU ngày 29 / 5 / 2012", [date(2012, 5, 29)]),
        ("ngày 5 tháng 3 năm 2014", [date(2014, 3, 5)]),
        ("ngày 18\ntháng 9 năm 2023", [date(2023, 9, 18)]),
        ("7 Tháng Chín, 2021; 3 tháng mười hai 2020", [date(2021, 9, 7), date(2020, 12, 3)]),
        ("2020-11-03 07:45, 2019-06-12T08:30:00+07:00", [date(2020, 11, 3), DAY]),
        ("12-06-2019, 12.6.2019, ngay 12 thang 6 nam 2019", [DAY] * 3),
        ("Ngày 31/02/2014, ngày 45/13/2014, 2019-13-40, tháng 9/2014, 14/14 huyện, 12-6/2019, 1.12.2019.5", []),
        ("từ 26/10/2012 đến 06/04/2015", [date(2012, 10, 26), date(2015, 4, 6)]),
    ],
)
def test_dates(text: str, dates: list[date]) -> None:
    assert dates_in(text) == dates


@given(st.text())
def test_no_text_breaks_the_search_for_dates(text: str) -> None:
    for day, start, end in dated(text):
        assert 1900 <= day.year <= 2099 and 0 <= start < end <= len(nfc(text))
    assert appeared(text) is None or appeared(text) in dates_in(text)
    assert set(past_dates(text)) <= set(dates_in(text))


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_written_date_is_read(day: date) -> None:
    written = (
        f"{day.day}/{day.month}/{day.year}",
        f"{day:%d-%m-%Y}",
        f"{day.day}.{day.month}.{day.year}",
        day.isoformat(),
        f"ngày {day.day} tháng {day.month} năm {day.year}",
    )
    for text in written:
        assert dates_in(f"Hôm {text}, họp") == [day]
        assert appeared(f"Ngày đăng: {text} 08:30") == day
        assert placed(f"Lai Châu, ngày {text.removeprefix('ngày ')}") == day


@pytest.mark.parametrize(
    "line",
    [
        "Thứ tư, 12/06/2019 | 08:30",
        "Thứ 4, ngày 12 tháng 6 năm 2019, 08:30 (GMT+7)",
        "Cập nhật lúc: 08:15, 12/06/2019",
        "Số lần xem: 469            Ngày đăng: 12/06/2019",
        "Cập nhật: 13/06/2019 - Ngày đăng: 12/06/2019 - Lượt xem: 1.204",
        "Đăng bởi: Admin | 12/06/2019 | 09:14",
        "Nguyễn An - 12.06.2019 08:30 SA",
        "12 Tháng Sáu, 2019",
        "2019-06-12T08:30:00+07:00",
    ],
)
def test_lines_that_say_when_a_page_appeared(line: str) -> None:
    assert appeared(line) == DAY


@pytest.mark.parametrize(
    "line",
    [
        "Ngày 12/06/2019, UBND tỉnh Lai Châu họp.",
        "Khai hội chùa Tam Thanh (12/06/2019)",
        "Lai Châu, ngày 12 tháng 6 năm 2019",
        "Nghị định số 64/2007/NĐ-CP ngày 10/4/2007",
        "Hoàn thành trước ngày 12/06/2019",
        "Thứ tư, 08:30",
        "31/02/2019",
    ],
)
def test_lines_that_do_not(line: str) -> None:
    assert appeared(line) is None


def test_labels() -> None:
    assert is_labelled("Ngày đăng: 12/06/2019") and not is_labelled("Cập nhật: 12/06/2019")
    assert is_updated("Ngày cập nhật 12/06/2019") and not is_updated("Thứ tư, 12/06/2019")


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Quyết định ngày 15/12/2010; xong trước ngày 23/3/2017", [date(2010, 12, 15)]),
        ("chậm nhất ngày 15/12/2017, trước 15/11/2018, từ ngày 01/7/2025", []),
        ("Chỉ thị số 32-CT/TU ngày 29/5/2012", [date(2012, 5, 29)]),
        ("Tính đến ngày 30/9/2017 và đến hết ngày 31/12/2017", [date(2017, 9, 30), date(2017, 12, 31)]),
    ],
)
def test_deadlines_are_not_looked_back_on(text: str, days: list[date]) -> None:
    assert past_dates(text) == days


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Lai Châu, ngày 12 tháng 6 năm 2019", DAY),
        ("Số: 12/BC-UBND   Bà Rịa - Vũng Tàu, ngày 12/6/2019", DAY),
        ("(Quy Nhơn, ngày 12 tháng 6 năm 2019)", DAY),
        ("TP. Hồ Chí Minh, ngày 12 tháng 6 năm 2019", DAY),
        ("Lai Châu, ngày     tháng     năm 2019", None),
        ("Hôm nay, ngày 12/6/2019", None),
        ("Công văn số 12 ngày 12/6/2019", None),
    ],
)
def test_days_behind_a_place(text: str, day: date | None) -> None:
    assert placed(text) == day
