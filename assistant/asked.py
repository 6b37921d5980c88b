"""What a question asks, weighed by the library: its words and expressions, and what else an answer should have.

Knows words; knows nothing of sentences' parts, of searching or of how an answer is worded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from assistant.question import GRADE, Kind, Question, Runs
from corpus.roles import THEMES, Role
from corpus.terms import FIELD, concept_spans, concepts, word_tokens
from corpus.text import fold
from index.library import Library

COMMON = 1.0
"""Rarity up to which a word tells no subject: about a third of all passages hold it."""

CONTEXT = 0.4
"""What a word of an earlier turn weighs beside one of the question's own."""

_PLANNED = re.compile(
    r"\b(?:sẽ|mục tiêu|kế hoạch|phấn đấu|dự kiến|đề ra|chỉ tiêu|tới|giao|chưa|còn|thiếu|hạn chế|khó khăn|cần|dự toán"
    r"|đề xuất|đề nghị|kiến nghị|tổng (?:mức đầu tư|vốn))\b"
)
"""Words of a question that asks for what is planned or lacking; other questions for figures ask for what is."""

_TARGET = re.compile(r"\b(?:mục tiêu|chỉ tiêu|phấn đấu|dự kiến|kế hoạch|sẽ)\b")
"""Words of a question that asks for what is planned, not for what is lacking."""

_WHOLE = re.compile(r"\b(?:toàn|cả|chung cả|chung toàn) (?:tỉnh|thành phố)\b")
_GENERAL = re.compile(
    r"\b(?:thực hiện|triển khai|công tác|phát triển|hoạt động|lĩnh vực|quá trình|đơn vị|cơ quan|địa phương|vấn đề"
    r"|tập trung|tổ chức|điểm|mặt|chính|chủ yếu|cơ bản|chung|lớn)\b"
)
"""Words that narrow no part of a report: "hạn chế của các đơn vị trong quá trình triển khai" asks for all of them."""

_OFFICE = re.compile(r"\b(?:chức vụ|chức danh|giữ chức|là ai)\b")
_PHONE = re.compile(r"\b(?:điện thoại|tổng đài|đường dây nóng|số máy)\b")

MOST = re.compile(r"\b(?:cao|thấp|nhiều|ít|lớn|nhỏ) nhất\b")
"""Words of the one that has most or least, which is not the whole."""

_ABOUT: dict[Role, Role] = {"cause": "weakness"}
"""A part of a report → the one that it is about, and that a question names beside it: "Vì sao còn hạn chế?"."""

MONEY = "=money"
"""The concept of what is spent: every figure in đồng is of it, whatever its sentence calls it."""

_MONEY = re.compile(r"\b(?:tiền|kinh phí|tỷ đồng|triệu đồng|vốn|ngân sách|chi|đầu tư)\b")
_SHARE = re.compile(r"\b(?:tỷ lệ|tỉ lệ|phần trăm)\b|%")


@dataclass(frozen=True)
class Unit:
    """A word or expression of a question: its weight, and the index words that stand for it.

    An expression of the field is there with any of `same` or with all its `tokens` ("phí" alone is no "kinh phí");
    other words count by the share that is there. `rare` is how much the expression as a whole tells.
    """

    weight: float
    tokens: tuple[str, ...]
    same: frozenset[str] = frozenset()
    rare: float = 0.0

    def held_by(self, words: frozenset[str]) -> float:
        if not self.same.isdisjoint(words):
            return 1.0
        share = sum(token in words for token in self.tokens) / len(self.tokens)
        return share if not self.same else float(share == 1.0)


@dataclass(frozen=True)
class Asked:
    """What a question's words weigh and what else a sentence should have to answer it.

    `planned` says that it may ask for what is planned or lacking, `target` that it does ask for what is planned, `most`
    for the highest or lowest, `whole` for the whole province; `grades` are the digits of "mức độ 3, 4"; `thing` is what
    a sentence must hold that its `kind` does not tell; `counted` are the folded words of what it counts ("bao nhiêu máy
    tính"); `share` says that it asks for a share; `figures` are the kinds of number that can answer, none where no
    figure is asked for.
    """

    units: tuple[Unit, ...]
    pairs: tuple[Unit, ...]
    kind: Kind
    level: str | None
    years: tuple[int, ...] | None
    theme: Role | None
    heaviest: float
    planned: bool
    target: bool
    most: bool
    whole: bool
    grades: frozenset[str]
    thing: Literal["office", "phone"] | None
    counted: frozenset[str]
    share: bool
    figures: frozenset[str]

    @classmethod
    def of(cls, question: Question, library: Library) -> Asked:
        theme = theme_of(question)
        units, pairs = [], []
        planned = bool(_PLANNED.search(question.restored.lower()))
        heaviest = 2 * library.rarity("")
        topic = _telling(question.topic) if theme else question.topic
        for run, share in [*((run, 1.0) for run in topic), *((run, CONTEXT) for run in question.context)]:
            for words, concept in _expressions(run):
                if theme and concept in THEMES and THEMES[concept] in (theme, _ABOUT.get(theme)):
                    # What names the part of the report ("hạn chế") is looked for by part, not by word.
                    continue
                tokens = tuple(fold(word) for word in words)
                weight = share * sum(library.rarity(token) for token in tokens)
                # What an earlier turn was about helps to find, but narrows nothing.
                rare = 0.0 if concept == FIELD or share < 1.0 else library.rarity(concept or tokens[0])
                units.append(Unit(weight, tokens, frozenset({concept} if concept else ()), rare))
            pairs += [_pair(pair, share, library, inside) for pair, inside in _pairs(run)]
        return cls(
            tuple(units),
            tuple(pairs),
            question.kind,
            question.scope.level,
            question.scope.years,
            theme,
            heaviest,
            planned,
            bool(_TARGET.search(question.restored.lower())),
            bool(MOST.search(question.restored.lower())),
            bool(_WHOLE.search(question.restored.lower())),
            frozenset(GRADE.findall(" ".join([question.restored.lower(), *map(" ".join, question.topic)]))),
            _thing(question),
            frozenset(fold(word) for word in question.counted if question.kind != "money"),
            question.kind == "share" or bool(_SHARE.search(question.restored.lower())),
            _figures(question),
        )

    @property
    def subject(self) -> tuple[Unit, ...]:
        """The units that tell one subject from another: words, expressions and pairs of words ("nguồn nhân", "nhân
        lực") that are not held by a third of all passages as "ứng dụng" and "CNTT" are.
        """
        return tuple(unit for unit in (*self.units, *self.pairs) if unit.rare > COMMON)

    def on_subject(self, text: str) -> float:
        """Share, by weight, of the subject's words that stand in the text; 0 when the question names none of its
        own.
        """
        return covered(self.subject, word_set(text))

    def coverage(self, text: str) -> float:
        """Share, by weight, of the question's words and expressions that stand in the text; 0 when it has none."""
        return covered(self.units, word_set(text))

    def held(self, words: frozenset[str]) -> float:
        """Share of the question's words and word pairs among index words, each counting half."""
        return (covered(self.units, words) + covered(self.pairs, words)) / 2


def _telling(topic: Runs) -> Runs:
    """The runs without words that narrow no part of a report."""
    bare = (tuple(_GENERAL.sub(" ", " ".join(run)).split()) for run in topic)
    return tuple(run for run in bare if run)


def _thing(question: Question) -> Literal["office", "phone"] | None:
    text = question.restored.lower()
    if question.names and _OFFICE.search(text):
        return "office"
    return "phone" if _PHONE.search(text) and question.kind == "any" else None


def _figures(question: Question) -> frozenset[str]:
    """The kinds of number (`corpus.numbers`) that answer a question; a ranking by money takes no shares."""
    if question.kind not in ("figure", "ranking", "share", "money"):
        return frozenset()
    text = question.restored.lower()
    if question.kind == "money" or (question.kind == "ranking" and _MONEY.search(text) and not _SHARE.search(text)):
        return frozenset({"money"})
    if question.kind == "share" or (question.kind == "ranking" and _SHARE.search(text)):
        return frozenset({"percent", "fraction"})
    return frozenset({"percent", "money", "fraction", "count"})


def figure_kind(question: Question) -> Kind:
    """The kind of a question for figures in the words of this one, which asks for none ("So sánh kinh phí của …")."""
    return "money" if _MONEY.search(question.restored.lower()) else "figure"


def theme_of(question: Question) -> Role | None:
    """The part of a report that an open question asks for, if it names one; one for a figure, name or date asks for
    none.
    """
    if question.kind not in ("open", "list", "any", "yesno"):
        return None
    named = [concept for run in question.topic for concept in concepts(run)]
    asked = [role for concept, role in THEMES.items() if concept in named]
    return "cause" if "cause" in asked else next(iter(asked), None)


@lru_cache(maxsize=20_000)
def word_set(text: str) -> frozenset[str]:
    """The index words of a text; kept, since the same sentences are looked at for every question."""
    return frozenset(word_tokens(text))


def covered(units: tuple[Unit, ...], words: frozenset[str]) -> float:
    """Share, by weight, of the units that `words` hold; 0 when there are none."""
    total = sum(unit.weight for unit in units)
    return sum(unit.weight * unit.held_by(words) for unit in units) / total if total else 0.0


def _expressions(run: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """The run as expressions with their concept; a word outside any expression stands alone, with none ("")."""
    at = 0
    for concept, start, end in [*concept_spans(run), ("", len(run), len(run))]:
        yield from (((word,), "") for word in run[at:start])
        if concept:
            yield run[start:end], concept
        at = end


def _pair(pair: str, share: float, library: Library, in_expression: bool) -> Unit:
    """A pair of words as a unit; one that no report holds tells nothing but that the words stood side by side."""
    rarity = library.rarity(pair)
    tells = share == 1.0 and not in_expression and rarity < library.rarity("")
    return Unit(share * rarity, (pair,), rare=rarity if tells else 0.0)


def _pairs(run: tuple[str, ...]) -> Iterator[tuple[str, bool]]:
    """The run's pairs of neighbouring words as index words, with whether an expression holds one of the two: it counts
    for both then, or the pair is a neighbourhood of two things and none itself ("cán bộ | cấp xã").
    """
    tokens = [fold(word) for word in run]
    held = {at for _, start, end in concept_spans(run) for at in range(start, end)}
    for i, (a, b) in enumerate(pairwise(tokens)):
        yield f"{a}_{b}", bool({i, i + 1} & held)
