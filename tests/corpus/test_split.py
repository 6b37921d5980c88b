"""Sentences, sections and passages are exact stretches of a body, and together they are all of it."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.records import Report
from corpus.report import read_report
from corpus.split import LONGEST, PASSAGE, heading_level, paragraphs, passages, sections, sentences
from corpus.text import nfc, syllables

ROOT = Path(__file__).parents[2]
FILES = sorted([*(ROOT / "corpus" / "reports").glob("*.txt"), *(ROOT / "eval" / "library").glob("*.txt")])

ANY_LINES = st.lists(st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]), max_size=120))
PIECES = st.sampled_from(
    [
        *("I. KẾT QUẢ", "II. KHÓ KHĂN:", "1. Hạ tầng", "2. Ứng dụng:", "1.1. Mạng", "a) Cấp xã", "\n", "\n"),
        *("TP. Hồ Chí Minh", "đạt 3.0.", "v.v.", "học...", "nhiều…", "Năm 2016, đạt 80%.", "(072.3888.888)"),
        *("http://motcua.longan.gov.vn", "“Một cửa.”", "nhà nước./.", "Ông A.", "ThS. Hà", ";", ",", "?", "!"),
    ]
)
REAL_LINES = st.lists(PIECES, max_size=60).map(" ".join).map(lambda text: text.split("\n"))
BODIES = st.one_of(ANY_LINES, REAL_LINES).map("\n".join).map(nfc)


def squash(text: str) -> str:
    return "".join(text.split())


def texts(body: str) -> list[str]:
    return [sentence.text for sentence in sentences(body)]


@cache
def report(path: Path) -> Report:
    return read_report(path).report


# Properties of any body


@given(BODIES)
def test_sentences_are_stretches_in_order_that_leave_out_nothing(body: str) -> None:
    found = sentences(body)
    assert all(body[s.start : s.end] == s.text and s.text == s.text.strip() != "" and "\n" not in s.text for s in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert squash("".join(s.text for s in found)) == squash(body)


@given(BODIES, st.integers(0, 200), st.integers(0, 200))
def test_sentences_of_a_stretch_stay_inside_it(body: str, start: int, end: int) -> None:
    found = sentences(body, start, end)
    assert all(start <= s.start < s.end <= end for s in found)
    assert squash("".join(s.text for s in found)) == squash(body[start:end])


@given(BODIES)
def test_sections_cover_the_body_in_order(body: str) -> None:
    found = sections(body)
    assert all(s.start <= s.below <= s.end for s in found)
    assert all(a.end < b.start for a, b in pairwise(found))
    assert squash("".join(body[s.start : s.end] for s in found)) == squash(body)


@given(BODIES)
def test_passages_hold_each_sentence_once_in_order_inside_one_section(body: str) -> None:
    check_passages("r", body)


def check_passages(name: str, body: str) -> None:
    made, where = passages(name, body), sections(body)
    assert all(
        body[p.start : p.end] == p.text and p.id == f"{name}:{p.start}-{p.end}" and p.report == name for p in made
    )
    assert all(a.end <= b.start for a, b in pairwise(made))
    for passage in made:
        home = [s for s in where if s.below <= passage.start and passage.end <= s.end]
        assert len(home) == 1 and passage.section.startswith(home[0].heading)
    assert squash("".join(p.text for p in made)) == squash("".join(body[s.below : s.end] for s in where))
    for sentence in (s for section in where for s in sentences(body, section.below, section.end)):
        holders = [p for p in made if p.start <= sentence.start and sentence.end <= p.end]
        assert len(holders) == 1 or len(syllables(sentence.text)) > LONGEST
    assert all(len(syllables(p.text)) <= LONGEST for p in made)
    assert passages(name, body) == made


# The real bodies


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_real_bodies_hold_the_same_properties(path: Path) -> None:
    check_passages(report(path).id, report(path).body)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_passages_are_short_unless_one_sentence_is_long(path: Path) -> None:
    for passage in passages(report(path).id, report(path).body):
        assert len(syllables(passage.text)) <= PASSAGE or len(sentences(passage.text)) == 1


def test_long_an_has_its_speech_s_sections() -> None:
    body = report(ROOT / "corpus" / "reports" / "long-an.txt").body
    headings = [section.heading.split(" › ") for section in sections(body)]
    assert ["II. THUẬN LỢI VÀ KHÓ KHĂN", "2. Khó khăn"] in headings
    assert ["III. KIẾN NGHỊ, ĐỀ XUẤT"] in headings
    of = {p.text[:30]: p.section for p in passages("r", body)}
    assert of["– Vẫn còn một bộ phận CBCC chư"] == "II. THUẬN LỢI VÀ KHÓ KHĂN › 2. Khó khăn"


# Where sentences end


@pytest.mark.parametrize(
    "sentence",
    [
        "Theo mô hình triển khai của TP. Hồ Chí Minh, từ năm 2008 tỉnh đã quan tâm.",
        "Do ThS. Nguyễn Văn A và TS. Lê Thị B trình bày tại hội nghị.",
        "Củng cố nguồn nhân lực CNTT... góp phần quan trọng thúc đẩy sự phát triển của tỉnh.",
        "Giảm giấy tờ, tiết kiệm chi phí, thời gian… của người dân.",
        "Trang thông tin Một cửa điện tử của tỉnh (http://motcua.longan.gov.vn) đã hoạt động.",
        "Qua số điện thoại (072.3888.888) và qua tin nhắn SMS (072.3618.888).",
        "Có 1.575 người, đạt 42,7 tỷ đồng, tăng 3.0 lần.",
        "1. Ứng dụng công nghệ thông tin trong cơ quan nhà nước cấp huyện.",
        "II. Thuận lợi và khó khăn của tỉnh.",
        "Đưa Việt Nam sớm trở thành nước mạnh về công nghệ thông tin./.",
        "Các huyện Tam Đường, Mường Tè v.v. đã triển khai.",
    ],
)
def test_a_point_inside_a_sentence_does_not_end_it(sentence: str) -> None:
    assert texts(sentence) == [sentence]


@pytest.mark.parametrize(
    "parts",
    [
        ["Quản lý đảng viên lên phiên bản 3.0.", "Tỷ lệ cán bộ sử dụng thư điện tử đạt 50%."],
        ["Tốc độ cao…", "Cùng đó, hiện có 19/20 sở."],
        ["Sử dụng mạng nội bộ và Internet...", "Việc bố trí kinh phí còn hạn hẹp."],
        ["Vì sao?", "Vì thiếu kinh phí!", "Đó là lý do."],
        ["Ông nói: “Phải làm ngay.”", "Mọi người tán thành."],
        ["Đáp ứng yêu cầu công việc./.", "Lan Anh"],
        ["Đạt 80%.", "100% huyện có mạng LAN."],
    ],
)
def test_a_point_at_a_sentence_s_end_does(parts: list[str]) -> None:
    assert texts(" ".join(parts)) == parts


def test_no_sentence_crosses_a_paragraph() -> None:
    assert texts("Kết quả đạt được\nrất tốt. Có") == ["Kết quả đạt được", "rất tốt.", "Có"]


# Headings and lists


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("Phần thứ nhất: KẾT QUẢ", 0),
        ("I. KẾT QUẢ ĐẠT ĐƯỢC:", 1),
        ("THAM LUẬN", 1),
        ("2. Khó khăn:", 2),
        ("1.1. Hạ tầng", 3),
        ("a) Cấp xã", 4),
        ("Kết quả như sau:", 5),
        ("II - HẠN CHẾ", 1),
        ("I/ Kết quả", 1),
        ("2/ Những việc đã làm được:", 2),
        ("a/ Hạ tầng", 4),
        ("1/4 số máy đã hỏng", None),
        ("Vướng mắc phát sinh", 5),
        ("Một số kết quả năm 2019", 5),
        ("Kết quả đạt 80 máy chủ", None),
        ("kết quả đạt được", None),
        ("Kết quả: tốt", None),
        ("Phần mềm quản lý văn bản", None),
        ("Chỉ tiêu | Cấp tỉnh | Cấp xã", None),
        ("1. Xây dựng nền tảng tích hợp, hoàn thành trong quý II.", None),
        ("– Nhiệm vụ cụ thể:", None),
        ("", None),
    ],
)
def test_heading_levels(line: str, level: int | None) -> None:
    assert heading_level(line) == level


def test_items_of_a_list_that_look_like_headings_are_text() -> None:
    body = "IV. NHIỆM VỤ\n1. Hoàn thiện Cổng dịch vụ công\n2. Kết nối trục liên thông\n3. Đào tạo cán bộ xã"
    (passage,) = passages("r", body)
    assert passage.section == "IV. NHIỆM VỤ"
    assert passage.text.split("\n") == body.split("\n")[1:]


def test_a_title_that_begins_like_a_heading_heads_nothing() -> None:
    body = "Kết quả ứng dụng CNTT ở tỉnh\nTỉnh có mạng LAN.\nVướng mắc phát sinh\nThiếu máy quét."
    assert [p.section for p in passages("r", body)] == ["", "Vướng mắc phát sinh"]


def test_headings_with_text_below_make_a_path_and_no_passage() -> None:
    body = "I. KẾT QUẢ\n1. Hạ tầng\nTỉnh có mạng LAN.\n2. Ứng dụng\nTỉnh dùng phần mềm.\nII. HẠN CHẾ\nThiếu kinh phí."
    assert [(p.section, p.text) for p in passages("r", body)] == [
        ("I. KẾT QUẢ › 1. Hạ tầng", "Tỉnh có mạng LAN."),
        ("I. KẾT QUẢ › 2. Ứng dụng", "Tỉnh dùng phần mềm."),
        ("II. HẠN CHẾ", "Thiếu kinh phí."),
    ]


def test_an_overlong_sentence_is_cut_at_its_clauses() -> None:
    clause = "hệ thống quản lý cán bộ công chức của tỉnh đã triển khai đến 14 huyện"
    body = "Cụ thể: " + "; ".join([clause] * 40) + "."
    made = passages("r", body)
    assert len(made) > 2 and all(p.text.endswith((";", ".")) for p in made)
    assert all(len(syllables(p.text)) <= LONGEST for p in made)


def test_a_sentence_without_any_border_is_cut_all_the_same() -> None:
    assert [len(syllables(p.text)) for p in passages("r", "tỉnh " * 500)] == [LONGEST, LONGEST, 500 - 2 * LONGEST]


def test_paragraphs_are_the_lines_that_are_not_blank() -> None:
    assert list(paragraphs("a\n\n  \nbc")) == [(0, 1), (6, 8)]
