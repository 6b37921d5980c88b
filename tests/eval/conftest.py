"""A small made-up world for the tests of scores, runs, reports and comparisons."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from corpus.records import Report
from eval.cases import Case, case_from
from eval.runs import Result, Run
from eval.score import score

BODY = "Năm 2016, tỉnh Bắc Giang đã đầu tư 42,7 tỷ đồng. Có 19/20 sở, ngành triển khai một cửa điện tử."
QUOTE = "tỉnh Bắc Giang đã đầu tư 42,7 tỷ đồng"
SOURCES = {
    "bg": Report(
        "bg",
        "Bắc Giang",
        "Bắc Ninh",
        "CNTT Bắc Giang",
        None,
        None,
        "2017-03-15",
        None,
        (2016, 2017),
        "bg.txt",
        "s1",
        BODY,
    ),
    "lc": Report(
        "lc",
        "Lai Châu",
        "Lai Châu",
        "CNTT Lai Châu",
        None,
        None,
        None,
        "2019-06-12",
        (2014, 2019),
        "lc.txt",
        "s2",
        "Đạt 80%.",
    ),
}


def make_case(number: int, answerable: bool = True, **changes: Any) -> Case:
    """A case about Bắc Giang, or one about Lai Châu that nothing answers."""
    nugget = {
        "kind": "figure",
        "value": "42.7",
        "unit": "tỷ đồng",
        "province": "Bắc Giang",
        "year": None,
        "level": None,
    }
    line = {
        "id": f"case-{number:03}",
        "question": f"Câu hỏi <b>{number}</b>?",
        "history": [],
        "category": "figure" if answerable else "near_miss",
        "split": "dev",
        "library": "real",
        "answerable": answerable,
        "scope": {"provinces": ["Bắc Giang" if answerable else "Lai Châu"], "years": None, "level": None},
        "nuggets": [{**nugget, "aliases": ["42,7 tỷ"], "vital": True}] if answerable else [],
        "evidence": [{"report": "bg.txt", "sha256": "s1", "quote": QUOTE}] if answerable else [],
        "reason": None if answerable else "no_year",
        "rewrite_of": None,
    }
    return case_from({**line, **changes})


def make_answer(text: str | None) -> dict[str, Any]:
    """An answer that cites the quote; a refusal without `text`."""
    start = BODY.index(QUOTE)
    described = {"report": "bg", "province": "Bắc Giang", "title": "CNTT Bắc Giang", "published": "2017-03-15"}
    citation = {"n": 1, **described, "start": start, "end": start + len(QUOTE), "quote": QUOTE}
    refused: dict[str, Any] = {
        "id": None,
        "status": "abstained",
        "reason": "no_year",
        "mode": "extract",
        "text": "Không có.",
        "citations": [],
    }
    shared = {"scope": {"provinces": ["Bắc Giang"], "years": None, "level": None}, "missing": [], "seconds": 0.5}
    if text is None:
        return {**refused, **shared}
    return {**refused, "status": "answered", "reason": None, "text": text, "citations": [citation], **shared}


def make_run(texts: Mapping[int, str | None], system: str = "Trợ lý", seconds: float | None = 0.5) -> Run:
    """A run over case numbers and answers; numbers from 100 on are unanswerable cases."""
    results = []
    for number, text in texts.items():
        case = make_case(number, number < 100)
        hits = [{"report": "bg", "province": "Bắc Giang", "start": 0, "end": len(BODY), "text": BODY, "score": 0.9}]
        answer = make_answer(text)
        took = None if seconds is None else seconds * (1 + number % 7)
        results.append(Result(case, answer, hits, score(case, answer, hits, SOURCES), took))
    return Run({"system": system, "date": "2026-11-21", "corpus": ["bg", "lc"]}, tuple(results))


@pytest.fixture
def run_of() -> Callable[..., Run]:
    """`make_run`, for tests that need runs."""
    return make_run


@pytest.fixture
def case_of() -> Callable[..., Case]:
    """`make_case`, for tests that need cases."""
    return make_case
