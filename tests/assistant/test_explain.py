"""How an answer was found, in lines to read, on the command line too."""

from __future__ import annotations

import json
import re
import shutil
from itertools import pairwise
from pathlib import Path

import pytest

from assistant.__main__ import main
from assistant.assistant import Assistant
from assistant.explain import SHOWN
from index.library import Library

QUESTION = "Tỷ lệ văn bản điện tử trao đổi nội bộ của Lai Châu là bao nhiêu?"


@pytest.fixture(scope="module")
def data(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the five reports for all these tests: asking changes nothing in it."""
    return shutil.copytree(seeded, tmp_path_factory.mktemp("explained") / "data")


def explained(library: Library, question: str) -> tuple[str, ...]:
    *_, told = Assistant(library).tell(question)
    return told.explained


def test_the_first_line_says_what_was_understood(library: Library) -> None:
    first = explained(library, "Năm 2016 các huyện của Bắc Giang đạt tỷ lệ ký số bao nhiêu phần trăm?")[0]
    assert "hỏi về tỷ lệ" in first and "tỉnh: Bắc Giang" in first
    assert "năm: 2016" in first and "cấp: huyện" in first and "ký số" in first
    assert "không nêu" in explained(library, "Hạn chế trong ứng dụng CNTT là gì?")[0]


def test_each_province_has_its_own_passages_and_candidates_best_first(library: Library) -> None:
    lines = explained(library, "So sánh tỷ lệ văn bản ký số của Lai Châu và Bắc Giang")
    for province in ("Lai Châu", "Bắc Giang"):
        assert any(re.match(rf"{province}: khả năng .+ 0\.\d\d \(cần từ 0\.\d\d\)\.$", line) for line in lines)
    blocks: list[list[float]] = [[]]
    for line in lines[1:]:
        if scored := re.match(r"  câu +(-?[\d.]+): ", line):
            blocks[-1].append(float(scored[1]))
        elif not line.startswith(" "):
            blocks.append([])
    candidates = [block for block in blocks if block]
    assert len(candidates) >= 2 and all(len(block) <= SHOWN for block in candidates)
    assert sum(line.startswith("  đoạn ") for line in lines) <= SHOWN * len(candidates)


def test_a_figure_is_shown_with_the_words_it_is_told_of(library: Library) -> None:
    best = next(line for line in explained(library, QUESTION) if line.startswith("  câu "))
    assert re.search(r": 80% ← .*80%", best)


def test_a_sentence_is_shown_where_no_figure_is_asked_for(library: Library) -> None:
    assert any(line.startswith("  câu ") and "←" not in line for line in explained(library, "Ai chủ trì hội nghị?"))


def test_features_stand_below_their_candidate(library: Library) -> None:
    lines = explained(library, QUESTION)
    for line, below in pairwise(lines):
        if line.startswith("  câu "):
            assert re.fullmatch(r" {7}\w+ [\d.]+(?:, \w+ [\d.]+)*", below)


def test_what_is_refused_is_explained_too(library: Library) -> None:
    *_, told = Assistant(library).tell("Lai Châu có bao nhiêu sân bay quốc tế?")
    assert told.answer.status == "abstained" and len(told.explained) > 1


def test_explaining_changes_no_answer_and_is_repeatable(library: Library) -> None:
    assert explained(library, QUESTION) == explained(library, QUESTION)


# on the command line


def test_beside_json_stdout_stays_pure(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(data), QUESTION, "--json", "--explain"]) == 0
    out, err = capsys.readouterr()
    answer = json.loads(out)
    assert answer["status"] == "answered" and "explained" not in answer
    assert "Hiểu câu hỏi" in err and "khả năng" in err


def test_beside_text_it_follows_the_answer(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(data), QUESTION, "--explain"]) == 0
    out, err = capsys.readouterr()
    assert err == "" and 0 < out.index("80%") < out.index("Hiểu câu hỏi")


def test_without_the_option_nothing_is_explained(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--data", str(data), QUESTION]) == 0
    out, err = capsys.readouterr()
    assert err == "" and "Hiểu câu hỏi" not in out
