"""A question as it was typed, cut into syllables: which of them may be read otherwise, and which stay.

Names of provinces, numbers, abbreviations, addresses and words with hyphens stay. Knows no dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass

from corpus.provinces import find_provinces, near_names
from corpus.text import has_accents, modern_tones, syllables
from index.orthography import bared, has_vowel, is_bare_syllable, is_syllable, keyed

_ADDRESS = re.compile(
    r"\S+@\S+|https?://\S+|[\w.-]+\.(?:vn|com|net|org|gov|edu)(?:\.\w+)*(?:/\S*)?(?!\w)", re.IGNORECASE
)
_COMPOUND = re.compile(r"[^\W_]+(?:[-/&'’_][^\W_]+)+")  # VNPT-iOffice, one-gate, NĐ-CP
_ROMAN = re.compile(r"[IVX]+")
_SENTENCE_END = re.compile(r"[.!?:;\n…]\W*$")

_FEW = 0.3  # the share of syllables with accents up to which a text counts as typed without (in good texts two thirds)


@dataclass(frozen=True, slots=True)
class Token:
    """A syllable as typed, in lower case with one tone placement, at `start` among the letters of all tokens.

    `only` is the word that it must be read as; `exact` says that it is read with its own letters only; `spaced` that it
    stands first or after white space.
    """

    word: str
    start: int
    only: str = ""
    exact: bool = False
    spaced: bool = False

    @property
    def end(self) -> int:
        """Where the next token starts."""
        return self.start + len(self.word)


def lacks_accents(words: list[str]) -> bool:
    """Whether so few of the words have accents that the others are taken to lack theirs."""
    return sum(map(has_accents, words)) <= _FEW * len(words)


def with_near_names(text: str, known: Container[str]) -> str:
    """The text (NFC) with each province named with one slip named well; without accents in a text without any.

    Small `known` words stay: "tỉnh giao ai" is not Gia Lai.
    """
    bare = not has_accents(text)
    addresses = [found.span() for found in _ADDRESS.finditer(text)]
    for mention in reversed(near_names(text)):
        typed = text[mention.start : mention.end]
        in_address = any(begin <= mention.start < stop for begin, stop in addresses)
        if in_address or (typed.islower() and all(word in known for word in modern_tones(typed).split())):
            continue
        name = bared(mention.name) if bare else mention.name
        name = name.lower() if typed.islower() else name.upper() if typed.isupper() else name
        text = text[: mention.start] + name + text[mention.end :]
    return text


def tokens_of(text: str) -> tuple[list[Token], list[int]]:
    """The syllables of the text (NFC), and where each of their letters stands in it.

    >>> [token.only for token in tokens_of("Lai Chau có 5 VNPT-iOffice")[0]]
    ['lai', 'châu', '', '5', 'vnpt', 'ioffice']
    """
    named, bare, capitals = _named(text), not has_accents(text), text.isupper()
    addresses, compounds = ([found.span() for found in shape.finditer(text)] for shape in (_ADDRESS, _COMPOUND))
    tokens: list[Token] = []
    places: list[int] = []
    for typed, start, end in syllables(text):
        word = _lower(typed)
        shout = typed.isupper() and len(typed) > 1 and not capitals
        compound = any(begin <= start < stop for begin, stop in compounds)
        sentence_start = not tokens or _SENTENCE_END.search(text[:start]) is not None
        named_by_capital = typed[0].isupper() and not sentence_start and not capitals
        fixed = (
            any(begin <= start < stop for begin, stop in addresses)
            or (any(map(str.isdigit, typed)) and (shout or not keyed(word)))
            or ((compound or shout) and not bare)
            or _ROMAN.fullmatch(typed) is not None
        )
        spelled_out = is_syllable(word) or is_bare_syllable(word)
        exact = compound or shout or not has_vowel(word) or (named_by_capital and spelled_out)
        only = named.get(start, word if fixed else "")
        tokens.append(Token(word, len(places), only, exact, not start or text[start - 1].isspace()))
        places += range(start, end)
    return tokens, places


def _lower(typed: str) -> str:
    """Lower case with one tone placement, letter for letter ("İ" has no small letter that is one)."""
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in modern_tones(typed))


def _named(text: str) -> dict[int, str]:
    """Where a syllable of a province's name starts → how it is read: as typed, or with the accents that it lacks."""
    read: dict[int, str] = {}
    for mention in find_provinces(text):
        typed = syllables(text[mention.start : mention.end])
        words = [modern_tones(word).lower() for word, _, _ in typed]
        name = [word for word, _, _ in syllables(modern_tones(mention.name).lower())]
        if words == [bared(word) for word in name]:
            words = name
        read.update((mention.start + start, word) for (_, start, _), word in zip(typed, words, strict=True))
    return read
