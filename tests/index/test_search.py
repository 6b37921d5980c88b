"""Searching: inside the scope, in one order, however the question is typed."""

from __future__ import annotations

import unicodedata

import pytest

from corpus.text import fold, modern_tones, nfc
from index.library import Library
from index.search import DENSE_WEIGHT, Hit, covered_by, fuse, header, parts_of, provinces_in

KNOWN = {
    "Bắc Giang": "Bắc Ninh",
    "Điện Biên": "Điện Biên",
    "Lai Châu": "Lai Châu",
    "Long An": "Tây Ninh",
    "Tây Ninh": "Tây Ninh",
}

# Question, and words of the passage that must come first.
QUESTIONS = [
    ("Tỷ lệ văn bản điện tử trao đổi nội bộ của tỉnh Lai Châu là bao nhiêu?", "đạt mức cao (80%)"),
    ("Năm 2016 tỉnh Bắc Giang đầu tư bao nhiêu tỷ đồng cho ứng dụng công nghệ thông tin?", "42,7 tỷ đồng"),
    ("Tỷ lệ máy tính trên cán bộ, công chức ở Bắc Giang", "1,36 máy"),
    ("Đoàn kiểm tra ở Điện Biên gồm những đơn vị nào?", "Đoàn Kiểm tra gồm Sở Thông tin và Truyền thông"),
    ("Ủy ban nhân dân tỉnh Tây Ninh ký ban hành quy hoạch ngày nào?", "26/10/2012"),
    ("Ủy ban nhân dân tỉnh Long An đã ban hành quyết định nào về ứng dụng CNTT?", "57/2010/QĐ-UBND"),
    ("Ủy viên ủy ban các xã ở Lai Châu có dùng chữ ký số không?", "ký số"),
]


def old_tones(text: str) -> str:
    """The older placement of tones on open oa, oe and uy: "ủy" becomes "uỷ"."""
    for old in ("uỷ", "Uỷ", "uý", "uỵ", "oà", "oá", "oả", "hoà", "thuỷ"):
        text = text.replace(modern_tones(old), old)
    return text


def typed(question: str) -> dict[str, str]:
    bare = "".join(c for c in unicodedata.normalize("NFD", question) if not unicodedata.combining(c))
    return {
        "decomposed": unicodedata.normalize("NFD", question),
        "old tones": old_tones(question),
        "no accents": bare.replace("đ", "d").replace("Đ", "D"),
        "small": fold(question),
    }


def places(hits: list[Hit]) -> list[str]:
    return [hit.report.province for hit in hits]


@pytest.mark.parametrize(("question", "words"), QUESTIONS)
def test_the_best_passage_is_the_same_however_the_question_is_typed(
    library: Library, question: str, words: str
) -> None:
    best = library.search_turns([question], 1)[0].passage
    assert words in best.text
    for how, text in typed(question).items():
        assert (how, library.search_turns([text], 1)[0].passage) == (how, best)


@pytest.mark.parametrize(("question", "_"), QUESTIONS)
def test_letters_typed_another_way_change_no_score(library: Library, question: str, _: str) -> None:
    ways = typed(question)
    assert library.search(ways["decomposed"]) == library.search(ways["old tones"]) == library.search(question)


def test_the_typings_are_different() -> None:
    ways = typed("Ủy ban nhân dân huyện, Hòa Bình: ủy viên")
    assert ways["old tones"] == "Uỷ ban nhân dân huyện, Hoà Bình: uỷ viên"
    assert ways["no accents"] == "Uy ban nhan dan huyen, Hoa Binh: uy vien"
    assert nfc(ways["decomposed"]) != ways["decomposed"]


@pytest.mark.parametrize("province", KNOWN)
def test_no_hit_comes_from_another_province(library: Library, province: str) -> None:
    for question in ("tỷ lệ văn bản điện tử ở Lai Châu", "khó khăn của Long An", "Bắc Giang Tây Ninh Điện Biên", "a"):
        hits = library.search(question, 200, [province])
        assert hits and set(places(hits)) == {province}


def test_two_provinces_may_be_the_scope(library: Library) -> None:
    assert set(places(library.search("văn bản điện tử", 200, ["Lai Châu", "Long An"]))) == {"Lai Châu", "Long An"}


def test_a_scope_without_reports_gives_no_hits(library: Library) -> None:
    assert library.search("văn bản điện tử", 10, ["Huế"]) == []
    assert library.search("văn bản điện tử", 10, []) == []
    assert library.search_turns(["văn bản điện tử của tỉnh Cà Mau"], 10) == []


@pytest.mark.parametrize("k", [1, 3, 10])
def test_no_more_hits_than_asked_for_each_once_best_first(library: Library, k: int) -> None:
    hits = library.search("ứng dụng công nghệ thông tin", k)
    assert len(hits) == len({hit.passage.id for hit in hits}) == k
    assert [(-hit.score, hit.passage.id) for hit in hits] == sorted((-hit.score, hit.passage.id) for hit in hits)
    assert hits == library.search("ứng dụng công nghệ thông tin", 10)[:k]


def test_the_same_question_gives_the_same_hits(library: Library) -> None:
    for question, _ in QUESTIONS:
        assert library.search(question, 60) == library.search(question, 60)


def test_a_hit_stands_in_its_body(library: Library) -> None:
    for hit in library.search("văn bản điện tử", 60):
        shown = hit.as_json()
        assert shown["text"] == hit.report.body[shown["start"] : shown["end"]]
        assert (shown["report"], shown["province"]) == (hit.report.id, hit.report.province)
        assert list(shown) == ["report", "province", "start", "end", "text", "score"]


@pytest.mark.parametrize("empty", ["", "  \n", "🙂🙂", "?!…", "\u200b", "–"])
def test_a_question_without_words_finds_nothing(library: Library, empty: str) -> None:
    assert library.search(empty) == library.search_turns([empty]) == library.search_turns(["", empty]) == []


def test_a_question_longer_than_the_model_reads_is_searched_all_the_same(library: Library) -> None:
    long = " ".join(["công nghệ thông tin"] * 300) + ", tỷ lệ văn bản điện tử trao đổi nội bộ đạt mức cao"
    assert "80%" in library.search(long, 5, ["Lai Châu"])[0].passage.text


def test_the_latest_turn_that_names_a_province_decides(library: Library) -> None:
    hits = library.search_turns(["Lai Châu thì sao?", "còn ở Long An?", "khó khăn là gì?"], 10)
    assert set(places(hits)) == {"Long An"}
    hits = library.search_turns(["khó khăn của Long An", "con o Lai Chau thi sao"], 10)
    assert set(places(hits)) == {"Lai Châu"}


def test_without_a_province_all_are_searched(library: Library) -> None:
    assert len(set(places(library.search_turns(["ứng dụng công nghệ thông tin"], 60)))) > 1


def test_several_provinces_take_turns(library: Library) -> None:
    hits = library.search_turns(["So sánh kinh phí đầu tư của Lai Châu, Long An và Bắc Giang"], 9)
    assert places(hits) == ["Lai Châu", "Long An", "Bắc Giang"] * 3
    alone = library.search("So sánh kinh phí đầu tư của Lai Châu, Long An và Bắc Giang", 3, ["Long An"])
    assert hits[1::3] == alone


def test_a_province_of_today_finds_the_reports_of_the_former_one(library: Library) -> None:
    assert set(places(library.search_turns(["Bắc Ninh đầu tư bao nhiêu tỷ đồng cho CNTT?"], 10))) == {"Bắc Giang"}
    assert set(places(library.search_turns(["Tây Ninh có khó khăn gì?"], 10))) == {"Tây Ninh"}


def test_provinces_in_turns() -> None:
    assert provinces_in(["khó khăn là gì?"], KNOWN) is None
    assert provinces_in([], KNOWN) is None
    assert provinces_in(["Lai Châu và Điện Biên", "năm nào?"], KNOWN) == ["Lai Châu", "Điện Biên"]
    assert provinces_in(["Lai Châu", "Bắc Ninh, Bắc Giang"], KNOWN) == ["Bắc Giang"]
    assert provinces_in(["Cà Mau và Lai Châu"], KNOWN) == ["Cà Mau", "Lai Châu"]


def test_what_a_name_covers() -> None:
    assert covered_by("Tây Ninh", KNOWN) == ["Tây Ninh"]
    assert covered_by("Bắc Ninh", KNOWN) == ["Bắc Giang"]
    assert covered_by("Tây Ninh", {"Long An": "Tây Ninh"}) == ["Long An"]
    assert covered_by("Cà Mau", KNOWN) == ["Cà Mau"]
    assert (set(parts_of("Tây Ninh")), parts_of("Long An")) == ({"Tây Ninh", "Long An"}, ())


def test_the_header_names_province_year_and_section(library: Library) -> None:
    report = library.reports()[3]
    sectioned = next(p for p in library.passages(report.id) if p.section)
    assert header(report, sectioned) == f"Long An – {report.years[1]} – {sectioned.section}"


def test_the_parts_are_added_as_standard_scores() -> None:
    both = fuse({"a": 0.9, "b": 0.8}, {"a": 20.0, "b": 0.0})
    assert both == {"a": pytest.approx(1.0), "b": pytest.approx(-1.0)}
    # What one part did not find has its lowest score there: b is no worse in dense than c.
    part = fuse({"a": 0.9, "c": 0.8}, {"b": 5.0})
    assert part["b"] - part["c"] == pytest.approx((1 - DENSE_WEIGHT) * 3 / 2**0.5)
    assert fuse({}, {}) == {} and fuse({"a": 0.9}, {}) == {"a": 0.0}
