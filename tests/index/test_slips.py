"""What slips of the hand cost."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from index.slips import I_OR_Y, accents_cost, letters_cost, shortened

words = st.text(alphabet="abcdeghiklmnopqrstuvxy", min_size=1, max_size=7)


@settings(deadline=None)
@given(words, words)
def test_what_is_one_slip_away_has_a_cost_and_nothing_else(typed: str, meant: str) -> None:
    cost = letters_cost(typed, meant)
    assert (cost is None) == (OSA.distance(typed, meant) > 1)
    assert cost is None or (cost == 0) == (typed == meant)


@settings(deadline=None)
@given(words, st.data())
def test_words_one_slip_apart_share_a_shortened_form(word: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from("abcxyz"))
    swapped = word[:at] + word[at : at + 2][::-1] + word[at + 2 :]
    for other in (
        word[:at] + word[at + 1 :],
        word[:at] + letter + word[at:],
        word[:at] + letter + word[at + 1 :],
        swapped,
    ):
        assert not shortened(word).isdisjoint(shortened(other))


def test_likelier_slips_cost_less() -> None:
    def cost(typed: str, meant: str) -> float:
        return letters_cost(typed, meant) or math.nan

    assert cost("ly", "li") == I_OR_Y < cost("bna", "ban") < cost("vam", "van") < cost("vak", "van") + 3
    assert cost("nghiiep", "nghiep") < cost("nghiwep", "nghiep")
    assert cost("vab", "van") < cost("vaq", "van")
    assert cost("hai", "hay") > I_OR_Y  # two words, not two spellings


@pytest.mark.parametrize(
    ("typed", "meant", "cost"),
    [("van", "văn", 1.0), ("van", "van", 0.0), ("lan", "lan", 0.0), ("văn", "văn", 0.0)],
)
def test_accents_left_out_cost_what_the_text_says(typed: str, meant: str, cost: float) -> None:
    assert accents_cost(typed, meant, 1.0) == cost


def test_hook_and_tilde_are_confused_more_often_than_other_tones() -> None:
    assert accents_cost("xữ", "xử", 1.0) < accents_cost("xư", "xử", 1.0) < accents_cost("xừ", "xử", 1.0)
    assert accents_cost("ngay", "ngày", 1.0) == 1.0 and accents_cost("lê", "lệ", 1.0) < accents_cost("lề", "lệ", 1.0)
