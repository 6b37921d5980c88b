"""Wording what was found as an answer: a line, a list or a table with its notes, or why there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant import wording
from assistant.claims import Claim, Quote, citations, figures_of, markers, number_quotes
from assistant.comparable import reservations
from assistant.find import Found
from assistant.question import Question
from assistant.records import Answer, Reason
from corpus.terms import ICT, concepts

MERGED = "2025-07-01"
"""The day since which there are 34 provinces, some by the name of one that is now part of them."""

ON_TOPIC = 0.4
"""Share of a question's words, by weight, below which no report is taken to speak of its subject at all."""


def compose(found: Found, known: Mapping[str, str]) -> Answer:
    question = found.question
    answering = {province: claims for province, claims in found.claims.items() if claims}
    if question.kind == "ranking":
        answering = dict(sorted(answering.items(), key=lambda item: -_worth(item[1][0])))
    named = question.scope.provinces
    missing = tuple(p for p in named if p not in answering) if named else ()
    numbered = number_quotes(claim for claims in answering.values() for claim in claims)
    reports = {claim.quotes[0].report.id for claims in answering.values() for claim in claims}
    if len(named) > 1 or len(answering) > 1 or (len(reports) > 1 and found.asked.figures):
        lines = _table(answering, numbered)
    else:
        lines = _single(next(iter(answering.values())), numbered)
    return Answer(
        status="partial" if missing else "answered",
        text="\n\n".join([*lines, *notes(found, known)]),
        citations=citations(numbered),
        scope=question.scope,
        missing=missing,
    )


def notes(found: Found, known: Mapping[str, str]) -> list[str]:
    """The lines below an answer: on which asked provinces the reports are silent, and what a name means today."""
    question = found.question
    silent = [p for p in question.scope.provinces if p in known and not found.claims.get(p)]
    lines = [wording.nothing_on(silent)] if silent else []
    lines += [wording.silent_on(found.silent)] if found.silent else []
    doubts = reservations({province: told for province, told in found.claims.items() if told})
    lines += [wording.not_comparable(doubts)] if doubts else []
    lines += [wording.no_province(question.unknown, known)] if question.unknown else []
    recent = {
        province
        for province, told in found.claims.items()
        if told and all((quote.report.published or "") >= MERGED for claim in told for quote in claim.quotes)
    }
    return lines + wording.today(question.asked, known, recent)


def refuse(found: Found, known: Mapping[str, str]) -> Answer:
    """Say why there is no answer: not this year, not this subject, or not said."""
    question = found.question
    candidates = [candidate for evidence in found.evidence for candidate in evidence.candidates]
    if question.scope.years and candidates and all(candidate.features["year_lacking"] for candidate in candidates):
        reports = list(dict.fromkeys(candidate.report for candidate in candidates))
        return abstain(question, "no_year", wording.no_year(question.scope.years, reports))
    on_subject = max((evidence.on_subject for evidence in found.evidence), default=0.0)
    on_ict = not ICT.isdisjoint(concept for run in question.topic for concept in concepts(run))
    if on_subject < ON_TOPIC and not found.asked.theme and not on_ict:
        return abstain(question, "off_topic", wording.off_topic(known))
    return abstain(question, "no_evidence", wording.no_evidence([r for r in question.scope.provinces if r in known]))


def abstain(question: Question, reason: Reason, text: str) -> Answer:
    return Answer("abstained", text, scope=question.scope, reason=reason)


def _single(claims: Sequence[Claim], numbered: dict[Quote, int]) -> list[str]:
    """One province: its statement after the report's name, or its points as a list."""
    report = claims[0].quotes[0].report
    if len(claims) == 1:
        return [f"{wording.lead(report)}: {claims[0].text} {markers(claims[0], numbered)}."]
    return [wording.list_lead(report), "\n".join(f"- {claim.text} {markers(claim, numbered)}" for claim in claims)]


def _table(answering: dict[str, list[Claim]], numbered: dict[Quote, int]) -> list[str]:
    """Several provinces, or one province's reports of several years: a row a claim."""
    rows = [(province, claim) for province, claims in answering.items() for claim in claims]
    lines = ["| Tỉnh | Báo cáo nêu | Thời điểm |", "|---|---|---|"]
    for province, claim in rows:
        text = claim.text.replace("|", "/")
        lines.append(f"| {province} | {text} {markers(claim, numbered)} | {wording.dated(claim.quotes[0].report)} |")
    return ["\n".join(lines)]


def _worth(claim: Claim) -> float:
    """The worth of the claim's first figure; for a fraction its share in percent."""
    first = next((figure for figure in figures_of(claim) if figure.value is not None), None)
    if first is None or first.value is None:
        return 0.0
    return float(100 * first.value / first.denominator if first.denominator else first.value)
