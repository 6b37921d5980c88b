"""The table of reports: which, in what order, page by page, and what may be done with them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.records import Report
from corpus.split import passages
from index.ledger import Past
from index.receipt import Notes
from ui import wording
from ui.listing import PAGE, View, fitting, rows, table, view_of
from ui.wording import reports as texts


def report(
    id: str, province: str, now: str, title: str, publisher: str | None, dates: tuple[str | None, str | None]
) -> Report:
    years = (2016, 2017) if dates[0] else (2012, 2012)
    return Report(id, province, now, title, publisher, None, *dates, years, f"{id}.txt", "0" * 64, "")


DATED = report("bac-giang-2017", "Bắc Giang", "Bắc Ninh", "Liên thông <b>", "Cổng & báo", ("2017-03-15", None))
UNDATED = report("long-an", "Long An", "Tây Ninh", "Tham luận", None, (None, "2012-05-29"))


class Kept:
    """A library of these reports, of which some are past; bodies have no passages."""

    def __init__(self, *reports: Report, past: tuple[Past, ...] = ()) -> None:
        self._reports, self._past = list(reports), {each.report.id: each for each in past}

    def reports(self) -> list[Report]:
        return self._reports

    def past(self) -> dict[str, Past]:
        return self._past

    def passages(self, id: str) -> list[object]:
        return list(passages(id, next(each.body for each in self._reports if each.id == id)))

    def notes(self, id: str) -> Notes:
        return Notes()


def shown(library: Kept, view: View, staff: bool = False) -> str:
    return table(library, view, staff)  # type: ignore[arg-type]


def ids(library: Kept, view: View) -> list[str]:
    return [row.report.id for row in rows(library, view)]  # type: ignore[arg-type]


def test_each_report_has_a_row_with_all_that_is_known_of_it() -> None:
    html = shown(Kept(DATED, UNDATED), View())
    assert html.count("<tr>") == 3
    assert '<a href="#bao-cao-bac-giang-2017">Liên thông &lt;b&gt;</a>' in html
    for text in ("Bắc Giang (nay thuộc Bắc Ninh)", "15/03/2017", "2016–2017", "Cổng &amp; báo", texts.IN_USE):
        assert text in html
    for text in ("Long An (nay thuộc Tây Ninh)", "không ghi ngày (sau 29/05/2012)", ">2012<", wording.UNKNOWN_SOURCE):
        assert text in html


def test_what_can_be_done_with_a_report_is_for_staff() -> None:
    assert "data-act" not in shown(Kept(DATED), View())
    html = shown(Kept(DATED), View(), staff=True)
    assert 'data-act="remove"' in html and 'data-act="edit"' in html


def test_an_empty_library_says_so_and_so_does_a_filter_that_nothing_fits() -> None:
    assert wording.NO_REPORTS in shown(Kept(), View())
    assert texts.NONE_FITS in shown(Kept(DATED), View(year=1999))


@pytest.mark.parametrize(
    ("view", "found"),
    [
        (View(), ["bac-giang-2017", "long-an"]),
        (View(province="Bắc Ninh"), ["bac-giang-2017"]),
        (View(province="Bắc Giang"), []),
        (View(year=2017), ["bac-giang-2017"]),
        (View(year=2012, province="Tây Ninh"), ["long-an"]),
        (View(sort="published"), ["long-an", "bac-giang-2017"]),
        (View(sort="published", descending=True), ["bac-giang-2017", "long-an"]),
        (View(sort="title", descending=True), ["long-an", "bac-giang-2017"]),
    ],
)
def test_the_view_filters_and_sorts(view: View, found: list[str]) -> None:
    assert ids(Kept(UNDATED, DATED), view) == found


def test_five_hundred_reports_are_paged_and_quickly() -> None:
    many = [replace(DATED, id=f"bao-cao-{n:03}", title=f"Báo cáo {n:03}") for n in range(500)]
    library = Kept(*many)
    first = shown(library, View())
    assert first.count("<tr>") == PAGE + 1 and texts.PAGE.format(page=1, pages=20) in first
    last = shown(library, View().turned("page:20"))
    assert "Báo cáo 499" in last and 'data-view="page:21" disabled' in last
    assert texts.PAGE.format(page=20, pages=20) in shown(library, View(page=99))
    assert len(fitting(many, View(year=2016))) == 500


def test_removed_and_replaced_reports_are_a_view_of_their_own() -> None:
    past = (Past(DATED, "2026-02-03T10:00:00+07:00", None), Past(UNDATED, "2026-02-04T10:00:00+07:00", "moi"))
    library = Kept(replace(UNDATED, id="moi"), past=past)
    html = shown(library, View(gone=True), staff=True)
    assert texts.TAKEN_OUT.format(day="03/02/2026") in html and html.count('data-act="restore"') == 2
    assert texts.REPLACED.format(day="04/02/2026") in html and "<a " not in html
    assert texts.NEW_VERSION in shown(library, View())


def test_what_the_browser_sends_is_not_trusted() -> None:
    assert view_of({"state": "gone"}, staff=False) == view_of(None, staff=True) == View()
    assert view_of({"state": "gone", "year": "2016", "mode": "?", "words": " a "}, True) == View(
        "a", year=2016, gone=True
    )
    for year in ("99999", "²", "-1", ["2016"]):
        assert view_of({"year": year}, True).year == 0
    for wish in ("sort:body", "page:x", "page:-1", "page:99999999", "", "drop"):
        assert View().turned(wish) == View()
    assert View().turned("sort:province").descending and View(page=3).turned("sort:years") == View(sort="years")
