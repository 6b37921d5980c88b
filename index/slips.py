"""What slips of the hand cost: how unlikely it is that one word was typed for another, in nats.

Knows two words at a time, in lower case; nothing of what stands around them.
"""

from __future__ import annotations

from functools import lru_cache

from index.orthography import parts

# Set on slips made at random in the first half of the dev questions; the other half measures them.
_TRANSPOSED, _DOUBLED, _EXTRA, _MISSING, _NEIGHBOUR, _WRONG = 4.5, 4.5, 6.0, 5.5, 5.5, 7.5
_SHORT = 2.0  # on top for words of one or two letters, which could be anything
_HOOK_OR_TILDE, _NO_TONE, _OTHER_TONE = 2.5, 3.0, 5.0
_NO_MARK, _OTHER_MARK = 3.0, 5.0
I_OR_Y = 1.0
"""For "lí" where "lý" is meant: another spelling rather than a slip."""

_KEYS = {key: (n, row) for row, keys in enumerate(("qwertyuiop", "asdfghjkl", "zxcvbnm")) for n, key in enumerate(keys)}


def shortened(word: str) -> set[str]:
    """The word, and the word without each of its letters: two words one slip apart share one of these."""
    return {word, *(word[:n] + word[n + 1 :] for n in range(len(word)))}


@lru_cache(maxsize=65536)
def letters_cost(typed: str, meant: str) -> float | None:
    """What one slip costs that makes `typed` of `meant`, both folded; 0 for none, None where one is not enough.

    >>> letters_cost("bna", "ban"), letters_cost("bna", "bon")
    (4.5, None)
    """
    if typed == meant:
        return 0.0
    if typed[:-1] == meant[:-1] and typed[0] in "hklmst" and {typed[1:], meant[1:]} == {"i", "y"}:
        return I_OR_Y
    at = next((n for n, (a, b) in enumerate(zip(typed, meant, strict=False)) if a != b), min(len(typed), len(meant)))
    left, right = typed[at:], meant[at:]
    if left[1:] == right[1:] and left and right:
        cost = _NEIGHBOUR if _neighbours(left[0], right[0]) else _WRONG
    elif left[:2] == right[1::-1] and left[2:] == right[2:]:
        cost = _TRANSPOSED
    elif left[1:] == right:
        cost = _DOUBLED if typed[at - 1 : at] == left[0] else _EXTRA
    elif left == right[1:]:
        cost = _MISSING
    else:
        return None
    return cost + (_SHORT if min(len(typed), len(meant)) <= 2 else 0.0)


def _neighbours(a: str, b: str) -> bool:
    """Whether two keys touch."""
    if a not in _KEYS or b not in _KEYS:
        return False
    (column, row), (other_column, other_row) = _KEYS[a], _KEYS[b]
    return abs(column - other_column) <= 1 and abs(row - other_row) <= 1


def accents_cost(typed: str, meant: str, dropped: float) -> float:
    """What it costs that the accents of `typed` are not those of `meant`; `dropped` where it has none at all."""
    if typed.isascii():
        return 0.0 if meant.isascii() else dropped
    (marks, tone), (meant_marks, meant_tone) = _accents(typed), _accents(meant)
    cost = 0.0
    if tone != meant_tone:
        cost = _HOOK_OR_TILDE if {tone, meant_tone} == {"\u0309", "\u0303"} else _OTHER_TONE if tone else _NO_TONE
    if marks != meant_marks:
        cost += _OTHER_MARK if set(marks) - set(meant_marks) else _NO_MARK
    return cost


@lru_cache(maxsize=8192)
def _accents(word: str) -> tuple[str, str]:
    """The letters with marks of their own, in alphabetical order, and the tone."""
    letters, tone = parts(word)
    return "".join(sorted(letter for letter in letters if not letter.isascii())), tone
