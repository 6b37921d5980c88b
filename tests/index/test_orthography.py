"""What Vietnamese can write, and what keys of Telex and VNI stand for."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.provinces import provinces
from corpus.report import read_report
from corpus.text import fold, modern_tones, syllables
from index.library import SHIPPED
from index.orthography import bared, has_vowel, is_bare_syllable, is_syllable, joined, keyed, parts

BODIES = [read_report(path).report.body for path in sorted(SHIPPED.glob("*.txt"))]
WRITTEN = sorted({word for body in BODIES for word, _, _ in syllables(modern_tones(body)) if word.islower()})
GOOD = [word for word in WRITTEN if is_syllable(word)]

OTHER_FIELDS = "thời tiết bóng đá giá vàng nghiêng khuya quýt giếng gì yêu uống hươu khuỷu"
NO_SYLLABLES = "bnả nghành kông ngề giag nhiiêu viê càc tổp email wifi ddax cntt phầnmềm"

TELEX = {"ă": "aw", "â": "aa", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw", "đ": "dd"}
VNI = {"ă": "a8", "â": "a6", "ê": "e6", "ô": "o6", "ơ": "o7", "ư": "u7", "đ": "d9"}
TONES = {"\u0300": "f2", "\u0301": "s1", "\u0303": "x4", "\u0309": "r3", "\u0323": "j5", "": "  "}


def keys(word: str, shapes: dict[str, str], row: int) -> str:
    """The keys of a word: its letters, marks at once, the tone last."""
    letters, tone = parts(word)
    return ("".join(shapes.get(letter, letter) for letter in letters) + TONES[tone][row]).strip()


def test_the_reports_are_written_in_syllables_but_for_foreign_words_and_their_own_slips() -> None:
    other = {word for word in WRITTEN if word.isalpha() and not is_syllable(word)}
    assert len(GOOD) > 500 and len(other) < 0.03 * len(WRITTEN), sorted(other)


def test_names_of_provinces_are_syllables() -> None:
    words = {word.lower() for province in provinces() for word in modern_tones(province.name).split()}
    assert {word for word in words if not is_syllable(word)} == {"-", "kạn", "đắk", "lắk", "kon"}


@pytest.mark.parametrize("word", OTHER_FIELDS.split())
def test_words_of_other_fields_are_syllables(word: str) -> None:
    assert is_syllable(word) and is_bare_syllable(fold(word))


@pytest.mark.parametrize("word", NO_SYLLABLES.split())
def test_slips_and_foreign_words_are_none(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize("word", GOOD)
def test_every_syllable_of_the_reports_is_read_from_its_keys(word: str) -> None:
    for shapes, row in ((TELEX, 0), (VNI, 1)):
        typed = keys(word, shapes, row)
        assert typed == word or parts(word) in keyed(typed)


def test_keys_may_come_in_other_orders_and_after_accents() -> None:
    assert keyed("dieejn") == keyed("dieenj") == (("diên", "\u0323"),)
    assert keyed("duwowngf") == (("dương", "\u0300"),) == keyed("duowngf") == keyed("dươngf")
    assert keyed("bảnr") == keyed("banr") == (("ban", "\u0309"),)
    assert [keyed(word) for word in ("email", "website", "wifi", "v2", "a4b", "internet")] == [()] * 6


@settings(deadline=None)
@given(st.sampled_from(GOOD))
def test_parts_are_put_together_again(word: str) -> None:
    assert joined(parts(word)) == word
    assert bared(word) == fold(word) and has_vowel(word)


@settings(deadline=None)
@given(st.text())
def test_any_text_is_judged_without_error(text: str) -> None:
    word = unicodedata.normalize("NFC", text).lower()
    assert all(letters for letters, _ in keyed(word))
    assert is_syllable(word) in (True, False) and is_bare_syllable(word) in (True, False)
