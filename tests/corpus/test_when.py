"""When a report appeared and which years it describes, and how sure either is."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus import when
from corpus.when import Day, not_before, on_page, published, years

TODAY = date(2026, 11, 22)
PROSE = "Sáng 11/6, Sở Thông tin và Truyền thông tỉnh Lai Châu tổ chức hội nghị về chữ ký số cho cán bộ."
TITLE = "Lai Châu họp bàn về chữ ký số"


def on(day: str, sure: bool = True) -> Day:
    return Day(date.fromisoformat(day), "", sure)


@pytest.mark.parametrize(
    ("lines", "day", "sure"),
    [
        ([TITLE, "Thứ tư, 12/06/2019 | 08:30", PROSE], "2019-06-12", True),
        (["Thứ hai, ngày 20 tháng 5 năm 2024", TITLE, "Cập nhật: 12-6-2019", PROSE], "2019-06-12", True),
        (["12/06/2019 08:30", TITLE, PROSE], "2019-06-12", True),  # a day after the one that the text speaks of
        (["Thứ hai, 20/05/2024 09:12", TITLE, PROSE], "2024-05-20", False),
        (["Ngày đăng: 20/05/2024", TITLE, PROSE], "2024-05-20", True),
        ([TITLE, PROSE, "Ngày đăng: 12/06/2019"], "2019-06-12", True),
        ([TITLE, PROSE, "Cập nhật lần cuối: 12/06/2019"], "2019-06-12", False),
    ],
)
def test_days_on_a_page(lines: list[str], day: str, sure: bool) -> None:
    found = on_page(lines, TITLE)
    assert found is not None and (found.day.isoformat(), found.sure) == (day, sure)


def test_a_day_of_something_else_is_not_the_page_s() -> None:
    assert on_page([TITLE, PROSE, "Tin khác", "12/06/2019", "Khai hội (13/06/2019)"], TITLE) is None
    assert (
        published([TITLE, "Theo Quyết định ngày 12/6/2019 của tỉnh.", PROSE], TITLE, PROSE, None, None, TODAY) is None
    )


def test_the_page_comes_before_the_letterhead_and_the_metadata() -> None:
    page, head, own = ["", "Ngày đăng: 12/06/2019", PROSE], date(2019, 6, 10), on("2020-01-01")
    assert published([TITLE, *page], TITLE, PROSE, head, own, TODAY) == Day(date(2019, 6, 12), when.ABOVE, True)
    assert published([TITLE, PROSE], TITLE, PROSE, head, own, TODAY) == Day(head, when.PLACED, True)
    assert published([TITLE, PROSE], TITLE, PROSE, None, own, TODAY) == own
    ending = [TITLE, PROSE, "Quảng Ngãi, ngày 22 tháng 6 năm 2018", "GIÁM ĐỐC"]
    assert published(ending, TITLE, PROSE, None, None, TODAY) == Day(date(2018, 6, 22), when.PLACED, True)


def test_a_day_is_doubted_when_the_text_looks_back_on_a_later_one_or_it_is_still_to_come() -> None:
    later = "Theo Kế hoạch số 12/KH-UBND ngày 05/9/2019 của UBND tỉnh."
    found = published([TITLE, "12/06/2019 08:30", PROSE, later], TITLE, f"{PROSE}\n{later}", None, None, TODAY)
    assert found is not None and not found.sure and when.CONTRADICTED in found.how
    due = "Hoàn thành trước ngày 05/9/2019."
    found = published([TITLE, "12/06/2019 08:30", PROSE, due], TITLE, f"{PROSE}\n{due}", None, None, TODAY)
    assert found is not None and found.sure
    found = published([TITLE, "12/06/2036 08:30", PROSE], TITLE, PROSE, None, None, TODAY)
    assert found is not None and not found.sure and when.IN_THE_FUTURE in found.how


def test_an_undated_text_is_not_older_than_what_it_looks_back_on() -> None:
    body = "Quyết định ngày 15/12/2010, Chỉ thị số 32-CT/TU ngày 29/5/2012; xong trước ngày 31/12/2013."
    assert not_before(body, TODAY) == Day(date(2012, 5, 29), when.LATEST, True)
    assert not_before("xong trước ngày 31/12/2013, từ ngày 1/1/2040", TODAY) is None


@pytest.mark.parametrize(
    ("body", "day", "covered"),
    [
        ("Năm 2016, tỉnh đã đầu tư; nhiệm vụ năm 2017.", "2017-03-15", (2016, 2017)),
        ("Sau 5 năm triển khai thực hiện Nghị quyết.", "2019-06-12", (2014, 2019)),
        ("Sau 02 năm thực hiện Quy hoạch đến năm 2020.", "2015-04-06", (2013, 2015)),
        ("Tháng 9/2014, Đoàn kiểm tra.", "2014-10-24", (2014, 2014)),
        ("Phấn đấu đến năm 2020; mục tiêu năm 2021.", "2017-12-07", (2017, 2017)),
        ("Quyết định của năm 1999 vẫn còn hiệu lực.", "2017-12-07", (2017, 2017)),
        ("Căn cứ Luật Công nghệ thông tin năm 2006, Quyết định ngày 27 tháng 8 năm 2007.", "2009-12-07", (2009, 2009)),
        ("Chỉ tiêu\t2012\t2013\nMạng LAN\t70\t80", "2014-12-07", (2012, 2014)),
    ],
)
def test_years_of_a_dated_text(body: str, day: str, covered: tuple[int, int]) -> None:
    found = years("Kết quả", body, on(day), None, TODAY)
    assert ((found.first, found.last), found.sure) == (covered, True)
    assert not years("Kết quả", body, on(day, sure=False), None, TODAY).sure


@pytest.mark.parametrize(
    ("title", "day", "covered"),
    [
        ("Báo cáo kết quả năm 2016, nhiệm vụ năm 2017", "2017-01-11", (2016, 2016)),
        ("Kết quả thực hiện kế hoạch năm 2013 và kế hoạch năm 2014", "2014-02-03", (2013, 2013)),
        ("Tổng kết chương trình giai đoạn 2011 - 2015", "2016-01-25", (2011, 2015)),
        ("Kết quả giám sát từ năm 2010 đến năm 2012", "2013-08-15", (2010, 2012)),
        ("Sơ kết giai đoạn 2016-2020", "2018-08-15", (2016, 2018)),
        ("Kết quả 6 tháng đầu năm 2017", "2017-07-10", (2017, 2017)),
        ("Công tác quý III/2018 và phương hướng quý IV/2018", "2018-10-04", (2018, 2018)),
        ("Kế hoạch ứng dụng CNTT năm 2018", "2017-12-18", (2017, 2017)),
        ("Kế hoạch ứng dụng CNTT giai đoạn 2016-2020", "2016-02-29", (2016, 2016)),
        ("Quy hoạch công nghệ thông tin đến năm 2020", "2015-04-06", (2015, 2015)),
    ],
)
def test_years_of_titles(title: str, day: str, covered: tuple[int, int]) -> None:
    found = years(title, "Tỉnh đạt 80%.", on(day), None, TODAY)
    assert ((found.first, found.last), found.sure) == (covered, True)


def test_at_the_beginning_of_a_year_a_text_may_be_about_the_last_one() -> None:
    found = years("Kết quả", "Năm 2016, tỉnh đạt 80%.", on("2017-01-11"), None, TODAY)
    assert found == when.Years(2016, 2016, when.LAST_YEAR, False)


def test_years_of_an_undated_text_are_never_sure_but_by_its_title() -> None:
    since = Day(date(2012, 5, 29), when.LATEST, True)
    found = years("Kết quả", "Từ năm 2008 tỉnh đã quan tâm; phấn đấu 45% vào năm 2013.", None, since, TODAY)
    assert found == when.Years(2008, 2012, when.TEXT_ONLY, False)
    found = years("Kết quả", "Năm 2010 và năm 2012.", None, None, TODAY)
    assert found == when.Years(2010, 2012, when.TEXT_ONLY, False)
    assert years("Kết quả năm 2012", "Năm 2010.", None, None, TODAY) == when.Years(2010, 2012, when.TITLE, True)
    assert years("Kết quả", "Tỉnh đạt 80%.", None, None, TODAY) == when.Years(2026, 2026, when.NOT_NAMED, False)


@given(st.text(), st.text(), st.none() | st.dates(date(1990, 1, 1), TODAY))
def test_years_are_in_order_and_never_to_come(title: str, body: str, day: date | None) -> None:
    found = years(title, body, Day(day, "", True) if day else None, None, TODAY)
    assert found.first <= found.last <= (day or TODAY).year


def test_a_text_of_the_first_months_that_names_no_year_may_tell_of_the_one_before() -> None:
    def sure(title: str, body: str, day: str) -> bool:
        return years(title, body, on(day), None, TODAY).sure

    assert not sure("Sáu tháng vận hành chính quyền hai cấp", "Tỉnh đạt 80%.", "2026-01-05")
    assert sure("Sáu tháng vận hành chính quyền hai cấp", "Tỉnh đạt 80%.", "2025-12-05")
    assert sure("Sáu tháng vận hành chính quyền hai cấp", "Năm 2026, tỉnh đạt 80%.", "2026-01-05")


@pytest.mark.parametrize(
    ("title", "body", "day", "covered"),
    [
        ("Tình hình các năm 2003, 2004 và 2005", "Tỉnh có 5 máy.", "2006-12-01", (2003, 2005)),
        ("Kết quả", "Giai đoạn 2003–2006, tỉnh đã chi 5 tỷ đồng.", None, (2003, 2006)),
        ("Kết quả", "Tỉnh đã chi 5 tỷ đồng.\nTrong các năm 2003 - 2006 có 9 dự án.", "2006-12-01", (2003, 2006)),
        ("Kết quả", "Từ năm 2003 đến năm 2005, tỉnh có 9 dự án.", "2006-12-01", (2003, 2006)),
        # A programme's name, and a span that is not over.
        ("Kết quả", "Thực hiện Kế hoạch giai đoạn 2003-2006 của tỉnh.", "2006-12-01", (2006, 2006)),
        ("Kết quả", "Giai đoạn 2003-2010, tỉnh cần 9 tỷ đồng.", "2006-12-01", (2006, 2006)),
    ],
)
def test_years_in_lists_and_spans(title: str, body: str, day: str | None, covered: tuple[int, int]) -> None:
    found = years(title, body, on(day) if day else None, None, TODAY)
    assert (found.first, found.last) == covered
