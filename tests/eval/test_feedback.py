"""Feedback becomes cases that the evaluation reads; what a person called right needs nothing more."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from eval.__main__ import main
from eval.cases import load_cases
from index.journal import Feedback
from index.library import Library

RIGHT = [
    "Tỷ lệ văn bản điện tử trao đổi nội bộ của Lai Châu là bao nhiêu?",
    "So sánh tỷ lệ văn bản điện tử được ký số của Bắc Giang và Lai Châu",
    "Tỷ lệ văn bản điện tử của Hà Nội là bao nhiêu?",
]


def given(library: Library, id: str, question: str, vote: str = "up", **more: str) -> Feedback:
    history = ("Tỷ lệ văn bản được ký số của Lai Châu?",) if question.startswith("Còn") else ()
    answer = Assistant(library).ask(question, history)
    return Feedback("an", id, vote, question, history, json.loads(json.dumps(answer.as_json())), **more)


@pytest.fixture
def data(fresh_data: Path) -> Path:
    with Library.open(fresh_data) as library:
        for number, question in enumerate([*RIGHT, "Còn Bắc Giang thì sao?"]):
            library.journal.rate(given(library, f"{number:x}", question))
        library.journal.rate(given(library, "aa", RIGHT[0], "down", reason="figure", comment="Sai năm."))
        library.journal.rate(given(library, "bb", RIGHT[2], "down", reason="unanswered"))
    return fresh_data


def test_feedback_becomes_cases(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(data), "feedback"]) == 0
    told = capsys.readouterr()
    (tmp_path / "feedback.jsonl").write_text(told.out, encoding="utf-8")
    cases = {case.id.removeprefix("feedback-"): case for case in load_cases(tmp_path)}
    assert [cases[f"{n}"].category for n in range(4)] == ["figure", "comparison", "unknown_province", "followup"]
    assert [cases[id].answerable for id in ("0", "1", "2", "3", "aa", "bb")] == [True, True, False, True, True, True]
    assert {nugget.value for nugget in cases["1"].nuggets} >= {"96", "18.6"}
    assert cases["2"].reason == "no_province"
    remarks = [line for line in told.err.splitlines() if line.startswith("feedback-")]
    whole = [line for line in remarks if line.split(":")[0][9:] in ("0", "1", "2", "3")]
    assert [line.split(": ", 1)[1] for line in whole] == ["an: up"] * 4, whole
    assert "feedback-aa: an: down figure Sai năm." in remarks
    assert any(line.startswith("feedback-aa: an answerable case needs evidence") for line in remarks)


def test_one_kind_of_vote_alone(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(data), "feedback", "--vote", "down"]) == 0
    assert {json.loads(line)["id"] for line in capsys.readouterr().out.splitlines()} == {"feedback-aa", "feedback-bb"}
