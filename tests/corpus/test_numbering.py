"""List numbers as Word counts them."""

from __future__ import annotations

import pytest

from corpus.numbering import Level, Numbering, shaped


@pytest.mark.parametrize(
    ("count", "shape", "text"),
    [
        (4, "decimal", "4"),
        (1994, "upperRoman", "MCMXCIV"),
        (9, "lowerRoman", "ix"),
        (3, "upperLetter", "C"),
        (28, "lowerLetter", "bb"),
        (4, "decimalZero", "04"),
        (4, "none", ""),
        (4, "chicago", "4"),
    ],
)
def test_shapes(count: int, shape: str, text: str) -> None:
    assert shaped(count, shape) == text


def lists(*levels: tuple[str, str, int]) -> Numbering:
    return Numbering(
        {"a": {at: Level(*level) for at, level in enumerate(levels)}}, {"1": ("a", {}), "2": ("a", {0: 5})}
    )


def test_a_deeper_level_begins_anew_below_each_higher_one() -> None:
    numbering = lists(("upperRoman", "%1.", 1), ("decimal", "%1.%2", 3))
    assert [numbering.label("1", depth) for depth in (0, 1, 1, 0, 1)] == ["I.", "I.3", "I.4", "II.", "II.3"]


def test_a_deeper_level_alone_counts_the_higher_as_begun() -> None:
    numbering = lists(("decimal", "%1", 1), ("decimal", "%1.%2", 1))
    assert [numbering.label("1", 1), numbering.label("1", 0)] == ["1.1", "2"]


def test_an_instance_with_its_own_start_begins_there() -> None:
    numbering = lists(("decimal", "%1)", 1))
    assert [numbering.label(number, 0) for number in "1122"] == ["1)", "2)", "5)", "6)"]


def test_unknown_lists_and_depths_have_no_number() -> None:
    numbering = lists(("bullet", "\uf0b7", 1))
    assert (numbering.label("1", 0), numbering.label("9", 0), numbering.label("1", 7)) == ("-", "", "")
