"""Sheets are read as they are shown: formats, merged heads, several sheets, and nothing that is hidden."""

from __future__ import annotations

from datetime import date

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from corpus.archive import PartTooLarge
from corpus.formats import read_document
from corpus.from_xlsx import HIDDEN, read_workbook
from corpus.tables import heads
from tests.corpus.files import stored


def book(*rows: list[object]) -> tuple[openpyxl.Workbook, Worksheet]:
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    return made, made.active


def lines(made: openpyxl.Workbook) -> list[str]:
    return list(read_workbook(stored(made)).lines)


def test_figures_are_shown_as_the_sheet_shows_them() -> None:
    made, sheet = book(
        ["Chỉ tiêu", "Kết quả", "Ngày"], ["Mạng LAN", 0.931, date(2016, 12, 28)], ["Máy tính", 1575, None]
    )
    sheet["B2"].number_format, sheet["B3"].number_format, sheet["C2"].number_format = "0.0%", "#,##0", "dd/mm/yyyy"
    assert lines(made) == ["Chỉ tiêu\tKết quả\tNgày", "Mạng LAN\t93,1%\t28/12/2016", "Máy tính\t1.575\t"]


def test_titles_and_notes_are_lines_and_empty_rows_part_tables() -> None:
    made, _ = book(
        ["Biểu 1: Kết quả ứng dụng CNTT"], [], [None, "Cấp", "LAN"], [None, "I. Khối tỉnh", None],
        [None, "Sở Y tế", "Đạt"], ["Ghi chú: số liệu đến 31/12"], [], ["Huyện", "Xã", "LAN"], ["Mường Tè", 14, "Đạt"],
    )  # fmt: skip
    assert lines(made) == [
        "Biểu 1: Kết quả ứng dụng CNTT", "Cấp\tLAN", "I. Khối tỉnh\t", "Sở Y tế\tĐạt", "Ghi chú: số liệu đến 31/12",
        "Huyện\tXã\tLAN", "Mường Tè\t14\tĐạt",
    ]  # fmt: skip


def test_merged_heads_reach_over_their_columns() -> None:
    made, sheet = book(["TT", "Chỉ tiêu", "Kết quả", None], [None, None, 2015, 2016], [1, "Mạng LAN", 0.8, 0.9])
    for place in ("A1:A2", "B1:B2", "C1:D1"):
        sheet.merge_cells(place)
    sheet["C3"].number_format = sheet["D3"].number_format = "0%"
    found = lines(made)
    assert found == ["TT\tChỉ tiêu\tKết quả\t", "TT\tChỉ tiêu\t2015\t2016", "1\tMạng LAN\t80%\t90%"]
    assert heads([line.split("\t") for line in found]) == ("TT", "Chỉ tiêu", "Kết quả 2015", "Kết quả 2016")


def test_each_sheet_is_read_under_its_name() -> None:
    made, _ = book(["Huyện", "LAN"], ["Tam Đường", "93%"])
    made.active.title = "Cấp huyện"
    other = made.create_sheet("Cấp xã")
    other.append(["Xã", "LAN"])
    other.append(["Bản Bo", "50%"])
    made.create_sheet("Sheet3")
    assert lines(made) == ["Cấp huyện", "Huyện\tLAN", "Tam Đường\t93%", "Cấp xã", "Xã\tLAN", "Bản Bo\t50%"]


def test_what_is_hidden_is_dropped_and_told() -> None:
    made, sheet = book(["Huyện", "Mã", "LAN"], ["Tam Đường", "X1", "93%"], ["Nháp", "X2", "0%"])
    sheet.column_dimensions["B"].hidden = True
    sheet.row_dimensions[3].hidden = True
    secret = made.create_sheet("Bí mật")
    secret.append(["Không công bố"])
    secret.sheet_state = "hidden"
    found = read_workbook(stored(made))
    assert found.lines == ("Huyện\tLAN", "Tam Đường\t93%")
    (cut,) = found.dropped
    assert cut.reason == HIDDEN and cut.text.split("\n") == ["Mã", "X1", "Nháp\tX2\t0%", "Không công bố"]


def test_formulas_without_a_saved_value_are_warned_of() -> None:
    made, _ = book(["Huyện", "LAN"], ["Tam Đường", 3], ["Cộng", "=SUM(B2:B2)"])
    document = read_document(stored(made), "a.xlsx")
    assert document.kind == "xlsx" and "Có 1 công thức" in document.warnings[0]


def test_a_sheet_that_claims_a_million_rows_is_read_quickly() -> None:
    made, sheet = book(["Huyện", "LAN"], ["Tam Đường", "93%"])
    sheet.cell(1_048_576, 16_384).value = "xa"
    assert lines(made)[:2] == ["Huyện\tLAN", "Tam Đường\t93%"]


def test_cells_merged_without_end_are_refused_and_a_merged_title_is_not() -> None:
    made, sheet = book(["Kết quả ứng dụng CNTT"], ["Huyện", "LAN"], ["Tam Đường", "93%"])
    sheet.merged_cells.add("A1:XFD1")
    assert lines(made) == ["Kết quả ứng dụng CNTT", "Huyện\tLAN", "Tam Đường\t93%"]
    sheet.merged_cells.add("A9:XFD1048576")
    with pytest.raises(PartTooLarge):
        lines(made)
