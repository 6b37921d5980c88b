"""Below an answer: its scope with what can be chosen instead, and nothing but what was offered is taken."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.records import Scope
from index.library import Library
from ui.below import Choices, changed, choices, scope_line, tools
from ui.markdown import aloud

OFFERED = Choices(("Bắc Giang", "Lai Châu"), (2019, 2018))
SCOPE = Scope(("Lai Châu", "Bắc Giang"), (2019,), "xã")


@dataclass(frozen=True)
class Told:
    province: str
    years: tuple[int, int]


def buttons(line: str) -> dict[str, str]:
    """The buttons of a line of HTML: text → value."""
    found = re.findall(r'<button[^>]* value="([^"]*)"[^>]*>([^<]*)</button>', line)
    return {html.unescape(text): html.unescape(value) for value, text in found}


def test_every_button_of_the_scope_changes_just_that_part() -> None:
    values = buttons(scope_line(SCOPE, OFFERED))
    assert changed(SCOPE, values["mọi năm"], OFFERED) == Scope(("Lai Châu", "Bắc Giang"), None, "xã")
    assert changed(SCOPE, values["năm 2018"], OFFERED) == Scope(("Lai Châu", "Bắc Giang"), (2018,), "xã")
    assert changed(SCOPE, values["cấp tỉnh"], OFFERED) == Scope(("Lai Châu", "Bắc Giang"), (2019,), "tỉnh")
    assert changed(SCOPE, values["mọi cấp"], OFFERED) == Scope(("Lai Châu", "Bắc Giang"), (2019,), None)
    assert changed(Scope(), "tinh 0 Lai Châu", OFFERED) == Scope(("Lai Châu",))
    assert "năm 2019" not in values and "cấp xã" not in values


@pytest.mark.parametrize("forged", ["", "nam 1066", "tinh 9 Lai Châu", "tinh 0 Atlantis", "cap thôn", "tinh", "nam x"])
def test_what_was_not_offered_is_not_taken(forged: str) -> None:
    assert changed(SCOPE, forged, OFFERED) is None


def test_without_an_offer_the_scope_is_told_only() -> None:
    line = scope_line(Scope(("Hà Nội",)))
    assert "<button" not in line and "<details" not in line
    assert "Hà Nội" in html.unescape(line) and "mọi năm" in html.unescape(line) and "mọi cấp" in html.unescape(line)


def test_provinces_and_years_of_the_library_are_offered(library: Library) -> None:
    offered = choices(Scope(("Bắc Giang",)), library.reports())
    assert offered.provinces == ("Bắc Giang", "Điện Biên", "Lai Châu", "Long An", "Tây Ninh")
    report = next(report for report in library.reports() if report.province == "Bắc Giang")
    assert offered.years == tuple(range(report.years[1], report.years[0] - 1, -1))


def test_only_the_last_question_is_asked_again_as_it_stands() -> None:
    assert "hoi-lai" in tools(2, "Câu", last=True) and "hoi-lai" not in tools(1, "Câu", last=False)


@given(st.text(min_size=1), st.text(min_size=1))
def test_nothing_of_a_scope_or_question_becomes_markup(province: str, question: str) -> None:
    made = scope_line(Scope((province,)), Choices((province + "x",), ())) + tools(1, question, True)
    bare = re.sub(r'</?(?:div|span|details|summary|button)(?: (?:class|name|type|title|value)="[^"<>]*")*>', "", made)
    assert not set(bare) & set("<>\"'`[]*\n")


def test_an_answer_is_read_out_without_its_marks() -> None:
    table = "| Tỉnh | Báo cáo nêu |\n|---|---|\n| Lai Châu | Đạt **80%** [1] |"
    assert aloud(table) == "Tỉnh, Báo cáo nêu\n\nLai Châu, Đạt 80%".replace("\n\n", "\n")
    assert aloud("Báo cáo nêu:\n\n- **9** xã [2].") == "Báo cáo nêu:\n\n9 xã."
