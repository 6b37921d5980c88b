"""Vietnamese text, letter by letter: normal form, folding, tone placement, syllables.

Pure functions on strings; knows nothing of provinces, reports or files. Everything here works on the NFC form of what
it is given, and `fold` and `modern_tones` keep its length, so an offset found in one form holds in the others.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONES = "\u0300\u0301\u0309\u0303\u0323"  # huyền, sắc, hỏi, ngã, nặng

# "oà" -> "òa" and so on: the three open rhymes on whose tone two spellings are in use, in every mix of cases.
_RHYMES = (("o", "a"), ("o", "e"), ("u", "y"))
_CASED_RHYMES = [(g, v) for glide, vowel in _RHYMES for g in (glide, glide.upper()) for v in (vowel, vowel.upper())]
_MODERN = {
    unicodedata.normalize("NFC", glide + vowel + tone): unicodedata.normalize("NFC", glide + tone + vowel)
    for glide, vowel in _CASED_RHYMES
    for tone in _TONES
}
# Not after q (in "quý" the u belongs to the consonant), and only where the syllable ends ("hoàn" keeps its tone).
_OLD_RHYME = re.compile(rf"(?<![qQ])(?:{'|'.join(_MODERN)})(?![^\W\d_]|[\u0300-\u036f])")

_ACCENTED = frozenset(
    letter
    for vowel in "aăâeêioôơuưyđ"
    for tone in ("", *tuple(_TONES))
    for letter in unicodedata.normalize("NFC", vowel + tone + (vowel + tone).upper())
    if not letter.isascii() and letter not in _TONES
)

CAPITAL = "[A-Z" + "".join(sorted(letter for letter in _ACCENTED if letter.isupper())) + "]"
SMALL = "[a-z" + "".join(sorted(letter for letter in _ACCENTED if letter.islower())) + "]"
"""Any Vietnamese capital or small letter, for regular expressions: in Unicode the two alternate, so no range tells
them.
"""

# The Icelandic eth looks like Đ and stands for it in many older Vietnamese files.
_BARRED = {"đ": "d", "Đ": "d", "ð": "d", "Ð": "d"}

# One letter code of a document number: two capitals first ("QĐ", "TTg", "QH15"), or small consonants only ("qđ", "nq"),
# which no Vietnamese word is, so "8/huyện" stays a number and a word.
_CODE = r"(?:[A-ZĐ]{2}[^\W_]*|[bcdfghjklmnpqrstvwxzđ]{2,}\d*(?![^\W_]))"
_SYLLABLE = re.compile(
    rf"""
    \d+[a-zđ]?(?:/\d{{4}})?[/-]{_CODE}(?:[/-][^\W_]+)*            # 1755/QĐ-TTg, 36-NQ/TW, 30c/NQ-CP, 142/2024/QH15
    | \d+(?:[.,]\d+)*(?:/\d+(?:[.,]\d+)*)*                        # 1.575; 42,7; 19/20; 29/5/2012
    | [^\W_](?:[^\W_]|[\u0300-\u036f])*(?:&[^\W_]+)*              # máy; IPv6; TT&TT
    """,
    re.VERBOSE,
)

# Unicode's classes Cc and Cf, but for tab, line end, and the signs of Cf that are printed (Arabic, Egyptian).
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
)


def nfc(text: str) -> str:
    """The text with every accented letter as one character, as far as Unicode has one (NFC)."""
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=4096)
def _fold_letter(letter: str) -> str:
    """One character for one character; what has no single plain form stays as it is."""
    parts = unicodedata.normalize("NFD", letter)
    plain = parts[0] if all(map(unicodedata.combining, parts[1:])) else letter
    plain = _BARRED.get(plain, plain)
    lower = plain.lower()
    return lower if len(lower) == 1 else plain


def fold(text: str) -> str:
    """Lower case without accents, as long as `nfc(text)`, character for character.

    >>> fold("Đà Nẵng")
    'da nang'
    """
    return "".join(map(_fold_letter, nfc(text)))


def modern_tones(text: str) -> str:
    """`nfc(text)` with one tone placement on open oa, oe, uy; case and length are kept.

    >>> modern_tones("Khánh Hoà, thuỷ lợi, KHOẺ, quý, hoàn")
    'Khánh Hòa, thủy lợi, KHỎE, quý, hoàn'
    """
    return _OLD_RHYME.sub(lambda old: _MODERN[old.group()], nfc(text))


def has_accents(text: str) -> bool:
    """Whether any Vietnamese letter beyond plain a to z stands in the text.

    >>> has_accents("tinh Lai Chau"), has_accents("tinh Lai Châu")
    (False, True)
    """
    return not _ACCENTED.isdisjoint(nfc(text))


def syllables(text: str) -> list[tuple[str, int, int]]:
    """Word-like tokens with their offsets `[start, end)` in `nfc(text)`.

    Numbers stay whole as Vietnamese writes them, document numbers and "TT&TT" too; any other sign parts tokens.

    >>> [token for token, _, _ in syllables("Sở TT&TT: 1.575 máy, 42,7% theo 1755/QĐ-TTg")]
    ['Sở', 'TT&TT', '1.575', 'máy', '42,7', 'theo', '1755/QĐ-TTg']
    """
    return [(found.group(), found.start(), found.end()) for found in _SYLLABLE.finditer(nfc(text))]


def seen(text: str) -> str:
    """`nfc(text)` without what nobody sees: controls, marks that turn the writing round, characters without width.

    They change how a text looks or what a terminal does with it, never what it says, so like white space they do not
    count when a text is compared with its file. Controls that part words (form feed) become a space; tabs and line ends
    stay.

    >>> seen("tỷ\\u200b lệ\\x1b[2J 80%\\u202e\\x0c2019")
    'tỷ lệ[2J 80% 2019'
    """
    return nfc(_UNSEEN.sub(lambda found: " " if found[0].isspace() else "", text))


def squeeze(text: str) -> str:
    """The text with each run of white space as one space, and none at its ends."""
    return " ".join(text.split())
