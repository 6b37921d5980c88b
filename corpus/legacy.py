"""Text in the encodings from before Unicode, TCVN3 (ABC) and VNI: telling them and putting them right.

Such text arrives as Western letters ("Céng hßa x· héi", "Coäng hoøa xaõ hoäi"), from the bytes of an old file or from a
Word file set in a ".VnTime" or "VNI-Times" font. Knows nothing of files; strings in, strings out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from corpus.text import SMALL, nfc

TCVN3 = "TCVN3 (ABC)"
VNI = "VNI"

_TCVN3 = str.maketrans(
    "¡¢£¤¥¦§¨©ª«¬\xad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
    "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
)
# VNI writes a letter and a mark for its tone; each row: letters as VNI writes them, as they are, marks as in `_TONES`.
_VNI_TONES = (("aeouyôö", "aeouyơư", "ùøûõï"), ("a", "ă", "éèúüë"), ("aeo", "âêô", "áàåãä"))
_TONES = "\u0301\u0300\u0309\u0303\u0323"

_RHYMES = (
    "a(?:ch|ng|nh|[cimnoptuy])?|ă(?:ng|[cmnpt])|â(?:ng|[cmnptuy])|e(?:ng|[cmnopt])?|ê(?:ch|nh|ng|[mnptu])?"
    "|i(?:ch|nh|[amnptu])?|iê(?:ng|[cmnptu])|o(?:ng|[cimnpt])?|oa(?:ch|ng|nh|[cimnopty])?|oă(?:ng|[cmnt])|oe[not]?"
    "|oo(?:c|ng)|ô(?:ng|[cimnpt])?|ơ[imnpt]?|u(?:ng|[acimnpt])?|uâ(?:ng|[nty])|uê(?:ch|nh|n)?|uô(?:ng|[cimnt])|uơ"
    "|uy(?:ch|nh|[anptu])?|uyê[nt]|ư(?:ng|[acimntu])?|ươ(?:ng|[cimnptu])|y(?:ch|nh|[nptu])?|yê(?:ng|[mntu])"
)
_WELL_FORMED = re.compile(rf"(?:ngh?|gh|gi|g|ch|c|kh|k|nh|n|ph|p|qu|th|tr|t|[bdđhlmrsvx])?(?:{_RHYMES})")
# Not `\w`: what TCVN3 makes of a letter is often a sign ("hµnh chÝnh").
_WORD = re.compile(r"[^\s\d!-/:-@\[-`{-~“”‘’–—…•\u00a0]+")
SURE = 0.9
"""Share of accented words that must be Vietnamese syllables for a guess at the encoding to be taken. Reports in Unicode
have 0.97 and more; read with a wrong table, less than half."""


@dataclass(frozen=True)
class Repaired:
    """A text in Unicode, and the name of the encoding that it had, none when it was Unicode already."""

    text: str
    encoding: str | None


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Whether `word` is built like a Vietnamese syllable, with at most one tone.

    >>> is_syllable("Nghiệp"), is_syllable("nghiÖp"), is_syllable("kb")
    (True, False, False)
    """
    parts = unicodedata.normalize("NFD", word.lower())
    bare = "".join(letter for letter in parts if letter not in _TONES)
    return len(parts) - len(bare) <= 1 and bool(_WELL_FORMED.fullmatch(nfc(bare)))


def plausible(text: str) -> float:
    """Share of the words with a letter beyond ASCII that are Vietnamese syllables; 0.0 when there is no such word."""
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    return sum(map(is_syllable, words)) / len(words) if words else 0.0


def from_tcvn3(text: str) -> str:
    """TCVN3 as Unicode. It has no accented capitals: a capital's font shows the small ones large, so case is inferred.

    >>> from_tcvn3("C«ng nghÖ th«ng tin vµ TRUYÒN TH¤NG")
    'Công nghệ thông tin và TRUYỀN THÔNG'
    """
    return _capitals(text.translate(_TCVN3))


def from_vni(text: str) -> str:
    """VNI as Unicode.

    >>> from_vni("Coâng ngheä thoâng tin vaø TRUYEÀN THOÂNG")
    'Công nghệ thông tin và TRUYỀN THÔNG'
    """
    return _vni_letter().sub(lambda found: _vni_letters()[found[0]], text)


@lru_cache(maxsize=1)
def _vni_letters() -> Mapping[str, str]:
    """VNI → Vietnamese letter, both cases, longer ones first: "aá" → "ấ", "EÄ" → "Ệ", "öù" → "ứ", "ö" → "ư"."""
    alone = dict(zip("ñöôæóòî", "đươỉĩịỵ", strict=True))
    small = {"aê": "ă", "aâ": "â", "eâ": "ê", "oâ": "ô"}
    for bases, letters, marks in _VNI_TONES:
        for base, letter in zip(bases, letters, strict=True):
            small |= {base + mark: nfc(letter + tone) for mark, tone in zip(marks, _TONES, strict=True)}
    large = {pair.upper(): letter.upper() for pair, letter in small.items()}
    mixed = {pair[0].upper() + pair[1]: letter.upper() for pair, letter in small.items()}
    return small | mixed | large | alone | {letter.upper(): made.upper() for letter, made in alone.items()}


@lru_cache(maxsize=1)
def _vni_letter() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _vni_letters())))


def converted(text: str, encoding: str) -> str:
    """Text in `encoding`, `TCVN3` or `VNI`, as Unicode NFC."""
    return nfc((from_tcvn3 if encoding == TCVN3 else from_vni)(text))


def by_font(text: str, font: str | None) -> str:
    """The text of a run set in `font`: ".VnTime" is TCVN3, ".VnTimeH" its capitals, "VNI-Times" is VNI; else as it is.

    >>> by_font("b¸o c¸o", ".VnTimeH"), by_font("baùo caùo", "VNI-Times"), by_font("báo cáo", "Times New Roman")
    ('BÁO CÁO', 'báo cáo', 'báo cáo')
    """
    name = (font or "").lower()
    if any(letter > "\xff" and letter.isalpha() for letter in text):
        return text  # Unicode already, whatever font was left on it
    if name.startswith((".vn", "vntime", "vnarial")):
        small = text.translate(_TCVN3)
        return small.upper() if name.endswith("h") else small
    return from_vni(text) if name.startswith("vni") else text


def repair(text: str) -> Repaired:
    """`text` with its lines in TCVN3 or VNI made Unicode; other lines stay as they are.

    An encoding is only taken when nearly all accented words of the doubtful lines become Vietnamese syllables by it.
    """
    lines = text.split("\n")
    accented = [i for i, line in enumerate(lines) if any(not word.isascii() for word in _WORD.findall(line))]
    doubtful = [i for i in accented if plausible(lines[i]) <= 0.5]
    sample = "\n".join(lines[i] for i in doubtful)
    best = max((TCVN3, VNI), key=lambda encoding: plausible(converted(sample, encoding)))
    if not doubtful or plausible(converted(sample, best)) < SURE:
        return Repaired(text, None)
    # Where nearly all lines are doubtful, the others are old too and only look right ("dông" for "dụng").
    if len(doubtful) >= 0.6 * len(accented):
        return Repaired(converted(text, best), best)
    for i in doubtful:
        lines[i] = converted(lines[i], best)
    return Repaired("\n".join(lines), best)


def _capitals(text: str) -> str:
    """Accented letters made capital where the word's or the line's other letters are, or where a sentence begins."""
    lines = text.split("\n")
    for i, line in enumerate(lines):
        shouted = _shouted(line)
        lines[i] = re.sub(r"[^\W\d_]+", lambda word, shouted=shouted: _cased(word[0], shouted), line)  # type: ignore[misc]
    begins = re.compile(rf"(?:\A|(?<=[.!?]\s)|(?<=[.!?:]\n)|(?<=\n\n))({SMALL})(?={SMALL}|\s)")
    joined = "\n".join(lines)
    return begins.sub(lambda letter: letter[1] if letter[1].isascii() else letter[1].upper(), joined)


def _shouted(line: str) -> bool:
    """Is the line set in capitals, as far as its letters without accents tell?"""
    plain = [letter for letter in line if letter.isascii() and letter.isalpha()]
    return len(plain) >= 4 and sum(letter.isupper() for letter in plain) >= 0.8 * len(plain)


def _cased(word: str, shouted: bool) -> str:
    plain = [letter for letter in word if letter.isascii()]
    capitals = all(map(str.isupper, plain)) and (len(plain) >= 2 or shouted)
    # "Hà" and "Đà" begin names; a single capital says nothing of the letters after it.
    return word.upper() if capitals and re.search(SMALL, word) else word
