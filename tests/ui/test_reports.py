"""The table of reports."""

from __future__ import annotations

from corpus.records import Report
from ui import wording
from ui.reports import reports_table


def report(
    id: str, province: str, now: str, title: str, publisher: str | None, dates: tuple[str | None, str | None]
) -> Report:
    years = (2016, 2017) if dates[0] else (2012, 2012)
    return Report(id, province, now, title, publisher, None, *dates, years, f"{id}.txt", "0" * 64, "")


DATED = report("bac-giang-2017", "Bắc Giang", "Bắc Ninh", "Liên thông <b>", "Cổng & báo", ("2017-03-15", None))
UNDATED = report("long-an", "Long An", "Tây Ninh", "Tham luận", None, (None, "2012-05-29"))


def test_each_report_has_a_row_with_all_that_is_known_of_it() -> None:
    table = reports_table([(DATED, 15), (UNDATED, 37)], staff=True)
    assert table.count("<tr>") == 3
    assert '<a href="#bao-cao-bac-giang-2017">Liên thông &lt;b&gt;</a>' in table
    for text in ("Bắc Giang (nay thuộc Bắc Ninh)", "15/03/2017", "2016–2017", "Cổng &amp; báo", ">15<"):
        assert text in table
    for text in ("Long An (nay thuộc Tây Ninh)", "không ghi ngày (sau 29/05/2012)", ">2012<", wording.UNKNOWN_SOURCE):
        assert text in table


def test_what_can_be_done_with_a_report_is_for_staff() -> None:
    rows = [(DATED, 15)]
    assert wording.TAKE_OUT in reports_table(rows, staff=True)
    assert wording.TAKE_OUT not in reports_table(rows, staff=False)
    assert ">15<" in reports_table(rows, staff=False)


def test_an_empty_library_says_so() -> None:
    assert wording.NO_REPORTS in reports_table([], staff=False)
