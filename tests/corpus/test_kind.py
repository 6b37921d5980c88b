"""What kind of text it is, and whether it is about information technology."""

from __future__ import annotations

import pytest

from corpus.kind import is_about, kind_of, topic_of
from corpus.letterhead import Letterhead

PROSE = ["Lai Châu họp bàn về chữ ký số", "Sở Thông tin và Truyền thông tỉnh tổ chức hội nghị."]


@pytest.mark.parametrize(
    ("title", "lines", "on_a_page", "kind", "sure"),
    [
        ("Lai Châu họp", PROSE, True, "tin bài", True),
        ("Lai Châu họp", PROSE, False, "tài liệu", False),
        ("Báo cáo kết quả năm 2016", PROSE, True, "báo cáo", False),
        ("Tham luận của Lai Châu", PROSE, True, "bài phát biểu", True),
        ("Phát biểu tại Hội nghị", PROSE, False, "bài phát biểu", True),
        ("Kết quả", ["THAM LUẬN", *PROSE], False, "bài phát biểu", True),
        ("Kết quả", ["Kính thưa các đồng chí!", *PROSE], False, "bài phát biểu", True),
        ("Số liệu", ["Số liệu", "Huyện\tMáy tính", "Mường Tè\t120", "Sìn Hồ\t98"], True, "bảng số liệu", True),
    ],
)
def test_kinds(title: str, lines: list[str], on_a_page: bool, kind: str, sure: bool) -> None:
    found = kind_of(title, lines, None, on_a_page)
    assert (found.value, found.sure) == (kind, sure)


def test_the_form_of_an_official_text_decides() -> None:
    head = Letterhead("UBND TỈNH LAI CHÂU", None, "kế hoạch", None)
    found = kind_of("Báo cáo", ["Kính thưa", *PROSE], head, True)
    assert (found.value, found.sure) == ("kế hoạch", True)


@pytest.mark.parametrize(
    "text", ["ứng dụng CNTT", "DVCTT mức độ 3", "chữ ký số", "ung dung cong nghe thong tin", "E-mail"]
)
def test_terms_of_the_field(text: str) -> None:
    assert is_about(text)


@pytest.mark.parametrize(
    "text", ["trồng lúa", "đá phạt góc", "bộ phận một cửa", "chị Lan họp", "trường trung học cơ sở"]
)
def test_other_words(text: str) -> None:
    assert not is_about(text)


def test_a_text_that_only_touches_on_it_is_not_about_it() -> None:
    rice = "Lúa được mùa ở khắp các huyện. " * 9
    assert not topic_of("Sản xuất nông nghiệp", rice + "Ngành dùng phần mềm quản lý.").sure
    assert not topic_of("Ứng dụng CNTT", rice + "Ngành dùng phần mềm quản lý.").sure
    assert topic_of("Kết quả", rice[:93] + "Cán bộ dùng thư điện tử. Xã có mạng LAN.").sure
    assert not topic_of("", "").sure


def test_of_a_table_the_heads_count_and_not_its_many_rows() -> None:
    rows = "\n".join(f"Huyện {n}\t{n}\t{n}" for n in range(40))
    assert topic_of("Số liệu CNTT", f"Huyện\tSố máy tính\tVăn bản điện tử\n{rows}").sure
    assert not topic_of("Số liệu chăn nuôi", f"Huyện\tSố trâu\tSố bò\n{rows}").sure
