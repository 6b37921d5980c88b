"""Finding words in reports: by the very words and by meaning, and opening the report at the place."""

from __future__ import annotations

import re

import pytest

from index.library import Library
from ui.finding import MARKS, Place, find, opened, place_anchor, place_of, results
from ui.listing import View
from ui.wording import reports as texts

LAI_CHAU = "lai-chau-2019-06-12"


def test_the_very_words_are_found_without_accents_and_linked_to_their_places(library: Library) -> None:
    found = find(library, library.reports(), "chu ky so", "exact")
    assert {each.report.province for each in found} >= {"Lai Châu", "Bắc Giang"}
    for each in found:
        assert each.count == len(each.places)
        assert {each.report.body[a:b].lower() for a, b in each.places} == {"chữ ký số"}
    html = results(library, View("chu ky so"))
    linked = set(re.findall(r'href="#([^"]+)"', html))
    assert {place_anchor(each.report.id, *place) for each in found for place in each.places[:4]} == linked
    assert f"{sum(each.count for each in found)} chỗ trong {len(found)} báo cáo" in html


def test_what_is_near_in_meaning_is_found_by_the_librarys_own_search(library: Library) -> None:
    found = find(library, library.reports(), "máy tính nối mạng ở xã", "near")
    first = library.search("máy tính nối mạng ở xã", 1)[0]
    assert (first.report.id, (first.passage.start, first.passage.end)) == (found[0].report.id, found[0].places[0])
    one = [report for report in library.reports() if report.id == LAI_CHAU]
    (only,) = find(library, one, "kinh phí", "near")
    assert only.report.id == LAI_CHAU and only.places


def test_the_view_narrows_the_search_and_nothing_found_says_what_helps(library: Library) -> None:
    html = results(library, View("công nghệ thông tin", province="Lai Châu"))
    assert set(re.findall(r"#bao-cao-([a-z0-9-]+)\.", html)) == {LAI_CHAU}
    assert texts.NOT_FOUND_EXACT.format(words="&lt;b&gt; xyz") in results(library, View("<b> xyz"))
    assert texts.NOT_FOUND_NEAR.format(words="?!") in results(library, View("?!", mode="near"))


def test_a_link_opens_the_report_with_the_place_marked(library: Library) -> None:
    place = find(library, library.reports(), "chữ ký số", "exact")[0]
    anchor = place_anchor(place.report.id, *place.places[0])
    html = opened(library, place_of(anchor), "", "exact")
    assert re.findall(r'<mark tabindex="-1" data-anchor="([^"]+)">([^<]+)</mark>', html) == [(anchor, "chữ ký số")]
    every = opened(library, place_of(anchor), "văn bản", "exact")
    assert anchor in every and every.count("<mark") > 2


@pytest.mark.parametrize(
    "anchor", ["bao-cao-", "bao-cao-a.1", "bao-cao-a.2-", "trich-1-1", "bao-cao-A", "bao-cao-a.1-2-3", "x"]
)
def test_what_is_no_place_opens_nothing(library: Library, anchor: str) -> None:
    assert place_of(anchor) is None
    assert "<mark" not in opened(library, None, "văn bản", "exact")


def test_a_place_beyond_the_body_is_not_marked(library: Library) -> None:
    for span in ((5, 5), (9, 3), (0, 10**7 - 1)):
        assert "<mark" not in opened(library, Place(LAI_CHAU, span), "", "exact")
    assert "<mark" not in opened(library, Place("khong-co", (0, 5)), "", "exact")


def test_so_many_places_are_marked_and_no_more(library: Library) -> None:
    html = opened(library, Place(LAI_CHAU, None), "a", "exact")
    assert html.count("<mark") <= MARKS
    found = find(library, library.reports(), "tỉnh", "exact")
    assert all(len(each.places) <= MARKS for each in found)
