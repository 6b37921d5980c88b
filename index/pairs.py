"""Which syllables follow which: the likeliest reading of a question among several ways to read each stretch of it.

Syllable pairs counted in the library's own bodies, the names of provinces and the words that questions are made of;
the likeliest path by Viterbi. `index.spelling` puts accents back and mends typing errors with it. Dense search
is nearly blind to questions without accents; the word index needs none of this.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.provinces import provinces
from corpus.terms import ABBREVIATIONS, CONCEPTS
from corpus.text import fold, modern_tones, syllables

_QUESTIONS = (
    "là bao nhiêu, đạt bao nhiêu phần trăm, có bao nhiêu, là gì, là ai, khi nào, ngày nào, năm nào, ở đâu, "
    "như thế nào, thế nào, vì sao, tại sao, tỉnh nào, huyện nào, đơn vị nào, cơ quan nào, những gì, còn gì, có không, "
    "đã chưa, thì sao, còn ở, so với, so sánh, cao hơn, thấp hơn, nhiều hơn, ít hơn, cao nhất, thấp nhất, xếp hạng, "
    "liệt kê, cho biết, hãy nêu, nêu các, kể tên, của tỉnh, tại tỉnh, trong tỉnh, bao nhiêu tỷ đồng, bao nhiêu người, "
    "bao nhiêu máy, bao nhiêu đơn vị, chi bao nhiêu, đã chi, "
    "cấp tỉnh, cấp huyện, cấp xã, có dùng, đang dùng, xã dùng, dùng phần mềm, "
    "giá vàng hôm nay, thời tiết hôm nay, "
    "xin hỏi, cho tôi hỏi, tôi muốn biết, vui lòng cho biết, giúp tôi, bạn hãy, em hãy, trả lời, xin nêu rõ, tóm tắt, "
    "mấy đơn vị, mấy cơ quan, mấy phần trăm, mấy tỷ đồng, mấy máy tính, mấy xã, mấy huyện, mấy năm, lấy ở đâu, "
    "mỗi năm, mỗi tỉnh, mỗi huyện, mỗi xã, mỗi cán bộ, trung bình mỗi, bình quân mỗi, từng năm, từng tỉnh, lần lượt, "
    "chênh nhau, chênh lệch bao nhiêu, hơn kém nhau, hơn hay kém, ít nhất, nhiều nhất, lớn nhất, đứng đầu, cả hai, "
    "bao giờ, từ bao giờ, đến bao giờ, lúc nào, thời điểm nào, trước ngày nào, sau ngày nào, hôm nào, đến nay, nay, "
    "tính đến năm, đến hết năm, đến cuối năm, từ đầu năm, sáu tháng đầu năm, năm ngoái, năm trước, giai đoạn nào, "
    "tổng số, tổng cộng, khoảng bao nhiêu, chừng bao nhiêu, chiếm bao nhiêu, tăng bao nhiêu, giảm bao nhiêu, "
    "gồm những gì, gồm có, có những gì, làm được gì, làm gì để, cần làm gì, được giao làm gì, đang vướng gì, "
    "thiếu gì, yếu ở đâu, tháo gỡ, khắc phục, rút ra bài học, do đâu, do ai ký, ai ký, ai là, người nào, ai đứng đầu, "
    "giao ai, giao cho ai, giao đơn vị nào, bao nhiêu lần, mấy lần, đã được, chưa được, được chưa, xong chưa, "
    "đúng không, hay không, hay chưa, có phải, không phải, nếu có, ra sao, bằng cách nào, cách nào, loại nào, mức nào, "
    "mức độ mấy, cấp nào, phiên bản mấy, văn bản nào, số bao nhiêu, tên gì, tên là gì, quyết định nào, kế hoạch nào, "
    "theo báo cáo, trong báo cáo, nói gì về, nêu gì, nhận xét, đánh giá, cụ thể, chi tiết, thí điểm, chuyên trách"
)
_PRIOR = 5.0
"""How many sightings of a pair the frequency of its second syllable alone is worth (Dirichlet smoothing)."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read the text from `start` to `end`: as `words`, at a `cost` in nats.

    Each word is at least as likely as `new` (log probability) says of words not yet seen behind the one before, less so
    where that one is mostly followed by the same few. `slip` says that letters were changed, not only accents, keys or
    spaces.
    """

    start: int
    end: int
    words: tuple[str, ...]
    cost: float = 0.0
    new: float = -math.inf
    slip: bool = False


_Path = tuple[Reading, "_Path"] | None
"""Readings from the last back to the first."""


class Pairs:
    """Syllables and syllable pairs counted in `texts`; the same texts give the same counts.

    `singles` and `pairs` count in lower case with one tone placement, "" standing for the beginning of a line; `forms`
    maps a folded syllable to those counted.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self.singles: Counter[str] = Counter()
        self.pairs: Counter[tuple[str, str]] = Counter()
        self.forms: dict[str, list[str]] = defaultdict(list)
        for text in texts:
            self._count(text, 1)
        for province in provinces():
            for cue in ("", "tỉnh", "của", "ở"):
                self._count(f"{cue} {province.name}".strip(), 1)
        concepts = [form for forms in CONCEPTS.values() for form in forms]
        for phrase in [*concepts, *ABBREVIATIONS.values(), *_QUESTIONS.split(", ")]:
            self._count(phrase, 3)
        for form in filter(None, self.singles):
            self.forms[fold(form)].append(form)
        self._total = self.singles.total()
        self._followers = Counter(before for before, _ in self.pairs)

    def _count(self, text: str, weight: int) -> None:
        for stretch in modern_tones(text).lower().split("\n"):
            tokens = ["", *(token for token, _, _ in syllables(stretch))]
            for token in tokens:
                self.singles[token] += weight
            for pair in pairwise(tokens):
                self.pairs[pair] += weight

    def likeliest(self, readings: Sequence[Reading], end: int) -> list[Reading]:
        """The likeliest chain of readings from 0 to `end`, first to last.

        `readings` are in the order of their starts; the chain must be able to get through.
        """
        paths: dict[int, dict[str, tuple[float, _Path]]] = defaultdict(dict)
        paths[0][""] = (0.0, None)
        for reading in readings:
            arrived = paths[reading.end]
            last = reading.words[-1]
            for before, (score, path) in paths[reading.start].items():
                total = score - reading.cost
                for pair in pairwise((before, *reading.words)):
                    total += max(self._pair(*pair), reading.new + self._novelty(pair[0]))
                if last not in arrived or total > arrived[last][0]:
                    arrived[last] = (total, (reading, path))
        path = max(paths[end].values(), key=lambda state: state[0])[1]
        best = []
        while path:
            best.append(path[0])
            path = path[1]
        return best[::-1]

    def _pair(self, before: str, form: str) -> float:
        """Log probability of `form` after `before` ("" at the start of a stretch, where questions may begin anyhow)."""
        seen, alone = self.pairs[before, form], max(self.singles[form], 0.5) / self._total
        chance = (seen + _PRIOR * alone) / (self.singles[before] + _PRIOR)
        return math.log(chance if before else max(chance, alone))

    def _novelty(self, before: str) -> float:
        """Log of how often something not yet seen follows (Witten and Bell 1991: as often as it was so far)."""
        followers = self._followers[before]
        return math.log((followers + 1) / (self.singles[before] + followers + 1))
