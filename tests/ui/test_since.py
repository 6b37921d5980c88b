"""Quotes of an earlier answer are found where they stand now, or said to be lost: never marked by offsets alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from assistant.records import Citation
from corpus.records import Report
from corpus.report import read_report
from index.library import SHIPPED, Library
from ui.since import sources, still
from ui.wording import talks as wording

REPORT = Report("x", "Lai Châu", "Lai Châu", "Báo cáo", None, None, None, None, (2019, 2019), "", "", "Đạt 80%. Có 21.")
FILES = ("lai-chau-2019", "dien-bien-2014")
QUOTE = Citation(1, "x", "Lai Châu", "Báo cáo", None, 0, 7, "Đạt 80%")


def test_a_quote_stays_where_it_was() -> None:
    found = still(REPORT, [QUOTE])
    assert (found.citations, found.lost, found.note) == ((QUOTE,), (), "")


def test_a_quote_that_moved_is_followed() -> None:
    found = still(replace(REPORT, body="Mở đầu. Đạt 80%."), [QUOTE])
    assert [(c.start, c.end) for c in found.citations] == [(8, 15)] and not found.lost


def test_a_quote_that_is_gone_or_stands_twice_elsewhere_is_lost() -> None:
    for body in ("Đạt 81%. Có 21.", "Nay: Đạt 80%, xưa: Đạt 80%."):
        found = still(replace(REPORT, body=body), [QUOTE])
        assert (found.lost, found.note) == ((QUOTE,), wording.CHANGED_SINCE)


@given(st.text("ab ", max_size=12), st.integers(0, 12), st.text("ab ", min_size=1, max_size=4))
def test_what_is_marked_is_the_quote(body: str, start: int, quote: str) -> None:
    found = still(replace(REPORT, body=body), [replace(QUOTE, start=start, end=start + len(quote), quote=quote)])
    for citation in found.citations:
        assert citation in found.lost or body[citation.start : citation.end] == quote


def test_a_removed_and_a_replaced_report_are_told(fresh_data: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.txt"
    with Library.open(fresh_data) as library:
        first, second = (next(r for r in library.reports() if r.file == f"{name}.txt") for name in FILES)
        cited = [replace(QUOTE, report=each.id, start=0, end=9, quote=each.body[:9]) for each in (first, second)]
        assert [source.note for source in sources(library, cited)] == ["", ""]
        library.remove(first.id)
        again.write_text((SHIPPED / second.file).read_text("utf-8").replace("2014", "2015"), "utf-8")
        newer = library.add(read_report(again), replace=second.id)
        gone, replaced = sources(library, cited)
    assert (gone.report, gone.note, gone.lost) == (None, wording.REMOVED_SINCE, (cited[0],))
    assert (replaced.report, replaced.note) == (None, wording.REPLACED_BY.format(title=newer.title))
