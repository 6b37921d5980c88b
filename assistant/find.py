"""Finding: from a question as understood to the claims that answer it, province by province, before any is worded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.asked import Asked, figure_kind, theme_of
from assistant.claims import Claim
from assistant.comparable import sorts
from assistant.evidence import Candidate, Evidence, coverage_by_province, gather
from assistant.extract import claims_on, says_as_much, together
from assistant.question import Question
from assistant.verify import problems
from index.library import Library

SURE_FIGURE = 0.7
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


def find(library: Library, question: Question) -> Found:
    """What is found on a question; one that sets provinces side by side without a word of figures is answered by
    figures all the same where they surely do ("Máy tính của cấp xã: Lai Châu so với Điện Biên?").
    """
    if len(question.scope.provinces) < 2 or question.kind not in ("any", "open") or theme_of(question):
        return _find(library, question)
    words = _find(library, question)
    figures = _find(library, replace(question, kind=figure_kind(question)))
    surest = _surest(figures.evidence)
    sure = {
        evidence.province: figures.claims[evidence.province]
        for evidence in figures.evidence
        if surest
        and figures.claims.get(evidence.province)
        and (evidence.likely >= SURE_FIGURE or says_as_much(evidence.candidates[0], surest, figures.asked))
    }
    return replace(figures, claims={**words.claims, **sure}) if sure else words


def _surest(evidence: Sequence[Evidence]) -> Candidate | None:
    """The likeliest of all figures, where it is sure."""
    best = max(evidence, key=lambda found: found.likely, default=None)
    sure = best is not None and best.likely >= SURE_FIGURE and best.candidates[0].told
    return best.candidates[0] if best and sure else None


def _find(library: Library, question: Question) -> Found:
    """Search each asked province by itself; of a question that names none, keep the provinces that fit best."""
    known = library.provinces()
    asked = Asked.of(question, library)
    named = [province for province in question.scope.provinces if province in known]
    rivals = coverage_by_province(library, question, asked)
    likeliest = sorted(rivals, key=lambda province: (-rivals[province], province))
    searched = named or sorted(likeliest[: None if question.kind == "ranking" else LINES])
    evidence = tuple(gather(library, question, asked, province, rivals) for province in searched)
    claims = {}
    surest = _surest(evidence) if len(named) > 1 else None
    for found in evidence:
        drafted = claims_on(found, question, asked, surest)
        claims[found.province] = [claim for claim in drafted if not problems(claim, [found.province])]
    if not named:
        claims = _of_one_sort(evidence, claims) if question.kind == "ranking" else _best_provinces(evidence, claims)
    return Found(question, asked, evidence, claims)


def all_together(founds: Sequence[Found]) -> Found:
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


def _of_one_sort(evidence: Sequence[Evidence], claims: dict[str, list[Claim]]) -> dict[str, list[Claim]]:
    """The provinces whose figures are of the sort that the likeliest one's are: 298 certificates and 18.6 % make no
    ranking.
    """
    best = max((found for found in evidence if claims[found.province]), key=lambda found: found.likely, default=None)
    wanted = sorts(claims[best.province]) if best else set()
    return {province: told for province, told in claims.items() if sorts(told) & wanted}


def _best_provinces(evidence: Sequence[Evidence], claims: dict[str, list[Claim]]) -> dict[str, list[Claim]]:
    """Of a question that names no province, the provinces whose best sentence comes close to the very best."""
    top = {found.province: found.likely for found in evidence if claims.get(found.province)}
    best = max(top.values(), default=0.0)
    near = sorted((province for province, likely in top.items() if likely >= 0.9 * best), key=lambda p: (-top[p], p))
    return {province: claims[province] for province in near[:LINES]}
