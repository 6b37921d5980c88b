"""A chat model's help in understanding a question: what a follow-up leans on, written out; several things, told apart.

It only rephrases. The scope stays as it was understood without it, and what it writes is used only when it brings no
word, name, year or number that stands in no turn; else the built-in understanding stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from assistant.hostile import active, speaks_to_machine
from assistant.model import ChatModel, ModelError
from assistant.prompts import Prompt, fill
from assistant.question import Question, QuestionError, understand
from assistant.several import ASKS, PARTS
from assistant.turned import FILLER
from corpus.provinces import find_provinces
from corpus.terms import plain_tokens
from corpus.text import fold, nfc, squeeze

PATIENCE = 10.0
"""Seconds that the answer waits for this help at the most."""

LONG = 12
"""Syllables from which a question with two question words may ask several things."""

TURNS = 4
"""Earlier questions that the model is told."""

_GLUE = frozenset(["tỉnh", "cấp", "thế", "như", "vậy", "kể", "liệt", "ai", "sao", "hỏi"]) | FILLER
"""Words that a rephrased question may bring: they name nothing."""

Restore = Callable[[str], str]


def rephrase(
    model: ChatModel,
    text: str,
    history: Sequence[str],
    questions: Sequence[Question],
    known: Mapping[str, str],
    restore: Restore = nfc,
) -> tuple[list[Question], list[str]]:
    """The questions to look for, and lines (Vietnamese) on what the model made of them.

    `questions` are those of `assistant.several.understand_all`, and are given back where the model is not needed, does
    not answer in time, or says what may not be used.
    """
    if len(questions) > 1:
        return list(questions), []
    (question,) = questions
    if _leans(question, known, restore):
        turns = "\n".join(f"- {squeeze(turn)[:500]}" for turn in history[-TURNS:])
        lines = _said(model, fill("rewrite", turns=turns, question=squeeze(text)))[:1]
    elif len(ASKS.findall(question.restored)) > 1 and len(plain_tokens(question.restored)) >= LONG:
        lines = _said(model, fill("split", question=question.restored))[:PARTS]
    else:
        return [question], []
    if not lines:
        return [question], []
    made = [_checked(line, [*history[-TURNS:], text], question, known, restore) for line in lines]
    used = [understood for understood in made if understood]
    quoted = "; ".join(f"“{line[:200]}”" for line in lines)
    if len(used) < len(made) or _provinces(used) != set(question.scope.provinces):
        return [question], [f"Mô hình viết lại câu hỏi thành {quoted}; không dùng vì thêm điều chưa được hỏi."]
    return used, [f"Mô hình viết lại câu hỏi thành {quoted}; phạm vi vẫn theo câu đã hỏi."]


def _leans(question: Question, known: Mapping[str, str], restore: Restore) -> bool:
    """Whether the question took anything from an earlier turn."""
    alone = understand(question.text, (), known, restore)
    return (alone.scope, alone.topic, alone.context) != (question.scope, question.topic, question.context)


def _said(model: ChatModel, prompt: Prompt) -> list[str]:
    """The lines that the model writes, list marks off; none when it does not answer in time."""
    try:
        said = "".join(replace(model, tries=1, timeout=min(model.timeout, PATIENCE)).stream(prompt))
    except ModelError:
        return []
    lines = (squeeze(re.sub(r"^\s*(?:[-–•*]|\d{1,2}[.)])\s*", "", line)) for line in said.splitlines())
    return [line for line in lines if line]


def _checked(
    line: str, turns: Sequence[str], question: Question, known: Mapping[str, str], restore: Restore
) -> Question | None:
    """The line as a question in the scope of the one that was asked, or none where it says more than the turns do."""
    there = {fold(word) for turn in turns for word in plain_tokens(f"{turn} {restore(nfc(turn))}")}
    words = [word for word in plain_tokens(line) if word not in _GLUE]
    if active(line) or speaks_to_machine(line) or not words or any(fold(word) not in there for word in words):
        return None
    try:
        made = understand(line, (), known, restore)
    except QuestionError:
        return None
    asked = {mention.name for turn in turns for mention in find_provinces(restore(nfc(turn)))}
    strange = set(made.asked) - asked - set(question.asked) or set(made.scope.provinces) - set(question.scope.provinces)
    if strange or set(made.scope.years or ()) - set(question.scope.years or ()):
        return None
    if made.scope.level not in (None, question.scope.level):
        return None
    provinces = made.scope.provinces or question.scope.provinces
    scope = replace(question.scope, provinces=provinces)
    return replace(made, text=question.text, scope=scope, asked=question.asked, unknown=question.unknown)


def _provinces(questions: Sequence[Question]) -> set[str]:
    return {province for question in questions for province in question.scope.provinces}
