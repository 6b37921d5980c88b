"""Figures in digits and in words, and what a sentence ties each of them to."""

from __future__ import annotations

import pytest

from assistant.quantities import figure_key, in_digits, quantities
from corpus.numbers import numbers


@pytest.mark.parametrize(
    ("words", "digits"),
    [
        ("một nửa số xã", "50% số xã"),
        ("Nửa số cán bộ", "50% số cán bộ"),
        ("hai phần ba số huyện", "2/3 số huyện"),
        ("gấp đôi năm 2015", "gấp 2 lần năm 2015"),
        ("tăng gấp ba lần", "tăng gấp 3 lần"),
        ("mười hai huyện", "12 huyện"),
        ("hai mươi lăm lớp", "25 lớp"),
        ("một trăm phần trăm", "100 phần trăm"),
        ("ba nghìn hai trăm máy", "3200 máy"),
        ("năm huyện", "5 huyện"),
        ("Ba huyện đã triển khai", "3 huyện đã triển khai"),
        ("năm 2016, một số đơn vị đầu tư", "năm 2016, một số đơn vị đầu tư"),
        ("trong năm nay", "trong năm nay"),
        ("thông tư của Bộ", "thông tư của Bộ"),
        ("42 nghìn lượt, hai triệu đồng", "42 nghìn lượt, 2 triệu đồng"),
    ],
)
def test_numbers_in_words_become_digits(words: str, digits: str) -> None:
    assert in_digits(words) == digits


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("các sở, ngành đạt 96%, UBND cấp huyện đạt 77%", [["tỉnh"], ["huyện"]]),
        ("cấp tỉnh, cấp huyện đạt trên 80%, cấp xã 30%", [["huyện", "tỉnh"], ["xã"]]),
        ("100% cán bộ, công chức cấp tỉnh; 66% cán bộ, công chức cấp xã", [["tỉnh"], ["xã"]]),
        ("19/20 sở, ngành và 158/161 xã, phường", [["tỉnh"], ["xã"]]),
        ("toàn tỉnh đạt 80%", [[]]),
    ],
)
def test_figures_are_tied_to_their_levels(text: str, levels: list[list[str]]) -> None:
    assert [sorted(figure.levels) for figure in quantities(text)] == levels


def test_figures_are_tied_to_their_years_and_provinces() -> None:
    first, second = quantities("Năm 2015 Bắc Giang đạt 80%, năm 2016 Lai Châu đạt 90%")
    assert (first.years, first.places) == ({"2015"}, {"Bắc Giang"})
    assert (second.years, second.places) == ({"2016"}, {"Lai Châu"})


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("trên", "hơn", True), ("gần", "trên", False), ("khoảng", "xấp xỉ", True), ("trên", "", False)],
)
def test_hedges_that_say_the_same_are_one(one: str, other: str, same: bool) -> None:
    senses = [quantities(f"đạt {hedge} 80%")[0].hedge for hedge in (one, other)]
    assert (senses[0] == senses[1]) is same


def test_money_is_compared_in_dong() -> None:
    keys = [figure_key(numbers(text)[0]) for text in ("42,7 tỷ đồng", "42.700 triệu đồng", "42,7 triệu đồng")]
    assert keys[0] == keys[1] != keys[2]
