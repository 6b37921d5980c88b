"""Colours: every pair of text and ground that the style sheet uses is legible (WCAG AA, 4.5 : 1), light and dark."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).parents[2] / "ui" / "styles" / "base.css").read_text(encoding="utf-8")
PAIRS = [
    ("ink", "surface"),
    ("ink", "ground"),
    ("ink", "asked"),
    ("ink", "mark"),
    ("ink", "mark-chosen"),
    ("ink-soft", "surface"),
    ("ink-soft", "ground"),
    ("link", "surface"),
    ("link", "ground"),
    ("link", "asked"),
    ("link", "mark"),
    ("mark-edge", "mark"),
    ("mark-edge", "mark-chosen"),
]


def colours(block: str) -> dict[str, str]:
    text = re.search(re.escape(block) + r" \{(.*?)\}", CSS, re.DOTALL)
    assert text, block
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", text[1]))


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb` as WCAG 2 defines it, 0 to 1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", [":root", ".dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_is_legible(theme: str, text: str, ground: str) -> None:
    values = colours(theme)
    darker, lighter = sorted((luminance(values[text]), luminance(values[ground])))
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def test_no_selector_that_gradio_would_break() -> None:
    """Gradio splits selectors at every comma, those inside `:is(a, b)` too."""
    assert not re.findall(r":(?:is|not|where)\([^)]*,", re.sub(r"/\*.*?\*/", "", CSS, flags=re.DOTALL))


def test_nothing_is_fetched_from_elsewhere() -> None:
    assert not re.findall(r"url\(|@import|https?:", CSS)
