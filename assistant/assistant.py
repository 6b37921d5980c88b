"""The assistant: from a question to an answer. The only way in for the screen, the command line and the evaluation."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant import wording
from assistant.asked import Asked, theme_of
from assistant.claims import Claim, Quote, citations, markers, number_quotes
from assistant.comparable import reservations
from assistant.evidence import Evidence, coverage_by_province, gather
from assistant.explain import explain
from assistant.extract import claims_on, together
from assistant.generate import Told, tell
from assistant.model import ChatModel
from assistant.question import Question, QuestionError
from assistant.records import Answer, Mode, Reason
from assistant.several import understand_all
from assistant.verify import problems
from corpus.numbers import numbers
from corpus.terms import ICT, concepts
from index.library import Library

__all__ = ["Assistant", "QuestionError"]

ON_TOPIC = 0.4
"""Share of a question's words, by weight, below which no report is taken to speak of its subject at all."""

SURE_FIGURE = 0.85
"""How likely a figure must be the one for provinces to be compared by it where no figure was asked for."""

LINES = 6
"""Provinces at the most in the answer to a question that names none."""


@dataclass(frozen=True)
class Found:
    """What is known before an answer is worded: the question, what it asks for, the evidence and claims of each
    province; `silent` are the things asked beside others on which no report says anything.
    """

    question: Question
    asked: Asked
    evidence: tuple[Evidence, ...]
    claims: dict[str, list[Claim]]
    silent: tuple[str, ...] = ()


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
            yield Told(_abstain(question, "no_province", wording.no_province(question.unknown, known)))
            return
        founds = [self._find_figures_first(question) for question in questions]
        explained = tuple(line for found in founds for line in explain(found))
        for told in self._worded(_together(founds), history, mode):
            yield replace(told, explained=explained)

    def _worded(self, found: Found, history: Sequence[str], mode: Mode) -> Iterator[Told]:
        if not any(found.claims.values()):
            yield Told(self._refuse(found))
        elif mode == "generate" and self.model is not None:
            yield from tell(self.model, found, self._compose(found), self._notes(found), history)
        else:
            yield Told(self._compose(found))

    def _refuse(self, found: Found) -> Answer:
        """Say why there is no answer: not this year, not this subject, or not said."""
        question, known = found.question, self._library.provinces()
        candidates = [candidate for evidence in found.evidence for candidate in evidence.candidates]
        if question.scope.years and candidates and all(candidate.features["year_lacking"] for candidate in candidates):
            reports = list(dict.fromkeys(candidate.report for candidate in candidates))
            return _abstain(question, "no_year", wording.no_year(question.scope.years, reports))
        on_subject = max((evidence.on_subject for evidence in found.evidence), default=0.0)
        on_ict = not ICT.isdisjoint(concept for run in question.topic for concept in concepts(run))
        if on_subject < ON_TOPIC and not found.asked.theme and not on_ict:
            return _abstain(question, "off_topic", wording.off_topic(known))
        return _abstain(
            question, "no_evidence", wording.no_evidence([r for r in question.scope.provinces if r in known])
        )

    def _find_figures_first(self, question: Question) -> Found:
        """What is found on a question; provinces that are compared without a word of figures are, where they can be, by
        figures all the same ("Máy tính của cấp xã: Lai Châu so với Điện Biên?").
        """
        if len(question.scope.provinces) < 2 or question.kind not in ("any", "open") or theme_of(question):
            return self._find(question)
        figures, words = self._find(replace(question, kind="figure")), self._find(question)
        sure = {
            evidence.province: figures.claims[evidence.province]
            for evidence in figures.evidence
            if figures.claims.get(evidence.province) and evidence.likely >= SURE_FIGURE
        }
        return replace(figures, claims={**words.claims, **sure}) if sure else words

    def _find(self, question: Question) -> Found:
        """Search each asked province by itself; of a question that names none, keep the provinces that fit best."""
        known = self._library.provinces()
        asked = Asked.of(question, self._library)
        named = [province for province in question.scope.provinces if province in known]
        rivals = coverage_by_province(self._library, question, asked)
        likeliest = sorted(rivals, key=lambda province: (-rivals[province], province))
        searched = named or sorted(likeliest[: None if question.kind == "ranking" else LINES])
        evidence = tuple(gather(self._library, question, asked, province, rivals) for province in searched)
        claims = {}
        for found in evidence:
            drafted = claims_on(found, question, asked)
            claims[found.province] = [claim for claim in drafted if not problems(claim, [found.province])]
        if not named and question.kind != "ranking":
            claims = _best_provinces(evidence, claims)
        return Found(question, asked, evidence, claims)

    def _compose(self, found: Found) -> Answer:
        question = found.question
        answering = {province: claims for province, claims in found.claims.items() if claims}
        if question.kind == "ranking":
            answering = dict(sorted(answering.items(), key=lambda item: -_bold_value(item[1][0].text)))
        named = question.scope.provinces
        missing = tuple(p for p in named if p not in answering) if named else ()
        numbered = number_quotes(claim for claims in answering.values() for claim in claims)
        if len(named) > 1 or len(answering) > 1:
            lines = _table(answering, numbered)
        else:
            lines = _single(next(iter(answering.values())), numbered)
        return Answer(
            status="partial" if missing else "answered",
            text="\n\n".join([*lines, *self._notes(found)]),
            citations=citations(numbered),
            scope=question.scope,
            missing=missing,
        )

    def _notes(self, found: Found) -> list[str]:
        """The lines below an answer: on which asked provinces the reports are silent, and what a name means today."""
        question, known = found.question, self._library.provinces()
        silent = [p for p in question.scope.provinces if p in known and not found.claims.get(p)]
        lines = [wording.nothing_on(silent)] if silent else []
        lines += [wording.silent_on(found.silent)] if found.silent else []
        doubts = reservations({province: told for province, told in found.claims.items() if told})
        lines += [wording.not_comparable(doubts)] if doubts else []
        lines += [wording.no_province(question.unknown, known)] if question.unknown else []
        return lines + wording.today(question.asked, known)


def _together(founds: Sequence[Found]) -> Found:
    """What was found for several things asked at once, as one: each province's claims in the order of the questions."""
    if len(founds) == 1:
        return founds[0]
    first = founds[0].question
    claims: dict[str, list[Claim]] = {}
    for found in founds:
        for province, told in found.claims.items():
            claims[province] = together([*claims.get(province, []), *told])
    provinces = tuple(dict.fromkeys(province for found in founds for province in found.question.scope.provinces))
    texts = dict.fromkeys(found.question.restored for found in founds)
    answered = {found.question.restored for found in founds if any(found.claims.values())}
    return Found(
        replace(first, restored=" ".join(texts), scope=replace(first.scope, provinces=provinces)),
        founds[0].asked,
        tuple(evidence for found in founds for evidence in found.evidence),
        claims,
        tuple(text for text in texts if text not in answered),
    )


def _best_provinces(evidence: Sequence[Evidence], claims: dict[str, list[Claim]]) -> dict[str, list[Claim]]:
    """Of a question that names no province, the provinces whose best sentence comes close to the very best."""
    top = {found.province: found.likely for found in evidence if claims.get(found.province)}
    best = max(top.values(), default=0.0)
    near = sorted((province for province, likely in top.items() if likely >= 0.9 * best), key=lambda p: (-top[p], p))
    return {province: claims[province] for province in near[:LINES]}


def _abstain(question: Question, reason: Reason, text: str) -> Answer:
    return Answer("abstained", text, scope=question.scope, reason=reason)


def _single(claims: Sequence[Claim], numbered: dict[Quote, int]) -> list[str]:
    """One province: its statement after the report's name, or its points as a list."""
    report = claims[0].quotes[0].report
    if len(claims) == 1:
        return [f"{wording.lead(report)}: {claims[0].text} {markers(claims[0], numbered)}."]
    return [wording.list_lead(report), "\n".join(f"- {claim.text} {markers(claim, numbered)}" for claim in claims)]


def _table(answering: dict[str, list[Claim]], numbered: dict[Quote, int]) -> list[str]:
    """Several provinces: a row a claim."""
    rows = [(province, claim) for province, claims in answering.items() for claim in claims]
    lines = ["| Tỉnh | Báo cáo nêu | Thời điểm |", "|---|---|---|"]
    for province, claim in rows:
        text = claim.text.replace("|", "/")
        lines.append(f"| {province} | {text} {markers(claim, numbered)} | {wording.dated(claim.quotes[0].report)} |")
    return ["\n".join(lines)]


def _bold_value(text: str) -> float:
    """The worth of the figure in bold; for a fraction its share in percent."""
    bold = re.search(r"\*\*(.+?)\*\*", text)
    figures = [number for number in numbers(bold[1]) if number.value is not None] if bold else []
    if not figures:
        return 0.0
    first = figures[0]
    return (
        float(100 * first.value / first.denominator)
        if first.denominator and first.value is not None
        else float(first.value or 0)
    )
