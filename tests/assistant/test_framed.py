"""A sentence without its frame, and the statements that it joins."""

from __future__ import annotations

import pytest

from assistant.framed import statements, unframed
from corpus.report import read_report
from index.library import SHIPPED


def test_the_day_of_a_report_as_the_model_was_told_it_says_nothing() -> None:
    report = read_report(SHIPPED / "long-an.txt").report
    text = "Theo báo cáo của Long An (không ghi ngày, sau 29/05/2012), tỷ lệ đạt 80%"
    assert unframed(text, [report]) == "Theo báo cáo của Long An, tỷ lệ đạt 80%"
    assert unframed(text, []) == text


@pytest.mark.parametrize("link", ["Ngoài ra, ", "bên cạnh đó, ", "Cụ thể là, ", "Tính đến thời điểm báo cáo, "])
def test_a_connective_says_nothing(link: str) -> None:
    assert unframed(f"{link}tỷ lệ đạt 80%", []) == "tỷ lệ đạt 80%"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "Ở cấp xã, 80% máy tính đã nối mạng, đồng thời tỉnh mở 5 lớp tập huấn",
            ["Ở cấp xã, 80% máy tính đã nối mạng", "Ở cấp xã, tỉnh mở 5 lớp tập huấn"],
        ),
        (
            "Lai Châu: 93% xã kết nối mạng LAN, trong khi Tây Ninh: 50% xã có mạng nội bộ",
            ["Lai Châu: 93% xã kết nối mạng LAN", "Tây Ninh: 50% xã có mạng nội bộ"],
        ),
        ("Các sở đạt 96%, còn cấp huyện 77%", ["Các sở đạt 96%, còn cấp huyện 77%"]),
        ("Tỷ lệ văn bản được ký số đạt 80%", ["Tỷ lệ văn bản được ký số đạt 80%"]),
    ],
)
def test_what_is_joined_is_told_apart_with_its_scope(text: str, told: list[str]) -> None:
    """What would not stand by itself stays where it is."""
    assert statements(text) == told
