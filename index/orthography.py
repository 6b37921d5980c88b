"""How Vietnamese syllables are written: which ones can exist, and what keys of Telex and VNI stand for.

Rules only; knows no dictionary and no text. A syllable is taken apart into its letters without the tone ("điện" →
"điên") and the tone (a combining sign, "" for none), so that where the tone stands makes no difference.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from itertools import product

_TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}  # huyền, sắc, ngã, hỏi, nặng
_STOP_TONES = {"\u0301", "\u0323"}  # the only ones of syllables that end in c, ch, p, t

_RHYMES = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
o oc oi om on ong op ot oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet ooc oong
ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uc ui um un ung up ut uâng uân uât uây uê uêch uênh uôc uôi uôm uôn
uông uôt uơ uy uya uych uyên uyêt uynh uyt uyu uyp ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
"""
_AFTER_QU = """
a ac ach ai am an ang anh ao at au ay ăc ăm ăn ăng ăp ăt âc ân âng ât âu ây e en eo et ê ên ênh êt êch i it ich in ơ
y ych ynh yt yên yêt yêu ôc
"""
_ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph r s t th tr v x"
_BEFORE_FRONT = {"c": False, "g": False, "ng": False, "k": True, "gh": True, "ngh": True}  # before e, ê, i, y?
_OTHERS = "y hy ky ly my sy ty vy yêm yên yêng yêt yêu gi gin giêng giêt giêc"

_VOWELS = frozenset("aăâeêioôơuưy")
_CIRCUMFLEX, _HORN_BREVE = {"a": "â", "e": "ê", "o": "ô"}, {"a": "ă", "o": "ơ", "u": "ư"}
_TELEX_TONES = {"f": "\u0300", "s": "\u0301", "x": "\u0303", "r": "\u0309", "j": "\u0323"}
_VNI_TONES = {"2": "\u0300", "1": "\u0301", "4": "\u0303", "3": "\u0309", "5": "\u0323"}
_VNI_SHAPES = {"6": _CIRCUMFLEX, "7": {"o": "ơ", "u": "ư"}, "8": {"a": "ă"}, "9": {"d": "đ"}}

Parts = tuple[str, str]
"""Letters without the tone, and the tone: ("điên", U+0323)."""


@cache
def _existing() -> frozenset[str]:
    """Every syllable that the rules allow, without its tone."""
    plain = {
        onset + rhyme
        for onset, rhyme in product(("", *_ONSETS.split()), _RHYMES.split())
        if _BEFORE_FRONT.get(onset, rhyme[0] in "eêi") == (rhyme[0] in "eêi")
        and not (onset == "gi" and rhyme[0] == "i")
    }
    return frozenset((*plain, *("qu" + rhyme for rhyme in _AFTER_QU.split()), *_OTHERS.split()))


@cache
def _existing_bare() -> frozenset[str]:
    """The same without any accent."""
    return frozenset(bared(letters) for letters in _existing())


def bared(letters: str) -> str:
    """Letters without any accent, capitals kept."""
    signs = unicodedata.normalize("NFD", letters).replace("đ", "d").replace("Đ", "D")
    return "".join(sign for sign in signs if not unicodedata.combining(sign))


def has_vowel(word: str) -> bool:
    """Whether a word in lower case has a vowel, as every syllable does and few abbreviations do."""
    return not _VOWELS.isdisjoint(parts(word)[0])


@lru_cache(maxsize=16384)
def parts(word: str) -> Parts:
    """A word in lower case taken apart; of several tones the last counts.

    >>> parts("điện") == ("điên", "\\u0323")
    True
    """
    signs = unicodedata.normalize("NFD", word)
    tone = next((sign for sign in reversed(signs) if sign in _TONES), "")
    return unicodedata.normalize("NFC", "".join(sign for sign in signs if sign not in _TONES)), tone


def joined(read: Parts) -> str:
    """The word of these parts, its tone where it is written today: on the last vowel of two if letters follow or it has
    a mark of its own, else on the first.

    >>> [joined(parts(word)) for word in ("điện", "quý", "hóa", "già", "tuần", "muốn", "khuya")]
    ['điện', 'quý', 'hóa', 'già', 'tuần', 'muốn', 'khuya']
    """
    letters, tone = read
    start = 2 if re.match(r"qu|gi.*[aăâeêoôơuưy]", letters) else 0
    vowels = [n for n, letter in enumerate(letters) if n >= start and letter in _VOWELS]
    marked = [n for n in vowels if not letters[n].isascii()]
    closed = vowels[-1] + 1 < len(letters) or len(vowels) == 3
    at = marked[-1] if marked else vowels[1] if closed and len(vowels) > 1 else vowels[0]
    return unicodedata.normalize("NFC", letters[: at + 1] + tone + letters[at + 1 :])


def is_syllable(word: str) -> bool:
    """Whether Vietnamese can write this word in lower case: known or not, but not by a slip of the hand.

    >>> [is_syllable(word) for word in ("nghiêng", "tiết", "bnả", "nghành", "tiet", "email")]
    [True, True, False, False, False, False]
    """
    letters, tone = parts(word)
    stopped = re.search(r"(?:c|ch|p|t)$", letters) is not None
    return letters in _existing() and (tone in _STOP_TONES) >= stopped


def is_bare_syllable(word: str) -> bool:
    """Whether a word in lower case without accents is a syllable once it has some: "tiet", "dien"; not "bna"."""
    return word in _existing_bare()


@lru_cache(maxsize=16384)
def keyed(word: str) -> tuple[Parts, ...]:
    """What the keys of a word in lower case mean in Telex and in VNI, where they mean a syllable.

    >>> keyed("dduwowcj") == keyed("d9u7o7c5") == (parts("được"),), keyed("email")
    (True, ())
    """
    found = []
    for read in (_telex, _vni):
        letters, tone = read(word)
        letters = re.sub(r"ưo|uơ(?=.)", "ươ", letters)
        stopped = re.search(r"(?:c|ch|p|t)$", letters) is not None
        if (letters, tone) != parts(word) and letters in _existing() and (tone in _STOP_TONES) >= stopped:
            found.append((letters, tone))
    return tuple(found)


def _telex(word: str) -> Parts:
    letters, tone = parts(word)
    read = ""
    for letter in letters:
        vowel = not _VOWELS.isdisjoint(read)
        if letter in _TELEX_TONES and vowel:
            tone = _TELEX_TONES[letter]
        elif letter == "d" and read.startswith("d"):
            read = "đ" + read[1:]
        elif letter in _CIRCUMFLEX and letter in read:
            read = _reshape(read, {letter: _CIRCUMFLEX[letter]})
        elif letter == "w":
            read = _reshape(read, _HORN_BREVE) if not set(read).isdisjoint(_HORN_BREVE) else read + "ư"
        else:
            read += letter
    return read, tone


def _vni(word: str) -> Parts:
    letters, tone = parts(word)
    read = ""
    for letter in letters:
        if letter in _VNI_TONES and read:
            tone = _VNI_TONES[letter]
        elif letter in _VNI_SHAPES:
            read = _reshape(read, _VNI_SHAPES[letter])
        else:
            read += letter
    return read, tone


def _reshape(read: str, shapes: dict[str, str]) -> str:
    """The last letter that can take the shape takes it; "uo" takes a horn on both by way of `keyed`."""
    at = next((n for n in reversed(range(len(read))) if read[n] in shapes), None)
    return read if at is None else read[:at] + shapes[read[at]] + read[at + 1 :]
