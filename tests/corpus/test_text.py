"""What `corpus.text` promises: one form, offsets that carry over, one tone placement, whole numbers."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.text import fold, has_accents, modern_tones, nfc, seen, squeeze, syllables

VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
MARKS = "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"
LETTERS = [nfc(vowel + tone) for vowel in VOWELS for tone in TONES] + ["đ"]

# Arbitrary text, and text dense in the letters and loose marks that make trouble.
texts = st.text() | st.text(alphabet="aAoOeEuUyYqQnNđĐÐ &/.,-12" + "".join(LETTERS) + MARKS)


def test_nfc_composes_decomposed_text() -> None:
    assert nfc(unicodedata.normalize("NFD", "Điện Biên")) == "Điện Biên"


def test_fold_leaves_only_ascii_of_every_vietnamese_letter() -> None:
    for letter in LETTERS:
        for cased in (letter, letter.upper()):
            folded = fold(cased)
            assert folded.isascii() and folded.islower() and len(folded) == 1, cased
    assert fold("Tỷ lệ ỨNG DỤNG ở Đắk Lắk") == "ty le ung dung o dak lak"


def test_fold_reads_the_icelandic_eth_of_old_files_as_d() -> None:
    assert fold("Ðiện Biên") == "dien bien"


@given(texts)
@example("İstanbul ß ﬁ ŉ ΐ 한국 が ½ \u0301a ậ̈ H\u0331")
def test_fold_keeps_offsets(text: str) -> None:
    text = nfc(text)
    assert len(fold(text)) == len(text)


@given(texts)
def test_fold_does_not_care_about_the_form_or_the_letter_case(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)
    vietnamese = "".join(letter for letter in nfc(text) if letter.lower() in LETTERS)
    assert fold(vietnamese.upper()) == fold(vietnamese)


@pytest.mark.parametrize(
    ("old", "modern"),
    [
        ("hoà", "hòa"),
        ("hoá", "hóa"),
        ("hoả", "hỏa"),
        ("hoã", "hõa"),
        ("hoạ", "họa"),
        ("khoẻ", "khỏe"),
        ("xoè", "xòe"),
        ("thuỷ", "thủy"),
        ("Thuý", "Thúy"),
        ("uỷ ban", "ủy ban"),
        ("luỹ kế", "lũy kế"),
        ("HOÀ BÌNH", "HÒA BÌNH"),
        ("Oà", "Òa"),
        ("tin học hoá, số hoá.", "tin học hóa, số hóa."),
        (unicodedata.normalize("NFD", "Khánh Hoà"), "Khánh Hòa"),
    ],
)
def test_the_tone_moves_to_the_first_vowel_of_an_open_rhyme(old: str, modern: str) -> None:
    assert modern_tones(old) == modern
    assert modern_tones(modern) == modern


@pytest.mark.parametrize(
    "kept",
    ["quý", "quỳ", "QUỸ", "Quý", "hoàn", "toàn", "ngoài", "thoáng", "khoẻn", "huỳnh", "khuỷu", "quyết", "hóa", "quà"],
)
def test_other_tones_stay(kept: str) -> None:
    assert modern_tones(kept) == kept


@given(texts)
@example("oà\u0302 oạ\u0302 uỳn quỳ OÀ")
def test_modern_tones_changes_nothing_but_tones(text: str) -> None:
    modern = modern_tones(text)
    assert modern_tones(modern) == modern
    assert len(modern) == len(nfc(text))
    assert fold(modern) == fold(text)
    assert unicodedata.is_normalized("NFC", modern)
    assert [letter.isupper() for letter in modern] == [letter.isupper() for letter in nfc(text)]


@pytest.mark.parametrize("text", ["Lai Châu", "đ", "Ư", "TỈNH", unicodedata.normalize("NFD", "tỷ lệ")])
def test_accents_are_seen(text: str) -> None:
    assert has_accents(text)


@pytest.mark.parametrize("text", ["", "ty le ky so cua Bac Giang 2016, 42,7%", "TT&TT", "naïve", "ñ", "10 µm"])
def test_what_is_not_a_vietnamese_letter_is_no_accent(text: str) -> None:
    assert not has_accents(text)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("1.575 máy; 42,7 tỷ", ["1.575", "máy", "42,7", "tỷ"]),
        ("19/20 đơn vị (80%)", ["19/20", "đơn", "vị", "80"]),
        ("ngày 29/5/2012.", ["ngày", "29/5/2012"]),
        ("giai đoạn 2011-2015", ["giai", "đoạn", "2011", "2015"]),
        ("Quyết định số 1755/QĐ-TTg ngày", ["Quyết", "định", "số", "1755/QĐ-TTg", "ngày"]),
        ("57/2010/QĐ-UBND", ["57/2010/QĐ-UBND"]),
        ("36-NQ/TW, 30c/NQ-CP và 142/2024/QH15", ["36-NQ/TW", "30c/NQ-CP", "và", "142/2024/QH15"]),
        ("theo 1755/qd-ttg", ["theo", "1755/qd-ttg"]),
        ("8/huyện, 3-xã", ["8", "huyện", "3", "xã"]),
        ("Sở TT&TT, Sở KH&CN", ["Sở", "TT&TT", "Sở", "KH&CN"]),
        ("phiên bản 3.0.Tỷ lệ", ["phiên", "bản", "3.0", "Tỷ", "lệ"]),
        ("IPv6 và Wi-Fi", ["IPv6", "và", "Wi", "Fi"]),
        ("một_hai", ["một", "hai"]),
        (" … – % ", []),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert [token for token, _, _ in syllables(text)] == tokens


@given(texts)
def test_tokens_stand_in_the_text_in_order_and_cover_every_letter_and_digit(text: str) -> None:
    text = nfc(text)
    tokens = syllables(text)
    assert all(token and text[start:end] == token for token, start, end in tokens)
    assert all(before[2] <= after[1] for before, after in pairwise(tokens))
    covered = {at for _, start, end in tokens for at in range(start, end)}
    assert all(at in covered for at, letter in enumerate(text) if letter.isalnum())


@given(texts)
def test_typing_form_does_not_change_tokens(text: str) -> None:
    assert syllables(unicodedata.normalize("NFD", text)) == syllables(text)


def test_squeeze() -> None:
    assert squeeze("  tỉnh\n\tLong\u00a0 An  ") == "tỉnh Long An"
    assert squeeze(" \n ") == ""


@given(st.text())
def test_what_is_seen_stays_and_nothing_unseen_does(text: str) -> None:
    kept = seen(text)
    assert seen(kept) == kept == nfc(kept)
    assert not [c for c in kept if unicodedata.category(c) == "Cc" and c not in "\t\n"]
    assert "".join(kept.split()) == "".join(nfc("".join(c for c in text if not is_unseen(c))).split())


def is_unseen(letter: str) -> bool:
    """As Unicode tells it, but for what is printed."""
    return unicodedata.category(letter) in ("Cc", "Cf") and not letter.isspace() and letter not in PRINTED


PRINTED = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd" + "".join(
    map(chr, range(0x13430, 0x13440))
)
"""Signs of Unicode's class Cf that stand on paper: Arabic and Kaithi numbers, joined hieroglyphs."""


def test_every_control_and_mark_without_width_is_unseen() -> None:
    letters = [chr(n) for n in range(0x110000) if unicodedata.category(chr(n)) in ("Cc", "Cf")]
    assert {letter for letter in letters if seen(letter).strip()} == {c for c in letters if c in PRINTED}
    assert seen("Tỷ lệ\tđạt\n80%") == "Tỷ lệ\tđạt\n80%"
