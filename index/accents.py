"""Putting accents back into a question typed without them.

The likeliest reading by syllable pairs (Viterbi), counted in the library's own bodies, the names of provinces and the words
that questions are made of. Dense search is nearly blind to questions without accents; the word index needs none of this.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable

from corpus.provinces import provinces
from corpus.terms import ABBREVIATIONS, CONCEPTS
from corpus.text import fold, has_accents, modern_tones, nfc, syllables

_QUESTIONS = (
    "là bao nhiêu, đạt bao nhiêu phần trăm, có bao nhiêu, là gì, là ai, khi nào, ngày nào, năm nào, ở đâu, như thế nào, thế nào, vì sao, "
    "tại sao, tỉnh nào, huyện nào, đơn vị nào, cơ quan nào, những gì, còn gì, có không, đã chưa, thì sao, còn ở, so với, so sánh, cao hơn, "
    "thấp hơn, nhiều hơn, ít hơn, cao nhất, thấp nhất, xếp hạng, liệt kê, cho biết, hãy nêu, nêu các, kể tên, của tỉnh, tại tỉnh, trong tỉnh, "
    "bao nhiêu tỷ đồng, bao nhiêu người, bao nhiêu máy, bao nhiêu đơn vị, cấp tỉnh, cấp huyện, cấp xã, giá vàng hôm nay, thời tiết hôm nay"
)
_UNSEEN = -12.0


class Accents:
    """A reader of unaccented Vietnamese, trained on `texts` when it is made; the same texts give the same readings."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._forms: dict[str, Counter[str]] = defaultdict(Counter)
        self._pairs: Counter[tuple[str, str]] = Counter()
        for text in texts:
            self._count(text, 1)
        own = [p.name for p in provinces()] + [form for forms in CONCEPTS.values() for form in forms]
        for phrase in [*own, *ABBREVIATIONS.values(), *_QUESTIONS.split(", ")]:
            self._count(phrase, 3)

    def _count(self, text: str, weight: int) -> None:
        for stretch in modern_tones(nfc(text)).lower().split("\n"):
            tokens = [token for token, _, _ in syllables(stretch)]
            for token in tokens:
                self._forms[fold(token)][token] += weight
            for pair in zip(tokens, tokens[1:], strict=False):
                self._pairs[pair] += weight

    def restore(self, text: str) -> str:
        """`text` with the likeliest accents where it has none at all; a text with any accent comes back as it is.

        Syllables never seen stay as they are typed; capitals are kept.
        """
        text = nfc(text)
        if has_accents(text):
            return text
        tokens = syllables(text)
        best = self._viterbi([fold(token) for token, _, _ in tokens])
        for form, (token, start, end) in zip(reversed(best), reversed(tokens), strict=True):
            cased = "".join(a.upper() if b.isupper() else a for a, b in zip(form, token, strict=False))
            text = text[:start] + (cased if len(form) == len(token) else token) + text[end:]
        return text

    def _viterbi(self, folded: list[str]) -> list[str]:
        if not folded:
            return []
        paths: dict[str, tuple[float, list[str]]] = {"": (0.0, [])}
        for token in folded:
            forms = self._forms.get(token) or Counter({token: 1})
            total = sum(forms.values())
            paths = {
                form: max(
                    (score + self._pair(before, form, count / total), [*path, form])
                    for before, (score, path) in paths.items()
                )
                for form, count in forms.items()
            }
        return max(paths.values())[1]

    def _pair(self, before: str, form: str, share: float) -> float:
        """Log score of `form` after `before`: the pair's count where it was seen, else the form's own share."""
        seen = self._pairs.get((before, form), 0)
        alone = max(math.log(share), _UNSEEN) - 2.0
        return max(alone, math.log(seen / (sum(self._forms[fold(before)].values()) + 2.0))) if seen else alone
