"""Users' feedback as cases: what the ledger keeps of an answer, in the format of `eval/cases/README.md`.

A person who calls an answer right gives a whole case; one who calls it wrong gives a question whose right answer a
person still has to write down. Either is a draft: somebody reads it before it is put among the cases.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.records import Report
from eval.cases import REAL_SPLITS, case_from, check_case, split_of
from eval.numbers import read_numbers
from index.journal import Feedback
from index.library import Library

SHORTEST, LONGEST = 20, 300
"""Characters of a piece of evidence."""


@dataclass(frozen=True)
class Draft:
    """A case's line, and what a person has to know or mend before it counts (Vietnamese or English lines)."""

    line: dict[str, Any]
    remarks: tuple[str, ...]


def drafts(
    library: Library, files: Mapping[str, bytes], splits: Mapping[str, tuple[str, str]], vote: str | None = None
) -> Iterator[Draft]:
    """A draft for each answer that users spoke of, or only those with this `vote`; the latest feedback first.

    `files` and `splits` are the evaluation's reports and which of them are dev or test, as `check_case` takes them.
    """
    known = {report.id: report for report in [*library.reports(), *(past.report for past in library.past().values())]}
    seen = set()
    for given in library.journal.feedback():
        if vote in (None, given.vote) and given.id not in seen:
            seen.add(given.id)
            line = _line(given, known, splits)
            said = [f"{given.who or '-'}: {given.vote} {given.reason} {given.comment}".rstrip()]
            yield Draft(line, (*said, *check_case(case_from(line), files, splits)))


def _line(given: Feedback, reports: Mapping[str, Report], splits: Mapping[str, tuple[str, str]]) -> dict[str, Any]:
    answer = given.answer
    refused = answer["status"] in ("abstained", "clarify")
    right = given.vote == "up"
    answerable = not refused if right else not refused or given.reason == "unanswered"
    told = [reports[c["report"]] for c in answer["citations"] if c["report"] in reports] if right else []
    nuggets = list(_nuggets(answer)) if right else []
    line: dict[str, Any] = {
        "id": f"feedback-{given.id}",
        "question": given.question,
        "history": list(given.history),
        "category": _category(given, answerable, nuggets),
        "split": "dev",
        "library": "real" if all(report.file in REAL_SPLITS for report in told) else "all",
        "answerable": answerable,
        "scope": answer["scope"],
        "nuggets": nuggets,
        "evidence": [
            {"report": reports[c["report"]].file, "sha256": reports[c["report"]].sha256, "quote": _quote(c, reports)}
            for c in answer["citations"]
            if right and c["report"] in reports
        ],
        "reason": None if answerable else answer["reason"] or "no_evidence",
        "rewrite_of": None,
    }
    if all(report.file in splits for report in told):
        line["split"] = split_of(case_from(line), splits) or "dev"
    return line


def _category(given: Feedback, answerable: bool, nuggets: Sequence[Mapping[str, Any]]) -> str:
    if given.history:
        return "followup"
    if not answerable:
        return {"no_province": "unknown_province", "off_topic": "off_topic"}.get(given.answer["reason"], "near_miss")
    if len(given.answer["scope"]["provinces"]) > 1:
        return "comparison"
    return "figure" if any(nugget["kind"] == "figure" for nugget in nuggets) else "fact"


def _nuggets(answer: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """What stands in bold, each with the province of the citation that follows it."""
    whose = {str(citation["n"]): citation["province"] for citation in answer["citations"]}
    for bold in re.finditer(r"\*\*(.+?)\*\*[^\[]*\[(\d+)\]", answer["text"]):
        province = whose.get(bold[2])
        figures = [number for number in read_numbers(bold[1]) if number.kind == "figure" and number.value is not None]
        if province is None:
            continue
        if not figures:
            yield {"kind": "phrase", "text": bold[1], "province": province, "aliases": [], "vital": True}
        for figure in figures:
            value = f"{figure.value:f}" + (f"/{figure.denominator:f}" if figure.denominator else "")
            yield {
                "kind": "figure",
                "value": value,
                "unit": figure.unit or "",
                "province": province,
                "year": None,
                "level": None,
                "aliases": [bold[1]],
                "vital": True,
            }


def _quote(citation: Mapping[str, Any], reports: Mapping[str, Report]) -> str:
    """The quote, with the words round it where it is too short for evidence, cut where it is too long."""
    body, start, end = reports[citation["report"]].body, citation["start"], citation["end"]
    while end - start < SHORTEST and (start > 0 or end < len(body)):
        before, after = body.rfind(" ", 0, max(start - 1, 0)), body.find(" ", end + 1)
        start, end = before + 1, after if after >= 0 else len(body)
    return body[start : min(end, start + LONGEST)]
