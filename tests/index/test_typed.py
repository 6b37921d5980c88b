"""What of a question as typed may be read otherwise, and what stays."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.text import nfc
from index.typed import lacks_accents, tokens_of, with_near_names


def fixed(text: str) -> dict[str, str]:
    return {token.word: token.only for token in tokens_of(text)[0] if token.only}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("nghị định 12/2014/NĐ-CP ngày 3/5/2014", {"12/2014/nđ-cp", "3/5/2014"}),
        ("tải từ laichau.gov.vn, gửi abc@tayninh.gov.vn", {"laichau", "gov", "vn", "abc", "tayninh"}),
        ("dùng VNPT-iOffice và one-gate", {"vnpt", "ioffice", "one", "gate"}),
        ("kết quả ở mục IV của CNTT", {"iv", "cntt"}),
        ("đạt 42,7 tỷ, IPv6, 4G và A4", {"42,7", "ipv6", "4", "a4"}),
    ],
)
def test_numbers_abbreviations_addresses_and_compounds_stay(text: str, words: set[str]) -> None:
    assert words <= {word for word, only in fixed(text).items() if word == only}


def test_names_of_provinces_stay_or_get_their_accents() -> None:
    assert fixed("so sánh Hậu Giang với Ha Giang") == {"hậu": "hậu", "giang": "giang", "ha": "hà"}
    assert fixed("o ba ria - vung tau")["vung"] == "vũng"


def test_names_with_a_capital_have_only_their_own_letters() -> None:
    exact = {token.word: token.exact for token in tokens_of("Ông Nguyễn Văn Khoa ký gì? Tỷ lệ nào")[0]}
    assert exact["khoa"] and exact["văn"] and not exact["ông"] and not exact["tỷ"] and not exact["ký"]


def test_a_name_one_slip_away_is_mended_unless_it_is_made_of_known_words() -> None:
    assert with_near_names("ở Bắc Giagn có gì", set()) == "ở Bắc Giang có gì"
    assert with_near_names("o BAC GIAGN co gi", set()) == "o BAC GIANG co gi"
    text = "vướng gì và tỉnh giao ai xử lý"
    assert with_near_names(text, {"giao", "ai"}) == text


def test_a_text_lacks_accents_when_few_words_have_some() -> None:
    assert lacks_accents(["ty", "le", "van", "ban", "điện", "tu"])
    assert not lacks_accents(["tỷ", "lệ", "văn", "ban", "dien", "tu"])


@settings(deadline=None)
@given(st.text())
def test_places_point_at_the_letters(text: str) -> None:
    text = nfc(text)
    tokens, places = tokens_of(text)
    assert sum(len(token.word) for token in tokens) == len(places)
    assert [token.start for token in tokens] == [0, *(token.end for token in tokens)][: len(tokens)]
    assert places == sorted(set(places)) and all(place < len(text) for place in places)
