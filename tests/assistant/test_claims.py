"""Quotes, their markers and the citations that they become."""

from __future__ import annotations

from assistant.claims import Claim, Quote, citations, markers, number_quotes
from corpus.records import Report

BODY = "Tỷ lệ ký số đạt 80%. Có 93% xã dùng LAN."
REPORT = Report(
    "r", "Lai Châu", "Lai Châu", "Báo cáo", None, None, "2019-06-12", None, (2019, 2019), "r.txt", "0", BODY
)
FIRST, SECOND = Quote(REPORT, 0, 20), Quote(REPORT, 21, len(BODY))


def test_a_quote_is_what_stands_there() -> None:
    assert (FIRST.text, SECOND.text) == ("Tỷ lệ ký số đạt 80%.", "Có 93% xã dùng LAN.")


def test_markers_count_in_the_order_of_first_use() -> None:
    one, two = Claim("Một", (SECOND,)), Claim("Hai", (FIRST, SECOND))
    numbered = number_quotes([one, two])
    assert numbered == {SECOND: 1, FIRST: 2}
    assert (markers(one, numbered), markers(two, numbered)) == ("[1]", "[2][1]")


def test_the_same_stretch_has_one_marker() -> None:
    numbered = number_quotes([Claim("Một", (FIRST,)), Claim("Hai", (Quote(REPORT, 0, 20),))])
    assert list(numbered.values()) == [1]


def test_citations_stand_at_their_offsets() -> None:
    found = citations(number_quotes([Claim("Hai", (SECOND, FIRST))]))
    assert [citation.n for citation in found] == [1, 2]
    assert all(BODY[citation.start : citation.end] == citation.quote for citation in found)
    assert {(c.report, c.province, c.title, c.published) for c in found} == {("r", "Lai Châu", "Báo cáo", "2019-06-12")}


def test_a_claim_is_of_its_quotes_province() -> None:
    assert Claim("Một", (FIRST,)).province == "Lai Châu"


def test_no_claims_no_citations() -> None:
    assert citations(number_quotes([])) == ()
