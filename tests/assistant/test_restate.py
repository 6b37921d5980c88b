"""A question in another scope: in words that alone are understood in that scope, and else as they were meant."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from assistant.question import understand
from assistant.records import Scope
from assistant.restate import at_level, restated, without_level, without_years
from index.library import Library

SHARE = "Tỷ lệ văn bản điện tử trao đổi nội bộ của Lai Châu là bao nhiêu?"
SPENT = "Bắc Giang đầu tư bao nhiêu cho CNTT năm 2016?"
COMPARED = "So sánh tỷ lệ văn bản điện tử được ký số của Bắc Giang và Lai Châu"


@pytest.mark.parametrize(
    ("text", "history", "change", "expected"),
    [
        (SHARE, [], {"provinces": ("Điện Biên",)}, "Tỷ lệ văn bản điện tử trao đổi nội bộ của Điện Biên là bao nhiêu?"),
        (SPENT, [], {"years": None}, "Bắc Giang đầu tư bao nhiêu cho CNTT?"),
        (SPENT, [], {"years": (2014,)}, "Bắc Giang đầu tư bao nhiêu cho CNTT năm 2014?"),
        (SPENT, [], {"level": "huyện"}, "Bắc Giang đầu tư bao nhiêu cho CNTT năm 2016 ở cấp huyện?"),
        (
            COMPARED,
            [],
            {"provinces": ("Bắc Giang", "Tây Ninh")},
            "So sánh tỷ lệ văn bản điện tử được ký số của Bắc Giang và Tây Ninh",
        ),
        (
            "Lai Châu có bao nhiêu xã dùng mạng LAN?",
            [],
            {"level": "huyện"},
            "Lai Châu có bao nhiêu huyện dùng mạng LAN?",
        ),
        (
            "Tỷ lệ văn bản điện tử của Hà Nội là bao nhiêu?",
            [],
            {"provinces": ("Long An",)},
            "Tỷ lệ văn bản điện tử của Long An là bao nhiêu?",
        ),
        (
            "Tây Ninh còn những hạn chế gì?",
            [],
            {"years": (2014,)},
            "Tây Ninh còn những hạn chế gì năm 2014?",
        ),
        (
            "Còn Bắc Giang thì sao?",
            [SHARE],
            {},
            "Tỷ lệ văn bản điện tử trao đổi nội bộ của Bắc Giang là bao nhiêu?",
        ),
        (
            "Năm 2018 thì sao?",
            [SHARE],
            {"provinces": ("Điện Biên",)},
            "Tỷ lệ văn bản điện tử trao đổi nội bộ của Điện Biên năm 2018 là bao nhiêu?",
        ),
        ("Kinh phí đầu tư là bao nhiêu?", [SHARE], {}, "Kinh phí đầu tư ở Lai Châu là bao nhiêu?"),
    ],
)
def test_a_question_is_put_for_another_scope(
    library: Library, text: str, history: list[str], change: dict[str, Any], expected: str
) -> None:
    known, restore = library.provinces(), library.well_spelled
    scope = replace(understand(text, history, known, restore).scope, **change)
    assert restated(text, history, scope, known, restore) == expected
    assert understand(expected, (), known, restore).scope == scope


def test_what_has_no_wording_is_not_put_at_all(library: Library) -> None:
    counted = "Lai Châu có bao nhiêu xã dùng mạng LAN?"  # without "xã" it would count nothing
    scope = Scope(("Lai Châu",))
    assert restated(counted, [], scope, library.provinces(), library.well_spelled) is None


def test_the_same_scope_leaves_a_whole_question_as_it_is(library: Library) -> None:
    for text in (SHARE, SPENT, COMPARED):
        assert restated(text, [], None, library.provinces(), library.well_spelled) == text


def test_years_and_levels_go_with_the_words_that_bind_them() -> None:
    assert without_years("Số máy tính tính đến năm 2014 của Lai Châu?") == "Số máy tính của Lai Châu?"
    assert without_years("Số máy tính các năm 2014 và 2016?") == "Số máy tính?"
    assert without_level("Tỷ lệ ở cấp xã là bao nhiêu?") == "Tỷ lệ là bao nhiêu?"
    assert at_level("Tỷ lệ ở cấp huyện?", "xã") == "Tỷ lệ ở cấp xã?"
