"""The sentences round an answer: dates, lists, refusals, and the notes on provinces that have changed."""

from __future__ import annotations

import pytest

from assistant import wording
from corpus.records import Report

KNOWN = {"Bắc Giang": "Bắc Ninh", "Lai Châu": "Lai Châu", "Long An": "Tây Ninh", "Tây Ninh": "Tây Ninh"}


def report(published: str | None, not_before: str | None = None, years: tuple[int, int] = (2014, 2019)) -> Report:
    return Report(
        "r", "Lai Châu", "Lai Châu", "Báo cáo", None, None, published, not_before, years, "r.txt", "0", "Thân bài."
    )


def test_a_report_is_dated_as_it_dates_itself() -> None:
    assert wording.dated(report("2019-06-12")) == "đăng ngày 12/06/2019"
    assert wording.dated(report(None, "2012-05-29")).endswith("sau 29/05/2012")
    assert "không ghi ngày" in wording.dated(report(None))


@pytest.mark.parametrize(
    ("names", "expected"),
    [([], ""), (["A"], "A"), (["A", "B"], "A và B"), (["A", "B", "C"], "A, B và C")],
)
def test_names_are_listed_as_people_say_them(names: list[str], expected: str) -> None:
    assert wording.listed(names) == expected


def test_a_refused_year_says_which_years_there_are() -> None:
    said = wording.no_year([2021], [report("2019-06-12")])
    assert "2021" in said and "2014–2019" in said and "12/06/2019" in said
    one = wording.covered(report("2017-01-02", years=(2016, 2016)))
    assert "2016" in one and "2016–2016" not in one


def test_a_refused_province_says_which_there_are() -> None:
    said = wording.no_province(["Cà Mau"], KNOWN)
    assert "Cà Mau" in said and all(name in said for name in KNOWN)


def test_no_evidence_names_whose_reports_were_read() -> None:
    assert "Lai Châu và Long An" in wording.no_evidence(["Lai Châu", "Long An"])
    assert "của" not in wording.no_evidence([]).split("trong thư viện")[0]


TODAY = [
    (["Tây Ninh"], ["trước ngày 01/7/2025", "Long An"]),
    (["Bắc Ninh"], ["Bắc Ninh hiện nay gồm cả Bắc Giang"]),
    (["Tây Ninh", "Bắc Ninh"], ["Long An", "Bắc Giang"]),
]


@pytest.mark.parametrize(("asked", "words"), TODAY)
def test_what_a_name_means_today(asked: list[str], words: list[str]) -> None:
    lines = wording.today(asked, KNOWN)
    assert len(lines) == len(asked)
    assert all(word in " ".join(lines) for word in words)


def test_a_name_in_a_report_of_today_needs_no_note() -> None:
    assert wording.today(["Tây Ninh"], KNOWN, {"Tây Ninh"}) == []


@pytest.mark.parametrize("name", ["Lai Châu", "Bắc Giang", "Long An", "Cà Mau", "Hà Nội"])
def test_most_names_need_no_note(name: str) -> None:
    assert wording.today([name], KNOWN) == []


def test_no_sentence_is_left_open() -> None:
    """Every refusal is a full sentence that says what to do or what there is."""
    said = [
        wording.no_province(["Cà Mau"], KNOWN),
        wording.no_year([2021], [report("2019-06-12")]),
        wording.no_evidence(["Lai Châu"]),
        wording.off_topic(KNOWN),
        wording.nothing_on(["Lai Châu"]),
    ]
    assert all(text.endswith(".") and "  " not in text and "\n" not in text for text in said)
