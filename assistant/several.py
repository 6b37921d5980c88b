"""Several things asked in one sentence, told apart: each is then a question of its own, asked turn after turn.

"Ai chủ trì hội nghị và hội nghị diễn ra khi nào?" asks for a person and for a date; no one sentence need hold both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from assistant.asked import figure_kind, theme_of
from assistant.question import Question, understand
from corpus.provinces import find_provinces
from corpus.roles import THEMES
from corpus.terms import concepts, plain_tokens
from corpus.text import nfc, squeeze, syllables

PARTS = 4
"""Things asked in one sentence at the most; more are one question in many words."""

ASKS = re.compile(
    r"\b(?:bao nhiêu|mấy|ai|khi nào|bao giờ|ở đâu|nào|gì|thế nào|ra sao|vì sao|tại sao|bao lâu)\b", re.IGNORECASE
)
"""Words that ask; a question with two of them may ask two things."""
_JOINT = re.compile(r"[;?]\s+|,?\s+(?:và|đồng thời|cùng với đó)\s+|,\s+còn\s+|,\s+", re.IGNORECASE)
_SET_SIDE_BY_SIDE = re.compile(r"\b(?:so sánh|so với|chênh|đối chiếu|tăng|giảm)\b", re.IGNORECASE)
_SPAN = re.compile(
    r"(?:19|20)\d\d\s*(?:-|–|—|đến|tới)\s*(?:hết |cuối )?(?:năm\s+)?(?:19|20)\d\d|giai đoạn", re.IGNORECASE
)
_RESPECTIVELY = re.compile(r"\s*,?\s*\blần lượt\b", re.IGNORECASE)
_THEME = r"[^\W\d_]+(?:\s[^\W\d_]+){0,2}"


def several(text: str) -> list[str]:
    """The text as the questions that it asks, in order; one that asks one thing is given back as it is.

    >>> several("Ai chủ trì hội nghị và hội nghị diễn ra khi nào?")
    ['Ai chủ trì hội nghị', 'hội nghị diễn ra khi nào?']
    >>> several("Tỷ lệ ký số và số chứng thư số lần lượt là bao nhiêu?")
    ['Tỷ lệ ký số là bao nhiêu?', 'số chứng thư số là bao nhiêu?']
    >>> several("Khó khăn và kiến nghị của Long An?")
    ['Khó khăn của Long An?', 'kiến nghị của Long An?']
    """
    text = squeeze(text)
    parts = [squeeze(part) for part in _respectively(text) or _two_parts_of_a_report(text) or _asking_each(text)]
    return parts if 1 < len(parts) <= PARTS and all(syllables(part) for part in parts) else [text]


def understand_all(
    text: str, history: Sequence[str], known: Mapping[str, str], restore: Callable[[str], str] = nfc
) -> list[Question]:
    """What the last of several turns asks, one question for each thing and each level of administration.

    Parameters and errors are those of `assistant.question.understand`.
    """
    first = understand(text, history, known, restore)
    parts = several(first.restored)
    turns = [*history]
    questions = []
    for part in parts:
        question = understand(part, turns, known, restore) if len(parts) > 1 else first
        turns.append(part)
        levels = question.levels if len(question.levels) > 1 else (question.scope.level,)
        questions += [
            replace(each, scope=replace(each.scope, level=level)) for each in _each_year(question) for level in levels
        ]
    return questions


def _each_year(question: Question) -> list[Question]:
    """A question for figures of several years as one for each: "năm 2014 và năm 2019" of one province, or "Lai Châu năm
    2019 và Bắc Giang năm 2017", a year a province.
    """
    years, provinces, text = question.scope.years or (), question.scope.provinces, question.restored
    figures = question.kind in ("figure", "share", "money") or _SET_SIDE_BY_SIDE.search(text)
    if not 1 < len(years) <= PARTS or not figures or _SPAN.search(text):
        return [question]
    if len(provinces) == 1:
        return [_of_year(question, provinces, year) for year in years]
    places = [mention for mention in find_provinces(text) if mention.name in provinces]
    ends = [*(mention.start for mention in places[1:]), len(text)]
    named = [re.findall(r"\b(?:19|20)\d\d\b", text[m.end : end]) for m, end in zip(places, ends, strict=True)]
    if len(places) == len(provinces) and all(len(own) == 1 for own in named):
        return [_of_year(question, (m.name,), int(year)) for m, (year,) in zip(places, named, strict=True)]
    return [question]


def _of_year(question: Question, provinces: tuple[str, ...], year: int) -> Question:
    """The question of these provinces and this year alone."""
    others = "|".join(str(other) for other in question.scope.years or () if other != year)
    text = squeeze(re.sub(rf"(?:,|\bvà\b|\bvới\b)?\s*(?:\bnăm\s+)?\b(?:{others})\b", " ", question.restored))
    scope = replace(question.scope, provinces=provinces, years=(year,))
    kind = figure_kind(question) if question.kind in ("any", "open") and not theme_of(question) else question.kind
    return replace(question, restored=text, scope=scope, asked=provinces, kind=kind)


def _respectively(text: str) -> list[str]:
    """ "A và B lần lượt đạt bao nhiêu?" as a question for A and one for B."""
    mark = _RESPECTIVELY.search(text)
    if not mark:
        return []
    joints = list(_JOINT.finditer(text, 0, mark.start()))
    if not joints:
        return []
    left, right = text[: joints[-1].start()], text[joints[-1].end() : mark.start()]
    return [left + text[mark.end() :], right + text[mark.end() :]]


def _two_parts_of_a_report(text: str) -> list[str]:
    """ "Khó khăn và kiến nghị của Long An?" as a question for each of the two parts of the report."""
    for mark in re.finditer(rf"({_THEME})(,? và |, )({_THEME})", text):
        before = next((w for w in _ends(mark[1].split(), last=True) if _themes(w)), "")
        after = next((w for w in _ends(mark[3].split(), last=False) if _themes(w)), "")
        if before and after and _themes(before) != _themes(after):
            without_second = text[: mark.start(2)] + text[mark.start(3) + len(after) :]
            return [without_second, text[: mark.end(1) - len(before)] + text[mark.start(3) :]]
    return []


def _ends(words: list[str], last: bool) -> list[str]:
    """The last, or first, one to three words, shortest first."""
    return [" ".join(words[-size:] if last else words[:size]) for size in range(1, len(words) + 1)]


def _themes(words: str) -> list[str]:
    return [concept for concept in concepts(plain_tokens(words)) if concept in THEMES]


def _asking_each(text: str) -> list[str]:
    """The stretches between joints, as far as each asks for something of its own and later ones name no province."""
    parts: list[str] = []
    at = 0
    for joint in [*_JOINT.finditer(text), None]:
        piece = text[at : joint.start() if joint else len(text)]
        rest = text[joint.end() :] if joint else "?"
        asks = ASKS.search(piece) and len(syllables(piece)) >= 2
        if asks and (joint is None or (ASKS.search(rest) and not find_provinces(rest))):
            parts.append(piece.strip())
            at = joint.end() if joint else len(text)
    return parts if at == len(text) else []
