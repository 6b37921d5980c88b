"""The province that a report is about: named otherwise than as an example, and sure only when strong signs agree."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.findings import Finding
from corpus.provinces import provinces
from corpus.whose import judge, merged, signs

NAMES = [province.name for province in provinces()]


def told(title: str, *paragraphs: str, issuer: str = "", portals: Sequence[str] = ()) -> Finding:
    found = judge(signs(title, paragraphs, issuer, portals))
    assert found is not None
    return found


def test_a_text_without_a_province_has_none() -> None:
    assert judge(signs("Kết quả", ["Tỉnh đã đầu tư 5 tỷ đồng."], "", ["baochinhphu.vn"])) is None


@pytest.mark.parametrize("name", NAMES)
def test_each_province_by_title_letterhead_or_text(name: str) -> None:
    assert told(f"Ứng dụng CNTT ở {name}", "Tỉnh đã đầu tư 5 tỷ đồng.").value == name
    assert told("Kết quả", f"Cán bộ của {name} dùng email.", f"UBND {name} đã ký số; {name} có 9 huyện.").value == name
    found = told("Kết quả", "Tỉnh đã đầu tư.", issuer=f"UBND TỈNH {name.upper()}")
    assert (found.value, found.sure) == (name, True)


@pytest.mark.parametrize(
    "text",
    [
        "Theo mô hình của TP. Hồ Chí Minh. Học tập kinh nghiệm của Hồ Chí Minh. Đoàn đã thăm Hồ Chí Minh.",
        "So với Tiền Giang còn thấp. Đứng sau tỉnh Tiền Giang. Giáp ranh với Tiền Giang, Bến Tre.",
        "Các tỉnh như Bến Tre, Tiền Giang, Trà Vinh đã làm. Bến Tre, Tiền Giang và Trà Vinh họp. Làm việc với Bến Tre.",
        "Đại học Cần Thơ giúp đỡ. Công ty phần mềm Cần Thơ bảo trì. Hội nghị họp tại Cần Thơ.",
        "Hội nghị tại Hà Nội. Tập huấn ở TP. Hồ Chí Minh, ra Hà Nội báo cáo. (Hà Nội, ngày 12/6/2012)",
        "Huyện\t80\nTiền Giang\t80\nBến Tre\t70\nTrà Vinh\t60\nTiền Giang\t50\nTiền Giang\t40",
    ],
)
def test_examples_and_neighbours_do_not_win(text: str) -> None:
    found = signs("Kết quả", [*text.split("\n"), "Long An đạt 80%, riêng Long An họp."], "", [])
    assert found.own == {"Long An": 2} and sum(found.aside.values()) >= 3
    assert told("Kết quả", *text.split("\n"), "Long An đạt 80%, riêng Long An họp.").value == "Long An"


def test_the_title_counts_more_than_how_often_the_text_names_another() -> None:
    assert told("Kết quả ở tỉnh Long An", "Hồ Chí Minh họp. Hồ Chí Minh giúp Long An.").value == "Long An"


@pytest.mark.parametrize(
    ("title", "text", "portals"),
    [
        ("Lai Châu và Điện Biên ký kết", "Lai Châu họp. Lai Châu đạt 80%.", []),
        ("Đoàn Lai Châu học tập kinh nghiệm tại Quảng Ninh", "Lai Châu họp.", []),
        ("Kết quả ở Lai Châu", "Điện Biên đạt 80%. Điện Biên họp. Điện Biên ký số.", []),
        ("Cần Thơ có tổng đài", "Cần Thơ họp.", ["Cổng thông tin điện tử tỉnh Hậu Giang"]),
        ("Cần Thơ có tổng đài", "Cần Thơ họp.", ["https://haugiang.gov.vn/tin"]),
        ("Trao đổi", "Đoàn Lào Cai đến thăm, làm việc với Bắc Giang. Lào Cai khen. Lào Cai về.", []),
        ("Hội thảo", "Phú Thọ và Vĩnh Phúc họp. Phú Thọ nói trước.", []),
        ("Kết quả", "Tỉnh Lai Châu đạt 80%.", []),
        ("Kết quả", "Tỉnh đạt 80%.", ["Cổng thông tin điện tử tỉnh Lai Châu"]),
        ("Xếp hạng", "Lai Châu\t80\nĐiện Biên\t70\nSơn La\t60", []),
    ],
)
def test_signs_that_are_weak_or_disagree_leave_it_unsure(title: str, text: str, portals: list[str]) -> None:
    assert not told(title, *text.split("\n"), portals=portals).sure


def test_agreeing_signs_make_it_sure() -> None:
    assert told("Kết quả ở Lai Châu", "Lai Châu đạt 80%, Điện Biên không nêu.", "Lai Châu họp.").sure
    assert told("Kết quả", "Tỉnh Lai Châu đạt 80%, riêng Lai Châu ký số 20%.").sure
    assert told("Kết quả", "Tỉnh Lai Châu đạt 80%.", portals=["Báo Lai Châu"]).sure
    assert told("Kết quả", "Tỉnh đạt 80%.", issuer="UBND TỈNH LAI CHÂU").sure
    assert not told("Học tập kinh nghiệm tại Quảng Ninh", "Tỉnh đạt.", issuer="UBND TỈNH LAI CHÂU").sure


def test_after_the_merger_a_former_province_is_part_of_the_new_one() -> None:
    found = signs("Bắc Ninh hợp nhất dữ liệu", ["Bắc Giang cũ và Bắc Ninh cũ. Bắc Giang có 9 huyện."], "", [])
    assert not judge(found).sure  # type: ignore[union-attr]
    assert judge(merged(found)) == Finding("province", "Bắc Ninh", "nêu trong tiêu đề", True)
    listed = signs(
        "Vĩnh Long sau hợp nhất", ["Tỉnh hợp nhất từ Vĩnh Long, Bến Tre và Trà Vinh. Vĩnh Long có 124 xã."], "", []
    )
    assert judge(merged(listed)) == Finding("province", "Vĩnh Long", "nêu trong tiêu đề", True)


@given(st.lists(st.sampled_from(NAMES), max_size=5), st.lists(st.sampled_from(NAMES), max_size=5))
def test_two_provinces_in_a_title_are_never_sure(title: list[str], body: list[str]) -> None:
    found = judge(signs("; ".join(title), [f"{name} họp." for name in body], "", []))
    if found:
        assert found.value in {*title, *body}
        assert not (found.sure and len(set(title)) > 1)
