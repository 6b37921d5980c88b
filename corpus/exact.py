"""Where a text has the very words that someone looks for, however accents were typed.

A syllable typed without accents is found with any; one typed with accents only with these, in either placement of
the tone. Knows nothing of what words mean: that is what the library's own search is for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from corpus.text import fold, has_accents, modern_tones, nfc

LONGEST = 200
"""Characters of the words looked for; what is beyond does not count."""

_LETTERS = [chr(code) for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))]


def occurrences(text: str, words: str) -> Iterator[tuple[int, int]]:
    """`[start, end)` in `text` (NFC) of each place that has the words side by side, in order.

    >>> [text[a:b] for text in ["Chữ ký số, chữ  Ký số; chứ kỳ sợ"] for a, b in occurrences(text, "chữ ky so")]
    ['Chữ ký số', 'chữ  Ký số']
    """
    wanted = _syllables(words)
    if not wanted:
        return
    exact = [(number, _plain(one)) for number, one in enumerate(wanted, 1) if has_accents(one)]
    for found in _pattern(wanted).finditer(text):
        if all(_plain(found[number]) == one for number, one in exact):
            yield found.span()


def _syllables(words: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\W_]+", nfc(words[:LONGEST])))


def _plain(syllable: str) -> str:
    return modern_tones(syllable).lower()


@lru_cache(maxsize=64)
def _pattern(wanted: tuple[str, ...]) -> re.Pattern[str]:
    """The syllables with any accents, a group each; between them anything but letters and digits."""
    spelled = ("(" + "".join(map(_any_accent, fold(one))) + ")" for one in wanted)
    between = r"[\W_]{1,4}"
    return re.compile(rf"(?<![^\W_]){between.join(spelled)}(?![^\W_])", re.IGNORECASE)


@lru_cache(maxsize=128)
def _any_accent(letter: str) -> str:
    return f"[{re.escape(letter)}{''.join(other for other in _LETTERS if fold(other) == letter)}]"
