"""Letterheads, titles and signatures of official texts, in the shapes in which files bring them."""

from __future__ import annotations

import pytest

from corpus.formal import day_line, letterhead, parts, signature, title

PROSE = "Thực hiện Kế hoạch của Chính phủ, UBND tỉnh báo cáo kết quả ứng dụng công nghệ thông tin năm 2018 như sau."
STATE = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
DAY = "Lai Châu, ngày 2 tháng 6 năm 2019"
HEADS = {
    "one below the other": ["UBND TỈNH LAI CHÂU", "SỞ NỘI VỤ", "-----", *STATE, "Số: 12/BC-SNV", DAY],
    "state first": [*STATE, "_______", "UBND TỈNH LAI CHÂU", "Số: 12 /BC-SNV", DAY],
    "side by side": [f"UBND TỈNH\t{STATE[0]}", f"LAI CHÂU\t{STATE[1]}", f"Số: 12/BC-UBND   {DAY.replace('2', '…', 1)}"],
    "no number": [*STATE],
    "party": ["TỈNH ỦY LAI CHÂU      ĐẢNG CỘNG SẢN VIỆT NAM", "*", f"Số 45-BC/TU     {DAY}"],
    "without motto": ["SỞ THÔNG TIN VÀ TRUYỀN THÔNG", "Số: 12/BC-STTTT", DAY],
}


@pytest.mark.parametrize("head", HEADS.values(), ids=list(HEADS))
def test_the_letterhead_reaches_to_its_last_mark(head: list[str]) -> None:
    lines = [*head, "", "BÁO CÁO", "Kết quả ứng dụng CNTT năm 2018", "", PROSE]
    assert letterhead(lines) == set(range(len(head)))
    at = title(["" if i in letterhead(lines) else line for i, line in enumerate(lines)], 0, len(lines))
    assert [lines[i] for i in at] == ["BÁO CÁO", "Kết quả ứng dụng CNTT năm 2018"]


@pytest.mark.parametrize(
    "lines",
    [
        ["Kết quả ứng dụng CNTT của tỉnh Lai Châu", "Lai Châu, ngày 2 tháng 6 năm 2019", PROSE],
        ["Tham luận của tỉnh", PROSE, *STATE],
        ["BÁO CÁO", "Kết quả năm 2018", *STATE, PROSE],
        [],
    ],
)
def test_other_texts_have_none(lines: list[str]) -> None:
    assert letterhead(lines) == set()


def test_the_day_is_the_letterhead_s() -> None:
    assert (
        day_line(["UBND TỈNH", "Số: 1/BC   Lai Châu, ngày 2 tháng 6 năm 2019"]) == "Lai Châu, ngày 2 tháng 6 năm 2019"
    )
    assert day_line(["Thực hiện Kế hoạch ngày 2 tháng 6 năm 2019 của tỉnh"]) is None


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        (["BÁO CÁO", "Kết quả ứng dụng CNTT", "năm 2018 của tỉnh", PROSE], 3),
        (["KẾ HOẠCH", "ỨNG DỤNG CNTT NĂM 2019", "Kính gửi: Chính phủ", PROSE], 2),
        (["BÁO CÁO", "TỔNG KẾT NĂM 2018", "I. KẾT QUẢ", PROSE], 2),
        (["BÁO CÁO", PROSE], 0),
        (["Báo cáo kết quả ứng dụng CNTT", PROSE], 0),
    ],
)
def test_a_title_is_its_kind_and_the_lines_of_its_subject(lines: list[str], count: int) -> None:
    assert len(title(lines, 0, len(lines))) == count


SIGNED = ["Nơi nhận:", "- Như trên;", "- Lưu: VT, CNTT.", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "(Đã ký)", "Trần Văn Minh"]


@pytest.mark.parametrize(
    "block",
    [
        SIGNED,
        SIGNED[3:],
        [*SIGNED[3:], *SIGNED[:3]],
        ["Nơi nhận:\tGIÁM ĐỐC", "- Như trên;\t", "- Lưu: VT.\t(Đã ký)", "\tTrần Văn Minh"],
    ],
)
def test_the_signature_is_found_and_annexes_below_it_are_not(block: list[str]) -> None:
    annex = ["Phụ lục I", "Huyện\tMạng LAN", "Tam Đường\t93%", PROSE]
    lines = [PROSE, "", *block, "", *annex]
    assert signature(lines, official=True) == set(range(2, 2 + len(block)))


def test_a_text_without_signature_has_none() -> None:
    assert signature([PROSE, "GIÁM ĐỐC", PROSE, "Nguồn nhân lực", PROSE], official=True) == set()
    assert signature(["Nơi nhận: các sở, ngành", PROSE], official=True) == set()
    assert signature([PROSE, *SIGNED[3:]], official=False) == set()
    assert signature([PROSE, *SIGNED], official=False) == set(range(1, 8))


def test_parts_stand_side_by_side() -> None:
    assert parts("UBND TỈNH   Độc lập - Tự do\t Hạnh phúc | x") == ["UBND TỈNH", "Độc lập - Tự do", "Hạnh phúc", "x"]
