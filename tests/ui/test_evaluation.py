"""The last evaluation on the page: what `python -m eval` writes is what it shows."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest

from eval.cases import load_cases
from eval.run import CASES
from eval.runs import Result, Run
from eval.score import score
from eval.summary import write_summary
from index.library import Library
from ui.evaluation import COMMAND, evaluation_html, percent, summary_in
from ui.wording import staff as texts


def test_what_the_evaluation_writes_is_shown(library: Library, tmp_path: Path) -> None:
    reports = {report.id: report for report in library.reports()}
    refused = {"id": None, "status": "abstained", "reason": "no_evidence", "mode": "extract", "text": "Không có."}
    refused |= {
        "citations": [],
        "scope": {"provinces": [], "years": None, "level": None},
        "missing": [],
        "seconds": 0.0,
    }
    cases = [case for case in load_cases(CASES) if case.library == "real"][:40]
    results = tuple(Result(case, refused, [], score(case, refused, [], reports), 0.05) for case in cases)
    write_summary(tmp_path, [Run({"system": "assistant", "library": "real"}, results)], "dev")
    summary = summary_in(tmp_path)
    assert summary and summary.split == "dev" and asdict(summary)["runs"][0]["n"] == 40
    html = evaluation_html(summary)
    right = summary.runs[0].metrics["right"]
    assert f"{percent(right.value)}<small>từ" in html and "40 câu hỏi" in html and "0,05 giây" in html
    for text in (texts.METRICS["right"], texts.SYSTEMS["assistant"], texts.LIBRARIES["real"], texts.SPLITS["dev"]):
        assert text in html
    assert set(summary.runs[0].categories) <= set(texts.CATEGORIES)


@pytest.mark.parametrize(
    "text", [None, "", "{}", "[1]", '{"date": "x", "split": null, "runs": [{"n": "nhiều"}]}', "\0"]
)
def test_without_an_evaluation_the_command_is_shown(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / "eval").mkdir()
        (tmp_path / "eval" / "summary.json").write_text(text, encoding="utf-8")
    html = evaluation_html(summary_in(tmp_path))
    assert texts.NOT_EVALUATED in html and COMMAND in html
