"""Rows, heads and captions, as readers and texts write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.split import passages
from corpus.tables import cells, head_rows, heads, row, tables
from corpus.text import squeeze

CELL = st.text(st.characters(exclude_characters="\t|\n", exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=20)


@given(st.lists(CELL, min_size=2, max_size=6))
def test_the_cells_of_a_row_come_back(texts: list[str]) -> None:
    assert cells(row(texts)) == tuple(map(squeeze, texts))


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("| Cấp tỉnh | 80% |", ("Cấp tỉnh", "80%")),
        ("Cấp tỉnh | 80%", ("Cấp tỉnh", "80%")),
        ("\t80%\t", ("", "80%", "")),
        ("|---|:--:|", None),
        ("--- | ---", None),
        ("Tỉnh có 14 huyện.", None),
        ("", None),
    ],
)
def test_cells(line: str, parts: tuple[str, ...] | None) -> None:
    assert cells(line) == parts


@pytest.mark.parametrize(
    ("rows", "named", "count"),
    [
        ([("Chỉ tiêu", "Kết quả"), ("LAN", "93%")], ("Chỉ tiêu", "Kết quả"), 1),
        ([("Chỉ tiêu", "2015", "2016"), ("LAN", "80%", "93%")], ("Chỉ tiêu", "2015", "2016"), 1),
        ([("TT", "Nội dung"), ("(1)", "(2)"), ("1", "LAN")], ("TT", "Nội dung"), 2),
        (
            [("TT", "Chỉ tiêu", "Kế hoạch", "", "Kết quả", ""), ("TT", "Chỉ tiêu", "2015", "2016", "2015", "2016"),
             ("1", "LAN", "80", "90", "85", "93")],
            ("TT", "Chỉ tiêu", "Kế hoạch 2015", "Kế hoạch 2016", "Kết quả 2015", "Kết quả 2016"), 2,
        ),
        ([("Nội dung", "Giải pháp"), ("Thiếu người", "Đào tạo"), ("Thiếu máy", "Mua")], ("Nội dung", "Giải pháp"), 1),
        ([("Tam Đường", "14", "100%"), ("Mường Tè", "12", "90%")], (), 0),
        ([("Chỉ tiêu", "Kết quả")], (), 0),
    ],
)  # fmt: skip
def test_heads(rows: list[tuple[str, ...]], named: tuple[str, ...], count: int) -> None:
    assert (heads(rows), head_rows(rows)) == (named, count)


def test_captions_and_units_stand_above_a_table() -> None:
    lines = ["Tỉnh đã đầu tư nhiều.", "Bảng 2: Kết quả cấp xã", "Đơn vị tính: %", "Xã\tLAN", "Bản Bo\t93"]
    (found,) = tables(lines)
    assert (found.first, found.last) == (3, 4)
    assert found.caption == "Bảng 2: Kết quả cấp xã Đơn vị tính: %" and found.heads == ("Xã", "LAN")


def test_prose_above_a_table_is_no_caption() -> None:
    (found,) = tables(["Tỉnh đã đầu tư 42,7 tỷ đồng cho hạ tầng.", "Xã\tLAN", "Bản Bo\t93"])
    assert found.caption == ""


def test_tables_of_other_widths_are_tables_of_their_own() -> None:
    found = list(tables(["Xã\tLAN", "Bản Bo\t93%", "Huyện\tXã\tMáy tính", "Tam Đường\t14\t210"]))
    assert [table.heads for table in found] == [("Xã", "LAN"), ("Huyện", "Xã", "Máy tính")]


def test_a_cell_far_below_the_head_is_found_with_its_heads() -> None:
    rows = [f"Xã thứ {n}\t{n},5%\t{n} máy" for n in range(1, 200)]
    body = "\n".join(
        ["II. KẾT QUẢ", "Biểu 3. Mạng LAN theo xã", "Tên xã\tTỷ lệ LAN\tMáy tính", *rows, "Tỉnh sẽ làm tiếp."]
    )
    made = passages("r", body)
    (last,) = [p for p in made if "Xã thứ 199\t" in p.text]
    assert last.section == "II. KẾT QUẢ › Biểu 3. Mạng LAN theo xã › Tên xã | Tỷ lệ LAN | Máy tính"
    assert made[-1].text == "Tỉnh sẽ làm tiếp." and made[-1].section == "II. KẾT QUẢ"
    assert all("199,5%" not in p.text or "Xã thứ 199" in p.text for p in made)
