"""Columns are read one after the other; what only looks like columns is read line by line."""

from __future__ import annotations

from corpus.columns import Word, in_reading_order, room

LEFT = "một hai ba bốn năm"
RIGHT = "sáu bảy tám chín mười"


def words(text: str, left: float, row: int, step: float = 40, top: float = 0) -> list[Word]:
    """The words of a line, each `step` less 5 wide, lines of 10 every 14."""
    above = top + 14 * row
    return [
        {"text": word, "x0": left + at * step, "x1": left + (at + 1) * step - 5, "top": above, "bottom": above + 10}
        for at, word in enumerate(text.split())
    ]


def page(rows: int, left: str = LEFT, right: str = RIGHT, shift: float = 0) -> list[Word]:
    """Two columns of so many rows, the right one `shift` lower."""
    return [word for row in range(rows) for word in (*words(left, 0, row), *words(right, 220, row, top=shift))]


def read(placed: list[Word]) -> list[str]:
    return [" ".join(word["text"] for word in part) for part, _ in in_reading_order(placed, [])]


def test_the_left_column_comes_first_whether_lines_stand_side_by_side_or_not() -> None:
    for shift in (0, 3, 7):
        assert read(page(8, shift=shift)) == [" ".join([LEFT] * 8), " ".join([RIGHT] * 8)]


def test_what_stands_across_parts_the_page_into_bands() -> None:
    title = words("Tiêu đề chung của cả hai cột trên trang", 0, -2)
    middle = words("và một dòng giữa trang chạy ngang cả hai", 0, 8)
    lower = [word | {"top": word["top"] + 126, "bottom": word["bottom"] + 126} for word in page(7)]
    assert [part.split()[0] for part in read([*title, *page(8), *middle, *lower])] == [
        "Tiêu", "một", "sáu", "và", "một", "sáu",
    ]  # fmt: skip


def test_tables_go_to_the_column_or_band_in_which_they_stand() -> None:
    places = [(230.0, 50.0, 400.0, 60.0), (0.0, 200.0, 420.0, 220.0), (0.0, 50.0, 100.0, 60.0)]
    parts = in_reading_order(page(8), places)
    assert [tables for _, tables in parts] == [[2], [0], [1]]


def test_a_table_without_lines_a_letterhead_and_plain_text_are_one_part() -> None:
    plain = [word for row in range(20) for word in words(f"{LEFT} {RIGHT}", 0, row, step=37 + row % 5)]
    for placed in (page(12, "Tam Đường", "93% 77%"), page(5), plain):
        assert len(in_reading_order(placed, [])) == 1
    assert in_reading_order([], []) == [([], [])]


def test_a_page_number_far_out_does_not_widen_the_text() -> None:
    number = words("21", 400, 9)
    assert room([*words(LEFT, 0, 0), *number]) == room(words(LEFT, 0, 0)) == 195
    assert room(number) == 435 and room([]) == 0
