"""Finding the very words, however accents were typed."""

from __future__ import annotations

import time
import unicodedata

import pytest

from corpus.exact import LONGEST, occurrences

TEXT = "Tỉnh Khánh Hoà dùng CHỮ KÝ SỐ; báo cáo 42,7% (mức 3). Bao nhiêu chữ  ký-số? Đà Nẵng, da_nang."


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("chu ky so", ["CHỮ KÝ SỐ", "chữ  ký-số"]),
        ("chữ ký số", ["CHỮ KÝ SỐ", "chữ  ký-số"]),
        ("chữ ky", ["CHỮ KÝ", "chữ  ký"]),
        ("bao", ["báo", "Bao"]),
        ("báo", ["báo"]),
        ("khánh hòa", ["Khánh Hoà"]),
        ("khanh hoa", ["Khánh Hoà"]),
        ("42,7", ["42,7"]),
        ("2,7", []),
        ("da nang", ["Đà Nẵng", "da_nang"]),
        ("ký sô", []),
        (" ?! ", []),
        ("", []),
    ],
)
def test_words_are_found(words: str, found: list[str]) -> None:
    assert [TEXT[start:end] for start, end in occurrences(TEXT, words)] == found
    assert [TEXT[a:b] for a, b in occurrences(TEXT, unicodedata.normalize("NFD", words))] == found


def test_signs_of_regular_expressions_are_signs() -> None:
    assert list(occurrences("a.b (c) [d] x|y", ".* (c|d) [a-z]+")) == []
    assert list(occurrences("c d", "(c) [d]")) == [(0, 3)]


def test_long_words_and_texts_take_no_time() -> None:
    began = time.perf_counter()
    list(occurrences("chữ ký " * 50_000, "chữ ký " * 40_000))
    list(occurrences("a" * 500_000, "a" * LONGEST))
    assert time.perf_counter() - began < 5
