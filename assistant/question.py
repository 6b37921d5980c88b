"""What a question asks: about which provinces, years and level, for which kind of thing, in which words.

Deterministic and inspectable; knows nothing of evidence or of how an answer looks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.records import Scope
from corpus.provinces import find_provinces, near_names
from corpus.terms import concept_spans, plain_tokens
from corpus.text import nfc, squeeze, syllables
from index.search import covered_by

LONGEST = 2000
"""Characters that a question may have."""

Runs = tuple[tuple[str, ...], ...]
Kind = Literal["figure", "money", "share", "person", "date", "document", "list", "open", "ranking", "yesno", "any"]

_LEVELS = (
    ("xã", r"cấp xã|xã, phường|các xã\b|tuyến cơ sở|xã/phường|cấp cơ sở|ủy ban nhân dân xã|ở xã\b"),
    ("huyện", r"cấp huyện|các huyện|tuyến huyện|ủy ban nhân dân huyện|ở huyện\b"),
    ("tỉnh", r"cấp tỉnh|sở, ngành|các sở\b|sở ngành|cấp sở"),
)
_KINDS: tuple[tuple[Kind, str], ...] = (
    ("ranking", r"(tỉnh|nơi|địa phương|đâu)\b.{0,40}\b(cao|thấp|nhiều|ít|lớn|nhỏ|tốt|kém) (nhất|hơn)|xếp hạng|xếp thứ tự|sắp xếp"),
    ("money", r"(bao nhiêu|mấy) (tiền|tỷ|triệu|đồng|kinh phí|vốn)|(chi|đầu tư|kinh phí|ngân sách|vốn)\b.{0,60}\bbao nhiêu(?! phần| %| đơn vị| người| máy)|số tiền|mức đầu tư|tổng (kinh phí|vốn)"),
    ("share", r"\b(phần trăm|%)"),
    ("figure", r"\b(bao nhiêu|mấy|tỷ lệ|tỉ lệ|số lượng|tổng số|con số)\b"),
    ("person", r"\b(ai|người nào|đồng chí nào|ông nào|bà nào|tác giả)\b"),
    ("date", r"\b(khi nào|bao giờ|ngày nào|ngày mấy|tháng nào|năm nào|thời gian nào|lúc nào|thời hạn)\b"),
    ("document", r"\b(văn bản nào|quyết định nào|quyết định số|chỉ thị (nào|số)|nghị quyết (nào|số)|kế hoạch nào|số hiệu)\b"),
    ("open", r"\b(hạn chế|khó khăn|tồn tại|vướng mắc|bất cập|nguyên nhân|thuận lợi|kiến nghị|đề xuất|bài học|kinh nghiệm|giải pháp"
             r"|nhiệm vụ|phương hướng|thế nào|ra sao|vì sao|tại sao|lý do|yếu kém|định hướng)\b"),
    ("list", r"\b(những|các|liệt kê|kể tên|gồm)\b.{0,60}\b(nào|gì|ai)\b|\b(liệt kê|kể tên|gồm những|bao gồm)\b"),
    ("yesno", r"\b(có|đã)\b.{1,80}\b(không|chưa)\b\s*\??$|\bphải không\b|\bđúng không\b"),
)
_FILLER = frozenset(
    """ạ à ai anh bao bao_giờ bằng bị biết bởi các cái cần cho chúng chứ chưa có có_thể còn của cùng cụ_thể cũng dạ đã đang đâu đây đấy để
    đến đều đi điều đó đối được em gì giờ giúp hay hãy hiện hỏi hơn khi không là làm lại lên lúc mà mấy mình mỗi một mức này nào nay năm nếu
    ngày nên nêu người nhất nhé nhiêu như những nhưng nói ở phải qua ra rằng rồi sao sau sẽ so sánh tại tháng theo thế thì thôi tính tôi
    tới trả trên tỉnh trong từ từng và vào vẫn về vì việc với vậy xin xem xếp thành phố nơi địa phương thứ tự hạng đạt đề
    báo cáo liệt kê kể tên bao gồm""".split()
)
_ELLIPTIC = re.compile(r"^(thế )?(còn|vậy còn|thế còn|vậy thì|thế thì|rồi)\b|thì sao\b|như thế nào\?*$|thế nào\?*$|so với\b")


class QuestionError(ValueError):
    """The question cannot be asked; the message (Vietnamese) says why."""


@dataclass(frozen=True)
class Question:
    """A question as understood.

    `text` is as typed, `restored` with accents put back. `topic` are the words that evidence must hold: runs of neighbouring
    words (restored, lower case), parted where a province, a year or a question word stood. `context` are the runs of
    earlier turns that a short question leans on.
    `unknown` are the provinces named on which there is no report; `asked` all that were named, in order.
    """

    text: str
    restored: str
    kind: Kind
    scope: Scope
    topic: Runs
    context: Runs = ()
    asked: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def query(self) -> str:
        """The words to search with."""
        return " ".join([self.restored, *(word for run in self.context for word in run)])

    @property
    def words(self) -> list[str]:
        """The topic's words, runs joined."""
        return [word for run in self.topic for word in run]


def understand(
    text: str,
    history: Sequence[str],
    known: Mapping[str, str],
    restore: Callable[[str], str] = nfc,
) -> Question:
    """Understand the last of several turns.

    `known` maps provinces with reports to their present names; `restore` puts accents back. Raises `QuestionError` when the text
    is empty, too long or has no words.
    """
    _check(text)
    question = None
    for turn in [*history, text]:
        if turn is not text and not syllables(nfc(turn)):
            continue
        question = _follow(_alone(turn[:LONGEST], known, restore), question)
    assert question is not None
    return question


def _check(text: str) -> None:
    if not text.strip():
        raise QuestionError("Xin nhập câu hỏi.")
    if len(text) > LONGEST:
        raise QuestionError(f"Câu hỏi dài quá {LONGEST:,} ký tự; xin hỏi ngắn hơn.".replace(",", "."))
    if not any(any(c.isalpha() for c in token) for token, _, _ in syllables(nfc(text))):
        raise QuestionError("Câu hỏi không có chữ nào; xin hỏi bằng lời.")


def _alone(text: str, known: Mapping[str, str], restore: Callable[[str], str]) -> Question:
    typed = squeeze(nfc(text))
    restored = restore(typed)
    mentions = find_provinces(typed) or find_provinces(restored) or near_names(typed)
    bare = restored
    for mention in reversed(mentions):
        # Accents are put back syllable by syllable, so offsets hold in both.
        bare = bare[: mention.start] + " . " + bare[mention.end :]
    named = list(dict.fromkeys(mention.name for mention in mentions))
    covered = list(dict.fromkeys(part for name in named for part in covered_by(name, known)))
    years = tuple(dict.fromkeys(int(year) for year in re.findall(r"(?<![\d/.,])(?:19|20)\d\d(?![\d/]|[.,]\d)", bare)))
    level = next((level for level, words in _LEVELS if re.search(words, squeeze(bare).lower())), None)
    kind = next((kind for kind, shape in _KINDS if re.search(shape, squeeze(restored).lower())), "any")
    return Question(
        text=typed,
        restored=restored,
        kind=kind,
        scope=Scope(tuple(covered), years or None, level),
        topic=_runs(bare),
        asked=tuple(named),
        unknown=tuple(name for name in covered if name not in known),
    )


def _runs(text: str) -> Runs:
    """The content words of a text, parted where filler, years or punctuation stood."""
    runs: list[list[str]] = [[]]
    for stretch in re.split(r"[.,;:?!()\"“”…]+\s|[.?!]+$", text):
        words = plain_tokens(stretch)
        # Filler inside an expression ("thời gian tới") belongs to it.
        kept = {i for _, start, end in concept_spans(words) for i in range(start, end)}
        for i, word in enumerate([*words, ""]):
            if word and (i in kept or word not in _FILLER) and not re.fullmatch(r"(?:19|20)\d\d", word):
                runs[-1].append(word)
            elif runs[-1]:
                runs.append([])
    return tuple(tuple(run) for run in runs if run)


def _follow(question: Question, before: Question | None) -> Question:
    """Take from the turn before what this one leaves out, and never what it says itself.

    Provinces are taken when none is named; the topic when hardly a content word is left, as context when it is short.
    """
    if before is None:
        return question
    scope = question.scope
    if not question.asked:
        scope = replace(scope, provinces=before.scope.provinces)
        question = replace(question, asked=before.asked, unknown=before.unknown)
    own = [word for word in question.words if word not in ("cấp", "xã", "huyện", "sở", "ngành")]
    elliptic = bool(_ELLIPTIC.search(question.restored.lower()))
    if len(own) <= 1 or (elliptic and len(own) <= 3 and bool(question.asked)):
        kind = before.kind if question.kind in ("any", "open") and before.kind != "any" else question.kind
        years = scope.years or before.scope.years
        level = scope.level or before.scope.level
        topic = (*before.topic, *(run for run in question.topic if run not in before.topic))
        context = (*before.context, *before.topic)
        return replace(question, kind=kind, scope=replace(scope, years=years, level=level), topic=topic, context=context)
    if len(own) <= 4:
        question = replace(question, context=before.topic)
    return replace(question, scope=scope)
