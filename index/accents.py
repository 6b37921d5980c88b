"""Putting accents back into a question typed without them.

The likeliest reading by syllable pairs (Viterbi), counted in the library's own bodies, the names of provinces and the
words that questions are made of. Dense search is nearly blind to questions without accents; the word index needs none
of this.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise

from corpus.provinces import provinces
from corpus.terms import ABBREVIATIONS, CONCEPTS
from corpus.text import fold, has_accents, modern_tones, nfc, syllables

_QUESTIONS = (
    "là bao nhiêu, đạt bao nhiêu phần trăm, có bao nhiêu, là gì, là ai, khi nào, ngày nào, năm nào, ở đâu, "
    "như thế nào, thế nào, vì sao, tại sao, tỉnh nào, huyện nào, đơn vị nào, cơ quan nào, những gì, còn gì, có không, "
    "đã chưa, thì sao, còn ở, so với, so sánh, cao hơn, thấp hơn, nhiều hơn, ít hơn, cao nhất, thấp nhất, xếp hạng, "
    "liệt kê, cho biết, hãy nêu, nêu các, kể tên, của tỉnh, tại tỉnh, trong tỉnh, bao nhiêu tỷ đồng, bao nhiêu người, "
    "bao nhiêu máy, bao nhiêu đơn vị, cấp tỉnh, cấp huyện, cấp xã, có dùng, đang dùng, xã dùng, dùng phần mềm, "
    "giá vàng hôm nay, thời tiết hôm nay"
)
_PRIOR = 5.0
"""How many sightings of a pair the frequency of its second syllable alone is worth (Dirichlet smoothing)."""

_Path = tuple[str, "_Path"] | None
"""A reading from its last syllable back to its first: ("châu", ("lai", None))."""


class Accents:
    """A reader of unaccented Vietnamese, trained on `texts` when it is made; the same texts give the same readings."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._forms: dict[str, list[str]] = defaultdict(list)
        self._singles: Counter[str] = Counter()
        self._pairs: Counter[tuple[str, str]] = Counter()
        for text in texts:
            self._count(text, 1)
        places = [f"{cue} {province.name}".strip() for province in provinces() for cue in ("", "tỉnh", "của", "ở")]
        concepts = [form for forms in CONCEPTS.values() for form in forms]
        for phrase in places:
            self._count(phrase, 1)
        for phrase in [*concepts, *ABBREVIATIONS.values(), *_QUESTIONS.split(", ")]:
            self._count(phrase, 3)
        for form in filter(None, self._singles):
            self._forms[fold(form)].append(form)
        self._total = self._singles.total()

    def _count(self, text: str, weight: int) -> None:
        for stretch in modern_tones(nfc(text)).lower().split("\n"):
            tokens = ["", *(token for token, _, _ in syllables(stretch))]
            for token in tokens:
                self._singles[token] += weight
            for pair in pairwise(tokens):
                self._pairs[pair] += weight

    def restore(self, text: str) -> str:
        """`text` with the likeliest accents where it has none at all; a text with any accent comes back as it is.

        Syllables never seen stay as they are typed; capitals are kept.
        """
        text = nfc(text)
        if has_accents(text):
            return text
        tokens = syllables(text)
        best = self._likeliest([fold(token) for token, _, _ in tokens])
        for form, (token, start, end) in zip(reversed(best), reversed(tokens), strict=True):
            cased = "".join(a.upper() if b.isupper() else a for a, b in zip(form, token, strict=False))
            text = text[:start] + (cased if len(form) == len(token) else token) + text[end:]
        return text

    def _likeliest(self, folded: list[str]) -> list[str]:
        """The likeliest form of each folded syllable: Viterbi over syllable pairs."""
        paths: dict[str, tuple[float, _Path]] = {"": (0.0, None)}
        for token in folded:
            paths = {
                form: max(
                    ((score + self._pair(before, form), (form, path)) for before, (score, path) in paths.items()),
                    key=lambda step: step[0],
                )
                for form in self._forms.get(token) or [token]
            }
        path = max(paths.values(), key=lambda end: end[0])[1]
        best = []
        while path:
            best.append(path[0])
            path = path[1]
        return best[::-1]

    def _pair(self, before: str, form: str) -> float:
        """Log probability of `form` after `before` ("" at the start of a stretch)."""
        seen, alone = self._pairs[before, form], max(self._singles[form], 0.5) / self._total
        return math.log((seen + _PRIOR * alone) / (self._singles[before] + _PRIOR))
