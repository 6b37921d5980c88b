"""The assistant: from a question to an answer. The only way in for the screen, the command line and the evaluation."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant import wording
from assistant.compose import abstain, compose, notes, refuse
from assistant.explain import explain
from assistant.find import Found, all_together, find
from assistant.generate import Told, tell
from assistant.model import ChatModel
from assistant.question import QuestionError
from assistant.records import Answer, Mode
from assistant.rephrase import rephrase
from assistant.several import understand_all
from index.library import Library

__all__ = ["Assistant", "QuestionError"]


class Assistant:
    """Answers questions from an open library; keeps no state of its own, so it may serve many threads."""

    def __init__(self, library: Library, model: ChatModel | None = None) -> None:
        self._library = library
        self.model = model

    def ask(self, question: str, history: Sequence[str] = (), mode: Mode = "extract") -> Answer:
        """Answer the last of several turns. Raises `QuestionError` when the question is empty, too long or has no
        words.
        """
        *_, last = self.tell(question, history, mode)
        return last.answer

    def tell(self, question: str, history: Sequence[str] = (), mode: Mode = "extract") -> Iterator[Told]:
        """The answer as it grows, the last one whole, with how it came about; in the reports' words it comes at once.

        `mode` "generate" has the chat model word it, where there is one and the reports hold an answer at all.
        """
        began = time.perf_counter()
        for told in self._tell(question, history, mode):
            seconds = round(time.perf_counter() - began, 4)
            yield replace(told, answer=replace(told.answer, seconds=seconds))

    def _tell(self, text: str, history: Sequence[str], mode: Mode) -> Iterator[Told]:
        known = self._library.provinces()
        questions = understand_all(text, history, known, self._library.well_spelled)
        question = questions[0]
        if question.unknown and len(question.unknown) == len(question.scope.provinces):
            yield Told(abstain(question, "no_province", wording.no_province(question.unknown, known)))
            return
        rephrased: list[str] = []
        if mode == "generate" and self.model is not None:
            questions, rephrased = rephrase(self.model, text, history, questions, known, self._library.well_spelled)
        founds = [find(self._library, question) for question in questions]
        explained = (*rephrased, *(line for found in founds for line in explain(found)))
        for told in self._worded(all_together(founds), history, mode):
            yield replace(told, explained=explained)

    def _worded(self, found: Found, history: Sequence[str], mode: Mode) -> Iterator[Told]:
        known = self._library.provinces()
        if not any(found.claims.values()):
            yield Told(refuse(found, known))
        elif mode == "generate" and self.model is not None:
            yield from tell(self.model, found, compose(found, known), notes(found, known), history)
        else:
            yield Told(compose(found, known))
