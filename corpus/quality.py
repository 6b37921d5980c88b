"""Whether a text came out of its file whole: lost accents, spaces inside words, letters that are none.

Judges letters only; what it finds is a warning for staff, never a reason to change the text.
"""

from __future__ import annotations

import re

from corpus.legacy import is_syllable
from corpus.text import has_accents, squeeze, syllables

LOST_ACCENTS = "Nhiều dòng không có dấu tiếng Việt"
TORN_WORDS = "Có khoảng trắng lọt vào giữa chữ"
LOST_LETTERS = "Có chữ bị mất hoặc không hiện được"

_LETTERS = re.compile(r"[^\W\d_]+")
# What no word of a Vietnamese text is: consonants alone, as spaces inside words leave them ("chuy ể n đ ổ i").
_SPLINTER = re.compile(r"(?<![\w/.&-])(?:n|ng|nh|t|c|ch|p|đ|th|tr|ph|kh|ngh|gh|b|d|l|r|s|v|x)(?![\w/.)&-])")
# Not the question mark of an address.
_BROKEN = re.compile(r"[\ufffd\ue000-\uf8ff\u25a1]|(?<!\S)[^\s/.]*[^\W\d_]\?[^\W\d_]|\(cid:\d+\)")


def torn(text: str) -> float:
    """Share of the words that are splinters of words, as spaces inside them leave: about 0.3 in "chuy ể n đ ổ i số".

    Reports have less than 0.002.
    """
    words = len(_LETTERS.findall(text))
    return len(_SPLINTER.findall(text)) / words if words else 0.0


def warnings(text: str) -> tuple[str, ...]:
    """What staff should look at before they trust the letters of `text`, in Vietnamese, each with an example."""
    found = []
    lines = [squeeze(line) for line in text.split("\n") if len(syllables(line)) >= 6]
    bare = [line for line in lines if not has_accents(line) and _reads_vietnamese(line)]
    if sum(map(len, bare)) > 0.05 * sum(map(len, lines)):
        found.append(f"{LOST_ACCENTS}, chẳng hạn “{_short(bare[0])}”; hãy tìm bản gốc có dấu trước khi đưa vào.")
    if torn(text) > 0.01:
        example = max(lines or [""], key=lambda line: len(_SPLINTER.findall(line)))
        found.append(f"{TORN_WORDS}, chẳng hạn “{_short(example)}”; hãy lưu lại tệp từ bản gốc (.docx).")
    broken = [line for line in text.split("\n") if _BROKEN.search(line)]
    if broken:
        found.append(f"{LOST_LETTERS}, chẳng hạn “{_short(squeeze(broken[0]))}”; hãy đối chiếu với bản gốc.")
    return tuple(found)


def _reads_vietnamese(line: str) -> bool:
    """Is the line made of Vietnamese syllables without their accents, and not of foreign words or codes?"""
    words = [word for word in _LETTERS.findall(line) if word.islower()]
    return len(words) >= 4 and sum(map(is_syllable, words)) >= 0.8 * len(words)


def _short(line: str, limit: int = 60) -> str:
    return line if len(line) <= limit else line[:limit].rsplit(" ", 1)[0] + "…"
