"""Sentences cut at clause borders, and quoted stretches as lines of an answer. Knows nothing of questions."""

from __future__ import annotations

import re

BORDER = re.compile(r"[;:]\s|,\s|\s(?=nhưng |tuy nhiên )|\.\.\.\s")
"""Where a clause of a sentence ends."""

STRONG = re.compile(r";…?\s|\.\.\.\s")
"""Where a part of a sentence ends that stands by itself."""


def clauses(text: str, borders: re.Pattern[str]) -> list[tuple[int, int]]:
    """`[start, end)` of the clauses of a sentence, cut behind each of `borders` that stands outside brackets.

    >>> ["a, b (c, d); e"[s:e] for s, e in clauses("a, b (c, d); e", BORDER)]
    ['a, ', 'b (c, d); ', 'e']
    """
    spans, start = [], 0
    for border in borders.finditer(text):
        before = text[: border.start()]
        if before.count("(") > before.count(")"):
            continue
        spans.append((start, border.end()))
        start = border.end()
    return [*spans, (start, len(text))] if start < len(text) else spans


def tidy(text: str) -> str:
    """A quoted stretch as a line of an answer: list mark and closing marks off, first letter large."""
    line = re.sub(r"^(?:[-–—+*•]|\d{1,2}[.)])\s+", "", " ".join(text.split())).rstrip(" ;,:")
    line = re.sub(r"(?:\./\.|(?<!\.)\.)$", "", line)
    at = re.search(r"[^\W_]", line)
    return line[: at.start()] + line[at.start()].upper() + line[at.start() + 1 :] if at else line
