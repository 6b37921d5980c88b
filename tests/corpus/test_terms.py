"""Abbreviations, concepts and index words: the same for a text and for a question, however it is typed."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.terms import ABBREVIATIONS, CONCEPTS, concept_spans, concepts, plain_tokens, word_tokens
from corpus.text import fold, nfc


@pytest.mark.parametrize("short", ABBREVIATIONS)
def test_an_abbreviation_and_what_it_stands_for_are_the_same_words(short: str) -> None:
    long = ABBREVIATIONS[short]
    for typed in (short, short.upper(), short.capitalize(), f"({short.upper()})"):
        assert word_tokens(typed) == word_tokens(long)
    assert word_tokens(f"số {short.upper()} của tỉnh") == word_tokens(f"số {long} của tỉnh")


def test_abbreviations_are_words_of_their_own() -> None:
    assert plain_tokens("CNTTX và XCNTT") == ["cnttx", "và", "xcntt"]
    assert plain_tokens("Sở TT&TT, KT-XH, kt–xh") == [
        "sở", "thông", "tin", "và", "truyền", "thông", "kinh", "tế", "xã", "hội", "kt", "xh",
    ]  # fmt: skip


@pytest.mark.parametrize(("concept", "form"), [(name, form) for name, forms in CONCEPTS.items() for form in forms])
def test_each_expression_names_its_concept(concept: str, form: str) -> None:
    assert f"={concept}" in word_tokens(form)
    assert f"={concept}" in word_tokens(form.upper())
    assert f"={concept}" in word_tokens(f"về {form} của tỉnh")


@pytest.mark.parametrize("text", ["chỉ thị", "chỉ", "chị", "vòn", "tiên tiến", "cặp", "nội"])
def test_concepts_need_their_accents(text: str) -> None:
    assert concepts(plain_tokens(text)) == []


def test_chi_is_money_and_chi_with_a_hook_is_not() -> None:
    assert concepts(plain_tokens("Tỉnh chi bao nhiêu?")) == ["=money"]
    assert concepts(plain_tokens("Tỉnh chỉ có bao nhiêu?")) == []


def test_the_longest_expression_wins_and_none_stands_inside_another() -> None:
    tokens = plain_tokens("mạng truyền số liệu chuyên dùng")
    assert concept_spans(tokens) == [("=line", 1, 6)]
    tokens = plain_tokens("sử dụng thư điện tử")
    assert concept_spans(tokens) == [("=use", 0, 2), ("=mail", 2, 5)]


def test_officials_expressions_meet() -> None:
    def named(text: str) -> set[str]:
        return set(concepts(plain_tokens(text)))

    assert named("Còn khó khăn gì?") & named("hạn chế hiện nay của tỉnh")
    assert named("hộp thư công vụ") & named("tỷ lệ dùng email")
    assert named("đề xuất với Trung ương") & named("III. KIẾN NGHỊ")


@given(st.text())
def test_word_tokens_do_not_depend_on_normal_form_or_case(text: str) -> None:
    tokens = word_tokens(text)
    assert tokens == word_tokens(unicodedata.normalize("NFD", nfc(text)))
    assert all(token == fold(token) for token in tokens if not token.startswith("="))


@given(st.text())
def test_spans_are_stretches_of_the_tokens_in_order(text: str) -> None:
    tokens = plain_tokens(text + " sử dụng thư điện tử")
    found = concept_spans(tokens)
    assert found and all(0 <= start < end <= len(tokens) for _, start, end in found)
    assert all(a[2] <= b[1] for a, b in pairwise(found))


def test_typing_does_not_change_the_words() -> None:
    assert word_tokens("thuỷ lợi, hoà giải") == word_tokens("thủy lợi, hòa giải")
    assert plain_tokens("Uỷ ban, khoẻ") == plain_tokens("ủy ban, khỏe") == ["ủy", "ban", "khỏe"]
    assert word_tokens("UBND tỉnh") == word_tokens("ubnd TỈNH")
